import { fail } from "../core/errors.ts";
import type { Circuit } from "./circuit.ts";
import { measurementOf } from "./observables/measure.ts";
import { type EngineOptions, openCircuit } from "./open.ts";
import { addPlace, unshare } from "./shots/places.ts";

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
 * them gradInputs holds only what comes from angles. The angle of a unitary error shifts as a gate's does. Errors: arrays that are too short; the measure "state", which has no rule; nor have
 * parameters that are strengths of other channels. Schuld et al., arXiv 1811.11184; Anselmetti et al., arXiv 2104.05695.
 */
export function parameterShift(
  source: Circuit,
  params: Float64Array,
  inputs: Float64Array,
  cotangent: Float64Array,
  options: EngineOptions = {},
): ShiftGradient {
  const { numQubits, numParams, numInputs } = source;
  const { measure = "z" } = options;
  if (measure === "state") fail("parameterShift: measure", "expectations or probabilities", measure);
  const { outputs } = measurementOf(measure, numQubits);
  for (const [name, array, length] of [
    ["params", params, numParams],
    ["inputs", inputs, numInputs],
    ["cotangent", cotangent, outputs],
  ] as const) {
    if (!(array instanceof Float64Array && array.length >= length)) {
      fail(`parameterShift: ${name}`, `a Float64Array of at least ${length} numbers`, array);
    }
  }
  const { circuit, places, size, fill } = unshare(source, "parameterShift");
  const opened = openCircuit(circuit, 1, options);
  const turned = new Float64Array(size);
  fill(params, turned);
  const out = new Float64Array(outputs);
  const gradParams = new Float64Array(numParams);
  const gradInputs = new Float64Array(numInputs);
  let evaluations = 0;
  for (const { slot, shifts, factors } of places) {
    const kept = turned[slot]!;
    let derivative = 0;
    for (const [shift, factor] of shifts) {
      turned[slot] = kept + shift;
      opened.forward(turned, inputs, 1, out);
      evaluations++;
      for (let k = 0; k < outputs; k++) derivative += factor * cotangent[k]! * out[k]!;
    }
    turned[slot] = kept;
    addPlace(factors, derivative, params, inputs, 0, gradParams, 0, gradInputs);
  }
  return { gradParams, gradInputs, evaluations };
}
