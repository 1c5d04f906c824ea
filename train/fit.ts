import { fail, MoireError } from "../core/errors.ts";
import type { Key } from "../core/key.ts";
import { checkKey, fold } from "../core/key.ts";
import { initialise } from "../core/parameters.ts";
import type { Dataset } from "../data/dataset.ts";
import type { RegressionDataset } from "../data/regression.ts";
import { checkRows, pickRows } from "../data/regression.ts";
import type { Scaler } from "../data/scalers.ts";
import { applyScaler, checkScaler, fitScaler } from "../data/scalers.ts";
import { splitRows } from "../data/split.ts";
import type { MixtureSpec } from "../moe/mixture.ts";
import { buildMixture, checkMixture } from "../moe/mixture.ts";
import { openEpochs } from "./epochs.ts";
import type { Classifier, EpochRecord, Fitted, Regressor } from "./model.ts";
import { checkFits } from "./model.ts";
import { openPace } from "./pause.ts";
import { openStopping } from "./stopping.ts";
import type { Rows } from "./task.ts";
import { defaultLoss, lossFor, targetsOf, taskOf } from "./task.ts";
import type { TrainingOptions, TrainingSpec } from "./training.ts";
import { checkTraining } from "./training.ts";
import { openValidation } from "./validation.ts";

export interface FitProgress {
  /** Epochs done. */
  readonly epoch: number;
  readonly epochs: number;
  /** Mean loss of the epoch just done: cross entropies in nats, others in units of the scaled targets. */
  readonly loss: number;
  /** Mean loss on the held-out rows, where there are such rows. */
  readonly validationLoss?: number;
}

export type FitOptions = TrainingOptions & {
  /** All randomness follows from it: start values, the order of rows, rows held out, noise. Default 0. */
  readonly key?: number | Key;
  /** A scaler fitted before, on other rows, say; then `scaling` must be left out. */
  readonly scaler?: Scaler;
  /** Rows, as they were before scaling, to look at after each epoch; early stopping then holds none of the training rows out. */
  readonly validation?: Dataset | RegressionDataset;
  /** Stops the training between two steps; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each epoch. */
  readonly onProgress?: ((progress: FitProgress) => void) | undefined;
};

/**
 * Trains a mixture on rows with classes or with numbers, by default by Adam on each batch's mean loss: cross entropy for classes, mean squared
 * difference for numbers, whose targets are standardised on the training rows for that. Features are scaled first; rows come in a new random
 * order every epoch, and a last, smaller batch is kept. A step clips the gradient, lets parameters decay, then updates them. Options: those of
 * `trainingFields` (epochs 30, batchSize 32, learningRate 0.05, scaling "minmax", ...), and key 0, scaler, validation, signal, onProgress. With
 * validation or early stopping, each epoch's record has the loss on the held-out rows. The same arguments give the same bits. Errors: a bad
 * model, data set or option; a loss or parameter that is no longer finite; the signal's reason after an abort.
 */
export async function fit(model: MixtureSpec, data: Dataset, options?: FitOptions): Promise<Classifier>;
export async function fit(model: MixtureSpec, data: RegressionDataset, options?: FitOptions): Promise<Regressor>;
export async function fit(model: MixtureSpec, data: Dataset | RegressionDataset, options?: FitOptions): Promise<Fitted>;
export async function fit(model: MixtureSpec, data: Rows, options: FitOptions = {}): Promise<Fitted> {
  const checked = checkMixture(model);
  const all = checkRows(data, "fit");
  const { spec, root, scaler: given, validation, signal, onProgress } = optionsOf(options);
  const held = validation === undefined && spec.earlyStopping !== null ? holdOut(all, spec, root) : null;
  const train = held === null ? all : pickRows(all, held.train);
  const scaler =
    given === undefined ? fitScaler(spec.scaling, train) : checkScaler(given, train.numFeatures, "fit: scaler");
  const task = taskOf(train);
  const lossSpec = spec.loss ?? defaultLoss[task.task];
  const loss = lossFor(lossSpec, task, "fit");
  const mixture = buildMixture(checked, { features: train.numFeatures, outputs: loss.outputs });
  if (mixture.needsLabels && task.task === "numbers") {
    fail("fit", "data with classes, as the model's router reads them", data, "Take another router for regression");
  }
  const params = initialise(mixture.parameters, fold(root, "init"));
  const fitted = { model: mixture.spec, featureNames: train.featureNames, ...task, loss: lossSpec, params, scaler };
  if (validation !== undefined) checkFits({ ...fitted, history: [] }, validation, "fit: validation");
  const scaled = applyScaler(scaler, train);
  const pace = openPace();
  const runEpoch = openEpochs({
    mixture,
    loss,
    spec,
    x: scaled.x,
    targets: targetsOf(task, scaled),
    params,
    key: root,
    signal,
    pace,
    rowOf: (row) => (held === null ? row : held.train[row]!),
  });
  const seen = held === null ? validation : pickRows(all, held.test);
  const rowOf = held === null ? undefined : (row: number): number => held.test[row]!;
  const looking = { mixture, loss, task, rowOf, signal, pace };
  const validate = seen === undefined ? null : openValidation({ ...looking, rows: applyScaler(scaler, seen) });
  const stopping = spec.earlyStopping === null ? null : openStopping(spec.earlyStopping);
  const history: EpochRecord[] = [];
  const { epochs } = spec;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const trained = await runEpoch(epoch);
    const validationLoss = await validate?.(params, epoch);
    const looked = validationLoss === undefined ? {} : { validationLoss };
    history.push({ ...trained, ...looked });
    onProgress?.({ epoch: epoch + 1, epochs, loss: trained.meanLoss, ...looked });
    if (validationLoss !== undefined && stopping?.endsAfter(validationLoss, params)) break;
  }
  stopping?.restoreInto(params);
  signal?.throwIfAborted();
  return { ...fitted, history };
}

interface Checked {
  readonly spec: TrainingSpec;
  readonly root: Key;
  readonly scaler: Scaler | undefined;
  readonly validation: Rows | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: FitOptions["onProgress"];
}

function optionsOf(options: FitOptions): Checked {
  if (typeof options !== "object" || options === null) fail("fit", "options", options);
  const { key = 0, scaler, validation, signal, onProgress, ...rest } = options;
  const spec = checkTraining(rest, "fit");
  if (scaler !== undefined && rest.scaling !== undefined) {
    throw new MoireError("fit: scaling and scaler were both given; leave one out");
  }
  if (validation !== undefined && rest.earlyStopping?.share !== undefined) {
    throw new MoireError("fit: validation and a share of rows to hold out were both given; leave one out");
  }
  if (onProgress !== undefined && typeof onProgress !== "function") fail("fit: onProgress", "a function", onProgress);
  if (signal !== undefined && typeof signal?.throwIfAborted !== "function")
    fail("fit: signal", "an AbortSignal", signal);
  const root = checkKey(key, "fit: key");
  const looked = validation === undefined ? undefined : checkRows(validation, "fit: validation");
  return { spec, root, scaler, validation: looked, signal, onProgress };
}

/** Which rows are trained on and which are looked at. */
function holdOut(all: Rows, { earlyStopping }: TrainingSpec, root: Key): ReturnType<typeof splitRows> {
  const { share } = earlyStopping!;
  const rows = Math.round(share * all.numSamples);
  if (rows < 1 || rows >= all.numSamples) {
    const hint = "Give a data set as `validation` for very few rows";
    fail("fit: earlyStopping: share", `one that leaves rows on both sides of the ${all.numSamples}`, share, hint);
  }
  return splitRows(all, { test: rows, key: fold(root, "validation") });
}
