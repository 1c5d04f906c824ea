import { formatPercent, formatPlain, formatShare } from "../figures/format.ts";
import { duration, formatStrength, shotsName, trainedName, wayName } from "../figures/noise/words.ts";
import type { ArmView, ExperimentView } from "../figures/view.ts";
import { pairedDifference } from "./breakdown.ts";
import type { Breakdown, Condition, NoisePlace } from "./records.ts";

/** What studies of noise found, in sentences: they claim what the intervals support, and nothing beyond. */

/** One finding: a sentence, or the head of a list. */
export interface NoiseFinding {
  readonly text: string;
  readonly items: readonly string[];
}

/** The router whose robustness is claimed. */
const FAMILY = "quantum";
/** The strongest noise that the paper printed. */
const PUBLISHED_P = 0.2;

const places: Readonly<Record<NoisePlace, string>> = {
  twoPlaces: "noise at the paper's two places",
  everyGate: "noise after every gate",
  machine: "the machine's noise",
};

/** What is left of the claim that the router withstands noise; empty where no experiment speaks of it. */
export function claimFindings(views: readonly ExperimentView[]): NoiseFinding[] {
  const items = views.filter((view) => view.experiment.conditions.length > 0).flatMap(claimsOf);
  if (items.length === 0) return [];
  return [{ text: "What holds of the claim that the quantum router withstands noise:", items }];
}

/** Of one experiment: breakdown points, and what a decision costs. */
export function noiseFindings(view: ExperimentView): NoiseFinding[] {
  return [breakdownFinding(view), costFinding(view), shotsFinding(view)].filter((one) => one !== null);
}

function claimsOf(view: ExperimentView): string[] {
  const { conditions } = view.experiment;
  const { place } = conditions[0]!;
  const strong = strongest(conditions);
  const trainingShots = [...new Set(view.arms.flatMap(({ arm }) => arm.trainedUnder?.shots ?? []))];
  const exact = { shots: 0, mitigation: "none" } as const;
  const clean = scoreOf(view, 0, { p: 0, ...exact });
  const matched = scoreOf(view, strong, { p: strong, ...exact });
  const unprepared = scoreOf(view, 0, { p: strong, ...exact });
  const where = place === "machine" ? places[place] : `${places[place]}, p = ${formatPlain(strong)}`;
  const mitigations = [...new Set(conditions.map(({ mitigation }) => mitigation))].filter((name) => name !== "none");
  return [
    compared(`Trained under ${where}, exact expectations`, matched, clean, "without noise"),
    compared(`Trained without noise, then ${where}, exact expectations`, unprepared, clean, "without noise"),
    ...[...new Set(conditions.map(({ shots }) => shots))]
      .filter((shots) => shots > 0)
      .map((shots) => {
        const sampled = scoreOf(view, strong, { p: strong, shots, mitigation: "none" });
        return compared(`Trained under ${where}, ${shotsName(shots)}`, sampled, matched, "with exact expectations");
      }),
    ...mitigations.flatMap((mitigation) =>
      [...new Set(conditions.filter((one) => one.mitigation === mitigation).map(({ shots }) => shots))].map((shots) => {
        const mended = scoreOf(view, 0, { p: strong, shots, mitigation });
        const plain = scoreOf(view, 0, { p: strong, shots, mitigation: "none" });
        const device = wayName({ shots, mitigation });
        return compared(`Trained without noise, then ${where}, ${device}`, mended, plain, "without mitigation");
      }),
    ),
    ...trainingShots
      .filter((shots) => shots > 0)
      .map((shots) => {
        const sampled = scoreOf(view, strong, { p: strong, shots, mitigation: "none" }, shots);
        const exactly = scoreOf(view, strong, { p: strong, shots, mitigation: "none" });
        const setting = `Trained and scored with ${shotsName(shots)} under ${where}`;
        return compared(setting, sampled, exactly, "trained with exact expectations");
      }),
  ].filter((one) => one !== null);
}

/** The strongest noise of the grid that is no stronger than the paper's. */
function strongest(conditions: readonly Condition[]): number {
  if (conditions[0]!.place === "machine") return 1;
  return Math.max(...conditions.map(({ p }) => p).filter((p) => p <= PUBLISHED_P));
}

/** Accuracies of the quantum router by seed, trained at a p and scored under a condition; null where it was not. */
function scoreOf(
  { experiment, arms }: ExperimentView,
  trainedAt: number,
  want: Pick<Condition, "p" | "shots" | "mitigation">,
  trainingShots = 0,
): readonly number[] | null {
  const at = experiment.conditions.findIndex(
    ({ p, shots, mitigation }) => p === want.p && shots === want.shots && mitigation === want.mitigation,
  );
  const found = arms.find(
    ({ arm }: ArmView) =>
      arm.family === FAMILY && arm.trainedUnder?.p === trainedAt && arm.trainedUnder.shots === trainingShots,
  );
  if (at < 0 || found === undefined) return null;
  const scores = found.runs.flatMap(({ conditions }) => conditions[at] ?? []);
  return scores.length < found.runs.length ? null : scores;
}

/** One setting beside another, paired by seed. */
function compared(
  setting: string,
  ours: readonly number[] | null,
  theirs: readonly number[] | null,
  beside: string,
): string | null {
  if (ours === null || theirs === null) return null;
  const average = (scores: readonly number[]): string =>
    formatShare(scores.reduce((sum, score) => sum + score, 0) / scores.length);
  const numbers = `${setting}: ${average(ours)}, ${average(theirs)} ${beside}`;
  const difference = pairedDifference(ours, theirs);
  if (difference === null) return `${numbers}; one run says nothing about the spread of runs.`;
  const [low, high] = difference.interval;
  const size = `${formatShare(Math.abs(difference.mean))} (95 % interval of the difference ${span(low)} to ${span(high)})`;
  if (high < 0) return `${numbers}: worse by ${size}.`;
  if (low > 0) return `${numbers}: better by ${size}.`;
  return `${numbers}: not distinguished (95 % interval of the difference ${span(low)} to ${span(high)}).`;
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
  const labels = new Map(arms.map(({ arm }) => [arm.name, arm]));
  const own = shotsNeeded.filter(({ arm, share, p }) => {
    const found = labels.get(arm);
    return share === 0.01 && found?.family === FAMILY && found.trainedUnder?.p === p;
  });
  if (own.length === 0) return null;
  return {
    text: "Shots that keep 99 % of the decisions as exact expectations make them, for the median run trained at the tested p:",
    items: own.map(({ p, shots, seconds }) => {
      const time = seconds === null ? "" : `, ${duration(seconds)} a decision`;
      return `p = ${formatPlain(p)}: ${shots === null ? "more than a thousand million" : `${shotsName(shots)}${time}`}`;
    }),
  };
}
