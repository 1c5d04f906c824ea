import { fail, MoireError } from "../core/errors.ts";
import { fold, keyOf } from "../core/key.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Scaler } from "../data/scalers.ts";
import { fitScaler } from "../data/scalers.ts";
import { onDevice } from "../moe/on-device.ts";
import { fit } from "../train/fit.ts";
import type { TrainingSpec } from "../train/index.ts";
import { checkTraining } from "../train/index.ts";
import type { Classifier, EpochRecord } from "../train/model.ts";
import { evaluate, predict } from "../train/predict.ts";
import { measuresOf } from "./measures.ts";
import { hasConditions, isScored } from "./noise/scored.ts";
import type { Arm, Experiment, Run } from "./results.ts";
import type { Rows } from "./source.ts";
import { drawRows } from "./source.ts";
import { tunedRate } from "./tuning.ts";

/** One seed of one arm: plain data, so that it can be sent to another thread. */
export interface Task {
  readonly experiment: Experiment;
  /** The arm's name. */
  readonly arm: string;
  readonly seed: number;
  /** The study's key. */
  readonly key: number;
}

/** What a task gives back: plain data too. */
export interface TaskResult {
  readonly run: Run;
  /** The trained model's flat parameter vector. */
  readonly params: Float64Array;
}

/**
 * Trains and scores one seed of one arm. The result follows from the arguments alone, bit for bit. Arms of an experiment share a seed's
 * rows, its order of batches, and the start values of all arrays that have the same name and shape. table: the user's, where the experiment
 * is on one. Errors: an unknown arm, a missing table, a training that diverges; an abort rejects with the signal's reason.
 */
export async function runTask(task: Task, table: Dataset | null, signal?: AbortSignal): Promise<TaskResult> {
  const { experiment, seed, key } = task;
  const arm = armOfTask(task);
  const rows = drawRows(experiment, seed, key, table);
  const scaler = scalerOf(experiment, arm, rows);
  const trainKey = fold(keyOf(key), "train", seed);
  const stop = signal === undefined ? {} : { signal };
  const { scaling: _, learningRate: given, ...training } = trainingOf(experiment, arm);
  const options = { ...training, key: trainKey, ...stop };
  const { learningRate, fitted } = await named(arm, seed, async () => {
    const chosen =
      experiment.tuning && (await tunedRate(experiment.tuning, rows.train, { arm, options, key: trainKey }));
    const rate = chosen ?? given;
    return {
      learningRate: chosen,
      fitted: await fit(arm.model, rows.train, { ...options, scaler, learningRate: rate }),
    };
  });
  const train = evaluate(fitted, rows.train);
  const test = rows.test && evaluate(fitted, rows.test);
  const run: Run = {
    experiment: experiment.name,
    arm: arm.name,
    seed,
    ...(learningRate === undefined ? {} : { learningRate }),
    metric: metricOf(experiment, train.accuracy, test?.accuracy ?? null, fitted.history),
    trainAccuracy: train.accuracy,
    testAccuracy: test?.accuracy ?? null,
    losses: fitted.history.map(({ meanLoss }) => sixDigits(meanLoss)),
    load: sharesOf((test ?? train).balance.load),
    ...(arm.measures === undefined ? {} : { measures: measuresOf(arm, fitted, rows.test ?? rows.train) }),
    conditions: hasConditions(experiment, arm) ? scoresUnder(task, arm, fitted, rows) : [],
  };
  return { run, params: fitted.params };
}

/** Errors of a training name the arm and the seed. */
async function named<T>({ label }: Arm, seed: number, train: () => Promise<T>): Promise<T> {
  try {
    return await train();
  } catch (error) {
    throw error instanceof MoireError ? new MoireError(`${label}, seed ${seed}: ${error.message}`) : error;
  }
}

/** The trained model's accuracy on the held-out rows under each condition: on another device with the parameters it has. */
function scoresUnder({ experiment, seed, key }: Task, arm: Arm, fitted: Classifier, { test }: Rows): Run["conditions"] {
  return experiment.conditions.map((condition) => {
    if (!isScored(arm, condition)) return null;
    const model = onDevice(arm.model, condition.device);
    const drawn = fold(keyOf(key), "condition", condition.name, seed);
    // Not `evaluate`, whose other scores take longer than the circuit.
    const { classes } = predict({ ...fitted, model }, test!, { key: drawn });
    return classes.reduce((right, one, row) => right + (one === test!.y[row] ? 1 : 0), 0) / classes.length;
  });
}

/** The arm that a task names. */
export function armOfTask({ experiment, arm }: Task): Arm {
  const found = experiment.arms.find(({ name }) => name === arm);
  return (
    found ??
    fail(`experiment ${experiment.name}: arm`, `one of ${experiment.arms.map(({ name }) => name).join(", ")}`, arm)
  );
}

/** How an arm is trained: as the experiment says, but for what it has of its own. */
export function trainingOf(experiment: Experiment, { name, training, scaling }: Arm): TrainingSpec {
  const { epochs, batchSize, learningRate } = experiment;
  const where = `experiment ${experiment.name}, arm ${name}: training`;
  return checkTraining({ epochs, batchSize, learningRate, ...training, scaling }, where);
}

/** Loads as shares of their sum: some gatings give a row's experts less than 1 in all. */
function sharesOf(load: readonly number[]): number[] {
  const sum = load.reduce((total, weight) => total + weight, 0);
  return load.map((weight) => (sum > 0 ? weight / sum : 1 / load.length));
}

/** The scaler of an arm, fitted on the rows that the protocol says. */
export function scalerOf({ scalerRows }: Experiment, { scaling }: Arm, { train, all }: Rows): Scaler {
  return fitScaler(scaling, scalerRows === "all" ? all : train);
}

/** Rounded to six significant digits: for curves and pictures, which need no more, so that results files stay small. */
export function sixDigits(value: number): number {
  return Number(value.toPrecision(6));
}

function metricOf(
  { metric }: Experiment,
  trainAccuracy: number,
  testAccuracy: number | null,
  history: readonly EpochRecord[],
): number {
  switch (metric.kind) {
    case "testAccuracy":
      return testAccuracy ?? fail("experiment", "held-out rows, as the metric is taken on them", testAccuracy);
    case "trainAccuracy":
      return trainAccuracy;
    case "lossSum":
      return history[metric.epoch]!.lossSum;
    default:
      return metric satisfies never;
  }
}
