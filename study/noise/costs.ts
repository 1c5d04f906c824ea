import { fail } from "../../core/errors.ts";
import { circuitFor } from "../../moe/circuit.ts";
import type { Circuit } from "../../quantum/circuit.ts";
import { folded } from "../../quantum/mitigation/folding.ts";
import { decisionCost } from "../../quantum/noise/cost.ts";
import type { Arm, Experiment, StudySpec } from "../results.ts";
import { familiesOf } from "./breakdowns.ts";
import type { Condition, DecisionCost } from "./records.ts";

/**
 * What a decision costs on the machine whose times the noise models have: for each family of quantum arms and each way to sample, whatever p is. In the order of
 * the spec. Exact expectations have no price; conditions without noise or times neither.
 */
export function costsOf({ experiments }: Pick<StudySpec, "experiments">): DecisionCost[] {
  return experiments.flatMap((experiment) =>
    namesOf(experiment).flatMap((arm) =>
      waysOf(experiment.conditions).map((condition): DecisionCost => {
        const { shots, mitigation } = condition;
        const circuits = circuitsOf(experiment, arm, condition);
        return {
          experiment: experiment.name,
          family: arm.family ?? arm.name,
          shots,
          mitigation,
          circuits: circuits.length,
          totalShots: circuits.length * shots,
          seconds: timeOf(circuits, condition, shots),
        };
      }),
    ),
  );
}

/** How long one decision of an arm takes with so many shots of one circuit. */
export function secondsOf(experiment: Experiment, arm: Arm, shots: number): number | null {
  const condition = waysOf(experiment.conditions).find(({ mitigation }) => mitigation === "none");
  return condition === undefined ? null : timeOf(circuitsOf(experiment, arm, condition), condition, shots);
}

/** The circuits that are run for a decision: the router's, folded to each scale where noise is extrapolated. */
function circuitsOf({ data }: Experiment, { model, name }: Arm, { device }: Condition): readonly Circuit[] {
  const { router } = model;
  if (router.kind !== "quantum") fail("cost of a decision", "a quantum router", `${router.kind} in arm ${name}`);
  const circuit = circuitFor(router, data.features.length);
  const extrapolated = device.mitigation.find((one) => one.kind === "zeroNoise");
  if (extrapolated === undefined) return [circuit];
  return extrapolated.scales.map((scale) => folded(circuit, scale, extrapolated.folding));
}

function timeOf(circuits: readonly Circuit[], { device }: Condition, shots: number): number {
  return circuits.reduce((sum, circuit) => sum + decisionCost(circuit, device.noise!, { shots }).total, 0);
}

/** One arm of each family. */
function namesOf(experiment: Experiment): Arm[] {
  const names = new Set<string>();
  return familiesOf(experiment)
    .map(({ arms }) => arms[0]!)
    .filter(({ name, family = name }) => !names.has(family) && names.add(family));
}

/** One condition for each number of shots and mitigation, of those whose noise model has times. */
function waysOf(conditions: readonly Condition[]): Condition[] {
  const seen = new Set<string>();
  return conditions.filter(({ shots, mitigation, device }) => {
    const way = `${shots} ${mitigation}`;
    return shots > 0 && device.noise?.times !== undefined && !seen.has(way) && seen.add(way);
  });
}
