import { fail } from "./errors.ts";
import { exp, log, log1p } from "./math/index.ts";
import type { RandomStream } from "./random.ts";

/** What draws take: uniform numbers. */
export type Uniforms = Pick<RandomStream, "uniform">;

/** Most trials of one draw. */
const MOST = 1e9;
/** Expected successes from which on rejection is faster than going through the law from 0 on; BTRS needs 10. */
const FEW = 10;
/** No draw with fewer than FEW expected successes comes so far: the chance is below 1e-70. */
const FAR = 110;

/**
 * How many of n trials succeed, each with probability p: n from 0 to 1e9, p from 0 to 1. The law is exact, but for the rounding of logarithms (n 1e-16). Small n p by inversion, else by
 * rejection (BTRS); 0.1 to 0.5 microseconds. Hormann, "The generation of binomial random variates", J. Stat. Comput. Simul. 46, 101 (1993).
 */
export function binomial(random: Uniforms, n: number, p: number): number {
  if (!(Number.isInteger(n) && n >= 0 && n <= MOST)) fail("binomial: n", "a whole number from 0 to 1e9", n);
  if (!(p >= 0 && p <= 1)) fail("binomial: p", "a probability from 0 to 1", p);
  if (n === 0 || p === 0) return 0;
  if (p === 1) return n;
  return p > 0.5 ? n - atMostHalf(random, n, 1 - p) : atMostHalf(random, n, p);
}

function atMostHalf(random: Uniforms, n: number, p: number): number {
  if (n * p >= FEW) return rejected(random, n, p);
  const odds = p / (1 - p);
  const none = exp(n * log1p(-p));
  const most = Math.min(n, FAR);
  for (;;) {
    let u = random.uniform();
    let chance = none;
    for (let k = 0; k <= most; k++) {
      if (u < chance) return k;
      u -= chance;
      chance *= (odds * (n - k)) / (k + 1);
    }
    // Only where the chances, rounded, are together less than 1 and u came between.
  }
}

/** BTRS: a transformed uniform number under a hat, taken at once where it lies well inside the law. */
function rejected(random: Uniforms, n: number, p: number): number {
  const odds = p / (1 - p);
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const center = n * p + 0.5;
  const inside = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const mode = Math.floor((n + 1) * p);
  for (;;) {
    const v = random.uniform();
    const u = random.uniform() - 0.5;
    const edge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / edge + b) * u + center);
    if (edge >= 0.07 && v <= inside) return k;
    if (!(k >= 0 && k <= n)) continue;
    // The logarithm of the chance of k over that of the mode, factorials by Stirling's formula.
    const law =
      (mode + 0.5) * log((mode + 1) / (odds * (n - mode + 1))) +
      (n + 1) * log1p((k - mode) / (n - k + 1)) +
      (k + 0.5) * log((odds * (n - k + 1)) / (k + 1)) +
      rest(mode) +
      rest(n - mode) -
      rest(k) -
      rest(n - k);
    if (log((v * alpha) / (a / (edge * edge) + b)) <= law) return k;
  }
}

/** log k! less (k + 1/2) log(k + 1) - (k + 1) + log(2 pi)/2. */
function rest(k: number): number {
  if (k < RESTS.length) return RESTS[k]!;
  const square = (k + 1) * (k + 1);
  return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / square) / square) / square) / (k + 1);
}

const RESTS = restsBelow(16);

function restsBelow(count: number): number[] {
  const out: number[] = [];
  let factorial = 1;
  for (let k = 0; k < count; k++) {
    factorial *= Math.max(1, k);
    out.push(log(factorial) - (k + 0.5) * log(k + 1) + (k + 1) - 0.5 * log(2 * Math.PI));
  }
  return out;
}

/**
 * How often each outcome comes in so many shots. probabilities: those from `from` on, one for each of counts, 0 or more; together they count as 1, whatever rounding made of that.
 * counts: overwritten. Many shots outcome by outcome, each a binomial draw of what is left; where outcomes are more, shot by shot in order of the outcomes.
 * Errors: probabilities that are negative, no number, or all 0.
 */
export function multinomialInto(
  random: Uniforms,
  shots: number,
  probabilities: Float64Array,
  counts: Float64Array,
  from = 0,
): void {
  const outcomes = counts.length;
  let total = 0;
  let last = -1;
  for (let i = 0; i < outcomes; i++) {
    const p = probabilities[from + i]!;
    if (!(p >= 0 && p < Infinity)) fail("multinomial", "probabilities from 0 to 1", p);
    if (p > 0) last = i;
    total += p;
  }
  if (last < 0) fail("multinomial", "a probability above 0", total);
  counts.fill(0);
  let left = shots;
  if (shots < outcomes) {
    // The uniform numbers in order: of `left` of them the least is 1 - (1 - u)^(1/left) of the way to 1.
    let above = 1;
    let sum = probabilities[from]!;
    for (let i = 0; left > 0; left--) {
      above *= exp(log1p(-random.uniform()) / left);
      while (i < last && sum <= total * (1 - above)) sum += probabilities[from + ++i]!;
      counts[i]! += 1;
    }
    return;
  }
  for (let i = 0; i < last && left > 0; i++) {
    const p = probabilities[from + i]!;
    const taken = p < total ? binomial(random, left, p / total) : left;
    counts[i] = taken;
    left -= taken;
    total -= p;
  }
  counts[last]! += left;
}
