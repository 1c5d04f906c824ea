import { formatPercent, formatPlain, formatShare } from "../figures/format.ts";
import { duration, formatStrength, shotsName, trainedName, wayName } from "../figures/noise/words.ts";
import type { ExperimentView } from "../figures/view.ts";
import type { Comparison } from "./comparisons.ts";
import { comparisonsOf, FAMILY, noiseWords, places } from "./comparisons.ts";
import type { Breakdown } from "./records.ts";

/** What studies of noise found, in sentences: they claim what the intervals support, and nothing beyond. */

/** One finding: a sentence, or the head of a list. */
export interface NoiseFinding {
  readonly text: string;
  readonly items: readonly string[];
}

/** What is left of the claim that the router withstands noise, experiment by experiment, one thing changed at a time. */
export function claimFindings(views: readonly ExperimentView[]): NoiseFinding[] {
  return views
    .filter(({ experiment }) => experiment.conditions.length > 0)
    .map((view) => ({
      text: `The quantum router under ${noiseWords(view)}:`,
      items: comparisonsOf(view).map(comparisonSentence),
    }));
}

/** Of one experiment: breakdown points, and what a decision costs. */
export function noiseFindings(view: ExperimentView): NoiseFinding[] {
  return [breakdownFinding(view), costFinding(view), shotsFinding(view)].filter((one) => one !== null);
}

/** One setting beside another. */
function comparisonSentence({ setting, beside, ours, theirs, difference }: Comparison): string {
  const numbers = `${setting}: ${formatShare(ours)}, ${formatShare(theirs)} ${beside}`;
  if (difference === null) return `${numbers}; one run says nothing about the spread of runs.`;
  const [low, high] = difference.interval;
  const interval = `95 % interval of the difference ${span(low)} to ${span(high)}`;
  const verdict = verdictOf(difference);
  if (verdict === "not distinguished") return `${numbers}: not distinguished (${interval}).`;
  return `${numbers}: ${verdict} by ${formatShare(Math.abs(difference.mean))} (${interval}).`;
}

/** What an interval of a difference says. */
export function verdictOf({
  interval: [low, high],
}: {
  readonly interval: readonly [number, number];
}): "worse" | "better" | "not distinguished" {
  return high < 0 ? "worse" : low > 0 ? "better" : "not distinguished";
}

/** A difference with its sign. */
function span(value: number): string {
  return value > 0 ? `+${formatShare(value)}` : formatShare(value);
}

function breakdownFinding({ breakdowns, arms }: ExperimentView): NoiseFinding | null {
  const own = breakdowns.filter(({ family, trainingShots }) => family === FAMILY && trainingShots === 0);
  if (own.length === 0) return null;
  const labels = new Map(arms.map(({ arm }) => [arm.name, arm.label]));
  const { control, place } = own[0]!;
  return {
    text: `With ${places[place]}, the quantum router is worse than the best classical one (${labels.get(control) ?? control}):`,
    items: own.map((one) => `${trainedName(one.trained)}, ${wayName(one)}: ${breakdownWords(one)}`),
  };
}

/** A breakdown point in words: `from p = .31 on (95 % interval .25 to .38)`. */
export function breakdownWords({ found, p, points, interval, alreadyAtZero, noneWithin }: Breakdown): string {
  const last = formatPlain(points.at(-1)!.p);
  const beyond = `beyond p = ${last}`;
  const none = noneWithin > 0 ? `, nowhere up to p = ${last} in ${formatPercent(noneWithin)} of the resamples` : "";
  const zero = alreadyAtZero > 0 ? `, already at p = 0 in ${formatPercent(alreadyAtZero)} of the resamples` : "";
  const end = (value: number | null): string => (value === null ? beyond : formatStrength(value));
  switch (found) {
    case "already at 0":
      return `already without noise${none === "" ? "" : ` (${none.slice(2)})`}`;
    case "none within the grid":
      return `nowhere up to p = ${last}${interval[0] === null ? "" : ` (95 % interval from ${end(interval[0])}${zero})`}`;
    case "within the grid":
      return `from p = ${formatStrength(p!)} on (95 % interval ${end(interval[0])} to ${end(interval[1])}${zero}${none})`;
    default:
      return found satisfies never;
  }
}

function costFinding({ costs }: ExperimentView): NoiseFinding | null {
  const own = costs.filter(({ family }) => family === FAMILY);
  if (own.length === 0) return null;
  return {
    text: "One decision on a machine with the noise model's times takes, without queues and compilation:",
    items: own.map(
      ({ circuits, totalShots, seconds, ...device }) =>
        `${wayName(device)}: ${duration(seconds)}${circuits > 1 ? ` (${circuits} circuits, ${shotsName(totalShots)} together)` : ""}`,
    ),
  };
}

function shotsFinding({ shotsNeeded, arms }: ExperimentView): NoiseFinding | null {
  const own = shotsNeeded.flatMap(({ arm, share, p, ...needed }) => {
    const found = arms.find((one) => one.arm.name === arm);
    const asked = share === 0.01 && found?.arm.family === FAMILY && found.arm.trainedUnder?.p === p;
    return asked ? [{ p, median: found.summary.median, ...needed }] : [];
  });
  if (own.length === 0) return null;
  return {
    text: "Shots that keep 99 % of the decisions as exact expectations make them, for the median run trained at the tested p (a run whose routing decides little needs few):",
    items: own.map(({ p, median, shots, seconds }) => {
      const time = seconds === null ? "" : `, ${duration(seconds)} a decision`;
      return `p = ${formatPlain(p)}, accuracy ${formatShare(median)}: ${shots === null ? "more than a thousand million" : `${shotsName(shots)}${time}`}`;
    }),
  };
}
