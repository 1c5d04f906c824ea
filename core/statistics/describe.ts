import { fail } from "../errors.ts";

export type Interval = readonly [low: number, high: number];

/** Refuses an empty list and numbers that are not finite. */
export function checkSample(values: ArrayLike<number>, where: string): void {
  if (values.length === 0) fail(where, "at least one value", 0);
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) fail(where, "finite values", values[i]);
}

/** Refuses a coverage that is not above 0 and below 1. */
export function checkLevel(level: number, where: string): void {
  if (!(level > 0 && level < 1)) fail(where, "a level between 0 and 1", level);
}

/** Arithmetic mean. All values equal give that value exactly. */
export function mean(values: ArrayLike<number>): number {
  checkSample(values, "mean");
  // Sums differences to the first value: the rounding then is that of the spread, not of the size.
  const first = values[0]!;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! - first;
  return first + sum / values.length;
}

/** Sample variance (divisor n - 1); 0 for a single value. */
export function variance(values: ArrayLike<number>): number {
  const centre = mean(values);
  if (values.length === 1) return 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - centre) * (values[i]! - centre);
  return sum / (values.length - 1);
}

/** The q-quantile, q from 0 to 1, interpolated linearly between order statistics (NumPy's default, Hyndman & Fan's type 7). */
export function quantile(values: ArrayLike<number>, q: number): number {
  checkSample(values, "quantile");
  if (!(q >= 0 && q <= 1)) fail("quantile", "q from 0 to 1", q);
  const sorted = Float64Array.from(values).sort();
  const at = q * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}
