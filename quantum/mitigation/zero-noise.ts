import { fail, MoireError, show } from "../../core/errors.ts";
import { choice, type Field, number, type Options, structured } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import { gateOps } from "../circuit.ts";
import { extrapolated } from "./extrapolated.ts";
import { FITS, fits } from "./fits.ts";
import { checkFoldable } from "./foldable.ts";
import { FOLDINGS, folded, foldedScale, MAX_SCALE } from "./folding.ts";
import type { MitigationKind } from "./mitigation.ts";
import { mixedValues } from "./mixed.ts";

const MOST_SCALES = 12;
const SCALES = `2 to ${MOST_SCALES} numbers that ascend from 1, at most ${MAX_SCALE}`;

const scalesField: Field<readonly number[]> & { readonly default: readonly number[] } = {
  ...structured<readonly number[]>({
    help: "how many times as much noise there is in each of the circuits, the first one as it is",
    expected: `a list of ${SCALES}`,
    check: checkScales,
    json: {
      type: "array",
      items: { type: "number", minimum: 1, maximum: MAX_SCALE },
      minItems: 2,
      maxItems: MOST_SCALES,
      uniqueItems: true,
    },
  }),
  default: [1, 3, 5],
};

const fields = {
  scales: scalesField,
  folding: choice(FOLDINGS, { help: "what is repeated: the whole circuit, or gate by gate", default: "global" }),
  fit: choice(FITS, {
    help: "how values at the scales are continued to 0: linear and quadratic by least squares, exponential (a decay), richardson (through all)",
    default: "richardson",
  }),
  asymptote: number({
    help: "exponential: what a value ends in at endless noise, less what the fully mixed state gives (0 for Pauli strings)",
    min: -Infinity,
    max: Infinity,
    default: 0,
  }),
  maxLift: number({
    help: "exponential: most that a distance from the asymptote may be multiplied by",
    min: 1,
    above: true,
    max: 1e6,
    default: 10,
  }),
};

/**
 * Zero-noise extrapolation: runs the circuit folded to several scales (see `folded`), so that noise which folding repeats is so many times as much, and
 * continues each output to scale 0. Options: scales [1, 3, 5], odd so that each gate is repeated alike; folding "global" or "local"; fit "richardson" (the
 * polynomial through all values), "linear" or "quadratic" (least squares), "exponential" (to an asymptote, with bounds; see `exponentialFit`), which alone has
 * the options asymptote and maxLift. Fits use the scales that the circuit's number of gates allows (`foldedScale`). To first order it removes noise after the
 * embedding and between layers, for which these scales must be odd, and noise that is the same before its gate as after it, as depolarizing of all the gate's
 * wires together is; of other noise after gates half that difference is left, as a gate undone has its noise on the other side. It leaves readout errors and
 * other noise "beforeMeasurement" as they are, which no folding repeats, and estimates may leave the range of what is measured. Kandala et al., arXiv
 * 1805.04492; Temme et al., arXiv 1612.02058.
 * Errors: an option out of bounds; fewer scales than the fit needs; options of another fit. When a circuit is opened: one with channels of its own or without
 * gates; scales that its gates cannot tell apart; a noise model without noise that folding repeats; noise at marks at scales that are not odd; noise that
 * follows a gate and not the gate that undoes it.
 */
export function zeroNoise(options: Options<typeof fields> = {}): Spec<"zeroNoise", typeof fields> {
  const spec = specOf("zeroNoise", fields, options, "zeroNoise");
  zeroNoiseKind.check(spec, "zeroNoise");
  return spec;
}

export const zeroNoiseKind = {
  help: "runs the circuit with more noise and continues what it gives to none",
  fields,
  check({ scales, fit, asymptote, maxLift }, where) {
    const { points } = fits[fit];
    if (scales.length < points) fail(`${where}: scales`, `at least ${points} for the ${fit} fit`, scales);
    if (fit === "exponential") return;
    if (asymptote !== fields.asymptote.default) fail(`${where}: asymptote`, `none with the ${fit} fit`, asymptote);
    if (maxLift !== fields.maxLift.default) fail(`${where}: maxLift`, `none with the ${fit} fit`, maxLift);
  },
  open({ scales, folding, fit, asymptote, maxLift }, job, plain) {
    const { circuit, noise, maxBatch, measure } = job;
    if (gateOps(circuit, "zeroNoise").length === 0) fail("zeroNoise", "a circuit with gates to fold", circuit.ops);
    const reached = scales.map((scale) => foldedScale(circuit, scale));
    if (reached.some((scale, j) => j > 0 && scale <= reached[j - 1]!)) {
      fail("zeroNoise: scales", `scales that ${circuit.ops.length} gates can tell apart`, scales, "Take odd numbers");
    }
    checkFoldable(circuit, noise, reached);
    const opened = scales.map((scale) => plain({ ...job, circuit: folded(circuit, scale, folding) }));
    const limits = mixedValues(measure, circuit.numQubits).map((value) => value + asymptote);
    return extrapolated(opened, fits[fit].open(reached, { maxLift }), limits, circuit.numInputs, maxBatch);
  },
  cost({ scales, fit, maxLift }, { values }) {
    if (fit === "exponential" && (values?.length !== scales.length || !values.every(Number.isFinite))) {
      const expected = `${scales.length} finite numbers, the distance from the asymptote at each scale`;
      fail("mitigationCost: values", expected, values);
    }
    const slopes = new Float64Array(scales.length);
    fits[fit].open(scales, { maxLift }).atZero(Float64Array.from(values ?? slopes), 0, slopes);
    return {
      circuits: scales.length,
      gates: scales.reduce((sum, scale) => sum + scale, 0),
      variance: slopes.reduce((sum, slope) => sum + slope * slope, 0),
    };
  },
} satisfies MitigationKind<typeof fields>;

function checkScales(value: unknown): readonly number[] {
  const scales: readonly unknown[] = Array.isArray(value) ? Array.from(value as readonly unknown[]) : [];
  const right = scales.every((scale, j) =>
    j === 0 ? scale === 1 : typeof scale === "number" && scale > (scales[j - 1] as number) && scale <= MAX_SCALE,
  );
  if (scales.length < 2 || scales.length > MOST_SCALES || !right) {
    // The name of the option stands before it already.
    throw new MoireError(`expected ${SCALES}, got ${show(value)}`);
  }
  return scales as readonly number[];
}
