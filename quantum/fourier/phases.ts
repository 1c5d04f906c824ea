import { fail } from "../../core/errors.ts";
import { checkRecord } from "../../core/spec.ts";
import { type Angle, factorsOf, input, MAX_INDICES } from "../angle.ts";
import { type Circuit, circuit, type GateOp, type Op } from "../circuit.ts";
import { type Gate, gates } from "../gates/index.ts";

/**
 * An angle that a circuit's expectations are trigonometric in: rate times an input, or times a product of two (`other`), and the highest multiple of it that
 * occurs. An input may have several: each trained scale is one, as it shares no period with the others. Plain data.
 */
export interface Phase {
  readonly input: number;
  readonly other?: number;
  readonly rate: number;
  readonly degree: number;
}

/** A circuit as a function of its phases. */
export interface Phased {
  readonly phases: readonly Phase[];
  /** The same circuit with the phases, in radians, as its inputs. */
  readonly circuit: Circuit;
}

/** A place where inputs turn a gate. */
interface Place {
  readonly input: number;
  readonly other: number;
  readonly rate: number;
  /** The highest frequency is so many of the finest one. */
  readonly steps: number;
}

/** Places that share a phase: `unit` is its rate. */
interface Group {
  readonly input: number;
  readonly other: number;
  readonly unit: number;
  readonly degree: number;
  /** Numbers of its places. */
  readonly places: readonly number[];
}

/** Rates whose ratio is a fraction with parts up to this may share a phase. */
const MOST_PARTS = 64;
/** Relative; rounding of a scale written in decimals is 1e-16. */
const SAME = 1e-14;

/**
 * The phases of a circuit with these parameters. A gate exp(-i t G) adds as frequencies the differences of eigenvalues of G: 0 and 1 for a rotation, 1/2, too, for
 * a controlled one; places that turn with the same rate, or with commensurable rates where that makes fewer terms, add up in one phase. Errors: amplitudes as inputs.
 * Schuld, Sweke, Meyer, arXiv 2008.08605.
 */
export function phasesOf(source: Circuit, params: ArrayLike<number>, where: string): Phased {
  if (source.amplitudes > 0) {
    fail(where, "inputs that are angles", "amplitudes", "Circuits that start from amplitudes have a `quadraticOf`");
  }
  const places = source.ops.flatMap((given) => ("gate" in given ? placesOf(given, params) : []));
  const groups = merged(grouped(places));
  const phases = groups.map(({ input: first, other, unit, degree }): Phase => {
    return other < 0 ? { input: first, rate: unit, degree } : { input: first, other, rate: unit, degree };
  });
  let next = 0;
  const own = (angle: Angle): Angle => {
    if (typeof angle === "number" || angle.from === "param") return angle;
    const place = next++;
    const at = groups.findIndex((group) => group.places.includes(place));
    // No group: its rate is 0.
    return at < 0 ? 0 : input(at, Math.round(places[place]!.rate / groups[at]!.unit));
  };
  const ops = source.ops.map((given): Op => ("gate" in given ? { ...given, angles: given.angles.map(own) } : given));
  return { phases, circuit: circuit(source.numQubits, ops, { numInputs: phases.length }) };
}

function placesOf({ gate, angles }: GateOp, params: ArrayLike<number>): Place[] {
  // A gate of the four-term rule has the frequencies 1/2 and 1, one of two terms the frequency 1.
  const steps = (gates[gate] as Gate).shifts.length === 4 ? 2 : 1;
  return angles.flatMap((angle): Place[] => {
    if (typeof angle === "number" || angle.from === "param") return [];
    const { param, input: first, other, scale } = factorsOf(angle);
    const rate = param < 0 ? scale : scale * params[param]!;
    const [least, most] = other < 0 ? [first, other] : [Math.min(first, other), Math.max(first, other)];
    return [{ input: least, other: most, rate, steps }];
  });
}

const sameInputs = (a: Place | Group, b: Place | Group): boolean => a.input === b.input && a.other === b.other;

/** One group for each unit of each input, in order of inputs; products of inputs come last. */
function grouped(places: readonly Place[]): Group[] {
  const groups: Group[] = [];
  for (const [number, place] of places.entries()) {
    const { input: first, other, rate, steps } = place;
    const unit = Math.abs(rate) / steps;
    if (unit === 0) continue;
    const at = groups.findIndex((group) => sameInputs(group, place) && Math.abs(group.unit - unit) <= SAME * unit);
    if (at < 0) groups.push({ input: first, other, unit, degree: steps, places: [number] });
    else {
      const { degree, places: others } = groups[at]!;
      groups[at] = { ...groups[at]!, degree: degree + steps, places: [...others, number] };
    }
  }
  const pair = ({ other }: Group): number => (other < 0 ? 0 : 1);
  return groups.sort((a, b) => pair(a) - pair(b) || a.input - b.input || a.other - b.other || a.unit - b.unit);
}

/** Joins groups of an input with commensurable units as long as that makes fewer terms. */
function merged(groups: readonly Group[]): Group[] {
  for (const [i, a] of groups.entries()) {
    for (const b of groups.slice(i + 1)) {
      if (!sameInputs(a, b)) continue;
      const joint = joined(a, b);
      if (joint === null || 2 * joint.degree + 1 >= (2 * a.degree + 1) * (2 * b.degree + 1)) continue;
      return merged(groups.filter((group) => group !== b).map((group) => (group === a ? joint : group)));
    }
  }
  return [...groups];
}

function joined(a: Group, b: Group): Group | null {
  for (let q = 1; q <= MOST_PARTS; q++) {
    const ratio = (a.unit / b.unit) * q;
    const p = Math.round(ratio);
    if (p < 1 || p > MOST_PARTS || Math.abs(ratio - p) > SAME * ratio) continue;
    // a.unit / p = b.unit / q
    return { ...a, unit: a.unit / p, degree: a.degree * p + b.degree * q, places: [...a.places, ...b.places] };
  }
  return null;
}

const KEYS = ["input", "other", "rate", "degree"];
const MAX_DEGREE = 1024;

/** Checks phases that came as unknown data. Errors: no list, an input, rate or degree that is none. */
export function checkPhases(value: unknown): Phase[] {
  if (!Array.isArray(value)) fail("phases", "a list of phases", value);
  return Array.from(value as readonly unknown[], (phase, at) => {
    const where = `phases[${at}]`;
    const { input: first, other, rate, degree } = checkRecord(phase, KEYS, where) as unknown as Phase;
    for (const index of other === undefined ? [first] : [first, other]) {
      if (!Number.isInteger(index) || index < 0 || index >= MAX_INDICES) {
        fail(`${where}: input`, "the number of an input", index);
      }
    }
    if (!Number.isFinite(rate)) fail(`${where}: rate`, "a finite number", rate);
    if (!Number.isInteger(degree) || degree < 1 || degree > MAX_DEGREE) {
      fail(`${where}: degree`, `a whole number from 1 to ${MAX_DEGREE}`, degree);
    }
    return other === undefined ? { input: first, rate, degree } : { input: first, other, rate, degree };
  });
}

const index = (description: string) => ({ type: "integer", minimum: 0, maximum: MAX_INDICES - 1, description });

export const phasesJsonSchema = {
  type: "array",
  items: {
    type: "object",
    properties: {
      input: index("number of the input"),
      other: index("number of an input that it is multiplied by"),
      rate: { type: "number", description: "radians for each unit of the input" },
      degree: { type: "integer", minimum: 1, maximum: MAX_DEGREE, description: "highest multiple that occurs" },
    },
    required: ["input", "rate", "degree"],
    additionalProperties: false,
  },
};
