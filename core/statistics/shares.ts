import { exp, incompleteBeta, lnGamma, log, log1p, normalQuantile } from "../math/index.ts";
import type { Interval } from "./describe.ts";

/** Halvings of a bracket no longer than 2: its ends then differ by 1e-12. */
const HALVINGS = 41;
/** Values of the nuisance share that are tried: steps of a third of a standard deviation at 200 runs, and as many again about the worst one. */
const STEPS = 96;

/** Exact interval of one share, `tail` beyond each end at most. Clopper & Pearson, Biometrika 26, 404 (1934). */
export function shareInterval(successes: number, runs: number, tail: number): Interval {
  return [lowerShare(successes, runs, tail), 1 - lowerShare(runs - successes, runs, tail)];
}

function lowerShare(successes: number, runs: number, tail: number): number {
  if (successes === 0) return 0;
  const [low] = crossing((share) => incompleteBeta(share, successes, runs - successes + 1) <= tail);
  return low;
}

/**
 * Exact interval of the difference of two shares of the same runs, `tail` beyond each end at most: see `lowerShareDifference`. plus, minus: runs in
 * which only the first, only the second succeeds.
 */
export function shareDifferenceInterval(plus: number, minus: number, runs: number, tail: number): Interval {
  return [lowerShareDifference(plus, minus, runs, tail), -lowerShareDifference(minus, plus, runs, tail)];
}

/**
 * The lower end: the least difference under which, with the worst share of runs in which only the second succeeds, results at least as far up have a
 * probability above `tail`. How far up a result is: D - z sqrt(m + z^2/4), D = plus - minus, m = plus + minus, z the normal quantile of the tail; it rises with
 * plus and falls with minus, so that the end is exact for any number of runs (Buehler, J. Am. Stat. Assoc. 52, 482 (1957)). Score intervals
 * (Newcombe, Stat. Med. 17, 2635 (1998); Tango, Stat. Med. 17, 891 (1998)) are shorter, by up to a tenth with 30 runs, but at the level of one of 15
 * comparisons they miss up to 10 times too often with 30 runs, 25 times with 10: where the arms differ in nearly all runs.
 */
export function lowerShareDifference(plus: number, minus: number, runs: number, tail: number): number {
  const z = normalQuantile(1 - tail);
  const law = tailLaw(plus, minus, runs, z);
  // Edges, where no run has only the first succeed, and where no run has both or neither: the probability falls with the share.
  const none = law(0, 0) > tail ? last((share) => law(-share, share) > tail) : Number.NEGATIVE_INFINITY;
  const all = last((share) => law(1 - 2 * share, share) > tail);
  let best = Math.min(-none, 1 - 2 * all);
  let worst = best === -none ? none : all;
  const tryShare = (share: number): void => {
    // For one share of "only the second", the probability rises with the difference: only a smaller one than the best so far is of interest.
    let low = -share;
    let high = Math.min(best, 1 - 2 * share);
    if (low >= high || law(high, share) <= tail) return;
    for (let k = 0; k < HALVINGS; k++) {
      const middle = (low + high) / 2;
      if (law(middle, share) > tail) high = middle;
      else low = middle;
    }
    best = low;
    worst = share;
  };
  // Steps that are even on the scale on which the spread of a share is the same everywhere, but for a factor of 2.
  const shareAt = (u: number): number => u * u * (3 - 2 * u);
  for (let k = 0; k <= STEPS; k++) tryShare(shareAt(k / STEPS));
  const from = STEPS * last((u) => shareAt(u) < worst);
  for (let k = -STEPS / 2; k <= STEPS / 2; k++) {
    tryShare(shareAt(Math.min(Math.max((from + (2 * k) / STEPS) / STEPS, 0), 1)));
  }
  return best;
}

/** Where, from 0 to 1, what holds up to some place ceases to hold: no less than that, by 1e-12. */
function last(holds: (u: number) => boolean): number {
  return holds(1) ? 1 : crossing(holds)[1];
}

/** A bracket of that place. */
function crossing(holds: (u: number) => boolean): readonly [low: number, high: number] {
  let low = 0;
  let high = 1;
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return [low, high];
}

/** Probability of results at least as far up as the one observed, by the difference and the share of "only the second". */
function tailLaw(plus: number, minus: number, runs: number, z: number): (difference: number, share: number) => number {
  const up = (b: number, c: number): number => b - c - z * Math.sqrt(b + c + (z * z) / 4);
  const observed = up(plus, minus) - 1e-9;
  /** For each number of "only the first": the most of "only the second" that is as far up, or -1. */
  const most = new Int32Array(runs + 1);
  for (let b = 0, c = -1; b <= runs; b++) {
    while (c < runs && up(b, c + 1) >= observed) c++;
    most[b] = Math.min(c, runs - b);
  }
  const factorials = Float64Array.from({ length: runs + 1 }, (_, k) => lnGamma(k + 1));
  /** P(K = k), of n that each come with probability p. */
  const chance = (k: number, n: number, { p, yes, no }: Odds): number => {
    if (p === 0) return k === 0 ? 1 : 0;
    if (p === 1) return k === n ? 1 : 0;
    return exp(factorials[n]! - factorials[k]! - factorials[n - k]! + k * yes + (n - k) * no);
  };
  /** P(K <= k). */
  const atMost = (k: number, n: number, odds: Odds): number => {
    if (k >= n) return 1;
    const ratio = odds.p / (1 - odds.p);
    // Down from k or up from k + 1, whichever is the tail; terms there fall.
    const down = k < n * odds.p;
    let term = chance(down ? k : k + 1, n, odds);
    let sum = term;
    if (down) {
      for (let i = k; i > 0 && term > 1e-17 * sum; i--) {
        term *= i / ((n - i + 1) * ratio);
        sum += term;
      }
      return sum;
    }
    for (let i = k + 1; i < n && term > 1e-17 * sum; i++) {
      term *= ((n - i) * ratio) / (i + 1);
      sum += term;
    }
    return 1 - sum;
  };
  return (difference, share) => {
    const p = Math.min(Math.max(difference + share, 0), 1);
    const first = oddsOf(p);
    const second = oddsOf(p < 1 ? Math.min(Math.max(share / (1 - p), 0), 1) : 0);
    // Beyond nine standard deviations nothing is left.
    const reach = 9 * Math.sqrt(runs * p * (1 - p)) + 20;
    const from = Math.max(0, Math.floor(runs * p - reach));
    const to = Math.min(runs, Math.floor(runs * p + reach));
    let sum = 0;
    for (let b = from; b <= to; b++) {
      if (most[b]! >= 0) sum += chance(b, runs, first) * atMost(most[b]!, runs - b, second);
    }
    return sum;
  };
}

/** A probability, with the logarithms of itself and of what it leaves. */
interface Odds {
  readonly p: number;
  readonly yes: number;
  readonly no: number;
}

function oddsOf(p: number): Odds {
  return { p, yes: log(p), no: log1p(-p) };
}
