import { fail } from "../errors.ts";
import { expm1, log, normalQuantile, studentTQuantile } from "../math/index.ts";
import { checkLevel, checkSample, type Interval, mean, variance } from "./describe.ts";
import { shareDifferenceInterval, shareInterval } from "./shares.ts";

/** What one estimand was in each run. */
export interface Sample {
  /** By run: differences of two arms on the same run, or values of one arm. Two at least. */
  readonly values: readonly number[];
  /** "share": values are 0 or 1 for one arm, its successes; -1, 0 or 1 for the difference of two. */
  readonly kind: "mean" | "share";
  /** Of a share: values are those of one arm, so that it lies from 0 to 1. Default false: a difference, from -1 to 1. */
  readonly alone?: boolean;
  /** Of a mean: the largest difference that there could have been, 1 of accuracies. Used where all values are equal. Default: the largest absolute value. */
  readonly size?: number;
}

/** Rows of one fixed table that is split anew for each run. */
export interface Overlap {
  readonly trainRows: number;
  readonly testRows: number;
}

export interface SimultaneousOptions {
  /** Probability with which all intervals hold together. */
  readonly level: number;
  /** null: runs are independent, as each has data of its own. */
  readonly overlap: Overlap | null;
}

/** Up to so many runs that were not made, intervals of shares are exact; beyond, approximate. */
const EXACT = 300;

/**
 * One interval for each sample, such that all hold together with probability `level`: each misses on either side with (1 - level) / 2 / samples at
 * most (Bonferroni), however they depend on each other. Means: Student's t; on one fixed table with the variance s^2 (1/runs + testRows/trainRows) of Nadeau &
 * Bengio, Machine Learning 52, 239 (2003). Shares of independent runs: exact (shares.ts), so that no interval has width zero; on one table by that t, with
 * a run added for each of the two extreme values. Values that are all equal: see `intervalAt`. Choice and limits: simultaneous.md.
 * Errors: no sample, fewer than two values, values that are not finite, values of a share that are not -1, 0 or 1 (alone: 0 or 1).
 */
export function simultaneousIntervals(samples: readonly Sample[], options: SimultaneousOptions): Interval[] {
  const tail = tailOf(samples.length, options.level);
  return samples.map((sample) => intervalAt(sample, sample.values.length, tail, options.overlap));
}

/** The probability beyond each end of each of so many simultaneous intervals. */
export function tailOf(count: number, level: number): number {
  if (!(Number.isSafeInteger(count) && count >= 1)) fail("simultaneous intervals", "at least one sample", count);
  checkLevel(level, "simultaneous intervals");
  return (1 - level) / 2 / count;
}

/**
 * The interval that `runs` runs would give whose values have the sample's mean and spread; with as many runs as the sample has, the sample's own. tail:
 * probability beyond each end.
 *
 * Values of a mean that are all equal have no spread to go by. Runs that differ may only not have been seen: a share q of them would stay unseen in all runs with
 * probability (1 - q)^runs, so that q = 1 - tail^(1 / runs) is not excluded, nor that each differs by `size` and the value: the interval reaches that far. On one table as
 * many splits count as independent runs as have the variance of the corrected mean.
 */
export function intervalAt(sample: Sample, runs: number, tail: number, overlap: Overlap | null): Interval {
  checkValues(sample);
  if (!(Number.isSafeInteger(runs) && runs >= 2)) fail("simultaneous intervals", "a whole number of runs from 2", runs);
  const { values, kind, alone = false, size = largest(values) } = sample;
  const shared = shareOfVariance(overlap);
  if (kind === "mean") {
    const spread = Math.sqrt(variance(values));
    const centre = mean(values);
    // No spread but for rounding.
    return spread <= 1e-12 * Math.abs(centre)
      ? unseenInterval(centre, size, 1 / runs + shared, tail)
      : meanInterval(centre, spread, runs, tail, shared);
  }
  if (overlap !== null) {
    // Of successes that are all alike, too, one more run each way could have differed.
    const least = alone ? 0 : -1;
    const spread = Math.sqrt(variance([...values, least, 1]));
    const [low, high] = meanInterval(mean(values), spread, runs, tail, shared);
    return [Math.max(low, least), Math.min(high, 1)];
  }
  const scale = runs / values.length;
  const plus = values.filter((value) => value === 1).length * scale;
  const minus = values.filter((value) => value === -1).length * scale;
  if (runs !== values.length && runs > EXACT) return approximate(plus, minus, runs, tail);
  const [ups, downs] = [Math.round(plus), Math.round(minus)];
  return alone ? shareInterval(ups, runs, tail) : shareDifferenceInterval(ups, Math.min(downs, runs - ups), runs, tail);
}

/** shared: what does not vanish in the variance of the mean, over that of a value. */
function meanInterval(centre: number, spread: number, runs: number, tail: number, shared: number): Interval {
  const reach = studentTQuantile(1 - tail, runs - 1) * spread * Math.sqrt(1 / runs + shared);
  return [centre - reach, centre + reach];
}

/** What runs that are all equal leave open. share: one over the number of independent runs. */
function unseenInterval(centre: number, size: number, share: number, tail: number): Interval {
  const reach = -expm1(share * log(tail)) * (size + Math.abs(centre));
  return [centre - reach, centre + reach];
}

function largest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** What of the variance of a value stays in that of the mean, however many runs: testRows / trainRows. */
export function shareOfVariance(overlap: Overlap | null): number {
  if (overlap === null) return 0;
  const { trainRows, testRows } = overlap;
  if (!(trainRows > 0 && trainRows < Infinity)) fail("simultaneous intervals", "training rows above 0", trainRows);
  if (!(testRows >= 0 && testRows < Infinity)) fail("simultaneous intervals", "test rows from 0", testRows);
  return testRows / trainRows;
}

/** A normal interval, with z^2 / 2 runs more that differ, so that it is about right where few do. For planning only. */
function approximate(plus: number, minus: number, runs: number, tail: number): Interval {
  const z = normalQuantile(1 - tail);
  const centre = (plus - minus) / runs;
  const reach = z * Math.sqrt(((plus + minus + (z * z) / 2) / runs - centre * centre) / runs);
  return [Math.max(-1, centre - reach), Math.min(1, centre + reach)];
}

function checkValues({ values, kind, alone = false }: Sample): void {
  checkSample(values, "simultaneous intervals");
  if (values.length < 2) fail("simultaneous intervals", "at least two runs", values.length);
  if (kind === "mean") return;
  const odd = values.find((value) => !(value === 0 || value === 1 || (value === -1 && !alone)));
  if (odd !== undefined)
    fail("simultaneous intervals", `values of a share that are ${alone ? "0 or 1" : "-1, 0 or 1"}`, odd);
}
