import type { Key } from "../core/key.ts";
import { fold, keyOf } from "../core/key.ts";
import {
  bootstrapMean,
  correctedResampledT,
  holm,
  mean,
  quantile,
  wilcoxonSignedRank,
  wilson,
} from "../core/statistics/index.ts";
import type { Arm, ArmSummary, Difference, Experiment, Interval, Run, StudySpec } from "./results.ts";
import { parametersOf, trainRowsOf } from "./source.ts";

/** Of each arm's mean under one condition: there are hundreds of these. */
const CONDITION_RESAMPLES = 2000;

/**
 * One summary per arm of every experiment, in the order of the spec. `runs`: every seed of every arm, in any order. Bootstrap intervals
 * are drawn from the study's key, so the same runs give the same summaries.
 */
export function summarise(spec: StudySpec, runs: readonly Run[]): ArmSummary[] {
  return spec.experiments.flatMap((experiment) => {
    const byArm = new Map(experiment.arms.map((arm) => [arm.name, runsOf(runs, experiment.name, arm.name)]));
    const key = fold(keyOf(spec.key), "bootstrap", experiment.name);
    const differences = differencesOf(experiment, byArm, key);
    return experiment.arms.map((arm) =>
      summariseArm(experiment, arm, byArm.get(arm.name)!, differences.get(arm.name) ?? null, key),
    );
  });
}

/** The runs of one arm by seed. */
export function runsOf(runs: readonly Run[], experiment: string, arm: string): Run[] {
  return runs.filter((run) => run.experiment === experiment && run.arm === arm).sort((a, b) => a.seed - b.seed);
}

/** The run whose metric is the median (the lower one of two; the first seed of several that are equal). */
export function medianRun(runs: readonly Run[]): Run {
  const ordered = [...runs].sort((a, b) => a.metric - b.metric || a.seed - b.seed);
  const middle = ordered[Math.floor((ordered.length - 1) / 2)]!;
  return ordered.find((run) => run.metric === middle.metric)!;
}

/**
 * Whether runs share test rows: one fixed data set split anew for each seed. Then they are not independent and a paired test across
 * seeds rejects far too often; the corrected resampled t-test takes its place.
 */
export function runsOverlap(experiment: Experiment): boolean {
  return !experiment.redraw && experiment.testRows > 0;
}

function splitSizes(experiment: Experiment): { trainRows: number; testRows: number } {
  return { trainRows: trainRowsOf(experiment), testRows: experiment.testRows };
}

function summariseArm(
  experiment: Experiment,
  arm: Arm,
  runs: readonly Run[],
  difference: Difference | null,
  key: Key,
): ArmSummary {
  const metrics = runs.map((run) => run.metric);
  const { router, total } = parametersOf(experiment, arm);
  return {
    experiment: experiment.name,
    arm: arm.name,
    runs: runs.length,
    routerParameters: router,
    totalParameters: total,
    mean: mean(metrics),
    interval: meanInterval(experiment, metrics, fold(key, arm.name, "mean")),
    min: quantile(metrics, 0),
    median: quantile(metrics, 0.5),
    max: quantile(metrics, 1),
    success: successOf(experiment, metrics),
    printedQuantile: arm.printed === null ? null : quantileOf(arm.printed, metrics),
    lossBand: Array.from({ length: Math.max(...runs.map((run) => run.losses.length)) }, (_, epoch) => {
      const losses = runs.flatMap((run) => run.losses.slice(epoch, epoch + 1));
      return { low: quantile(losses, 0.1), median: quantile(losses, 0.5), high: quantile(losses, 0.9) };
    }),
    load: meanSortedLoad(runs),
    difference,
    conditions: runs[0]!.conditions.map((_, i) => {
      const scores = runs.flatMap((run) => run.conditions[i] ?? []);
      if (scores.length === 0) return null;
      const { name } = experiment.conditions[i]!;
      const interval = meanInterval(experiment, scores, fold(key, arm.name, "condition", name), CONDITION_RESAMPLES);
      return { mean: mean(scores), interval };
    }),
  };
}

/** 95 % interval of the mean. One run says nothing about spread: its interval is the value itself. */
function meanInterval(experiment: Experiment, metrics: readonly number[], key: Key, resamples = 10_000): Interval {
  if (metrics.length < 2) return [metrics[0]!, metrics[0]!];
  if (!runsOverlap(experiment)) return bootstrapMean(metrics, { key, resamples });
  const [low, high] = correctedResampledT(metrics, splitSizes(experiment)).interval;
  // A t interval knows no bounds; an accuracy above 1 cannot be.
  return experiment.metric.kind === "lossSum" ? [Math.max(0, low), high] : [Math.max(0, low), Math.min(1, high)];
}

function successOf({ threshold }: Experiment, metrics: readonly number[]): ArmSummary["success"] {
  if (threshold === null) return null;
  const count = metrics.filter((metric) => metric >= threshold).length;
  return { count, share: count / metrics.length, interval: wilson(count, metrics.length) };
}

function quantileOf(value: number, metrics: readonly number[]): number {
  const below = metrics.filter((metric) => metric < value).length;
  const equal = metrics.filter((metric) => metric === value).length;
  return (below + equal / 2) / metrics.length;
}

function meanSortedLoad(runs: readonly Run[]): number[] {
  const sorted = runs.map((run) => [...run.load].sort((a, b) => b - a));
  return sorted[0]!.map((_, expert) => mean(sorted.map((load) => load[expert]!)));
}

/** Every arm but the reference minus the reference, paired by seed; p-values Holm-corrected over these arms. */
function differencesOf(
  experiment: Experiment,
  byArm: ReadonlyMap<string, readonly Run[]>,
  key: Key,
): Map<string, Difference> {
  const reference = byArm.get(experiment.reference)!;
  const others = experiment.arms.filter((arm) => arm.name !== experiment.reference);
  if (reference.length < 2) return new Map();
  const raw = others.map((arm) => {
    const paired = byArm.get(arm.name)!.map((run, i) => difference(run.metric, reference[i]!.metric));
    return compare(experiment, paired, fold(key, arm.name, "difference"));
  });
  const adjusted = holm(raw.map(({ p }) => p));
  return new Map(others.map((arm, i) => [arm.name, { ...raw[i]!, pHolm: adjusted[i]! }]));
}

/** Rounded to 12 decimals: differences of accuracies that are equal must count as ties, whatever their last bits. */
export function difference(a: number, b: number): number {
  return Math.round((a - b) * 1e12) / 1e12;
}

/** The mean of differences by seed with its interval and its test: the paired ones, or on splits of one table the corrected one. */
export function compare(experiment: Experiment, paired: readonly number[], key: Key): Omit<Difference, "pHolm"> {
  if (runsOverlap(experiment)) {
    const { mean: centre, interval, p } = correctedResampledT(paired, splitSizes(experiment));
    return { mean: centre, interval, test: "corrected resampled t", p };
  }
  const { p } = wilcoxonSignedRank(paired);
  return { mean: mean(paired), interval: bootstrapMean(paired, { key }), test: "Wilcoxon signed-rank", p };
}
