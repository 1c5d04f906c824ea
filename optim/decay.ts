import { fail, MoireError, show } from "../core/errors.ts";
import type { ParameterSpec } from "../core/layer.ts";
import { layoutOf } from "../core/parameters.ts";
import type { Range } from "./optimiser.ts";

/**
 * Weight decay by the names of parameter arrays: `{ "experts.*.weight": 0.01, "router.*": 0 }`. A star stands for any text, dots among it;
 * where several names fit an array, the last one counts. Whatever the optimiser, the decay is decoupled: each step first multiplies the
 * array by 1 - learningRate * decay.
 */
export type WeightDecay = Readonly<Record<string, number>>;

/** A stretch of trained parameters and its decay. */
export interface DecayRange extends Range {
  readonly decay: number;
}

/** Checks a weight decay that came as unknown data. Errors: no object, a decay that is no number from 0. */
export function checkWeightDecay(value: unknown, where: string): WeightDecay {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    fail(where, 'an object from names of parameters to decays, such as { "experts.*.weight": 0.01 }', value);
  }
  for (const [pattern, decay] of Object.entries(value)) {
    if (typeof decay !== "number" || !(decay >= 0) || decay === Infinity) {
      fail(`${where}: ${show(pattern)}`, "a decay that is a number from 0", decay);
    }
  }
  return value as WeightDecay;
}

/** The stretches that decay. Errors: a name that fits no trained array. */
export function decayRanges(decays: WeightDecay, specs: readonly ParameterSpec[], where: string): DecayRange[] {
  const trained = Object.values(layoutOf(specs).slices).filter(({ trainable }) => trainable);
  const rates = new Array<number>(trained.length).fill(0);
  for (const [pattern, decay] of Object.entries(decays)) {
    const fits = trained.map(({ name }) => matches(pattern, name));
    if (!fits.includes(true)) {
      const names = trained.map(({ name }) => name);
      const list = names.slice(0, 20).join(", ") + (names.length > 20 ? ` and ${names.length - 20} more` : "");
      throw new MoireError(`${where}: ${show(pattern)} fits no trained parameters; they are ${list || "none"}`);
    }
    fits.forEach((fit, i) => {
      if (fit) rates[i] = decay;
    });
  }
  return trained
    .map(({ offset, length }, i) => ({ offset, length, decay: rates[i]! }))
    .filter(({ decay }) => decay > 0);
}

/** Multiplies a stretch of params by 1 - rate, in place. */
export function decayInto(params: Float64Array, { offset, length }: Range, rate: number): void {
  const keep = 1 - rate;
  for (let i = offset; i < offset + length; i++) params[i]! *= keep;
}

/** Whether a pattern is a name. The parts between stars are looked for from the left, which finds a fit where there is one. */
function matches(pattern: string, name: string): boolean {
  const parts = pattern.split("*");
  const first = parts[0]!;
  if (parts.length === 1) return name === pattern;
  const last = parts[parts.length - 1]!;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
