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

/**
 * The verdict on a claim that several comparisons must all bear out: supported if all are, refuted if any is, else undecided. It then takes the most runs
 * that any of the undecided comparisons does.
 */
export function combineVerdicts(decisions: readonly Decision[]): Decision {
  if (decisions.length === 0) fail("combineVerdicts", "at least one comparison", 0);
  if (decisions.some(({ verdict }) => verdict === "refuted")) return { verdict: "refuted", runsToDecide: null };
  const open = decisions.filter(({ verdict }) => verdict === "undecided");
  if (open.length === 0) return { verdict: "supported", runsToDecide: null };
  const runs = open.map(({ runsToDecide }) => runsToDecide ?? Number.POSITIVE_INFINITY);
  const most = Math.max(...runs);
  return { verdict: "undecided", runsToDecide: Number.isFinite(most) ? most : null };
}
