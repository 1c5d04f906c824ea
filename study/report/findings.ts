import { ablationFindings } from "../ablation/words.ts";
import { isQuantum } from "../family.ts";
import type { Verdict } from "../figures/decided.ts";
import { LEVEL, verdictOf } from "../figures/decided.ts";
import { formatPlain, formatShare } from "../figures/format.ts";
import { printable } from "../figures/markup.ts";
import type { ArmView, ExperimentView } from "../figures/view.ts";
import { byMean, isAblation, isCrossed, viewsOf } from "../figures/view.ts";
import { noiseSummary } from "../noise/summary.ts";
import { claimFindings, noiseFindings } from "../noise/words.ts";
import type { Results } from "../results.ts";
import { decidedNumbers, differenceSentence, limits, placeOf, resultSentence, undecidedNumbers } from "./words.ts";

/** One finding: a sentence, or the head of a list. */
export interface Finding {
  readonly text: string;
  readonly items: readonly string[];
}

/** The findings of an experiment: the reference, who is better, worse or not distinguished, successes, printed values. */
export function findings(view: ExperimentView): Finding[] {
  // Arms that differ in noise alone are compared setting by setting, not each with one reference.
  if (isCrossed(view)) return [...claimFindings([view]), ...noiseFindings(view)];
  if (isAblation(view)) return ablationFindings(view);
  const label = view.reference.arm.label;
  const found = [
    resultSentence(view, view.reference),
    compared(view, "better", `Better than ${label}:`),
    compared(view, "worse", `Worse than ${label}:`),
    compared(view, "undecided", `Not distinguished from ${label} by these runs:`),
    groundSentence(view),
    powerSentence(view),
    successSentence(view),
    printedFinding(view),
  ];
  return found.filter((one) => one !== null).map((one) => (typeof one === "string" ? { text: one, items: [] } : one));
}

/** The arms with one verdict: a sentence for one, a list for several. */
function compared(view: ExperimentView, verdict: Verdict, head: string): Finding | string | null {
  const arms = byMean(view).filter((one) => one.summary.difference !== null && verdictOf(view, one) === verdict);
  if (arms.length < 2) return arms[0] === undefined ? null : differenceSentence(view, arms[0]);
  const item = (one: ArmView): string =>
    verdict === "undecided"
      ? `${one.arm.label}: ${undecidedNumbers(view, one)}`
      : `${one.arm.label} by ${decidedNumbers(view, one)}`;
  return { text: head, items: arms.map(item) };
}

/** Where the printed values lie among the runs. */
function printedFinding({ experiment, arms }: ExperimentView): Finding | null {
  const printed = arms.filter(({ arm }) => arm.printed !== null);
  if (printed.length === 0) return null;
  return {
    text: "The values printed in the paper, each from a single run, beside ours:",
    items: printed.map(({ arm, summary }) => {
      return `${arm.label}: ${formatPlain(arm.printed!)}, ${placeOf(experiment, arm.printed!, summary)}`;
    }),
  };
}

/** All findings in plain lines of at most 100 characters, an experiment after the other, for a terminal. */
export function summaryLines(results: Results): string[] {
  const views = viewsOf(results);
  const lead = noiseSummary(views);
  const first = lead.flatMap((text) => folded(text, "- "));
  const head = first.length === 0 ? [] : [...folded(results.study.title, ""), ...first, ""];
  return [...head, ...views.flatMap(linesOf)];
}

function linesOf(view: ExperimentView, index: number): string[] {
  return [
    ...(index === 0 ? [] : [""]),
    ...folded(view.experiment.title, ""),
    ...findings(view).flatMap(({ text, items }) => [
      ...folded(text, "- "),
      ...items.flatMap((item) => folded(item, "  - ")),
    ]),
    ...folded(limits(view), "- "),
  ];
}

/** Breaks a sentence at spaces; later lines are indented below the bullet. */
export function folded(text: string, bullet: string): string[] {
  const lines: string[] = [];
  let line = bullet;
  let start = true;
  for (const word of printable(text).split(" ")) {
    if (!start && line.length + 1 + word.length > 100) {
      lines.push(line);
      line = " ".repeat(bullet.length) + word;
    } else {
      line += start ? word : ` ${word}`;
    }
    start = false;
  }
  return [...lines, line];
}

/** Whether a quantum reference did better than the classical arms: only if it did, and never more than that. */
function groundSentence(view: ExperimentView): string | null {
  const { arms, reference, noun } = view;
  if (!isQuantum(reference.arm.model)) return null;
  const classical = arms.filter(({ arm, summary }) => !isQuantum(arm.model) && summary.difference !== null);
  if (classical.length === 0) return null;
  const open = classical.filter((one) => verdictOf(view, one) !== "worse");
  if (open.length > 0) {
    const all = open.length === classical.length && open.length > 2;
    const names = all ? `any of the ${open.length} classical ${noun}s` : list(open.map(({ arm }) => arm.label));
    return `So these runs give no ground to call ${reference.arm.label} better than ${names}.`;
  }
  const names =
    classical.length === 1 ? `the one classical ${noun}` : `each of the ${classical.length} classical ${noun}s`;
  return `So ${reference.arm.label} was better than ${names} compared here under this protocol; that says nothing about classical ${noun}s that were not tried.`;
}

/** Up to this many splits of one data set say little, whatever the corrected t-test gives. */
const FEW_SPLITS = 5;

/** With few runs no outcome at all could reach significance, or little can be made of any: that must be said. */
function powerSentence(view: ExperimentView): string | null {
  const { arms } = view;
  const { runs, difference } = arms.find(({ summary }) => summary.difference !== null)?.summary ?? arms[0]!.summary;
  if (runs === 1 && arms.length > 1)
    return `With a single run of each ${view.noun} nothing can be said about differences.`;
  if (difference?.test === "corrected resampled t" && runs <= FEW_SPLITS) {
    return `With ${runs} splits of one data set the corrected t-test has little to go by: so few splits say little, whatever its p.`;
  }
  const decided = arms.some((one) => verdictOf(view, one) !== "undecided");
  if (difference?.test !== "Wilcoxon signed-rank" || decided) return null;
  // All differences of one sign is the most extreme outcome: two-sided p = 2 / 2^runs.
  let least = 2;
  for (let run = 0; run < runs; run++) least /= 2;
  const comparisons = arms.length - 1;
  if (least * comparisons < LEVEL) return null;
  return `With ${runs} runs and ${comparisons === 1 ? "one comparison" : `${comparisons} comparisons`} an exact signed-rank test cannot reach p < .05 whatever the outcome: more seeds are needed.`;
}

/** Who succeeded most often. Equal counts are named together: a count does not rank them. */
function successSentence(view: ExperimentView): string | null {
  const { experiment, arms, reference } = view;
  const { threshold } = experiment;
  if (threshold === null || arms.length < 2 || reference.summary.runs < 2) return null;
  const count = ({ summary }: ArmView): number => summary.success?.count ?? 0;
  const most = Math.max(...arms.map(count));
  const limit = formatPlain(threshold);
  if (most === 0) return `No run of any ${view.noun} reached ${limit}.`;
  const first = byMean(view).filter((one) => count(one) === most);
  const share = ({ summary }: ArmView): string => summary.success!.interval.map(formatShare).join(" to ");
  const each = first.length > 1 ? " each" : "";
  const best = `${namesOf(first, view)}, ${most} of ${reference.summary.runs}${each} (95 % interval of the share ${share(first[0]!)})`;
  const tail = first.includes(reference)
    ? ""
    : `; ${reference.arm.label} had ${count(reference)} of ${reference.summary.runs} (${share(reference)})`;
  return `Runs at ${limit} or more: ${best}${tail}. Counts alone do not set ${view.noun}s apart.`;
}

/** Who had the most successes: by name, or counted where that would be a long list. */
function namesOf(first: readonly ArmView[], { arms, reference, noun }: ExperimentView): string {
  if (first.length === arms.length && arms.length > 2) return `all ${arms.length} ${noun}s`;
  if (first.length <= 4) return `most for ${list(first.map(({ arm }) => arm.label))}`;
  return `most for ${first.length} ${noun}s${first.includes(reference) ? `, ${reference.arm.label} among them` : ""}`;
}

/** `a, b and c`; names that hold commas are set apart with semicolons. */
function list(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  const comma = names.some((name) => name.includes(",")) && names.length > 2 ? ";" : ",";
  return `${names.slice(0, -1).join(`${comma} `)} and ${names.at(-1)}`;
}
