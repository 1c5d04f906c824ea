import { excludesZero, isDecided, LEVEL } from "../figures/decided.ts";
import {
  formatDifference,
  formatInterval,
  formatMetric,
  formatP,
  formatPercent,
  formatPlain,
  formatShare,
  higherIsBetter,
  metricName,
} from "../figures/format.ts";
import { printable } from "../figures/markup.ts";
import type { ArmView, ExperimentView } from "../figures/view.ts";
import { byMean, viewsOf } from "../figures/view.ts";
import type { Difference, Experiment, Results } from "../results.ts";

/** Sentences about results. They claim what intervals and corrected p-values support, and nothing beyond. */

/** What a difference to the reference may be called. */
export type Verdict = "better" | "worse" | "undecided";

/** A difference counts only if its interval excludes zero and its Holm-corrected p is below .05. */
export function verdictOf(experiment: Experiment, difference: Difference): Verdict {
  if (!isDecided(difference)) return "undecided";
  return difference.mean > 0 === higherIsBetter(experiment) ? "better" : "worse";
}

/** How an arm did: its mean with interval, and its runs at or above the threshold. */
export function resultSentence({ experiment }: ExperimentView, { arm, summary }: ArmView): string {
  const value = formatMetric(experiment, summary.mean);
  const sentence = (how: string): string =>
    higherIsBetter(experiment)
      ? `${arm.label} reached a ${metricName(experiment)} of ${value} ${how}`
      : `The ${metricName(experiment)} was ${value} ${how} for ${arm.label}`;
  if (summary.runs === 1) return `${sentence("in a single run")}; one run says nothing about the spread of runs.`;
  const mean = `${sentence("on average")} (95 % interval ${formatInterval(experiment, summary.interval)})`;
  const { success } = summary;
  if (success === null) return `${mean}.`;
  return `${mean}; ${success.count} of ${summary.runs} runs reached ${formatPlain(experiment.threshold!)} or more.`;
}

/** How an arm compares with the reference, or null for the reference itself and where there is one run. */
export function differenceSentence(view: ExperimentView, { arm, summary }: ArmView): string | null {
  const { experiment, reference } = view;
  const { difference } = summary;
  if (difference === null) return null;
  const verdict = verdictOf(experiment, difference);
  if (verdict === "undecided") {
    return `${arm.label} and ${reference.arm.label} are not distinguished by these runs: ${undecidedNumbers(view, difference)}.`;
  }
  return `${arm.label} was ${verdict} than ${reference.arm.label} by ${decidedNumbers(view, difference)}.`;
}

type Spread = Pick<ArmView["summary"], "min" | "max" | "printedQuantile" | "runs">;

/** `inside the range of our runs, above 63 % of them`. */
export function placeOf(experiment: Experiment, printed: number, { min, max, printedQuantile, runs }: Spread): string {
  if (runs === 1) return `while our single run gave ${formatMetric(experiment, min)}`;
  const range = `the range of our runs (${formatInterval(experiment, [min, max])})`;
  if (printed < min) return `outside ${range}, below all of them`;
  if (printed > max) return `outside ${range}, above all of them`;
  return `inside ${range}, above ${formatPercent(printedQuantile ?? 0)} of them`;
}

/** One finding: a sentence, or the head of a list. */
export interface Finding {
  readonly text: string;
  readonly items: readonly string[];
}

/** The findings of an experiment: the reference, who is better, worse or not distinguished, successes, printed values. */
export function findings(view: ExperimentView): Finding[] {
  const { experiment, reference } = view;
  const compared = byMean(view).filter(({ summary }) => summary.difference !== null);
  const by = (verdict: Verdict): ArmView[] =>
    compared.filter(({ summary }) => verdictOf(experiment, summary.difference!) === verdict);
  const decided = (verdict: Verdict): string[] =>
    by(verdict).map(({ arm, summary }) => `${arm.label} by ${decidedNumbers(view, summary.difference!)}`);
  const undecided = by("undecided").map(({ arm, summary }) => `${arm.label}: ${undecidedNumbers(view, summary.difference!)}`);
  const found = [
    resultSentence(view, reference),
    listed(`Better than ${reference.arm.label}`, decided("better")),
    listed(`Worse than ${reference.arm.label}`, decided("worse")),
    listed(`Not distinguished from ${reference.arm.label} by these runs`, undecided),
    groundSentence(view),
    powerSentence(view),
    successSentence(view),
    ...printedFindings(view),
  ];
  return found.filter((one) => one !== null).map((one) => (typeof one === "string" ? { text: one, items: [] } : one));
}

function listed(head: string, items: readonly string[]): Finding | null {
  if (items.length === 0) return null;
  if (items.length === 1) return { text: `${head}: ${items[0]}.`, items: [] };
  return { text: `${head}:`, items };
}

/** Where the printed values lie among the runs. */
function printedFindings({ experiment, arms }: ExperimentView): (Finding | null)[] {
  const printed = arms.filter(({ arm }) => arm.printed !== null);
  const places = printed.map(({ arm, summary }) => {
    return `${arm.label}: ${formatPlain(arm.printed!)}, ${placeOf(experiment, arm.printed!, summary)}`;
  });
  return [listed(`The values printed in the paper, each from a single run, beside ours`, places)];
}

/** What an experiment of this kind cannot show, however many runs it has. */
export function limits({ experiment }: ExperimentView): string {
  const { metric, data } = experiment;
  if (metric.kind !== "testAccuracy") {
    return "What this cannot show: it is measured on the rows that were trained on, so it says nothing about rows that were not.";
  }
  const where = data.kind === "table" ? "on other tables" : "on other data";
  return `What this cannot show: how these routers compare ${where}, at other sizes or with other training settings; nor anything about quantum hardware, as all circuits here are simulated exactly.`;
}

/** All findings in plain lines of at most 100 characters, an experiment after the other, for a terminal. */
export function summaryLines(results: Results): string[] {
  return viewsOf(results).flatMap((view, i) => [
    ...(i === 0 ? [] : [""]),
    ...folded(view.experiment.title, ""),
    ...findings(view).flatMap(({ text, items }) => [...folded(text, "- "), ...items.flatMap((item) => folded(item, "  - "))]),
    ...folded(limits(view), "- "),
  ]);
}

/** Breaks a sentence at spaces; later lines are indented below the bullet. */
function folded(text: string, bullet: string): string[] {
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

/** Whether a quantum reference did better than the classical routers: only if it did, and never more than that. */
function groundSentence({ experiment, arms, reference }: ExperimentView): string | null {
  if (reference.arm.family !== "quantum") return null;
  const classical = arms.filter(({ arm, summary }) => arm.family !== "quantum" && summary.difference !== null);
  if (classical.length === 0) return null;
  const open = classical.filter(({ summary }) => verdictOf(experiment, summary.difference!) !== "worse");
  if (open.length > 0) {
    const names = list(open.map(({ arm }) => arm.label));
    return `So these runs give no ground to call ${reference.arm.label} better than ${names}.`;
  }
  const names = classical.length === 1 ? "the one classical router" : `each of the ${classical.length} classical routers`;
  return `So ${reference.arm.label} was better than ${names} compared here under this protocol; that says nothing about classical routers that were not tried.`;
}

/** With few runs no outcome at all could reach significance: that must be said. */
function powerSentence({ experiment, arms }: ExperimentView): string | null {
  const { runs, difference } = arms.find(({ summary }) => summary.difference !== null)?.summary ?? arms[0]!.summary;
  if (runs === 1) return arms.length > 1 ? "With a single run of each router nothing can be said about differences." : null;
  const decided = arms.some(({ summary }) => summary.difference !== null && verdictOf(experiment, summary.difference) !== "undecided");
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
  if (most === 0) return `No run of any router reached ${limit}.`;
  const first = byMean(view).filter((one) => count(one) === most);
  const share = ({ summary }: ArmView): string => summary.success!.interval.map(formatShare).join(" to ");
  const each = first.length > 1 ? " each" : "";
  const best = `most for ${list(first.map(({ arm }) => arm.label))}, ${most} of ${reference.summary.runs}${each} (95 % interval of the share ${share(first[0]!)})`;
  const tail = first.includes(reference)
    ? ""
    : `; ${reference.arm.label} had ${count(reference)} of ${reference.summary.runs} (${share(reference)})`;
  return `Runs at ${limit} or more: ${best}${tail}. Counts alone do not set routers apart.`;
}

function decidedNumbers({ experiment, arms }: ExperimentView, { mean, interval: [a, b], pHolm }: Difference): string {
  const [low, high] = mean > 0 ? [a, b] : [-b, -a];
  return `${formatMetric(experiment, Math.abs(mean))} (95 % interval ${formatInterval(experiment, [low, high])}; ${formatP(pHolm)}${holm(arms)})`;
}

function undecidedNumbers({ experiment, arms }: ExperimentView, difference: Difference): string {
  const { mean, interval, pHolm } = difference;
  const range = `${formatDifference(experiment, interval[0])} to ${formatDifference(experiment, interval[1])}`;
  const numbers = `${formatDifference(experiment, mean)}, 95 % interval ${range}; ${formatP(pHolm)}${holm(arms)}`;
  if (excludesZero(interval)) return `${numbers}, the interval alone excludes zero, the corrected p does not bear it out`;
  return pHolm < LEVEL ? `${numbers}, the test finds a shift, but the interval of the mean includes zero` : numbers;
}

/** One comparison needs no correction. */
function holm(arms: readonly ArmView[]): string {
  return arms.length > 2 ? " after Holm" : "";
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** `a, b and c`; names that hold commas are set apart with semicolons. */
function list(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  const comma = names.some((name) => name.includes(",")) && names.length > 2 ? ";" : ",";
  return `${names.slice(0, -1).join(`${comma} `)} and ${names.at(-1)}`;
}
