import { fail, MoireError } from "../core/errors.ts";
import { checkRecord, checkSpec } from "../core/spec.ts";
import { checkClassNames, checkNames } from "../data/dataset.ts";
import { checkTargetNames } from "../data/regression.ts";
import { checkScaler } from "../data/scalers.ts";
import { checkMixture } from "../moe/mixture.ts";
import { losses } from "../nn/index.ts";
import type { EpochRecord, Fitted } from "./model.ts";
import { mixtureOf } from "./model.ts";
import type { Task } from "./task.ts";

const FORMAT = "moire-model-2";
const COMMON = ["format", "model", "featureNames", "task", "loss", "params", "scaler", "history"];
const KEYS = { classes: [...COMMON, "classNames"], numbers: [...COMMON, "targetNames", "targetScaler"] };

/**
 * A trained model as JSON text, for a file say; `loadModel` reads it. Every number is kept to the last bit. Errors: a model that is not
 * one, or that holds a number that is not finite.
 */
export function saveModel(fitted: Fitted): string {
  const { spec } = mixtureOf(fitted);
  const { featureNames, params, scaler } = fitted;
  const task = taskOf({ ...fitted }, "saveModel");
  const loss = checkSpec(losses, fitted.loss, "saveModel: loss");
  const history = checkHistory(fitted.history, "saveModel: history");
  const { kind, shift, factor } = scaler;
  const parts = { params: Array.from(params), scaler: { kind, shift, factor }, history };
  return `${write({ format: FORMAT, model: spec, featureNames, ...task, loss, ...parts })}\n`;
}

/**
 * The trained model that `saveModel` wrote: it predicts the same bits. Errors: text that is no JSON or of another format; any part that is
 * missing, unknown or does not fit the others.
 */
export function loadModel(text: string): Fitted {
  if (typeof text !== "string") fail("loadModel", "the text that saveModel returned", text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new MoireError("loadModel: the text is no JSON; give it whole, as saveModel returned it");
  }
  const given = checkRecord(value, [...new Set([...KEYS.classes, ...KEYS.numbers])], "loadModel");
  const { featureNames, params } = given;
  if (given.format !== FORMAT) {
    fail("loadModel: format", JSON.stringify(FORMAT), given.format, "Write the file again with `saveModel`");
  }
  const model = checkMixture(given.model);
  checkNames(featureNames, "loadModel: featureNames");
  const task = taskOf(given, "loadModel");
  checkRecord(given, KEYS[task.task], "loadModel");
  const loss = checkSpec(losses, given.loss, "loadModel: loss");
  if (!Array.isArray(params)) fail("loadModel: params", "a list of numbers", params);
  params.forEach((param, i) => {
    if (!Number.isFinite(param)) fail(`loadModel: params[${i}]`, "a finite number", param);
  });
  const scaler = checkScaler(given.scaler, featureNames.length, "loadModel: scaler");
  const history = checkHistory(given.history, "loadModel: history");
  const fitted = { model, featureNames, ...task, loss, params: Float64Array.from(params), scaler, history };
  mixtureOf(fitted);
  return fitted;
}

function taskOf(
  { task, classNames, targetNames, targetScaler }: Readonly<Record<string, unknown>>,
  where: string,
): Task {
  if (task === "classes") {
    checkClassNames(classNames, `${where}: classNames`);
    return { task, classNames };
  }
  if (task !== "numbers") fail(`${where}: task`, "one of classes, numbers", task);
  checkTargetNames(targetNames, `${where}: targetNames`);
  const { kind, shift, factor } = checkScaler(targetScaler, targetNames.length, `${where}: targetScaler`);
  return { task, targetNames, targetScaler: { kind, shift, factor } };
}

const LOSSES = ["meanLoss", "lossSum"] as const;
const SOMETIMES = ["balanceLoss", "validationLoss", "learningRate"] as const;

function checkHistory(value: unknown, where: string): EpochRecord[] {
  if (!Array.isArray(value)) fail(where, "a list with one entry for each epoch", value);
  return Array.from(value, (entry: unknown, epoch) => {
    const at = `${where}[${epoch}]`;
    const record = checkRecord(entry, [...LOSSES, ...SOMETIMES], at);
    const names = [...LOSSES, ...SOMETIMES.filter((name) => record[name] !== undefined)];
    return Object.fromEntries(names.map((name) => [name, finite(record[name], at)])) as unknown as EpochRecord;
  });
}

function finite(value: unknown, where: string): number {
  return typeof value === "number" && Number.isFinite(value) ? value : fail(where, "finite losses", value);
}

/** JSON, but with the sign of -0, which JSON.stringify drops. */
function write(value: unknown): string {
  if (Object.is(value, -0)) return "-0";
  if (Array.isArray(value)) return `[${value.map(write).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}:${write(part)}`);
  return `{${entries.join(",")}}`;
}
