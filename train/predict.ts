import { fail } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import { checkDataset } from "../data/dataset.ts";
import { applyScalerInto } from "../data/scalers.ts";
import type { Balance } from "../moe/balance.ts";
import { balance } from "../moe/balance.ts";
import type { Mixture } from "../moe/mixture.ts";
import { crossEntropyInto, softmaxInPlace } from "../nn/index.ts";
import type { Fitted } from "./model.ts";
import { checkFits, mixtureOf } from "./model.ts";
import { withRow } from "./no-state.ts";

/** Rows handled at once: bounds the memory. A row's result does not depend on it. */
const CHUNK = 64;

export interface Prediction {
  /** (N,): the most probable class; the first of several. */
  readonly classes: Int32Array;
  /** (N, classes), row by row. */
  readonly probabilities: Float64Array;
  /** (N, experts), row by row: routing weights. */
  readonly weights: Float64Array;
}

export interface Evaluation {
  /** Share of rows whose class is predicted. */
  readonly accuracy: number;
  /** Mean cross entropy in nats. */
  readonly loss: number;
  /** confusion[label][predicted]: counts. */
  readonly confusion: readonly (readonly number[])[];
  /** How the rows are spread over the experts. */
  readonly balance: Balance;
}

/**
 * Predicts rows as they were before scaling: a data set, or (N, features) numbers row by row. A row's result depends on that row alone.
 * Errors: no trained model; no data set; features or classes other than the model's, a feature that is not finite.
 */
export function predict(fitted: Fitted, data: Dataset | Float64Array): Prediction {
  const mixture = mixtureOf(fitted);
  let rows = data;
  if (!(rows instanceof Float64Array)) {
    const checked = checkDataset(rows, "predict", "Make one with `dataset`, or give rows as a Float64Array");
    checkFits(fitted, checked, "predict");
    rows = checked.x;
  }
  const { logits, weights } = runRows(fitted, mixture, rows, "predict");
  const numClasses = fitted.classNames.length;
  const numSamples = logits.length / numClasses;
  const classes = winners(logits, numSamples, numClasses);
  softmaxInPlace(logits, numSamples, numClasses);
  return { classes, probabilities: logits, weights };
}

/** Scores a model on labelled rows as they were before scaling. Errors as `predict`. */
export function evaluate(fitted: Fitted, rows: Dataset): Evaluation {
  const mixture = mixtureOf(fitted);
  const data = checkDataset(rows, "evaluate");
  checkFits(fitted, data, "evaluate");
  const { logits, weights } = runRows(fitted, mixture, data.x, "evaluate");
  const { numSamples, numClasses, y } = data;
  const predicted = winners(logits, numSamples, numClasses);
  const loss = crossEntropyInto(logits, y, numSamples, numClasses, new Float64Array(logits.length), 1);
  const confusion = Array.from({ length: numClasses }, () => new Array<number>(numClasses).fill(0));
  let right = 0;
  for (let s = 0; s < numSamples; s++) {
    confusion[y[s]!]![predicted[s]!]! += 1;
    if (predicted[s] === y[s]) right++;
  }
  return {
    accuracy: right / numSamples,
    loss: loss / numSamples,
    confusion,
    balance: balance(weights, y, fitted.model.experts.length, numClasses),
  };
}

/** Runs the model over rows, chunk by chunk: class logits (N, classes) and routing weights (N, experts). */
function runRows(
  fitted: Fitted,
  mixture: Mixture,
  rows: Float64Array,
  where: string,
): { readonly logits: Float64Array; readonly weights: Float64Array } {
  const { inputs: features, outputs: classes } = mixture;
  const numExperts = mixture.experts.length;
  const x = scaledRows(fitted, rows, where);
  const numSamples = x.length / features;
  const opened = mixture.open(Math.min(CHUNK, numSamples));
  const logits = new Float64Array(numSamples * classes);
  const weights = new Float64Array(numSamples * numExperts);
  for (let first = 0; first < numSamples; first += CHUNK) {
    const batch = Math.min(CHUNK, numSamples - first);
    try {
      opened.predict(fitted.params, x.subarray(first * features), batch, logits.subarray(first * classes));
    } catch (error) {
      throw withRow(error, where, (sample) => first + sample);
    }
    weights.set(opened.weights.subarray(0, batch * numExperts), first * numExperts);
  }
  return { logits, weights };
}

function scaledRows({ scaler, featureNames }: Fitted, rows: Float64Array, where: string): Float64Array {
  const features = featureNames.length;
  if (rows.length === 0 || rows.length % features !== 0) fail(where, `one or more rows of ${features} features`, rows);
  const x = new Float64Array(rows.length);
  applyScalerInto(scaler, rows, x);
  const bad = x.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const place = `feature ${featureNames[bad % features]} of row ${Math.floor(bad / features)}`;
    fail(where, `${place} to be finite before and after scaling`, rows[bad]);
  }
  return x;
}

/** The class of the highest logit of each row; the first of several. */
function winners(logits: Float64Array, numSamples: number, numClasses: number): Int32Array {
  const classes = new Int32Array(numSamples);
  for (let s = 0; s < numSamples; s++) {
    const row = s * numClasses;
    let best = 0;
    for (let c = 1; c < numClasses; c++) if (logits[row + c]! > logits[row + best]!) best = c;
    classes[s] = best;
  }
  return classes;
}
