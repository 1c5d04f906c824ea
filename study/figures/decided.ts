import type { Difference } from "../results.ts";
import { higherIsBetter } from "./format.ts";
import type { ArmView, ExperimentView } from "./view.ts";

/** The level of all tests and the complement of all intervals. */
export const LEVEL = 0.05;

/** What a difference to the reference may be called. */
export type Verdict = "better" | "worse" | "undecided";

/** Why a difference is undecided; `open` is the plain case. */
export type Doubt = "open" | "interval alone" | "test alone" | "opposite";

/**
 * What an arm may be called beside the reference. A difference counts only if its 95 % interval excludes zero, its Holm-corrected p is below
 * .05 and both speak of the same side, so that no sentence, table or mark claims what any of them does not support.
 */
export function verdictOf(view: ExperimentView, one: ArmView): Verdict {
  const { difference } = one.summary;
  if (difference === null || doubtOf(view, one) !== null) return "undecided";
  return difference.mean > 0 === higherIsBetter(view.experiment) ? "better" : "worse";
}

/** Why an arm's difference is undecided, or null if it is decided. */
export function doubtOf({ reference }: ExperimentView, { runs, summary }: ArmView): Doubt | null {
  const { difference } = summary;
  if (difference === null) return "open";
  return doubtIn(
    difference,
    runs.map(({ metric }, i) => metric - reference.runs[i]!.metric),
  );
}

/** The same for any difference and the differences by seed that it is the mean of. */
export function doubtIn(difference: Difference, paired: readonly number[]): Doubt | null {
  const apart = excludesZero(difference);
  const significant = difference.pHolm < LEVEL;
  if (!apart) return significant ? "test alone" : "open";
  if (!significant) return "interval alone";
  if (difference.test !== "Wilcoxon signed-rank") return null;
  // A few large losses among many small gains: the mean and the signed-rank test then answer two questions.
  return signedRankSum(paired) * difference.mean > 0 ? null : "opposite";
}

function excludesZero({ interval: [low, high] }: Difference): boolean {
  return low > 0 || high < 0;
}

/** Sum of the ranks of |d|, each with the sign of d; equal ones share their mean rank, zeros are left out. */
function signedRankSum(paired: readonly number[]): number {
  const sizes = paired.map(Math.abs).filter((size) => size > 0);
  return paired.reduce((sum, d) => {
    const size = Math.abs(d);
    const below = sizes.filter((other) => other < size).length;
    const equal = sizes.filter((other) => other === size).length;
    return sum + Math.sign(d) * (below + (equal + 1) / 2);
  }, 0);
}
