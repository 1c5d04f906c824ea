import { fail } from "../../core/errors.ts";
import { isScored } from "../noise/scored.ts";
import type { Experiment } from "../results.ts";
import { type AxisName, axes } from "./axes/index.ts";

/** Refuses lines without points, two of one name, and points whose arm or condition there is not, or whose arm is not scored under it. */
export function checkAblation({ ablation, arms, conditions }: Experiment, where: string): void {
  if (ablation === undefined) return;
  if (ablation.length === 0) fail(`${where}: ablation`, "at least one line", 0);
  const names = ablation.map(({ axis, panel, label }) => [axis, panel, label].filter((part) => part !== "").join(", "));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) fail(`${where}: ablation`, "lines with names that differ", twice);
  for (const [i, { axis, panel, reference, beside, points }] of ablation.entries()) {
    const at = `${where}: ablation: ${names[i]}`;
    const armOf = (name: string) => arms.find((arm) => arm.name === name) ?? fail(at, "arms that there are", name);
    armOf(reference);
    const mates = ablation.filter((line) => line.axis === axis && line.panel === panel);
    if (beside !== null && !mates.some(({ label }) => label === beside)) fail(at, "a line beside it", beside);
    if (points.length === 0) fail(at, "at least one point", 0);
    const values = points.map(({ value }) => value);
    const repeated = values.find((value, k) => values.indexOf(value) !== k);
    if (repeated !== undefined) fail(at, "values that differ", repeated);
    for (const { value, arm, condition } of points) {
      checkValue(axis, value, at);
      const found = armOf(arm);
      if (condition === null) continue;
      const known = conditions.find(({ name }) => name === condition);
      if (known === undefined || !isScored(found, known)) {
        fail(at, `a condition that ${arm} is scored under`, condition);
      }
    }
  }
}

function checkValue(axis: AxisName, value: number | string, where: string): void {
  const numeric = axes[axis].scale !== "rows";
  if (numeric !== (typeof value === "number")) fail(where, numeric ? "numbers" : "names of values", value);
}
