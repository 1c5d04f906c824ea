import { fail } from "../errors.ts";
import { exp, lnGamma, log, normalCdf, studentTQuantile } from "../math/index.ts";
import { type SimultaneousOptions, shareOfVariance, tailOf } from "./simultaneous.ts";

export interface PowerOptions extends SimultaneousOptions {
  /** Samples whose intervals hold together. */
  readonly samples: number;
}

/** Points of Simpson's rule; even. */
const POINTS = 2000;

/**
 * Probability that the simultaneous interval of a mean lies wholly above a bound, where the true mean lies `distance` above it. spread: standard deviation of
 * a value, which is normal; runs: 2 at least. The tail of the noncentral t distribution, by integration over the law of the standard deviation that is
 * seen, to 1e-6. On one fixed table as far as the corrected variance is the true one.
 */
export function power(distance: number, spread: number, runs: number, options: PowerOptions): number {
  if (!Number.isFinite(distance)) fail("power: distance", "a finite number", distance);
  if (!(spread > 0 && spread < Infinity)) fail("power: spread", "a number above 0", spread);
  if (!(Number.isSafeInteger(runs) && runs >= 2)) fail("power: runs", "a whole number from 2", runs);
  const degrees = runs - 1;
  const t = studentTQuantile(1 - tailOf(options.samples, options.level), degrees);
  const shift = distance / (spread * Math.sqrt(1 / runs + shareOfVariance(options.overlap)));
  // x: the standard deviation that is seen over the true one. Its law has a standard deviation of about 1 / sqrt(2 degrees).
  const half = degrees / 2;
  const front = Math.LN2 + half * log(half) - lnGamma(half);
  const reach = 12 / Math.sqrt(2 * degrees);
  const from = Math.max(0, 1 - reach);
  const step = (1 + reach - from) / POINTS;
  let sum = 0;
  for (let k = 0; k <= POINTS; k++) {
    const x = from + k * step;
    const law = x > 0 ? exp(front + (degrees - 1) * log(x) - half * x * x) : degrees === 1 ? exp(front) : 0;
    sum += (k === 0 || k === POINTS ? 1 : k % 2 === 1 ? 4 : 2) * law * normalCdf(shift - t * x);
  }
  return (sum * step) / 3;
}
