import { fail, MoireError } from "../core/errors.ts";
import type { Options } from "../core/fields.ts";
import { choice, integer, resolve } from "../core/fields.ts";
import type { Key } from "../core/key.ts";
import { checkKey, fold } from "../core/key.ts";
import { initialise } from "../core/parameters.ts";
import { permutation } from "../core/random.ts";
import type { Dataset } from "../data/dataset.ts";
import { checkDataset } from "../data/dataset.ts";
import type { Scaler } from "../data/scalers.ts";
import { applyScaler, checkScaler, fitScaler } from "../data/scalers.ts";
import type { Mixture, MixtureSpec } from "../moe/mixture.ts";
import { buildMixture, checkMixture } from "../moe/mixture.ts";
import { adam, adamFields, trainableRanges } from "../optim/index.ts";
import type { EpochRecord, Fitted } from "./model.ts";
import { withRow } from "./no-state.ts";
import { pause } from "./pause.ts";
import { openStep } from "./step.ts";

export const fitFields = {
  epochs: integer({ help: "passes over the training rows", min: 1, max: 1_000_000, default: 30 }),
  batchSize: integer({
    help: "rows in each step; the last step of an epoch may have fewer",
    min: 1,
    max: 65536,
    default: 32,
  }),
  learningRate: adamFields.learningRate,
  scaling: choice(["none", "minmax", "standard"], {
    help: "fitted on the training rows: minmax maps each feature to [0, pi], standard to mean 0 and variance 1",
    default: "minmax",
  }),
};

export interface FitProgress {
  /** Epochs done. */
  readonly epoch: number;
  readonly epochs: number;
  /** Mean loss of the epoch just done, in nats. */
  readonly loss: number;
}

export type FitOptions = Options<typeof fitFields> & {
  /** All randomness follows from it: start values and the order of rows. Default 0. */
  readonly key?: number | Key;
  /** A scaler fitted before, on other rows, say; then `scaling` must be left out. */
  readonly scaler?: Scaler;
  /** Stops the training between two steps; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each epoch. */
  readonly onProgress?: ((progress: FitProgress) => void) | undefined;
};

/** Multiplications between two pauses: a few to some tens of milliseconds. */
const PAUSE_WORK = 8_000_000;
/** What a sample costs besides its multiplications, in the same unit. */
const SAMPLE_WORK = 100;

/**
 * Trains a mixture on labelled rows by Adam on the mean cross entropy of each batch. Features are scaled first; rows come in a new
 * random order every epoch, and a last, smaller batch is kept. Options: epochs 30, batchSize 32, learningRate 0.05, scaling "minmax", key 0.
 * The same arguments give the same bits. Errors: a bad model, data set or option; a loss or parameter that is no longer finite; the
 * signal's reason after an abort.
 */
export async function fit(model: MixtureSpec, data: Dataset, options: FitOptions = {}): Promise<Fitted> {
  const checked = checkMixture(model);
  const train = checkDataset(data, "fit");
  if (typeof options !== "object" || options === null) fail("fit", "options", options);
  const { key = 0, scaler: given, signal, onProgress, ...rest } = options;
  const { epochs, batchSize, learningRate, scaling } = resolve(fitFields, rest, "fit");
  if (given !== undefined && rest.scaling !== undefined) {
    throw new MoireError("fit: scaling and scaler were both given; leave one out");
  }
  if (onProgress !== undefined && typeof onProgress !== "function") fail("fit: onProgress", "a function", onProgress);
  if (signal !== undefined && typeof signal?.throwIfAborted !== "function")
    fail("fit: signal", "an AbortSignal", signal);
  const root = checkKey(key, "fit: key");
  const scaler = given === undefined ? fitScaler(scaling, train) : checkScaler(given, train.numFeatures, "fit: scaler");
  const { featureNames, classNames } = train;
  const mixture = buildMixture(checked, { features: train.numFeatures, classes: train.numClasses });
  const params = initialise(mixture.parameters, fold(root, "init"));
  const runEpoch = openEpochs({ mixture, data: applyScaler(scaler, train), params, batchSize, learningRate, signal });
  const history: EpochRecord[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const record = await runEpoch(epoch, fold(root, "shuffle", epoch));
    history.push(record);
    onProgress?.({ epoch: epoch + 1, epochs, loss: record.meanLoss });
  }
  signal?.throwIfAborted();
  return { model: mixture.spec, featureNames, classNames, params, scaler, history };
}

interface Training {
  readonly mixture: Mixture;
  /** Scaled. */
  readonly data: Dataset;
  /** Start values; trained in place. */
  readonly params: Float64Array;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly signal: AbortSignal | undefined;
}

/** Allocates what training needs and returns a function that trains one epoch, counted from 0, in the order of its key. */
function openEpochs(training: Training): (epoch: number, key: Key) => Promise<EpochRecord> {
  const { mixture, data, params, batchSize, learningRate, signal } = training;
  const { numSamples, numFeatures, x, y } = data;
  const maxBatch = Math.min(batchSize, numSamples);
  const step = openStep(mixture, maxBatch);
  const optimiser = adam({ learningRate });
  const state = optimiser.init(params.length);
  const ranges = trainableRanges(mixture.parameters);
  const grads = new Float64Array(params.length);
  const batchX = new Float64Array(maxBatch * numFeatures);
  const batchY = new Int32Array(maxBatch);
  let work = 0;
  // Loss times rows, and the sum of the batches' losses: in an array, so that a step makes no boxed numbers.
  const sums = new Float64Array(2);
  /** Trains on batches from row `first` of the order on, until the epoch ends or a pause is due. Returns the row after the last. */
  const runSteps = (epoch: number, order: Uint32Array, first: number): number => {
    while (first < numSamples && work < PAUSE_WORK) {
      const batch = Math.min(maxBatch, numSamples - first);
      for (let s = 0, k = 0; s < batch; s++) {
        const row = order[first + s]!;
        for (let f = row * numFeatures; f < (row + 1) * numFeatures; f++) batchX[k++] = x[f]!;
        batchY[s] = y[row]!;
      }
      let loss = 0;
      try {
        loss = step.run(params, batchX, batchY, batch, grads, 0);
      } catch (error) {
        const from = first;
        throw withRow(error, "fit", (sample) => order[from + sample]!);
      }
      if (!Number.isFinite(loss)) diverged(`loss became ${loss}`, epoch, first / maxBatch, learningRate);
      optimiser.updateInto(params, grads, state, ranges);
      sums[0]! += loss * batch;
      sums[1]! += loss;
      work += batch * (SAMPLE_WORK + mixture.work);
      first += batch;
    }
    return first;
  };
  return async (epoch, key) => {
    const order = permutation(key, numSamples);
    sums.fill(0);
    for (let first = 0; first < numSamples; ) {
      signal?.throwIfAborted();
      first = runSteps(epoch, order, first);
      if (work >= PAUSE_WORK) {
        work = 0;
        await pause();
      }
    }
    const lost = params.find((value) => !Number.isFinite(value));
    if (lost !== undefined) {
      diverged(`parameters came to hold ${lost}`, epoch, Math.ceil(numSamples / maxBatch) - 1, learningRate);
    }
    return { meanLoss: sums[0]! / numSamples, lossSum: sums[1]! };
  };
}

function diverged(what: string, epoch: number, batch: number, learningRate: number): never {
  throw new MoireError(
    `fit: the ${what} in epoch ${epoch + 1}, batch ${batch + 1}, at learning rate ${learningRate}; use a smaller learning rate, or scale the features`,
  );
}
