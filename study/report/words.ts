import { hasDevice } from "../../moe/device.ts";
import type { Doubt } from "../figures/decided.ts";
import { doubtOf, verdictOf } from "../figures/decided.ts";
import {
  formatDifference,
  formatInterval,
  formatMetric,
  formatP,
  formatPercent,
  formatPlain,
  higherIsBetter,
  metricName,
} from "../figures/format.ts";
import type { ArmView, ExperimentView } from "../figures/view.ts";
import { allEqual, sameDifference } from "../figures/view.ts";
import type { Experiment } from "../results.ts";

/** Sentences about results. They claim what intervals and corrected p-values support, and nothing beyond. */

/** How an arm did: its mean with interval, and its runs at or above the threshold. */
export function resultSentence({ experiment }: ExperimentView, { arm, summary }: ArmView): string {
  const value = formatMetric(experiment, summary.mean);
  const sentence = (how: string): string =>
    higherIsBetter(experiment)
      ? `${arm.label} reached a ${metricName(experiment)} of ${value} ${how}`
      : `The ${metricName(experiment)} was ${value} ${how} for ${arm.label}`;
  if (summary.runs === 1) return `${sentence("in a single run")}; one run says nothing about the spread of runs.`;
  const mean = allEqual(summary)
    ? `${sentence(`in all ${summary.runs} runs`)} (no spread was seen, so no interval can be given)`
    : `${sentence("on average")} (95 % interval ${formatInterval(experiment, summary.interval)})`;
  const { success } = summary;
  if (success === null) return `${mean}.`;
  return `${mean}; ${success.count} of ${summary.runs} runs reached ${formatPlain(experiment.threshold!)} or more.`;
}

/** How an arm compares with the reference, or null for the reference itself and where there is one run. */
export function differenceSentence(view: ExperimentView, one: ArmView): string | null {
  if (one.summary.difference === null) return null;
  const names = [one.arm.label, view.reference.arm.label] as const;
  const verdict = verdictOf(view, one);
  if (verdict !== "undecided") return `${names[0]} was ${verdict} than ${names[1]} by ${decidedNumbers(view, one)}.`;
  return `${names[0]} and ${names[1]} are not distinguished by these runs: ${undecidedNumbers(view, one)}.`;
}

type Spread = Pick<ArmView["summary"], "min" | "max" | "printedQuantile" | "runs">;

/** Where a printed value lies among the runs: `inside the range of our runs (.912 to 1.000), above 63 % of them`. */
export function placeOf(experiment: Experiment, printed: number, spread: Spread): string {
  const { min, max, runs } = spread;
  if (runs === 1) return `while our single run gave ${formatMetric(experiment, min)}`;
  if (allEqual(spread)) return `while all ${runs} of our runs gave ${formatMetric(experiment, min)}`;
  return `${sideOf(printed, spread)} the range of our runs (${formatInterval(experiment, [min, max])}), ${shareBelow(printed, spread)}`;
}

/** The same in few words, for a table that has the range in another column. */
export function positionOf(printed: number, spread: Spread): string {
  if (spread.runs === 1) return "";
  return allEqual(spread) && printed === spread.min
    ? "as all our runs"
    : `${sideOf(printed, spread)} our range, ${shareBelow(printed, spread)}`;
}

function sideOf(printed: number, { min, max }: Spread): string {
  return printed < min || printed > max ? "outside" : "inside";
}

function shareBelow(printed: number, { min, max, printedQuantile }: Spread): string {
  if (printed < min) return "below all of them";
  if (printed > max) return "above all of them";
  return `above ${formatPercent(printedQuantile ?? 0)} of them`;
}

/** What an experiment of this kind cannot show, however many runs it has. */
export function limits({ experiment, noun }: ExperimentView): string {
  const { metric, data } = experiment;
  const machines = machineLimits(experiment);
  if (metric.kind !== "testAccuracy") {
    const rest = machines === EXACT ? "" : `; ${machines}`;
    return `What this cannot show: it is measured on the rows that were trained on, so it says nothing about rows that were not${rest}.`;
  }
  const where = data.kind === "table" ? "on other tables" : "on other data";
  return `What this cannot show: how these ${noun}s compare ${where}, at other sizes or with other training settings; ${machines}.`;
}

const EXACT = "nor anything about quantum hardware, as all circuits here are simulated exactly";

/** What circuits ran on here, and what a machine has beyond that. */
function machineLimits({ arms, conditions }: Experiment): string {
  const parts: readonly object[] = arms.flatMap(({ model }) => [model.router, ...model.experts, ...model.shared]);
  const devices = [...parts.filter(hasDevice), ...conditions.map(({ device }) => device)];
  const noisy = devices.some(({ noise }) => noise !== null);
  const sampled = devices.some(({ shots }) => shots > 0);
  if (noisy) {
    return `nor what quantum hardware would do: noise${sampled ? " and shots are" : " is"} simulated here by a model whose errors are independent and of constant strength, while machines drift and have crosstalk and correlated errors; nothing was run on one`;
  }
  return sampled ? "nor anything about quantum hardware, as shots are simulated here, and without noise" : EXACT;
}

/** `.078 (95 % interval .062 to .095; p < .0001 after Holm)`: the size of a difference whose direction is said in words. */
export function decidedNumbers({ experiment, arms }: ExperimentView, { summary }: ArmView): string {
  const { mean, interval, pHolm } = summary.difference!;
  const [low, high] = mean > 0 ? interval : [-interval[1], -interval[0]];
  const range = sameDifference(summary.difference!)
    ? noSpread(summary.runs)
    : `95 % interval ${formatInterval(experiment, [low, high])}`;
  return `${formatMetric(experiment, Math.abs(mean))} (${range}; ${formatP(pHolm)}${holm(arms)})`;
}

/** `+.009, 95 % interval −.005 to +.023; p = .64 after Holm`: a difference with its sign, and why it is undecided if that is not plain. */
export function undecidedNumbers(view: ExperimentView, one: ArmView): string {
  const { experiment, arms } = view;
  const { mean, interval, pHolm } = one.summary.difference!;
  const p = `${formatP(pHolm)}${holm(arms)}`;
  if (sameDifference(one.summary.difference!)) {
    return `${formatDifference(experiment, mean)}, ${noSpread(one.summary.runs)}; ${p}`;
  }
  const range = interval.map((end) => formatDifference(experiment, end)).join(" to ");
  const doubt = DOUBTS[doubtOf(view, one) ?? "open"];
  return `${formatDifference(experiment, mean)}, 95 % interval ${range}; ${p}${doubt}`;
}

/** In place of an interval of a difference that came out alike in every seed. */
function noSpread(runs: number): string {
  return `in each of ${runs} runs: no spread was seen, so no interval can be given`;
}

/** Why a difference is undecided, where that is not plain. */
export const DOUBTS: Readonly<Record<Doubt, string>> = {
  open: "",
  "interval alone": " (the interval alone excludes zero, the corrected p does not bear it out)",
  "test alone": " (the test finds a shift, but the interval of the mean includes zero)",
  opposite: " (the mean and the ranks of the differences point to opposite sides)",
};

/** One comparison needs no correction. */
function holm(arms: readonly ArmView[]): string {
  return arms.length > 2 ? " after Holm" : "";
}
