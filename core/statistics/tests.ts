import { fail } from "../errors.ts";
import { normalCdf, studentTCdf, studentTQuantile } from "../math/index.ts";
import { checkLevel, checkSample, type Interval, mean, variance } from "./describe.ts";

export interface SignedRank {
  /** The smaller of the two rank sums. */
  readonly statistic: number;
  /** Two-sided. */
  readonly p: number;
  /** Pairs that differ. */
  readonly pairs: number;
}

/**
 * Wilcoxon's signed-rank test of paired differences, two-sided. Zeros are dropped. The exact distribution for up to 50 differences without
 * ties or zeros, and for up to 13 with them; else the normal approximation with its correction for ties and none for continuity, as
 * scipy.stats.wilcoxon(method="auto") does. No pair differs: p = 1.
 */
export function wilcoxonSignedRank(differences: readonly number[]): SignedRank {
  checkSample(differences, "wilcoxonSignedRank");
  const kept = differences.filter((d) => d !== 0).sort((a, b) => Math.abs(a) - Math.abs(b));
  const n = kept.length;
  if (n === 0) return { statistic: 0, p: 1, pairs: 0 };
  let plus = 0;
  let minus = 0;
  let ties = 0;
  const ranks = new Float64Array(n);
  for (let i = 0; i < n; ) {
    let end = i + 1;
    while (end < n && Math.abs(kept[end]!) === Math.abs(kept[i]!)) end++;
    const size = end - i;
    const rank = (i + 1 + end) / 2;
    ties += size * size * size - size;
    for (; i < end; i++) {
      ranks[i] = rank;
      if (kept[i]! > 0) plus += rank;
      else minus += rank;
    }
  }
  const statistic = Math.min(plus, minus);
  const plain = n === differences.length && ties === 0;
  if (differences.length <= (plain ? 50 : 13)) {
    return { statistic, p: Math.min(1, 2 * exactTail(ranks, statistic)), pairs: n };
  }
  const spread = Math.sqrt((n * (n + 1) * (2 * n + 1) - ties / 2) / 24);
  const z = (plus - (n * (n + 1)) / 4) / spread;
  return { statistic, p: Math.min(1, 2 * normalCdf(-Math.abs(z))), pairs: n };
}

/** P(rank sum <= w) when every sign is a fair coin: the share of subsets by their sum. Ranks of ties are halves, so sums are doubled. */
function exactTail(ranks: Float64Array, w: number): number {
  const shares = new Float64Array(ranks.length * (ranks.length + 1) + 1);
  shares[0] = 1;
  for (const rank of ranks) {
    const step = 2 * rank;
    for (let sum = shares.length - 1; sum >= step; sum--) shares[sum] = (shares[sum]! + shares[sum - step]!) / 2;
    for (let sum = 0; sum < step; sum++) shares[sum]! /= 2;
  }
  let tail = 0;
  for (let sum = 0; sum <= 2 * w; sum++) tail += shares[sum]!;
  return tail;
}

/** Holm's step-down correction: adjusted p-values in the order given. Holm 1979. */
export function holm(p: readonly number[]): number[] {
  for (const value of p) if (!(value >= 0 && value <= 1)) fail("holm", "p-values from 0 to 1", value);
  const order = p.map((_, i) => i).sort((a, b) => p[a]! - p[b]!);
  const adjusted = new Array<number>(p.length).fill(1);
  let most = 0;
  order.forEach((i, rank) => {
    most = Math.max(most, Math.min(1, (p.length - rank) * p[i]!));
    adjusted[i] = most;
  });
  return adjusted;
}

export interface CorrectedT {
  readonly mean: number;
  readonly interval: Interval;
  readonly t: number;
  readonly p: number;
}

/**
 * Corrected resampled t-test of the mean of values from repeated splits of one table: the splits overlap, so the variance of the mean is
 * s^2 (1/n + testRows/trainRows). Two-sided, n - 1 degrees of freedom. No spread: p = 1 where the mean is 0, else the
 * sign test's 2^(1-n), the least that n equal signs can say; t is then infinite.
 * Nadeau & Bengio, "Inference for the generalization error", Machine Learning 52, 2003.
 */
export function correctedResampledT(
  values: readonly number[],
  options: { readonly trainRows: number; readonly testRows: number; readonly level?: number },
): CorrectedT {
  const { trainRows, testRows, level = 0.95 } = options;
  checkLevel(level, "correctedResampledT");
  if (!(trainRows > 0)) fail("correctedResampledT", "training rows above 0", trainRows);
  if (!(testRows >= 0 && testRows < Infinity)) fail("correctedResampledT", "test rows from 0", testRows);
  if (values.length < 2) fail("correctedResampledT", "at least two values", values.length);
  const centre = mean(values);
  const error = Math.sqrt(variance(values) * (1 / values.length + testRows / trainRows));
  if (error === 0) {
    const [t, p] = centre === 0 ? [0, 1] : [centre / 0, halfToThe(values.length - 1)];
    return { mean: centre, interval: [centre, centre], t, p };
  }
  const degrees = values.length - 1;
  const t = centre / error;
  const reach = studentTQuantile((1 + level) / 2, degrees) * error;
  return {
    mean: centre,
    interval: [centre - reach, centre + reach],
    t,
    p: Math.min(1, 2 * studentTCdf(-Math.abs(t), degrees)),
  };
}

function halfToThe(n: number): number {
  let power = 1;
  for (let i = 0; i < n; i++) power /= 2;
  return power;
}
