import { fail } from "../../core/errors.ts";
import { checkMixture } from "../../moe/mixture.ts";
import { onDevice } from "../../moe/on-device.ts";
import { isQuantum } from "../family.ts";
import type { Arm, Experiment } from "../results.ts";
import type { Condition } from "./records.ts";

/** What arms are called that are the quantum router less something: `quantum-frozen`. */
const ABLATION = "quantum-";
const ABLATION_SHOTS = 1000;

/** Whether devices make a difference to an arm: some of it is a circuit. */
export function hasConditions({ conditions }: Pick<Experiment, "conditions">, { model }: Arm): boolean {
  return conditions.length > 0 && isQuantum(model);
}

/**
 * Whether an arm is scored under a condition. Exact expectations without mitigation: every quantum arm, so that noise at training and noise at test are
 * crossed whole. Shots and mitigation: only those trained clean or at the condition's own p, as no question needs the others; and of ablations only one
 * number of shots without mitigation. A condition that names its arms is theirs alone.
 */
export function isScored({ name, family = "", trainedUnder }: Arm, { p, shots, mitigation, arms }: Condition): boolean {
  if (arms !== undefined) return arms.includes(name);
  if (shots === 0 && mitigation === "none") return true;
  if (family.startsWith(ABLATION) && (shots !== ABLATION_SHOTS || mitigation !== "none")) return false;
  const trainedAt = trainedUnder?.p ?? 0;
  return trainedAt === 0 || trainedAt === p;
}

/** Refuses conditions that contradict each other or the experiment, and devices that are none. */
export function checkConditions({ conditions, arms, testRows }: Experiment, where: string): void {
  if (conditions.length === 0) return;
  if (testRows === 0) fail(where, "held-out rows, as trained models are scored on them", testRows);
  const names = conditions.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) fail(where, "conditions with names that differ", twice);
  const arm = arms.find(({ model }) => isQuantum(model));
  if (arm === undefined) fail(where, "an arm with a circuit, as conditions are of circuits", "none");
  for (const { name, shots, device, arms: own = [] } of conditions) {
    const stranger = own.find((one) => !arms.some((other) => other.name === one && isQuantum(other.model)));
    if (stranger !== undefined) fail(where, `arms with a circuit for ${name}`, stranger);
    if (shots !== device.shots) fail(where, `${shots} shots in the device of ${name}`, device.shots);
    checkMixture(onDevice(arm.model, device));
  }
}
