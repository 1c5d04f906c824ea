import { fail } from "../errors.ts";
import type { Key } from "../key.ts";
import { normalCdf, normalQuantile } from "../math/index.ts";
import { stream } from "../random.ts";
import { checkLevel, checkSample, type Interval, mean, quantile } from "./describe.ts";

export interface BootstrapOptions {
  readonly key: Key;
  /** Resamples; default 10,000. */
  readonly resamples?: number;
  /** Coverage; default .95. */
  readonly level?: number;
}

/**
 * Bias-corrected and accelerated bootstrap interval of the mean (Efron 1987; as scipy.stats.bootstrap). Where all values are equal, or there
 * is only one, the interval is that value: no spread can be seen, which is not the same as no uncertainty.
 */
export function bootstrapMean(values: readonly number[], options: BootstrapOptions): Interval {
  const { key, resamples = 10000, level = 0.95 } = options;
  checkSample(values, "bootstrapMean");
  checkLevel(level, "bootstrapMean");
  if (!Number.isSafeInteger(resamples) || resamples < 1)
    fail("bootstrapMean", "a whole number of resamples from 1", resamples);
  const n = values.length;
  const centre = mean(values);
  if (values.every((value) => value === values[0])) return [centre, centre];

  const random = stream(key);
  const means = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[random.integer(n)]!;
    means[b] = sum / n;
  }
  // Means that are equal but for rounding are ties.
  const tie = 1e-12 * values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let below = 0;
  for (const m of means) below += m < centre - tie ? 1 : m <= centre + tie ? 0.5 : 0;
  const bias = normalQuantile(Math.min(Math.max(below / resamples, 0.5 / resamples), 1 - 0.5 / resamples));
  let squares = 0;
  let cubes = 0;
  for (const value of values) {
    // Jackknife mean without this value, from the mean of those: its deviation is (value - mean) / (n - 1).
    const deviation = (value - centre) / (n - 1);
    squares += deviation * deviation;
    cubes += deviation * deviation * deviation;
  }
  const acceleration = cubes / (6 * squares * Math.sqrt(squares));
  const end = (p: number): number => {
    const z = bias + normalQuantile(p);
    return quantile(means, normalCdf(bias + z / (1 - acceleration * z)));
  };
  return [end((1 - level) / 2), end((1 + level) / 2)];
}
