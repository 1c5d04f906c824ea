import { fail, MoireError } from "../core/errors.ts";
import { checkClassNames, checkNames } from "../data/dataset.ts";
import { checkScaler } from "../data/scalers.ts";
import { checkMixture } from "../moe/mixture.ts";
import { checkRecord } from "../moe/spec.ts";
import type { EpochRecord, Fitted } from "./model.ts";
import { mixtureOf } from "./model.ts";

const FORMAT = "moire-model-1";
const KEYS = ["format", "model", "featureNames", "classNames", "params", "scaler", "history"];

/**
 * A trained model as JSON text, for a file say; `loadModel` reads it. Every number is kept to the last bit. Errors: a model that is not
 * one, or that holds a number that is not finite.
 */
export function saveModel(fitted: Fitted): string {
  const { spec } = mixtureOf(fitted);
  const { featureNames, classNames, params, scaler } = fitted;
  const { kind, shift, factor } = scaler;
  const history = checkHistory(fitted.history, "saveModel: history");
  const parts = { model: spec, featureNames, classNames, params: Array.from(params), scaler: { kind, shift, factor } };
  return `${write({ format: FORMAT, ...parts, history })}\n`;
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
  const given = checkRecord(value, KEYS, "loadModel");
  const { featureNames, classNames, params } = given;
  if (given.format !== FORMAT) {
    fail("loadModel: format", JSON.stringify(FORMAT), given.format, "Write the file again with `saveModel`");
  }
  const model = checkMixture(given.model);
  checkNames(featureNames, "loadModel: featureNames");
  checkClassNames(classNames, "loadModel: classNames");
  if (!Array.isArray(params)) fail("loadModel: params", "a list of numbers", params);
  params.forEach((param, i) => {
    if (!Number.isFinite(param)) fail(`loadModel: params[${i}]`, "a finite number", param);
  });
  const scaler = checkScaler(given.scaler, featureNames.length, "loadModel: scaler");
  const history = checkHistory(given.history, "loadModel: history");
  const fitted = { model, featureNames, classNames, params: Float64Array.from(params), scaler, history };
  mixtureOf(fitted);
  return fitted;
}

function checkHistory(value: unknown, where: string): EpochRecord[] {
  if (!Array.isArray(value)) fail(where, "a list with one entry for each epoch", value);
  return Array.from(value, (entry: unknown, epoch) => {
    const { meanLoss, lossSum } = checkRecord(entry, ["meanLoss", "lossSum"], `${where}[${epoch}]`);
    return { meanLoss: finite(meanLoss, `${where}[${epoch}]`), lossSum: finite(lossSum, `${where}[${epoch}]`) };
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
