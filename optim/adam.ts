import type { Options } from "../core/fields.ts";
import { number, resolve } from "../core/fields.ts";
import type { Optimiser, OptimiserKind } from "./optimiser.ts";

export const adamFields = {
  beta1: number({ help: "decay of the mean of the gradients", min: 0, max: 0.999999, default: 0.9 }),
  beta2: number({ help: "decay of the mean of their squares", min: 0, max: 0.99999999, default: 0.999 }),
  epsilon: number({ help: "added to the root of the mean square", min: 0, max: 1, above: true, default: 1e-8 }),
};

/** Adam's memory: running means of the gradients and of their squares, and the betas to the power of the steps taken. */
export interface AdamState {
  readonly mean: Float64Array;
  readonly square: Float64Array;
  beta1Power: number;
  beta2Power: number;
}

/**
 * Adam, as torch.optim.Adam computes it: both means corrected for their start at zero, and epsilon added outside the square
 * root. Kingma, Ba, arXiv 1412.6980, algorithm 1. Defaults: beta1 0.9, beta2 0.999, epsilon 1e-8.
 * Errors: an option out of bounds, an unknown option.
 */
export function adam(options: Options<typeof adamFields> = {}): Optimiser<AdamState> {
  const { beta1, beta2, epsilon } = resolve(adamFields, options, "adam");
  return {
    init: (length) => ({
      mean: new Float64Array(length),
      square: new Float64Array(length),
      beta1Power: 1,
      beta2Power: 1,
    }),
    updateInto(params, grads, state, ranges, learningRate) {
      const { mean, square } = state;
      state.beta1Power *= beta1;
      state.beta2Power *= beta2;
      const rate = learningRate / (1 - state.beta1Power);
      const root = Math.sqrt(1 - state.beta2Power);
      for (let r = 0; r < ranges.length; r++) {
        const { offset, length } = ranges[r]!;
        for (let i = offset; i < offset + length; i++) {
          const g = grads[i]!;
          const m = beta1 * mean[i]! + (1 - beta1) * g;
          const v = beta2 * square[i]! + (1 - beta2) * g * g;
          mean[i] = m;
          square[i] = v;
          params[i]! -= (rate * m) / (Math.sqrt(v) / root + epsilon);
        }
      }
    },
  };
}

export const adamOptimiser = {
  help: "Adam: steps scaled by running means of the gradient and of its square",
  fields: adamFields,
  make: adam,
} satisfies OptimiserKind<typeof adamFields, AdamState>;
