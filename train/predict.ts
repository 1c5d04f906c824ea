import { fail, MoireError } from "../core/errors.ts";
import { checkKey, type Key } from "../core/key.ts";
import type { Dataset } from "../data/dataset.ts";
import type { RegressionDataset } from "../data/regression.ts";
import { checkRows } from "../data/regression.ts";
import { applyScalerInto } from "../data/scalers.ts";
import type { Balance } from "../moe/balance.ts";
import { balance } from "../moe/balance.ts";
import { crossEntropyInto, softmaxInPlace } from "../nn/index.ts";
import { openForward } from "./forward.ts";
import type { Classifier, Fitted, Regressor } from "./model.ts";
import { checkFits, mixtureOf } from "./model.ts";
import type { ClassScore, TargetScore } from "./scores.ts";
import { classScores, confusionOf, targetScores } from "./scores.ts";
import type { Rows } from "./task.ts";

export interface Prediction {
  /** (N,): the most probable class; the first of several. */
  readonly classes: Int32Array;
  /** (N, classes), row by row. */
  readonly probabilities: Float64Array;
  /** (N, experts), row by row: routing weights. */
  readonly weights: Float64Array;
}

export interface RegressionPrediction {
  /** (N, targets), row by row, in the targets' own units. */
  readonly values: Float64Array;
  /** (N, experts), row by row: routing weights. */
  readonly weights: Float64Array;
}

export interface Evaluation {
  /** Share of rows whose class is predicted. */
  readonly accuracy: number;
  /** Mean cross entropy in nats, whatever the loss of the training: no weights, no smoothing. */
  readonly loss: number;
  /** confusion[label][predicted]: counts. */
  readonly confusion: readonly (readonly number[])[];
  /** One entry for each class. */
  readonly perClass: readonly ClassScore[];
  /** How the rows are spread over the experts. */
  readonly balance: Balance;
}

/** All numbers are in the targets' own units; those of several targets are means over them. */
export interface RegressionEvaluation extends TargetScore {
  /** One entry for each target. */
  readonly perTarget: readonly TargetScore[];
  /** How the rows are spread over the experts. */
  readonly balance: Balance;
}

/** What a prediction may be told. */
export interface PredictOptions {
  /** A seed or key for circuits that are sampled by shots or trajectories; the same key draws the same. Default 0. */
  readonly key?: number | Key;
}

/**
 * Predicts rows as they were before scaling: a data set, or (N, features) numbers row by row. A row's result depends on that row alone, and where circuits are sampled
 * on the key and the row's place.
 * Errors: no trained model; no data set; features, classes or targets other than the model's, a feature that is not finite; a router that reads
 * labels, for rows without.
 */
export function predict(fitted: Classifier, data: Rows | Float64Array, options?: PredictOptions): Prediction;
export function predict(fitted: Regressor, data: Rows | Float64Array, options?: PredictOptions): RegressionPrediction;
export function predict(
  fitted: Fitted,
  data: Rows | Float64Array,
  options?: PredictOptions,
): Prediction | RegressionPrediction;
export function predict(
  fitted: Fitted,
  data: Rows | Float64Array,
  options: PredictOptions = {},
): Prediction | RegressionPrediction {
  const run = opener(fitted, options);
  if (data instanceof Float64Array) return answers(fitted, run(data, null, "predict"));
  const checked = checkRows(data, "predict", "Make one with `dataset`, or give rows as a Float64Array");
  checkFits(fitted, checked, "predict");
  return answers(fitted, run(checked.x, "y" in checked ? checked.y : null, "predict"));
}

/** Scores a model on rows with classes or targets, as they were before scaling. Errors as `predict`. */
export function evaluate(fitted: Classifier, rows: Dataset, options?: PredictOptions): Evaluation;
export function evaluate(fitted: Regressor, rows: RegressionDataset, options?: PredictOptions): RegressionEvaluation;
export function evaluate(fitted: Fitted, rows: Rows, options?: PredictOptions): Evaluation | RegressionEvaluation;
export function evaluate(fitted: Fitted, rows: Rows, options: PredictOptions = {}): Evaluation | RegressionEvaluation {
  const run = opener(fitted, options);
  const data = checkRows(rows, "evaluate");
  checkFits(fitted, data, "evaluate");
  const results = run(data.x, "y" in data ? data.y : null, "evaluate");
  const numExperts = fitted.model.experts.length;
  if ("y" in data)
    return classEvaluation(
      data,
      logitsOf(results.outputs, data.numSamples, data.numClasses),
      results.weights,
      numExperts,
    );
  const { values, weights } = answers(fitted as Regressor, results);
  const perTarget = targetScores(data, values);
  const mean = (name: keyof TargetScore): number =>
    perTarget.reduce((sum, score) => sum + score[name], 0) / perTarget.length;
  return {
    meanSquared: mean("meanSquared"),
    meanAbsolute: mean("meanAbsolute"),
    r2: mean("r2"),
    perTarget,
    balance: balance(weights, null, numExperts, 1),
  };
}

interface Outputs {
  /** (N, outputs of the model). */
  readonly outputs: Float64Array;
  readonly weights: Float64Array;
}

/** Builds the model and returns a function that runs it over rows before scaling. labels: (N,), or null. */
function opener(
  fitted: Fitted,
  { key = 0 }: PredictOptions,
): (rows: Float64Array, labels: Int32Array | null, where: string) => Outputs {
  const mixture = mixtureOf(fitted);
  const draws = checkKey(key, "predict: key");
  return (rows, labels, where) => {
    if (mixture.needsLabels && labels === null) {
      throw new MoireError(
        `${where}: this model's router reads the labels, an upper bound for evaluation only; give rows with classes, or take another router`,
      );
    }
    const forward = openForward(mixture, scaledRows(fitted, rows, where), labels, where, undefined, draws);
    for (let chunk = 0; chunk < forward.chunks; chunk++) forward.run(fitted.params, chunk);
    return forward;
  };
}

function answers(fitted: Classifier, outputs: Outputs): Prediction;
function answers(fitted: Regressor, outputs: Outputs): RegressionPrediction;
function answers(fitted: Fitted, outputs: Outputs): Prediction | RegressionPrediction;
function answers(fitted: Fitted, { outputs, weights }: Outputs): Prediction | RegressionPrediction {
  if (fitted.task === "classes") {
    const numClasses = fitted.classNames.length;
    const numSamples = weights.length / fitted.model.experts.length;
    const logits = logitsOf(outputs, numSamples, numClasses);
    const classes = winners(logits, numSamples, numClasses);
    softmaxInPlace(logits, numSamples, numClasses);
    return { classes, probabilities: logits, weights };
  }
  const { shift, factor } = fitted.targetScaler;
  return { values: outputs.map((value, i) => value / factor[i % factor.length]! + shift[i % factor.length]!), weights };
}

function classEvaluation(data: Dataset, logits: Float64Array, weights: Float64Array, numExperts: number): Evaluation {
  const { numSamples, numClasses, y } = data;
  const predicted = winners(logits, numSamples, numClasses);
  const loss = crossEntropyInto(logits, y, numSamples, numClasses, new Float64Array(logits.length), 1);
  const confusion = confusionOf(data, predicted);
  const right = confusion.reduce((sum, row, c) => sum + row[c]!, 0);
  return {
    accuracy: right / numSamples,
    loss: loss / numSamples,
    confusion,
    perClass: classScores(confusion),
    balance: balance(weights, y, numExperts, numClasses),
  };
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

/** One logit for each class: where the model has a single output, it is the second class's, and the first one's is 0. */
function logitsOf(outputs: Float64Array, numSamples: number, numClasses: number): Float64Array {
  if (outputs.length !== numSamples) return outputs;
  const logits = new Float64Array(numSamples * numClasses);
  for (let s = 0; s < numSamples; s++) logits[2 * s + 1] = outputs[s]!;
  return logits;
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
