import { fail } from "../core/errors.ts";
import { layoutOf } from "../core/parameters.ts";
import { checkSpec } from "../core/spec.ts";
import { checkClassNames, checkNames } from "../data/dataset.ts";
import { checkTargetNames } from "../data/regression.ts";
import type { Scaler } from "../data/scalers.ts";
import { checkScaler } from "../data/scalers.ts";
import type { Mixture, MixtureSpec } from "../moe/mixture.ts";
import { buildMixture } from "../moe/mixture.ts";
import type { LossSpec } from "../nn/index.ts";
import { losses } from "../nn/index.ts";
import type { ClassTask, NumberTask, Rows, Task } from "./task.ts";
import { lossFor } from "./task.ts";

/** One epoch of a training. Losses of numbers are in units of the scaled targets. */
export interface EpochRecord {
  /** Mean over samples: cross entropies in nats. */
  readonly meanLoss: number;
  /** Sum over batches of each batch's mean loss. */
  readonly lossSum: number;
  /** Mean over samples of the batches' balance losses, which are not in the losses above; where the mixture balances. */
  readonly balanceLoss?: number;
  /** Mean loss on the held-out rows after the epoch, as at prediction; where there are such rows. */
  readonly validationLoss?: number;
  /** That of the epoch's last step; where it changes. */
  readonly learningRate?: number;
}

interface Trained {
  readonly model: MixtureSpec;
  /** One for each input of the model. */
  readonly featureNames: readonly string[];
  /** What training made small; it says how many outputs the model has. */
  readonly loss: LossSpec;
  /** The flat parameter vector; `parametersOf` names its parts. */
  readonly params: Float64Array;
  /** Fitted on the training rows; applied to every row before the model sees it. */
  readonly scaler: Scaler;
  readonly history: readonly EpochRecord[];
}

/** A mixture trained on classes: plain data, all that prediction needs. */
export type Classifier = Trained & ClassTask;

/** A mixture trained on numbers: plain data, all that prediction needs. */
export type Regressor = Trained & NumberTask;

/** A trained mixture; `task` tells the two kinds apart. */
export type Fitted = Classifier | Regressor;

/** One named array of parameters. */
export interface NamedArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** Builds the mixture of a trained model. Errors: a model that is not one; parameters or a scaler that do not fit or are not finite. */
export function mixtureOf(fitted: Fitted): Mixture {
  if (typeof fitted !== "object" || fitted === null) fail("trained model", "what `fit` or `loadModel` returns", fitted);
  const { model, featureNames, params, scaler } = fitted;
  checkNames(featureNames, "trained model: featureNames");
  checkTask(fitted, "trained model");
  const { outputs } = lossFor(checkSpec(losses, fitted.loss, "trained model: loss"), fitted, "trained model");
  const mixture = buildMixture(model, { features: featureNames.length, outputs });
  const { length } = layoutOf(mixture.parameters);
  if (!(params instanceof Float64Array)) {
    const hint = "JSON does not keep typed arrays: write a trained model with `saveModel` and read it with `loadModel`";
    fail("trained model: params", `a Float64Array of ${length} numbers`, params, hint);
  }
  if (params.length !== length) fail("trained model: params", `${length} parameters, as the model has`, params);
  const bad = params.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) fail(`trained model: params[${bad}]`, "a finite number", params[bad], "Train the model again");
  checkScaler(scaler, featureNames.length, "trained model: scaler");
  return mixture;
}

/** Refuses what is no task. */
export function checkTask(task: Task, where: string): void {
  switch (task.task) {
    case "classes":
      checkClassNames(task.classNames, `${where}: classNames`);
      return;
    case "numbers": {
      checkTargetNames(task.targetNames, `${where}: targetNames`);
      const { kind, factor } = checkScaler(task.targetScaler, task.targetNames.length, `${where}: targetScaler`);
      if (kind === "unit" || factor.includes(0)) {
        fail(`${where}: targetScaler`, "a scaler that can be undone", task.targetScaler);
      }
      return;
    }
    default:
      fail(`${where}: task`, "one of classes, numbers", (task satisfies never as Task | undefined)?.task);
  }
}

/** The parameters of a trained model by name: `router.circuit.theta`, `experts.0.weight`, ... (copies). Errors as `mixtureOf`. */
export function parametersOf(fitted: Fitted): Record<string, NamedArray> {
  const { slices } = layoutOf(mixtureOf(fitted).parameters);
  return Object.fromEntries(
    Object.values(slices).map(({ name, shape, offset, length }) => [
      name,
      { shape, values: fitted.params.slice(offset, offset + length) },
    ]),
  );
}

/**
 * Refuses data whose features, classes or targets are not those that a model was trained on, name by name: a column or class in another place
 * would be taken for something else.
 */
export function checkFits(fitted: Fitted, data: Rows, where: string): void {
  checkSame(fitted.featureNames, data.featureNames, "features", where);
  if (fitted.task === "classes") {
    if (!("y" in data)) fail(where, "data with classes, as the model was trained on", data);
    checkSame(fitted.classNames, data.classNames, "classes", where);
  } else {
    if ("y" in data) fail(where, "data for regression, as the model was trained on", data);
    checkSame(fitted.targetNames, data.targetNames, "targets", where);
  }
}

function checkSame(trained: readonly string[], given: readonly string[], what: string, where: string): void {
  if (given.length !== trained.length) {
    fail(where, `data with ${trained.length} ${what}, as the model was trained on`, given.length);
  }
  const other = trained.findIndex((name, i) => name !== given[i]);
  if (other >= 0) {
    const hint = "The model was trained with it in this place: bring the data into the same order and names";
    fail(`${where}: ${what}`, `${JSON.stringify(trained[other])} as number ${other + 1}`, given[other], hint);
  }
}
