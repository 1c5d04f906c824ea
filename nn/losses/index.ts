import type { SpecOf } from "../../core/spec.ts";
import { binaryLoss } from "./binary.ts";
import { crossEntropyLoss } from "./cross-entropy.ts";
import { huberLoss } from "./huber.ts";
import type { Loss, LossKind } from "./loss.ts";
import { meanSquaredLoss } from "./mean-squared.ts";

export type { Loss, LossKind, Targets } from "./loss.ts";

/** What trainings make small, by name. */
export const losses = {
  crossEntropy: crossEntropyLoss,
  binary: binaryLoss,
  meanSquared: meanSquaredLoss,
  huber: huberLoss,
};

export type LossSpec = SpecOf<typeof losses>;

/** The loss that a spec describes, for a number of classes or of numbers in each row. Errors: options that do not fit that number. */
export function openLoss({ kind, ...options }: LossSpec, size: number): Loss {
  const found: LossKind = losses[kind];
  return found.make(options, size);
}
