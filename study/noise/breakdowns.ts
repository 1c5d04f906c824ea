import type { Arm, Experiment, Run, StudySpec } from "../results.ts";
import { breakdownPoint } from "./breakdown.ts";
import type { Breakdown, Condition, MitigationName } from "./records.ts";
import { hasConditions } from "./scored.ts";

/** Fewer values of p make no curve to find a point on. */
const LEAST_GRID = 3;

const TRAINED = ["at the tested p", "clean"] as const;

/**
 * The breakdown points of a study, in the order of the spec: for each experiment whose conditions are a grid of p from 0 on, each family of quantum arms,
 * models trained clean and at the tested p, each number of shots and each mitigation. None where there is one seed, which has no interval.
 */
export function breakdownsOf({ experiments, seeds, key }: StudySpec, runs: readonly Run[]): Breakdown[] {
  if (seeds < 2) return [];
  return experiments.flatMap((experiment) => {
    const found: Breakdown[] = [];
    const scores = scoresOf(experiment, runs);
    for (const controls of controlsOf(experiment, scores)) {
      for (const { family, trainingShots, arms } of familiesOf(experiment)) {
        for (const { shots, mitigation, conditions } of devicesOf(experiment)) {
          for (const trained of TRAINED) {
            const quantum = conditions.map((condition) => {
              const at = trained === "clean" ? 0 : condition.p;
              const arm = arms.find(({ trainedUnder }) => trainedUnder?.p === at);
              const values = arm === undefined ? null : scores(arm, condition);
              return values === null ? null : { p: condition.p, scores: values };
            });
            if (!isWhole(quantum)) continue;
            found.push({
              experiment: experiment.name,
              place: conditions[0]!.place,
              family,
              trained,
              trainingShots,
              shots,
              mitigation,
              against: controls.against,
              ...breakdownPoint({ quantum, controls: controls.arms }, key),
            });
          }
        }
      }
    }
    return found;
  });
}

function isWhole<T>(list: readonly (T | null)[]): list is readonly T[] {
  return list.every((one) => one !== null);
}

/** Accuracies by seed: of an arm under a condition, or of a classical arm on the held-out rows (condition null). Null where there are none. */
type Scores = (arm: Arm, condition: Condition | null) => readonly number[] | null;

function scoresOf(experiment: Experiment, runs: readonly Run[]): Scores {
  const byArm = new Map<string, Run[]>(experiment.arms.map(({ name }) => [name, []]));
  for (const run of runs) if (run.experiment === experiment.name) byArm.get(run.arm)?.push(run);
  for (const own of byArm.values()) own.sort((a, b) => a.seed - b.seed);
  return ({ name }, condition) => {
    const at = condition === null ? -1 : experiment.conditions.indexOf(condition);
    const values = byArm.get(name)!.map((run) => (at < 0 ? run.testAccuracy : run.conditions[at]) ?? null);
    return isWhole(values) ? values : null;
  };
}

/** What quantum arms are compared with: the best of the classical arms. Nothing where there is none. */
function controlsOf(experiment: Experiment, scores: Scores) {
  const arms = experiment.arms
    .filter((arm) => !hasConditions(experiment, arm))
    .flatMap((arm) => {
      const values = scores(arm, null);
      return values === null ? [] : [{ name: arm.name, scores: values }];
    });
  return arms.length === 0 ? [] : [{ against: "best", arms }];
}

interface Family {
  readonly family: string;
  readonly trainingShots: number;
  readonly arms: Arm[];
}

/** Quantum arms that differ in the noise at training alone. */
export function familiesOf({ arms }: Experiment): Family[] {
  const families: Family[] = [];
  for (const arm of arms) {
    if (arm.trainedUnder === undefined) continue;
    const { family = arm.name } = arm;
    const { shots } = arm.trainedUnder;
    const known = families.find((one) => one.family === family && one.trainingShots === shots);
    if (known === undefined) families.push({ family, trainingShots: shots, arms: [arm] });
    else known.arms.push(arm);
  }
  return families;
}

interface DeviceGrid {
  readonly shots: number;
  readonly mitigation: MitigationName;
  /** In rising order of p, from 0. */
  readonly conditions: Condition[];
}

/** Conditions that differ in p alone, where these are a grid. */
function devicesOf({ conditions }: Experiment): DeviceGrid[] {
  const grids: DeviceGrid[] = [];
  for (const condition of conditions) {
    const { shots, mitigation } = condition;
    const known = grids.find((one) => one.shots === shots && one.mitigation === mitigation);
    if (known === undefined) grids.push({ shots, mitigation, conditions: [condition] });
    else known.conditions.push(condition);
  }
  for (const grid of grids) grid.conditions.sort((a, b) => a.p - b.p);
  return grids.filter((grid) => grid.conditions.length >= LEAST_GRID && grid.conditions[0]!.p === 0);
}
