import { expm1Pair, type Pair } from "./exp.ts";
import { quotient } from "./quotient.ts";

const pair: Pair = { high: 0, low: 0 };

/** Hyperbolic tangent, within 1 ulp: e/(e + 2) with e = e^(2x) - 1 in double the precision. */
export function tanh(x: number): number {
  if (Number.isNaN(x) || (x < 1e-9 && x > -1e-9)) return x;
  if (x > 20) return 1;
  if (x < -20) return -1;
  expm1Pair(2 * (x < 0 ? -x : x), pair);
  const { high, low } = pair;
  const bottom = high + 2;
  const bottomLow = high > 2 ? high - bottom + 2 + low : 2 - bottom + high + low;
  const value = quotient(high, low, bottom, bottomLow);
  return x < 0 ? -value : value;
}
