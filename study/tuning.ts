import { fail, MoireError } from "../core/errors.ts";
import type { Key } from "../core/key.ts";
import { fold } from "../core/key.ts";
import type { Dataset } from "../data/dataset.ts";
import { fitScaler } from "../data/scalers.ts";
import { split } from "../data/split.ts";
import { fit } from "../train/fit.ts";
import { evaluate } from "../train/predict.ts";
import type { Arm } from "./results.ts";

/** Each run chooses its own learning rate, by rows of its training part: the same number of tries for every arm. */
export interface Tuning {
  /** What is tried, from the first to the last. */
  readonly learningRates: readonly number[];
  /** Share of the training rows that is looked at, not trained on, while rates are tried. */
  readonly share: number;
}

/** Refuses a tuning that chooses nothing, rates that repeat or are none, and a share that leaves no rows on one side. */
export function checkTuning({ learningRates, share }: Tuning, trainRows: number, where: string): void {
  if (learningRates.length === 0) fail(`${where}: learningRates`, "at least one", learningRates);
  const bad = learningRates.find((rate) => !(rate > 0 && rate <= 10));
  if (bad !== undefined) fail(`${where}: learningRates`, "numbers above 0, to 10", bad);
  const twice = learningRates.find((rate, i) => learningRates.indexOf(rate) !== i);
  if (twice !== undefined) fail(`${where}: learningRates`, "rates that differ", twice);
  if (!(share > 0 && share < 1)) fail(`${where}: share`, "a number between 0 and 1", share);
  const looked = Math.round(share * trainRows);
  if (looked < 1 || looked >= trainRows) {
    fail(`${where}: share`, `one that leaves rows on both sides of the ${trainRows}`, share, "Train on more rows");
  }
}

export interface Trial {
  readonly arm: Arm;
  /** What `fit` takes but for the scaler and the rate. */
  readonly options: Omit<Parameters<typeof fit>[2] & object, "scaler" | "scaling" | "learningRate">;
  readonly key: Key;
}

/**
 * The learning rate with the highest accuracy on rows that the model was not trained on; of several, the one with the least loss there, then the
 * first. The scaler is fitted on the rows trained on. A rate at which training diverges is not chosen. Errors: all of them diverge.
 */
export async function tunedRate(tuning: Tuning, train: Dataset, { arm, options, key }: Trial): Promise<number> {
  const { learningRates, share } = tuning;
  if (learningRates.length === 1) return learningRates[0]!;
  const parts = split(train, { test: Math.round(share * train.numSamples), key: fold(key, "tuning") });
  const scaler = fitScaler(arm.scaling, parts.train);
  let best: { readonly rate: number; readonly accuracy: number; readonly loss: number } | null = null;
  let failure: unknown = null;
  for (const rate of learningRates) {
    try {
      const fitted = await fit(arm.model, parts.train, { ...options, scaler, learningRate: rate });
      const { accuracy, loss } = evaluate(fitted, parts.test, { key: fold(key, "tuning", "scored") });
      if (best === null || accuracy > best.accuracy || (accuracy === best.accuracy && loss < best.loss)) {
        best = { rate, accuracy, loss };
      }
    } catch (error) {
      if (!(error instanceof MoireError)) throw error;
      failure = error;
    }
  }
  if (best === null) throw failure;
  return best.rate;
}
