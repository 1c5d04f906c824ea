import type { Options } from "../core/fields.ts";
import { number, resolve } from "../core/fields.ts";
import type { AdamState } from "./adam.ts";
import { adam, adamFields } from "./adam.ts";
import { decayInto } from "./decay.ts";
import type { Optimiser, OptimiserKind } from "./optimiser.ts";

export const adamwFields = {
  ...adamFields,
  weightDecay: number({
    help: "share that each step takes off every parameter, times the learning rate",
    min: 0,
    max: 1e6,
    default: 0.01,
  }),
};

/**
 * Adam with decoupled weight decay, as torch.optim.AdamW computes it: each step first multiplies the parameters by 1 - learningRate *
 * weightDecay, then is Adam's. Loshchilov, Hutter, arXiv 1711.05101. Defaults: as `adam`, weightDecay 0.01. Errors: an option out of bounds,
 * an unknown option.
 */
export function adamw(options: Options<typeof adamwFields> = {}): Optimiser<AdamState> {
  const { weightDecay, ...rest } = resolve(adamwFields, options, "adamw");
  const inner = adam(rest);
  return {
    init: inner.init,
    updateInto(params, grads, state, ranges, learningRate) {
      for (let r = 0; r < ranges.length; r++) decayInto(params, ranges[r]!, learningRate * weightDecay);
      inner.updateInto(params, grads, state, ranges, learningRate);
    },
  };
}

export const adamwOptimiser = {
  help: "AdamW: Adam, with weight decay apart from its gradient means",
  fields: adamwFields,
  make: adamw,
} satisfies OptimiserKind<typeof adamwFields, AdamState>;
