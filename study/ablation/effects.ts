import { fold, keyOf } from "../../core/key.ts";
import { holm } from "../../core/statistics/index.ts";
import { compare, difference, runsOf } from "../aggregate.ts";
import type { Experiment, Run, StudySpec } from "../results.ts";
import type { AxisName } from "./axes/index.ts";
import type { AblationLine, AblationPoint, Effect } from "./records.ts";

/** Accuracies by seed of what a point names: of its arm, under its condition if it has one. */
export function scoresOf(
  { conditions }: Pick<Experiment, "conditions">,
  runs: readonly Run[],
  condition: AblationPoint["condition"],
): number[] {
  if (condition === null) return runs.map(({ metric }) => metric);
  const at = conditions.findIndex(({ name }) => name === condition);
  return runs.flatMap((run) => run.conditions[at] ?? []);
}

/** Whether a study moves switches, and so has effects. */
export function hasAblation({ experiments }: Pick<StudySpec, "experiments">): boolean {
  return experiments.some(({ ablation }) => ablation !== undefined);
}

/** A point and what it is compared with. */
interface Pair {
  readonly line: AblationLine;
  readonly point: AblationPoint;
  readonly against: Effect["against"];
  readonly other: Pick<AblationPoint, "arm" | "condition">;
}

/**
 * Every point of every line less what it is compared with, paired by seed: in the order of the spec, axis by axis. Comparisons of an axis are corrected for
 * together (Holm), the same comparison in two lines once. None of a point with itself, and none where there is one seed.
 */
export function effectsOf({ experiments, seeds, key }: StudySpec, runs: readonly Run[]): Effect[] {
  if (seeds < 2) return [];
  return experiments.flatMap((experiment) => {
    const { ablation = [], name } = experiment;
    const byArm = new Map(experiment.arms.map((arm) => [arm.name, runsOf(runs, name, arm.name)]));
    const scores = ({ arm, condition }: Pick<AblationPoint, "arm" | "condition">): number[] =>
      scoresOf(experiment, byArm.get(arm)!, condition);
    const axes = [...new Set(ablation.map(({ axis }) => axis))];
    return axes.flatMap((axis) => {
      const pairs = pairsOf(ablation, axis);
      const unique = new Map(pairs.map((pair) => [nameOf(pair), pair]));
      const raw = [...unique].map(([pairName, { point, other }]) => {
        const theirs = scores(other);
        const paired = scores(point).map((score, seed) => difference(score, theirs[seed]!));
        return compare(experiment, paired, fold(keyOf(key), "ablation", name, pairName));
      });
      const adjusted = holm(raw.map(({ p }) => p));
      const found = new Map([...unique.keys()].map((one, i) => [one, { ...raw[i]!, pHolm: adjusted[i]! }]));
      return pairs.map((pair): Effect => {
        const { panel, label } = pair.line;
        return {
          experiment: name,
          ...{ axis, panel, line: label, value: pair.point.value, against: pair.against },
          difference: found.get(nameOf(pair))!,
        };
      });
    });
  });
}

function pairsOf(ablation: readonly AblationLine[], axis: AxisName): Pair[] {
  const lines = ablation.filter((line) => line.axis === axis);
  return lines.flatMap((line) =>
    line.points.flatMap((point): Pair[] => {
      const twin = lines
        .find(({ panel, label }) => panel === line.panel && label === line.beside)
        ?.points.find(({ value }) => value === point.value);
      const pairs: Pair[] = [
        { line, point, against: "reference", other: { arm: line.reference, condition: null } },
        ...(twin === undefined ? [] : [{ line, point, against: "beside", other: twin } as const]),
      ];
      return pairs.filter(({ other }) => other.arm !== point.arm || other.condition !== point.condition);
    }),
  );
}

function nameOf({ point, other }: Pair): string {
  return JSON.stringify([point.arm, point.condition, other.arm, other.condition]);
}
