import { intervalAt, mean, type Sample, type SimultaneousOptions, tailOf } from "../../core/statistics/index.ts";
import { verdictOf } from "./verdict.ts";

/** More runs than these nobody makes. */
const MOST = 1e6;

/**
 * Runs, in all, with which the simultaneous interval of samples[index] would lie wholly on one side of the bound, were mean and spread as they are and the
 * other samples as many. Not below the number there is. null: more than 1e6, or none: the mean is the bound, or the runs share one table, on
 * which the corrected variance does not vanish. Found by doubling and bisection: for shares, whose counts are whole, up to a few runs. As the mean itself
 * is uncertain, so many runs decide about every second time.
 */
export function runsToDecide(
  samples: readonly Sample[],
  index: number,
  bound: number,
  { level, overlap }: SimultaneousOptions,
): number | null {
  const sample = samples[index]!;
  const tail = tailOf(samples.length, level);
  const decided = (runs: number): boolean => verdictOf(intervalAt(sample, runs, tail, overlap), bound) !== "undecided";
  let low = sample.values.length;
  if (decided(low)) return low;
  if (mean(sample.values) === bound) return null;
  let high = 2 * low;
  while (!decided(high)) {
    if (high === MOST) return null;
    low = high;
    high = Math.min(2 * high, MOST);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (decided(middle)) high = middle;
    else low = middle;
  }
  return high;
}
