import { fail, lookUp, MoireError } from "../../core/errors.ts";
import { checkRecord } from "../../core/spec.ts";
import { scalers } from "../../data/scalers.ts";
import { checkMixture } from "../../moe/mixture.ts";
import { checkTraining } from "../../train/index.ts";
import type { Arm, Scaling } from "../results.ts";

const KEYS = ["name", "label", "model", "scaling", "training"];
const MAX_NAME = 200;

/**
 * Reads arms that came as parsed JSON: a mixture (it has a router), an arm `{ name, label, model, scaling, training }`, a list of arms, or `{ arms: [...] }`.
 * All but the model may be left out of a single arm, which is then called `name`; in a list each arm needs a name. label: the name; scaling: "minmax";
 * training: options of `fit` that this arm has of its own. Errors: a value of another shape, an unknown key, a model, scaling or training that is wrong,
 * a name twice.
 */
export function checkArms(value: unknown, name: string): Arm[] {
  const list = isRecord(value) && "arms" in value ? checkRecord(value, ["arms"], "arms").arms : value;
  if (!Array.isArray(list)) return [checkArm(list, name, "arm")];
  if (list.length === 0) fail("arms", "at least one arm", list);
  return uniqueArms(Array.from(list, (one: unknown, i) => checkArm(one, null, `arms[${i}]`)));
}

/** Refuses two arms of one name. */
export function uniqueArms(arms: readonly Arm[]): Arm[] {
  const names = arms.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) fail("arms", "names that differ", twice);
  return [...arms];
}

function checkArm(value: unknown, preset: string | null, where: string): Arm {
  if (isRecord(value) && "router" in value && preset !== null) {
    return { name: preset, label: preset, model: checkMixture(value), scaling: "minmax", printed: null };
  }
  const { name = preset, label = name, model, scaling = "minmax", training } = checkRecord(value, KEYS, where);
  if (name === null) fail(`${where}: name`, "a name, as there are several arms", undefined);
  checkText(name, `${where}: name`);
  const at = `arm ${name}`;
  checkText(label, `${at}: label`);
  lookUp(scalers, scaling as string, `${at}: scaling`);
  return {
    name,
    label,
    model: placed(at, () => checkMixture(model)),
    scaling: scaling as Scaling,
    ...(training === undefined ? {} : { training: checkOwn(training, `${at}: training`) }),
    printed: null,
  };
}

/** What was given, once it is known to be right: an arm keeps no more than it has of its own. */
function checkOwn(training: unknown, where: string): NonNullable<Arm["training"]> {
  if (isRecord(training) && "scaling" in training) {
    fail(where, "no scaling, which belongs beside the training", training.scaling);
  }
  checkTraining(training, where);
  return training as NonNullable<Arm["training"]>;
}

function placed<T>(where: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof MoireError ? new MoireError(`${where}: ${error.message}`) : error;
  }
}

function checkText(value: unknown, where: string): asserts value is string {
  if (typeof value === "string" && value.trim() !== "" && value.length <= MAX_NAME) return;
  fail(where, `text of 1 to ${MAX_NAME} characters`, value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
