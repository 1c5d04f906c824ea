import { fold, keyOf } from "../../core/key.ts";
import { studentTQuantile } from "../../core/math/index.ts";
import { stream } from "../../core/random.ts";
import type { Interval } from "../../core/statistics/index.ts";
import { mean, variance } from "../../core/statistics/index.ts";

/** How often seeds are drawn again for the interval of a breakdown point. */
const RESAMPLES = 2000;

/** Test accuracies by seed. All lists have the same length: one number for each seed, in the same order. */
export interface Rivals {
  /** Of the quantum arm at each p of the grid, in rising order; the first is p = 0. */
  readonly quantum: readonly { readonly p: number; readonly scores: readonly number[] }[];
  /** Of the classical arms. */
  readonly controls: readonly { readonly name: string; readonly scores: readonly number[] }[];
}

/** See `Breakdown` of records.ts, whose numbers these are. */
export interface BreakdownPoint {
  readonly points: readonly { readonly p: number; readonly mean: number; readonly interval: Interval }[];
  readonly control: string;
  readonly found: "within the grid" | "already at 0" | "none within the grid";
  readonly p: number | null;
  readonly interval: readonly [low: number | null, high: number | null];
  readonly alreadyAtZero: number;
  readonly noneWithin: number;
}

/**
 * Where a quantum arm breaks down. At each p of the grid take the difference of the accuracies, quantum minus control, seed by seed, and its 95 %
 * interval by Student's t. The control is the classical arm with the highest mean accuracy (the first of several). The breakdown point is the first p
 * at which the upper end of that interval is below 0, interpolated linearly between the upper ends at this p and the one before. Its own 95 % interval is the
 * percentile bootstrap over seeds: seeds are drawn with replacement, and all of it is done again with them, the choice of the control too. A resample
 * without breakdown counts as beyond the grid. Needs two seeds at least.
 */
export function breakdownPoint(rivals: Rivals, key: number): BreakdownPoint {
  const seeds = rivals.controls[0]!.scores.length;
  const every = Int32Array.from({ length: seeds }, (_, seed) => seed);
  const t = studentTQuantile(0.975, seeds - 1);
  const control = bestControl(rivals, every);
  const points = rivals.quantum.map(({ p, scores }) => ({ p, ...intervalOf(scores, control.scores, every, t) }));
  const p = crossing(rivals, every, t);
  const random = stream(fold(keyOf(key), "breakdown"));
  const found: number[] = [];
  const drawn = new Int32Array(seeds);
  for (let b = 0; b < RESAMPLES; b++) {
    for (let s = 0; s < seeds; s++) drawn[s] = random.integer(seeds);
    found.push(crossing(rivals, drawn, t) ?? Number.POSITIVE_INFINITY);
  }
  const ordered = Float64Array.from(found).sort();
  const end = (place: number): number | null => (Number.isFinite(ordered[place]!) ? ordered[place]! : null);
  return {
    points,
    control: control.name,
    found: p === null ? "none within the grid" : p === 0 ? "already at 0" : "within the grid",
    p,
    interval: [end(Math.floor(0.025 * (RESAMPLES - 1))), end(Math.ceil(0.975 * (RESAMPLES - 1)))],
    alreadyAtZero: found.filter((one) => one === 0).length / RESAMPLES,
    noneWithin: found.filter((one) => one === Number.POSITIVE_INFINITY).length / RESAMPLES,
  };
}

/** The breakdown point of the seeds that were drawn, or null. */
function crossing(rivals: Rivals, drawn: Int32Array, t: number): number | null {
  const control = bestControl(rivals, drawn).scores;
  let before: { readonly p: number; readonly high: number } | null = null;
  for (const { p, scores } of rivals.quantum) {
    const high = intervalOf(scores, control, drawn, t).interval[1];
    if (high < 0) return before === null ? p : before.p + ((p - before.p) * before.high) / (before.high - high);
    before = { p, high };
  }
  return null;
}

function bestControl({ controls }: Rivals, drawn: Int32Array): Rivals["controls"][number] {
  let best = controls[0]!;
  let most = Number.NEGATIVE_INFINITY;
  for (const control of controls) {
    let sum = 0;
    for (const seed of drawn) sum += control.scores[seed]!;
    // Sums that are equal but for rounding are ties.
    if (sum > most + 1e-9) {
      best = control;
      most = sum;
    }
  }
  return best;
}

/** Mean difference of two lists by seed, with its 95 % interval by Student's t; null with fewer than two seeds. */
export function pairedDifference(
  ours: readonly number[],
  theirs: readonly number[],
): { readonly mean: number; readonly interval: Interval } | null {
  const seeds = ours.length;
  if (seeds < 2) return null;
  const every = Int32Array.from({ length: seeds }, (_, seed) => seed);
  return intervalOf(ours, theirs, every, studentTQuantile(0.975, seeds - 1));
}

/** Mean of the paired differences of the seeds that were drawn, with its 95 % interval by Student's t. */
function intervalOf(
  ours: readonly number[],
  theirs: readonly number[],
  drawn: Int32Array,
  t: number,
): { readonly mean: number; readonly interval: Interval } {
  const differences = new Float64Array(drawn.length);
  // Rounded: differences of accuracies that are equal must be equal to the last bit.
  for (let i = 0; i < drawn.length; i++) {
    differences[i] = Math.round((ours[drawn[i]!]! - theirs[drawn[i]!]!) * 1e12) / 1e12;
  }
  const centre = mean(differences);
  const reach = t * Math.sqrt(variance(differences) / drawn.length);
  return { mean: centre, interval: [centre - reach, centre + reach] };
}
