import type { Fields, Values } from "../../core/fields.ts";

/** What a model should answer: a class for each row (batch,), or numbers (batch, targets) row by row. */
export type Targets = Int32Array | Float64Array;

/** A loss of a model's outputs, for one number of classes or targets. Nothing is allocated after it is made. */
export interface Loss {
  /** How many outputs the model has. */
  readonly outputs: number;
  /**
   * Returns the sum over the batch of each row's loss. outputs: (batch, outputs); targets: as the loss's kind says; gradOutputs: (batch, outputs),
   * overwritten with the derivative of each row's loss, over `divisor`: `weightOf` the batch, for that of its mean loss.
   */
  sumInto(outputs: Float64Array, targets: Targets, batch: number, gradOutputs: Float64Array, divisor: number): number;
  /** What the sum is divided by for the mean loss: the batch, or the sum of its rows' weights where rows weigh differently. */
  weightOf(targets: Targets, batch: number): number;
}

/** A member of the `losses` registry. */
export interface LossKind<F extends Fields = Fields> {
  readonly help: string;
  readonly fields: F;
  /** classes: targets are labels (an Int32Array); numbers: they are numbers (a Float64Array). */
  readonly targets: "classes" | "numbers";
  /** size: the number of classes, or of numbers for each row. Errors: options that do not fit the size. */
  make(options: Values<F>, size: number): Loss;
}

/** `weightOf` where all rows weigh the same. */
export function rowsAlike(_targets: Targets, batch: number): number {
  return batch;
}
