import { fold, keyOf } from "../../core/key.ts";
import { studentTQuantile } from "../../core/math/index.ts";
import { stream } from "../../core/random.ts";
import type { Interval } from "../../core/statistics/index.ts";

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
export function breakdownPoint({ quantum, controls }: Rivals, key: number): BreakdownPoint {
  const seeds = controls[0]!.scores.length;
  const t = studentTQuantile(0.975, seeds - 1);
  const rivals = controls.map(({ name, scores }): Rival => {
    return { name, scores, grid: quantum.map((one) => ({ p: one.p, differences: differencesOf(one.scores, scores) })) };
  });
  const every = Int32Array.from({ length: seeds }, (_, seed) => seed);
  const control = bestOf(rivals, every);
  const p = crossing(control, every, t);
  const random = stream(fold(keyOf(key), "breakdown"));
  const drawn = new Int32Array(seeds);
  const found = new Float64Array(RESAMPLES);
  for (let b = 0; b < RESAMPLES; b++) {
    for (let s = 0; s < seeds; s++) drawn[s] = random.integer(seeds);
    found[b] = crossing(bestOf(rivals, drawn), drawn, t) ?? Number.POSITIVE_INFINITY;
  }
  found.sort();
  const end = (place: number): number | null => (Number.isFinite(found[place]!) ? found[place]! : null);
  return {
    points: control.grid.map((one) => ({ p: one.p, ...intervalOf(one.differences, every, t) })),
    control: control.name,
    found: p === null ? "none within the grid" : p === 0 ? "already at 0" : "within the grid",
    p,
    interval: [end(Math.floor(0.025 * (RESAMPLES - 1))), end(Math.ceil(0.975 * (RESAMPLES - 1)))],
    alreadyAtZero: found.filter((one) => one === 0).length / RESAMPLES,
    noneWithin: found.filter((one) => one === Number.POSITIVE_INFINITY).length / RESAMPLES,
  };
}

/** Mean difference of two lists by seed, with its 95 % interval by Student's t; null with fewer than two seeds. */
export function pairedDifference(
  ours: readonly number[],
  theirs: readonly number[],
): { readonly mean: number; readonly interval: Interval } | null {
  const seeds = ours.length;
  if (seeds < 2) return null;
  const every = Int32Array.from({ length: seeds }, (_, seed) => seed);
  return intervalOf(differencesOf(ours, theirs), every, studentTQuantile(0.975, seeds - 1));
}

/** A classical arm, with what the quantum arm has more at each p, by seed. */
interface Rival {
  readonly name: string;
  readonly scores: readonly number[];
  readonly grid: readonly { readonly p: number; readonly differences: Float64Array }[];
}

/** Rounded: differences of accuracies that are equal must be equal to the last bit. */
function differencesOf(ours: readonly number[], theirs: readonly number[]): Float64Array {
  return Float64Array.from(ours, (score, seed) => Math.round((score - theirs[seed]!) * 1e12) / 1e12);
}

/** The breakdown point of the seeds that were drawn, or null. */
function crossing({ grid }: Rival, drawn: Int32Array, t: number): number | null {
  let before: { readonly p: number; readonly high: number } | null = null;
  for (const { p, differences } of grid) {
    const high = intervalOf(differences, drawn, t).interval[1];
    if (high < 0) return before === null ? p : before.p + ((p - before.p) * before.high) / (before.high - high);
    before = { p, high };
  }
  return null;
}

function bestOf(rivals: readonly Rival[], drawn: Int32Array): Rival {
  let best = rivals[0]!;
  let most = Number.NEGATIVE_INFINITY;
  for (const rival of rivals) {
    let sum = 0;
    for (let i = 0; i < drawn.length; i++) sum += rival.scores[drawn[i]!]!;
    // Sums that are equal but for rounding are ties.
    if (sum > most + 1e-9) {
      best = rival;
      most = sum;
    }
  }
  return best;
}

/** Mean of the paired differences of the seeds that were drawn, with its 95 % interval by Student's t. */
function intervalOf(
  differences: Float64Array,
  drawn: Int32Array,
  t: number,
): { readonly mean: number; readonly interval: Interval } {
  const count = drawn.length;
  // Sums of distances from the first one: all differences alike then have no spread at all.
  const first = differences[drawn[0]!]!;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += differences[drawn[i]!]! - first;
  const mean = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const off = differences[drawn[i]!]! - first - mean;
    squares += off * off;
  }
  const centre = first + mean;
  const reach = t * Math.sqrt(squares / (count - 1) / count);
  return { mean: centre, interval: [centre - reach, centre + reach] };
}
