import { fail } from "../../core/errors.ts";
import type { Options } from "../../core/fields.ts";
import type { Key } from "../../core/key.ts";
import type { Layer } from "../../core/layer.ts";
import { exp, log1p } from "../../core/math/index.ts";
import { prefixed } from "../../core/parameters.ts";
import { normalInto } from "../../core/random.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { linear } from "../../nn/index.ts";
import type { GatingKind, OpenGating } from "./gating.ts";
import { checkSelection, openSelection, type SelectionOptions, selectionFields } from "./selection.ts";
import { selective } from "./top-k.ts";

const fields = selectionFields;

/**
 * Top k of scores + N(0, 1) softplus(W x + b) at training, of the scores at prediction: Shazeer et al., arXiv 1701.06538. The noise's size is
 * learned: gating.noise.weight (experts, features) and bias (experts,), which start at 0. Options and errors as topKGating.
 */
export function noisyTopKGating(options: Options<typeof fields> = {}): Spec<"noisyTopK", typeof fields> {
  return specOf("noisyTopK", fields, options, "noisyTopKGating");
}

export const noisyTopKKind = {
  help: "the k experts with the highest scores, with learned noise at training",
  fields,
  build(options, { features, experts }) {
    checkSelection(options, experts, "gating noisyTopK");
    const size = linear(features, experts);
    return {
      ...selective(options, experts),
      noisy: true,
      parameters: prefixed("noise", size.parameters).map((spec) => ({
        ...spec,
        init: (_key, out) => void out.fill(0),
      })),
      open: (maxBatch) => openNoisy(options, size, maxBatch),
    };
  },
} satisfies GatingKind<typeof fields>;

function openNoisy(options: SelectionOptions, size: Layer, maxBatch: number): OpenGating {
  const { inputs, outputs: experts } = size;
  const selection = openSelection(options, experts, maxBatch);
  const open = size.open(maxBatch);
  const room = maxBatch * experts;
  const noise = {
    noisy: new Float64Array(room),
    draws: new Float64Array(room),
    scale: new Float64Array(room),
    gradScale: new Float64Array(room),
  };
  const { noisy, draws, scale, gradScale } = noise;
  const raw = new Float64Array(room);
  const gradNoisy = new Float64Array(room);
  const part = new Float64Array(maxBatch * inputs);
  return {
    noise,
    train(params, x, scores, batch, weights, bias, key: Key | null) {
      if (key === null) fail("gating noisyTopK: key", "a key for the noise of training", key);
      const end = batch * experts;
      normalInto(key, draws, end);
      open.forward(params, x, batch, raw);
      for (let i = 0; i < end; i++) {
        scale[i] = softplus(raw[i]!);
        noisy[i] = scores[i]! + scale[i]! * draws[i]!;
      }
      selection.weigh(noisy, batch, weights, bias, true);
    },
    predict: (scores, batch, weights, bias) => selection.weigh(scores, batch, weights, bias, false),
    backward(params, x, batch, weights, gradWeights, gradScores, gradParams, rowStride, gradX) {
      const end = batch * experts;
      gradNoisy.fill(0, 0, end);
      selection.backward(batch, weights, gradWeights, gradNoisy);
      for (let i = 0; i < end; i++) {
        gradScores[i]! += gradNoisy[i]!;
        // softplus' = logistic, here of what the noise's linear layer gave.
        gradNoisy[i] = (gradScale[i]! + gradNoisy[i]! * draws[i]!) / (1 + exp(-raw[i]!));
      }
      gradScale.fill(0, 0, end);
      open.backward(params, x, batch, gradNoisy, gradParams, rowStride, gradX === null ? null : part);
      if (gradX !== null) for (let i = 0; i < batch * inputs; i++) gradX[i]! += part[i]!;
    },
  };
}

/** ln(1 + e^x) without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}
