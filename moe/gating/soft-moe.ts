import type { Options } from "../../core/fields.ts";
import { integer } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { softmaxInPlace } from "../../nn/index.ts";
import type { GatingKind, OpenGating } from "./gating.ts";

const fields = {
  slots: integer({ help: "mixtures of samples that each expert sees in a batch", min: 1, max: 1024, default: 1 }),
};

/**
 * Soft MoE, Puigcerver et al., arXiv 2308.00951, with the samples of a batch as its tokens. At training each expert sees `slots` averages of the
 * batch's samples (weights: softmax over samples), and a sample's output is an average of the slots' outputs (softmax over slots). A batch of one
 * sample makes that the softmax of all experts, each on the sample itself; prediction does so for every sample, so that it depends on no other. Options:
 * slots 1. Errors: an option out of bounds.
 */
export function softMoeGating(options: Options<typeof fields> = {}): Spec<"softMoe", typeof fields> {
  return specOf("softMoe", fields, options, "softMoeGating");
}

export const softMoeKind = {
  help: "experts see averages of the batch's samples, samples take averages of the experts' outputs",
  fields,
  build: ({ slots }, { experts }) => ({
    scores: experts * slots,
    slots,
    sparse: false,
    most: experts,
    noisy: false,
    couples: true,
    covers: true,
    selects: false,
    parameters: [],
    open: (maxBatch) => openSoftMoe(maxBatch, experts, slots),
  }),
} satisfies GatingKind<typeof fields>;

function openSoftMoe(maxBatch: number, experts: number, slots: number): OpenGating {
  const shares = new Float64Array(maxBatch * experts * slots);
  const weigh = (scores: Float64Array, batch: number, weights: Float64Array): void => {
    const end = batch * experts * slots;
    for (let i = 0; i < end; i++) shares[i] = scores[i]!;
    softmaxInPlace(shares, batch, experts * slots);
    weights.fill(0, 0, batch * experts);
    for (let i = 0; i < end; i++) weights[Math.floor(i / slots)]! += shares[i]!;
  };
  return {
    noise: null,
    train: (_params, _x, scores, batch, weights) => weigh(scores, batch, weights),
    predict: weigh,
    // The derivative passes through the mixing of samples: moe/soft.ts.
    backward: () => {},
  };
}
