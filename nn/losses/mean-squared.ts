import type { Loss, LossKind } from "./loss.ts";
import { rowsAlike } from "./loss.ts";

/** Squared difference, its mean over a row's numbers; over rows the mean is that of torch.nn.MSELoss. */
export const meanSquaredLoss = {
  help: "mean squared difference",
  fields: {},
  targets: "numbers",
  make: (_options, size): Loss => ({
    outputs: size,
    sumInto(outputs: Float64Array, targets: Float64Array, batch: number, gradOutputs: Float64Array, divisor: number) {
      let sum = 0;
      for (let i = 0; i < batch * size; i++) {
        const difference = outputs[i]! - targets[i]!;
        sum += difference * difference;
        gradOutputs[i] = (2 * difference) / size / divisor;
      }
      return sum / size;
    },
    weightOf: rowsAlike,
  }),
} satisfies LossKind<Record<never, never>>;
