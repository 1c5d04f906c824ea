import { fail } from "../core/errors.ts";
import type { Angle } from "./angle.ts";
import { factorsOf, input, radians } from "./angle.ts";
import { type Circuit, circuit, gateOps } from "./circuit.ts";
import { type Gate, gates } from "./gates/index.ts";
import { measurementOf } from "./observables/measure.ts";
import { type EngineOptions, openCircuit } from "./open.ts";

/** Derivatives by parameters (numParams,) and by inputs (numInputs,) of one sample. */
export interface ShiftGradient {
  readonly gradParams: Float64Array;
  readonly gradInputs: Float64Array;
  /** How many circuits were run: what the gradient costs on hardware, for each shot. */
  readonly evaluations: number;
}

/**
 * The derivative of sum(cotangent * out) for one sample, out being <Z> of each wire or what `options.measure` says, by the parameter-shift rule, as it is measured on hardware: each place of the circuit in which a
 * parameter or input stands is shifted on its own (a gate's record says by how much), so that what is shared or scaled comes out as a sum. A check of
 * `backward`, which is far faster. params: (numParams,); inputs: (numInputs,); cotangent: (outputs,). Amplitudes of the start have no shift rule: with
 * them gradInputs holds only what comes from angles. Errors: arrays that are too short; the measure "state", which has no rule either. Schuld et al., arXiv 1811.11184; Anselmetti et al., arXiv 2104.05695.
 */
export function parameterShift(
  source: Circuit,
  params: Float64Array,
  inputs: Float64Array,
  cotangent: Float64Array,
  options: EngineOptions = {},
): ShiftGradient {
  const { numQubits, numParams, numInputs, complex } = source;
  const { measure = "z" } = options;
  if (measure === "state") fail("parameterShift: measure", "expectations or probabilities", measure);
  const { outputs } = measurementOf(measure, numQubits);
  // Inputs that are amplitudes.
  const start = complex ? 2 * source.amplitudes : source.amplitudes;
  for (const [name, array, length] of [
    ["params", params, numParams],
    ["inputs", inputs, numInputs],
    ["cotangent", cotangent, outputs],
  ] as const) {
    if (!(array instanceof Float64Array && array.length >= length)) {
      fail(`parameterShift: ${name}`, `a Float64Array of at least ${length} numbers`, array);
    }
  }
  // Every angle of the circuit becomes an input of its own, behind the amplitudes.
  const places: { readonly angle: Angle; readonly gate: Gate }[] = [];
  const ops = gateOps(source, "parameterShift").map((given) => ({
    ...given,
    angles: given.angles.map((angle) => {
      places.push({ angle, gate: gates[given.gate] });
      return input(start + places.length - 1);
    }),
  }));
  const width = start + places.length;
  const unshared = circuit(numQubits, ops, { numInputs: width, amplitudes: source.amplitudes, complex });
  const row = Float64Array.from({ length: width }, (_, k) =>
    k < start ? inputs[k]! : radians(places[k - start]!.angle, params, inputs),
  );
  const gradParams = new Float64Array(numParams);
  const gradInputs = new Float64Array(numInputs);
  const opened = openCircuit(unshared, 4, options);
  const out = new Float64Array(4 * outputs);
  let evaluations = 0;
  for (const [k, { angle, gate }] of places.entries()) {
    if (typeof angle === "number") continue;
    const { shifts } = gate;
    const rows = new Float64Array(shifts.length * width);
    for (const [s, [shift]] of shifts.entries()) {
      rows.set(row, s * width);
      rows[s * width + start + k]! += shift;
    }
    opened.forward(new Float64Array(0), rows, shifts.length, out);
    evaluations += shifts.length;
    let derivative = 0;
    for (const [s, [, factor]] of shifts.entries()) {
      for (let w = 0; w < outputs; w++) derivative += factor * cotangent[w]! * out[s * outputs + w]!;
    }
    const { param, input: first, other, scale } = factorsOf(angle);
    const of = (values: Float64Array, i: number): number => (i < 0 ? 1 : values[i]!);
    if (param >= 0) gradParams[param]! += scale * of(inputs, first) * of(inputs, other) * derivative;
    if (first >= 0) gradInputs[first]! += scale * of(params, param) * of(inputs, other) * derivative;
    if (other >= 0) gradInputs[other]! += scale * of(params, param) * of(inputs, first) * derivative;
  }
  return { gradParams, gradInputs, evaluations };
}
