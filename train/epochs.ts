import { fail, MoireError } from "../core/errors.ts";
import type { Key } from "../core/key.ts";
import { fold } from "../core/key.ts";
import { permutation } from "../core/random.ts";
import type { Mixture } from "../moe/mixture.ts";
import type { Loss, Targets } from "../nn/index.ts";
import {
  clipNormInPlace,
  clipValueInPlace,
  decayInto,
  decayRanges,
  openOptimiser,
  openSchedule,
  trainableRanges,
} from "../optim/index.ts";
import type { EpochRecord } from "./model.ts";
import { withRow } from "./no-state.ts";
import type { Pace } from "./pause.ts";
import { openStep } from "./step.ts";
import type { TrainingSpec } from "./training.ts";

export interface Training {
  readonly mixture: Mixture;
  readonly loss: Loss;
  readonly spec: TrainingSpec;
  /** (N, features), scaled. */
  readonly x: Float64Array;
  /** As the loss takes them. */
  readonly targets: Targets;
  /** Start values; trained in place. */
  readonly params: Float64Array;
  /** Folded for each epoch's order of rows and each batch's noise. */
  readonly key: Key;
  readonly signal: AbortSignal | undefined;
  readonly pace: Pace;
  /** The number of a training row among all rows, for errors. */
  rowOf(row: number): number;
}

/** Allocates what training needs and returns a function that trains one epoch, counted from 0. Errors: a weight decay that fits no parameters. */
export function openEpochs(training: Training): (epoch: number) => Promise<EpochRecord> {
  const { mixture, loss, spec, x, targets, params, key: root, signal, pace } = training;
  const { batchSize, learningRate, clipNorm, clipValue, epochs } = spec;
  const { inputs: numFeatures, needsKey } = mixture;
  const numSamples = x.length / numFeatures;
  const width = targets.length / numSamples;
  const maxBatch = Math.min(batchSize, numSamples);
  const stepsPerEpoch = Math.ceil(numSamples / maxBatch);
  const optimiser = openOptimiser(spec.optimiser);
  const step = openStep(mixture, maxBatch, { loss, damping: optimiser.damping });
  const steady = spec.schedule.kind === "constant" && spec.schedule.warmup === 0;
  const schedule = steady ? null : openSchedule(spec.schedule, { epochs, stepsPerEpoch });
  const balances = mixture.spec.balancing.length > 0;
  const state = optimiser.init(params.length);
  const ranges = trainableRanges(mixture.parameters);
  const decays = decayRanges(spec.weightDecay, mixture.parameters, "fit: weightDecay");
  const strongest = Math.max(0, ...decays.map(({ decay }) => decay));
  if (learningRate * strongest >= 1) {
    const most = `decays below ${1 / learningRate}, 1 over the learning rate, as a step multiplies by 1 - rate * decay`;
    fail("fit: weightDecay", most, strongest);
  }
  const grads = new Float64Array(params.length);
  const batchX = new Float64Array(maxBatch * numFeatures);
  const batchTargets: Targets = targets.slice(0, maxBatch * width);
  let rate = learningRate;
  // Loss times weight, the sum of the batches' losses, weights, and balance loss times rows: in an array, so that a step makes no boxed numbers.
  const sums = new Float64Array(4);

  const gather = (order: Uint32Array, first: number, batch: number): void => {
    for (let s = 0, k = 0, t = 0; s < batch; s++) {
      const row = order[first + s]!;
      for (let f = row * numFeatures; f < (row + 1) * numFeatures; f++) batchX[k++] = x[f]!;
      if (width === 1) batchTargets[s] = targets[row]!;
      else for (let i = row * width; i < (row + 1) * width; i++) batchTargets[t++] = targets[i]!;
    }
  };

  const update = (epoch: number, at: number): void => {
    if (clipValue > 0) clipValueInPlace(grads, ranges, clipValue);
    if (clipNorm > 0) clipNormInPlace(grads, ranges, clipNorm);
    if (schedule !== null) rate = learningRate * schedule(epoch * stepsPerEpoch + at);
    for (let d = 0; d < decays.length; d++) decayInto(params, decays[d]!, rate * decays[d]!.decay);
    optimiser.updateInto(params, grads, state, ranges, rate);
    if (balances) step.afterStep(params);
  };

  /** Trains on batches from row `first` of the order on, until the epoch ends or a pause is due. Returns the row after the last. */
  const runSteps = (epoch: number, order: Uint32Array, first: number): number => {
    while (first < numSamples && !pace.due()) {
      const batch = Math.min(maxBatch, numSamples - first);
      gather(order, first, batch);
      const at = first / maxBatch;
      const noise = needsKey ? fold(root, "noise", epoch, at) : null;
      let mean = 0;
      try {
        mean = step.run(params, batchX, batchTargets, batch, grads, 0, noise);
      } catch (error) {
        const from = first;
        throw withRow(error, "fit", (sample) => training.rowOf(order[from + sample]!));
      }
      if (!Number.isFinite(mean)) diverged(`loss became ${mean}`, epoch, at, rate);
      const weight = loss.weightOf(batchTargets, batch);
      sums[0]! += mean * weight;
      sums[1]! += mean;
      sums[2]! += weight;
      if (balances) {
        const balance = step.balanceLoss();
        if (!Number.isFinite(balance)) diverged(`balance loss became ${balance}`, epoch, at, rate);
        sums[3]! += balance * batch;
      }
      update(epoch, at);
      pace.add(batch, mixture.work);
      first += batch;
    }
    return first;
  };

  return async (epoch) => {
    const order = permutation(fold(root, "shuffle", epoch), numSamples);
    sums.fill(0);
    for (let first = 0; first < numSamples; ) {
      signal?.throwIfAborted();
      first = runSteps(epoch, order, first);
      if (pace.due()) await pace.pause();
    }
    const lost = params.find((value) => !Number.isFinite(value));
    if (lost !== undefined) diverged(`parameters came to hold ${lost}`, epoch, stepsPerEpoch - 1, rate);
    return {
      meanLoss: sums[0]! / sums[2]!,
      lossSum: sums[1]!,
      ...(balances ? { balanceLoss: sums[3]! / numSamples } : {}),
      ...(schedule === null ? {} : { learningRate: rate }),
    };
  };
}

function diverged(what: string, epoch: number, batch: number, learningRate: number): never {
  throw new MoireError(
    `fit: the ${what} in epoch ${epoch + 1}, batch ${batch + 1}, at learning rate ${learningRate}; use a smaller learning rate, or scale the features`,
  );
}
