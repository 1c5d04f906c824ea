import { fail } from "../../core/errors.ts";
import { fold, type Key } from "../../core/key.ts";
import { uniformInto } from "../../core/random.ts";
import type { Circuit } from "../circuit.ts";
import { checkNumbers } from "./checks.ts";

/** Parameters as a circuit's groups start: angles uniform in [0, 2 pi), others at their number. (numParams,) */
export function drawParams({ numParams, parameters }: Circuit, key: Key): Float64Array {
  const params = new Float64Array(numParams);
  let at = 0;
  for (const { name, size, start } of parameters) {
    const part = params.subarray(at, at + size);
    if (start === "angle") uniformInto(fold(key, name), 0, 2 * Math.PI, part);
    else part.fill(start);
    at += size;
  }
  return params;
}

/** One row of inputs at which a circuit's embedding does as little as it can: angles 0, and of amplitudes the first alone. (numInputs,) */
export function restingInputs({ numInputs, amplitudes }: Circuit): Float64Array {
  const row = new Float64Array(numInputs);
  if (amplitudes > 0) row[0] = 1;
  return row;
}

/** How many rows some inputs are. Errors: no row, or a part of one; numbers that are not finite. A circuit without inputs has one row of no numbers. */
export function countRows({ numInputs }: Circuit, inputs: Float64Array, where: string): number {
  if (numInputs === 0) return 1;
  const rows = inputs instanceof Float64Array ? inputs.length / numInputs : 0;
  if (!Number.isInteger(rows) || rows < 1) fail(`${where}: rows`, `one or more rows of ${numInputs} inputs`, inputs);
  checkNumbers(inputs, `${where}: rows`);
  return rows;
}

/** Refuses a number of samples that is none. */
export function checkSamples(samples: number, least: number, where: string): void {
  if (!Number.isInteger(samples) || samples < least || samples > 1e7) {
    fail(`${where}: samples`, `a whole number from ${least} to 1e7`, samples);
  }
}
