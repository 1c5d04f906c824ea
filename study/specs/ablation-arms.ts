import { circuitFor } from "../../moe/circuit.ts";
import { linearExpert } from "../../moe/experts/index.ts";
import { mixture } from "../../moe/index.ts";
import type { RouterSpec } from "../../moe/routers/index.ts";
import { interferenceDial } from "../../quantum/index.ts";
import type { Axis, Base, Line, Point } from "../ablation/axes/axis.ts";
import { layered } from "../ablation/axes/dial.ts";
import { type AxisName, axes as registry } from "../ablation/axes/index.ts";
import type { AblationLine } from "../ablation/records.ts";
import type { Condition } from "../noise/records.ts";
import type { Arm, Experiment, Scaling } from "../results.ts";

/** The base router's arm. */
export const BASE_ARM = "quantum";

/**
 * The arms of these axes, the conditions that models without a dial are scored under afterwards, and which of both make up which line. Values that come to the same
 * circuit share one arm: the base router's stands in every axis.
 */
export function builtArms(
  base: Base,
  chosen: readonly AxisName[],
  scaling: Scaling,
): Required<Pick<Experiment, "arms" | "conditions" | "ablation">> {
  const arms = new Map<string, Arm>();
  const conditions = new Map<string, Condition>();
  const put = (router: RouterSpec, name: string, label: string): string => {
    const key = sameness(router, base.features);
    const known = arms.get(key);
    if (known !== undefined) return known.name;
    const model = mixture({ router, experts: Array.from({ length: base.experts }, () => linearExpert()) });
    arms.set(key, { name, label, model, scaling, printed: null });
    return name;
  };
  put(base.subject, BASE_ARM, `Quantum, ${layered(base.subject.layers)}`);
  const scored = (arm: string, after: NonNullable<Point["after"]>): string => {
    const condition = conditionOf(after);
    const { arms: before = [] } = conditions.get(condition.name) ?? condition;
    conditions.set(condition.name, { ...condition, arms: [...new Set([...before, arm])] });
    return condition.name;
  };
  const ablation = chosen.flatMap((name) => {
    const axis: Axis = registry[name];
    return axis.lines(base).map((line): AblationLine => {
      const { panel, label, beside = null } = line;
      return {
        axis: name,
        panel,
        label,
        reference: put(line.reference, `${name}-${panel}`, `Quantum, ${panel}`),
        beside,
        points: line.points.map(({ value, router, after }) => {
          const arm = put(router, slug(name, line, value), labelOf(name, axis, line, value));
          return { value, arm, condition: after === undefined ? null : scored(arm, after) };
        }),
      };
    });
  });
  return { arms: [...arms.values()], conditions: [...conditions.values()], ablation };
}

/** What makes two routers one arm: the same circuits, trained alike, or the same spec where there is none. */
function sameness(router: RouterSpec, features: number): string {
  if (router.kind === "quantum") return JSON.stringify([router.circuit, circuitFor(router, features)]);
  return JSON.stringify(router);
}

/** Letters, digits, dots and dashes. */
function slug(name: AxisName, { panel, label }: Line, value: number | string): string {
  const parts = name === "classical" ? [value] : [name, panel, panel === "" ? "" : label, value];
  return parts
    .filter((part) => part !== "")
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-");
}

function labelOf(name: AxisName, { title }: Axis, { panel, label }: Line, value: number | string): string {
  if (name === "classical") return String(value);
  return panel === "" ? `${title}: ${value}` : `${title} at ${value}, ${panel}, ${label}`;
}

function conditionOf(after: NonNullable<Point["after"]>): Condition {
  const { dial, dialAt, dialBy } = after;
  const where = { both: "embedding and layers", embedding: "the embedding", layers: "layers" } as const;
  return {
    name: `${dialBy}-${dialAt}-${dial}`,
    label: `dial at ${dial} afterwards, ${dialBy} after ${where[dialAt]}`,
    place: "dial",
    p: dial / 2,
    shots: 0,
    mitigation: "none",
    device: { noise: interferenceDial(after), shots: 0, trajectories: 0, mitigation: [] },
  };
}
