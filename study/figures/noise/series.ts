import type { Interval } from "../../../core/statistics/index.ts";
import type { MitigationName } from "../../noise/records.ts";
import { hasConditions } from "../../noise/scored.ts";
import type { ArmView, ExperimentView } from "../view.ts";

/** Mean accuracy at one strength of noise, with its 95 % interval. */
export interface PointAt {
  readonly p: number;
  readonly mean: number;
  readonly interval: Interval;
}

/** Quantum arms that differ in the noise at training alone. */
export interface Family {
  readonly name: string;
  /** The arms' label without their noise. */
  readonly label: string;
  /** Those trained with exact expectations, in rising order of p. */
  readonly exact: readonly ArmView[];
  /** Those trained with shots. */
  readonly sampled: readonly ArmView[];
}

/** The families of an experiment, that of its reference arm first. */
export function familiesOf({ arms, reference }: ExperimentView): Family[] {
  const names = new Set([reference, ...arms].flatMap(({ arm }) => (arm.trainedUnder === undefined ? [] : nameOf(arm))));
  return [...names].map((name) => {
    const own = arms
      .filter(({ arm }) => arm.trainedUnder !== undefined && nameOf(arm) === name)
      .sort((a, b) => a.arm.trainedUnder!.p - b.arm.trainedUnder!.p);
    return {
      name,
      label: withoutNoise(own[0]!.arm.label),
      exact: own.filter(({ arm }) => arm.trainedUnder!.shots === 0),
      sampled: own.filter(({ arm }) => arm.trainedUnder!.shots > 0),
    };
  });
}

/** An arm's label without the noise that it was trained under. */
export function withoutNoise(label: string): string {
  return label.replace(/, (p = |ideal|with its noise).*$/, "");
}

function nameOf({ family, name }: ArmView["arm"]): string {
  return family ?? name;
}

/** What a model was trained at: the noise it is tested under, or none. */
export type Trained = "at the tested p" | "clean";

/** How a family's models are tested. */
export interface Setting {
  readonly trained: Trained;
  readonly shots: number;
  readonly mitigation: MitigationName;
}

/** A family's accuracy at each tested p. Without conditions: under the noise of training, where that is what is asked for. */
export function lineOf(view: ExperimentView, family: Family, setting: Setting): PointAt[] {
  const { trained, shots, mitigation } = setting;
  const { conditions } = view.experiment;
  if (conditions.length === 0) {
    if (trained === "clean" || shots > 0 || mitigation !== "none") return [];
    return family.exact.map(({ arm, summary }) => ({ p: arm.trainedUnder!.p, ...scoreOf(summary) }));
  }
  return conditions
    .flatMap((condition, i): PointAt[] => {
      if (condition.shots !== shots || condition.mitigation !== mitigation) return [];
      const at = trained === "clean" ? 0 : condition.p;
      const summary = family.exact.find(({ arm }) => arm.trainedUnder!.p === at)?.summary.conditions[i];
      return summary ? [{ p: condition.p, ...scoreOf(summary) }] : [];
    })
    .sort((a, b) => a.p - b.p);
}

function scoreOf({ mean, interval }: Omit<PointAt, "p">): Omit<PointAt, "p"> {
  return { mean, interval };
}

/** The ways an experiment tests its models: exact first, then from most shots to fewest, without mitigation before with it. */
export function waysOf({ experiment }: ExperimentView): Pick<Setting, "shots" | "mitigation">[] {
  const ways = new Map<string, Pick<Setting, "shots" | "mitigation">>();
  for (const { shots, mitigation } of experiment.conditions) ways.set(`${shots} ${mitigation}`, { shots, mitigation });
  const size = (shots: number): number => (shots === 0 ? Number.POSITIVE_INFINITY : shots);
  const plain = (mitigation: MitigationName): number => (mitigation === "none" ? 0 : 1);
  return [...ways.values()].sort((a, b) => {
    if (a.shots !== b.shots) return size(b.shots) - size(a.shots);
    return plain(a.mitigation) - plain(b.mitigation);
  });
}

/** Arms that no noise touches, best first: the first of those with equal means in the order of the spec. */
export function controlsOf({ experiment, arms }: ExperimentView): ArmView[] {
  const touched = ({ arm }: ArmView): boolean => arm.trainedUnder !== undefined || hasConditions(experiment, arm);
  return arms.filter((one) => !touched(one)).sort((a, b) => b.summary.mean - a.summary.mean);
}

/** All strengths of noise that these experiments test, or train, at. */
export function strengthsOf(views: readonly ExperimentView[]): number[] {
  const all = views.flatMap(({ experiment: { conditions, arms } }) =>
    conditions.length > 0 ? conditions.map(({ p }) => p) : arms.flatMap(({ trainedUnder }) => trainedUnder?.p ?? []),
  );
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Experiments that test models, trained with exact expectations, along a grid of strengths: what figures over p are made of. */
export function gridsOf(views: readonly ExperimentView[]): ExperimentView[] {
  return views.filter((view) => isGrid(view) && !hasSampled(view));
}

/** The same with models that were trained with shots. */
export function sampledGridsOf(views: readonly ExperimentView[]): ExperimentView[] {
  return views.filter((view) => isGrid(view) && hasSampled(view));
}

/** Experiments on a machine's noise model. */
export function machinesOf(views: readonly ExperimentView[]): ExperimentView[] {
  return views.filter(({ experiment }) => experiment.conditions.some(({ place }) => place === "machine"));
}

function isGrid({ experiment: { conditions } }: ExperimentView): boolean {
  return conditions.some(({ place, p }) => place !== "machine" && p > 0);
}

function hasSampled({ arms }: ExperimentView): boolean {
  return arms.some(({ arm }) => (arm.trainedUnder?.shots ?? 0) > 0);
}

/** Straight between the points; null beyond them. */
export function valueAt(line: readonly PointAt[], p: number): number | null {
  const after = line.findIndex((point) => point.p >= p);
  if (after < 0) return null;
  const next = line[after]!;
  const before = line[after - 1];
  if (before === undefined || next.p === p) return next.p === p ? next.mean : null;
  return before.mean + ((p - before.p) * (next.mean - before.mean)) / (next.p - before.p);
}
