import { number } from "../../core/fields.ts";
import type { Loss, LossKind } from "./loss.ts";
import { rowsAlike } from "./loss.ts";

const huberFields = {
  delta: number({
    help: "difference from which on the loss grows evenly, in standard deviations of the target in `fit`",
    min: 0,
    max: Infinity,
    above: true,
    default: 1,
  }),
};

/**
 * Half the squared difference d up to delta, delta (|d| - delta / 2) beyond; its mean over a row's numbers, over rows that of torch.nn.HuberLoss.
 * Huber, Annals of Mathematical Statistics 35 (1964).
 */
export const huberLoss = {
  help: "half the squared difference near the target, the difference far from it: outliers count less",
  fields: huberFields,
  targets: "numbers",
  make: ({ delta }, size): Loss => ({
    outputs: size,
    sumInto(outputs: Float64Array, targets: Float64Array, batch: number, gradOutputs: Float64Array, divisor: number) {
      let sum = 0;
      for (let i = 0; i < batch * size; i++) {
        const difference = outputs[i]! - targets[i]!;
        const far = Math.abs(difference);
        sum += far <= delta ? 0.5 * difference * difference : delta * (far - 0.5 * delta);
        gradOutputs[i] = Math.min(delta, Math.max(-delta, difference)) / size / divisor;
      }
      return sum / size;
    },
    weightOf: rowsAlike,
  }),
} satisfies LossKind<typeof huberFields>;
