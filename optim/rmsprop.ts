import type { Options } from "../core/fields.ts";
import { boolean, number, resolve } from "../core/fields.ts";
import type { Optimiser, OptimiserKind } from "./optimiser.ts";

export const rmspropFields = {
  alpha: number({ help: "decay of the mean of the squared gradients", min: 0, max: 0.99999999, default: 0.99 }),
  epsilon: number({ help: "added to the root of the mean square", min: 0, max: 1, above: true, default: 1e-8 }),
  momentum: number({ help: "share of the last step that is kept", min: 0, max: 0.999999, default: 0 }),
  centered: boolean({ help: "divides by the standard deviation in place of the root mean square", default: false }),
};

/** Running means of the squared gradients and, where centered, of the gradients; the last step where there is momentum. */
export interface RmspropState {
  readonly square: Float64Array;
  readonly mean: Float64Array;
  readonly velocity: Float64Array;
}

/**
 * RMSprop, as torch.optim.RMSprop computes it: the gradient over the root of a running mean of its square (less the square of its mean where
 * centered, never below 0), epsilon added outside the root. Tieleman, Hinton, Coursera 2012, lecture 6.5; centered: Graves, arXiv 1308.0850.
 * Defaults: alpha 0.99, epsilon 1e-8, momentum 0, centered false. Errors: an option out of bounds, an unknown option.
 */
export function rmsprop(options: Options<typeof rmspropFields> = {}): Optimiser<RmspropState> {
  const { alpha, epsilon, momentum, centered } = resolve(rmspropFields, options, "rmsprop");
  return {
    init: (length) => ({
      square: new Float64Array(length),
      mean: new Float64Array(centered ? length : 0),
      velocity: new Float64Array(momentum === 0 ? 0 : length),
    }),
    updateInto(params, grads, { square, mean, velocity }, ranges, learningRate) {
      for (let r = 0; r < ranges.length; r++) {
        const { offset, length } = ranges[r]!;
        for (let i = offset; i < offset + length; i++) {
          const g = grads[i]!;
          let spread = alpha * square[i]! + (1 - alpha) * g * g;
          square[i] = spread;
          if (centered) {
            const m = mean[i]! + (1 - alpha) * (g - mean[i]!);
            mean[i] = m;
            // Rounding may take the variance of equal gradients below 0.
            spread = Math.max(0, spread - m * m);
          }
          let step = g / (Math.sqrt(spread) + epsilon);
          if (momentum !== 0) {
            step += momentum * velocity[i]!;
            velocity[i] = step;
          }
          params[i]! -= learningRate * step;
        }
      }
    },
  };
}

export const rmspropOptimiser = {
  help: "RMSprop: steps over the root of a running mean of the squared gradient",
  fields: rmspropFields,
  make: rmsprop,
} satisfies OptimiserKind<typeof rmspropFields, RmspropState>;
