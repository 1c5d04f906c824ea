import { fail } from "../../core/errors.ts";
import { type Circuit, checkCircuit } from "../circuit.ts";
import { type NoiseModel, withNoise } from "../noise/index.ts";
import type { Measure } from "../observables/measure.ts";
import { type EngineOptions, openCircuit } from "../open.ts";

/** What a surrogate is of: expectations, exact, of a circuit with or without noise. */
export interface SurrogateOptions extends Pick<EngineOptions, "engine"> {
  /** Noise to put into the circuit. Default null: none. */
  readonly noise?: NoiseModel | null;
  /** Default "z": <Z> of each wire. */
  readonly measure?: Exclude<Measure, "state">;
}

/** The checked circuit with its noise. Errors: the measure "state"; parameters that are too few or not finite. */
export function sourceOf(
  circuit: Circuit,
  params: Float64Array,
  { noise = null, measure }: SurrogateOptions,
  where: string,
): Circuit {
  const checked = checkCircuit(circuit);
  if ((measure as unknown) === "state") fail(`${where}: measure`, "expectations or probabilities", measure);
  const { numParams } = checked;
  if (!(params instanceof Float64Array && params.length >= numParams)) {
    fail(`${where}: params`, `a Float64Array of at least ${numParams} numbers`, params);
  }
  const bad = params.subarray(0, numParams).findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) fail(`${where}: params[${bad}]`, "a finite number", params[bad]);
  return noise === null ? checked : withNoise(checked, noise);
}

/** Rows evaluated at once: bounds the memory. */
const CHUNK = 256;

/** What is measured, (rows, outputs). x: (rows, numInputs). */
export function expectations(
  circuit: Circuit,
  params: Float64Array,
  x: Float64Array,
  rows: number,
  { engine, measure = "z" }: SurrogateOptions,
): Float64Array {
  const { numInputs } = circuit;
  const opened = openCircuit(circuit, Math.min(CHUNK, rows), { measure, ...(engine && { engine }) });
  const { outputs } = opened;
  const out = new Float64Array(rows * outputs);
  for (let first = 0; first < rows; first += CHUNK) {
    const batch = Math.min(CHUNK, rows - first);
    opened.forward(params, x.subarray(first * numInputs), batch, out.subarray(first * outputs));
  }
  return out;
}
