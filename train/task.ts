import { fail, MoireError } from "../core/errors.ts";
import { checkSpec } from "../core/spec.ts";
import type { Dataset } from "../data/dataset.ts";
import type { RegressionDataset } from "../data/regression.ts";
import type { Scaler } from "../data/scalers.ts";
import { applyScalerInto, fitScaler } from "../data/scalers.ts";
import type { Loss, LossKind, LossSpec, Targets } from "../nn/index.ts";
import { losses, openLoss } from "../nn/index.ts";

/** Rows to train on or to be scored on. */
export type Rows = Dataset | RegressionDataset;

/** What a model answers: one of some classes. */
export interface ClassTask {
  readonly task: "classes";
  readonly classNames: readonly string[];
}

/** What a model answers: numbers. */
export interface NumberTask {
  readonly task: "numbers";
  readonly targetNames: readonly string[];
  /** Gives each target mean 0 and variance 1 on the training rows; training and its losses see targets so. */
  readonly targetScaler: Scaler;
}

export type Task = ClassTask | NumberTask;

/** The loss of a training that names none. */
export const defaultLoss = {
  classes: checkSpec(losses, { kind: "crossEntropy" }, "loss"),
  numbers: checkSpec(losses, { kind: "meanSquared" }, "loss"),
};

/** What the rows ask for. Errors: targets too large or too close to scale. */
export function taskOf(rows: Rows): Task {
  if ("y" in rows) return { task: "classes", classNames: rows.classNames };
  const { name, numSamples, numTargets, targets, targetNames } = rows;
  const table = { name, numSamples, numFeatures: numTargets, x: targets, featureNames: targetNames };
  return { task: "numbers", targetNames, targetScaler: fitScaler("standard", table) };
}

/** Opens a loss for a task. Errors: a loss of the other kind of targets; options that do not fit. */
export function lossFor(spec: LossSpec, task: Task, where: string): Loss {
  const kind: LossKind = losses[spec.kind];
  if (kind.targets !== task.task) {
    const fitting = Object.entries(losses).flatMap(([name, { targets }]) => (targets === task.task ? [name] : []));
    fail(`${where}: loss`, `one for ${task.task}: ${fitting.join(", ")}`, spec.kind, `The data have ${task.task}`);
  }
  try {
    return openLoss(spec, task.task === "classes" ? task.classNames.length : task.targetNames.length);
  } catch (error) {
    throw error instanceof MoireError ? new MoireError(`${where}: loss: ${error.message}`) : error;
  }
}

/** What the loss is handed for rows: labels, or scaled numbers. */
export function targetsOf(task: Task, rows: Rows): Targets {
  if ("y" in rows) return rows.y;
  const scaled = new Float64Array(rows.targets.length);
  if (task.task === "numbers") applyScalerInto(task.targetScaler, rows.targets, scaled);
  return scaled;
}
