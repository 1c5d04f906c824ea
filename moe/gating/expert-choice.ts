import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { softmaxBackwardInPlace, softmaxInPlace } from "../../nn/index.ts";
import type { GatingKind, OpenGating } from "./gating.ts";
import { rank } from "./selection.ts";

const fields = {
  capacity: number({
    help: "experts that a sample goes to on average: each expert takes ceil(capacity samples / experts) of a batch",
    min: 0,
    max: 4096,
    above: true,
    default: 2,
  }),
};

/**
 * At training each expert takes the samples of the batch that score highest for it, so that loads are even; some samples may go to no expert
 * (their output is the shared experts' alone, 0 without). At prediction, where a sample must not depend on others, it goes to its round(capacity)
 * experts with the highest probabilities, at least one. Weights are probabilities over all experts, not renormalised. Options: capacity 2. Zhou
 * et al., arXiv 2202.09368. Errors: an option out of bounds.
 */
export function expertChoiceGating(options: Options<typeof fields> = {}): Spec<"expertChoice", typeof fields> {
  return specOf("expertChoice", fields, options, "expertChoiceGating");
}

export const expertChoiceKind = {
  help: "experts take the samples that score highest for them; at prediction samples take experts",
  fields,
  build({ capacity }, { experts }) {
    const most = Math.min(experts, Math.max(1, Math.round(capacity)));
    const all = capacity >= experts;
    return {
      scores: experts,
      slots: 0,
      sparse: !all,
      most,
      noisy: false,
      couples: true,
      covers: all,
      selects: false,
      parameters: [],
      open: (maxBatch) => openChoice(maxBatch, experts, capacity, most),
    };
  },
} satisfies GatingKind<typeof fields>;

function openChoice(maxBatch: number, experts: number, capacity: number, most: number): OpenGating {
  const probabilities = new Float64Array(maxBatch * experts);
  const grads = new Float64Array(maxBatch * experts);
  const ranked = new Int32Array(Math.max(most, maxBatch));
  const column = new Float64Array(maxBatch);
  const score = (scores: Float64Array, batch: number, weights: Float64Array): void => {
    for (let i = 0; i < batch * experts; i++) probabilities[i] = scores[i]!;
    softmaxInPlace(probabilities, batch, experts);
    weights.fill(0, 0, batch * experts);
  };
  return {
    noise: null,
    train(_params, _x, scores, batch, weights) {
      score(scores, batch, weights);
      const count = Math.min(batch, Math.ceil((capacity * batch) / experts));
      for (let e = 0; e < experts; e++) {
        for (let s = 0; s < batch; s++) {
          column[s] = probabilities[s * experts + e]!;
          ranked[s] = s;
        }
        // A whole order, as `rank` takes count * batch steps.
        ranked.subarray(0, batch).sort((a, b) => column[b]! - column[a]! || a - b);
        for (let c = 0; c < count; c++) weights[ranked[c]! * experts + e] = column[ranked[c]!]!;
      }
    },
    predict(scores, batch, weights) {
      score(scores, batch, weights);
      for (let s = 0; s < batch; s++) {
        rank(probabilities, s * experts, experts, most, null, ranked, 0);
        for (let c = 0; c < most; c++) weights[s * experts + ranked[c]!] = probabilities[s * experts + ranked[c]!]!;
      }
    },
    backward(_params, _x, batch, weights, gradWeights, gradScores) {
      const end = batch * experts;
      for (let i = 0; i < end; i++) grads[i] = weights[i] === 0 ? 0 : gradWeights[i]!;
      softmaxBackwardInPlace(probabilities, grads, batch, experts);
      for (let i = 0; i < end; i++) gradScores[i]! += grads[i]!;
    },
  };
}
