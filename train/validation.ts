import { MoireError } from "../core/errors.ts";
import type { Mixture } from "../moe/mixture.ts";
import type { Loss } from "../nn/index.ts";
import { openForward } from "./forward.ts";
import type { Pace } from "./pause.ts";
import type { Rows, Task } from "./task.ts";
import { targetsOf } from "./task.ts";

interface Validation {
  readonly mixture: Mixture;
  readonly loss: Loss;
  readonly task: Task;
  /** Features scaled, targets not. */
  readonly rows: Rows;
  /** The number of a held-out row among all rows, for errors; undefined where they are a data set of their own. */
  readonly rowOf: ((row: number) => number) | undefined;
  readonly signal: AbortSignal | undefined;
  readonly pace: Pace;
}

/** A function that gives the mean loss on rows as at prediction; epoch counts from 0. Errors: a loss that is not finite. */
export function openValidation(validation: Validation): (params: Float64Array, epoch: number) => Promise<number> {
  const { mixture, loss, task, rows, rowOf, signal, pace } = validation;
  const { numSamples } = rows;
  const targets = targetsOf(task, rows);
  const labels = "y" in rows ? rows.y : null;
  const forward = openForward(mixture, rows.x, labels, rowOf === undefined ? "fit: validation" : "fit", rowOf);
  const grads = new Float64Array(forward.outputs.length);
  const weight = loss.weightOf(targets, numSamples);
  return async (params, epoch) => {
    for (let chunk = 0; chunk < forward.chunks; chunk++) {
      forward.run(params, chunk);
      pace.add(numSamples / forward.chunks, mixture.work);
      if (!pace.due()) continue;
      await pace.pause();
      signal?.throwIfAborted();
    }
    const mean = loss.sumInto(forward.outputs, targets, numSamples, grads, 1) / weight;
    if (Number.isFinite(mean)) return mean;
    throw new MoireError(
      `fit: the loss on the held-out rows became ${mean} after epoch ${epoch + 1}; use a smaller learning rate, or scale the features`,
    );
  };
}
