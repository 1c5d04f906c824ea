import { fail } from "../../core/errors.ts";
import type { Interval } from "../../core/statistics/index.ts";

export type Verdict = "supported" | "refuted" | "undecided";

/** supported: the interval lies wholly above the bound; refuted: wholly below; else, and where an end is the bound, undecided. */
export function verdictOf([low, high]: Interval, bound: number): Verdict {
  if (low > bound) return "supported";
  return high < bound ? "refuted" : "undecided";
}

/** A verdict, and where it is "undecided" the runs that would decide; null: no number would. */
export interface Decision {
  readonly verdict: Verdict;
  readonly runsToDecide: number | null;
}

/** A decision on one comparison, and on which side of the bound its effect lies: above 0, below 0, or 0, on the bound. */
export interface Leaning extends Decision {
  readonly side: number;
}

/**
 * The verdict on a claim that several comparisons must all bear out: supported if all are, refuted if any is, else undecided. Runs that would decide: where an effect lies
 * below the bound, the fewest that would refute such a comparison, as one is enough; else the most that any undecided comparison takes to be supported.
 */
export function combineVerdicts(decisions: readonly Leaning[]): Decision {
  if (decisions.length === 0) fail("combineVerdicts", "at least one comparison", 0);
  if (decisions.some(({ verdict }) => verdict === "refuted")) return { verdict: "refuted", runsToDecide: null };
  const open = decisions.filter(({ verdict }) => verdict === "undecided");
  if (open.length === 0) return { verdict: "supported", runsToDecide: null };
  const runs = (list: readonly Decision[]) => list.map(({ runsToDecide }) => runsToDecide ?? Number.POSITIVE_INFINITY);
  const against = open.filter(({ side }) => side < 0);
  const needed = against.length > 0 ? Math.min(...runs(against)) : Math.max(...runs(open));
  return { verdict: "undecided", runsToDecide: Number.isFinite(needed) ? needed : null };
}
