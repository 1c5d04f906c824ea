import { lookUp } from "../core/errors.ts";
import { fold, keyOf } from "../core/key.ts";
import type { Dataset } from "../data/dataset.ts";
import { buildMixture } from "../moe/mixture.ts";
import { evaluate } from "../train/evaluate.ts";
import { fit } from "../train/fit.ts";
import type { Arm, Experiment, Run } from "./results.ts";
import { drawRows, shapeOf } from "./source.ts";

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
