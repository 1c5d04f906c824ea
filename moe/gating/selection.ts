import { fail, MoireError } from "../../core/errors.ts";
import type { Values } from "../../core/fields.ts";
import { choice, integer, number } from "../../core/fields.ts";
import { exp } from "../../core/math/index.ts";
import { softmaxInPlace } from "../../nn/index.ts";

/** Options of gatings that select the k highest scores. */
export const selectionFields = {
  k: integer({ help: "experts that each sample goes to", min: 1, max: 4096, default: 2 }),
  weights: choice(["renormalised", "probabilities"], {
    help: "softmax over the selected experts, or their share of the softmax over all (for k = 1, as in Switch)",
    default: "renormalised",
  }),
  capacity: number({
    help: "training: an expert takes at most ceil(capacity k samples / experts) of a batch and drops the rest; 0: no limit",
    min: 0,
    max: 1e6,
    default: 0,
  }),
};

export type SelectionOptions = Values<typeof selectionFields>;

/** Refuses a k that the number of experts does not allow, and a renormalised top-1, which has no gradient. */
export function checkSelection({ k, weights }: SelectionOptions, experts: number, where: string): void {
  if (k > experts) fail(`${where}: k`, `from 1 to ${experts}, the number of experts`, k);
  if (k === 1 && experts > 1 && weights === "renormalised") {
    throw new MoireError(
      `${where}: with k = 1 the one selected expert always has the renormalised weight 1, so that the router would not learn. ` +
        'Take weights "probabilities", as Switch does, or a larger k',
    );
  }
}

export interface OpenSelection {
  /** Weights of the k highest (scores, or probabilities plus bias); limited: with the capacity. */
  weigh(scores: Float64Array, batch: number, weights: Float64Array, bias: Float64Array | null, limited: boolean): void;
  /** After `weigh`: adds the derivative by the scores to gradScores. */
  backward(batch: number, weights: Float64Array, gradWeights: Float64Array, gradScores: Float64Array): void;
}

/**
 * The k highest of each row, ties to the lower expert. Over capacity, first choices go before second ones and earlier samples before later
 * ones; what is dropped has weight 0 and is not made up for by the other experts (GShard, Lepikhin et al., arXiv 2006.16668).
 */
export function openSelection(
  { k, weights: law, capacity }: SelectionOptions,
  experts: number,
  maxBatch: number,
): OpenSelection {
  const renormalised = law === "renormalised";
  // (maxBatch, experts): weights before the capacity. ranked: (maxBatch, k), each row's experts, the highest first.
  const shares = new Float64Array(maxBatch * experts);
  const probabilities = new Float64Array(maxBatch * experts);
  const ranked = new Int32Array(maxBatch * k);
  const taken = new Int32Array(experts);
  return {
    weigh(scores, batch, weights, bias, limited) {
      const end = batch * experts;
      if (!renormalised || bias !== null) {
        for (let i = 0; i < end; i++) probabilities[i] = scores[i]!;
        softmaxInPlace(probabilities, batch, experts);
      }
      for (let s = 0; s < batch; s++) {
        rank(bias === null ? scores : probabilities, s * experts, experts, k, bias, ranked, s * k);
      }
      if (renormalised) {
        shares.fill(0, 0, end);
        for (let s = 0; s < batch; s++) shareOut(scores, s * experts, ranked, s * k, k, shares);
      } else for (let i = 0; i < end; i++) shares[i] = probabilities[i]!;
      weights.fill(0, 0, end);
      taken.fill(0);
      const limit = limited && capacity > 0 ? Math.ceil((capacity * k * batch) / experts) : batch;
      for (let choice = 0; choice < k; choice++) {
        for (let s = 0; s < batch; s++) {
          const expert = ranked[s * k + choice]!;
          if (taken[expert]! >= limit) continue;
          taken[expert]! += 1;
          weights[s * experts + expert] = shares[s * experts + expert]!;
        }
      }
    },
    backward(batch, weights, gradWeights, gradScores) {
      for (let s = 0; s < batch; s++) {
        const first = s * experts;
        let mean = 0;
        for (let i = first; i < first + experts; i++) if (weights[i] !== 0) mean += weights[i]! * gradWeights[i]!;
        for (let i = first; i < first + experts; i++) {
          gradScores[i]! += shares[i]! * ((weights[i] === 0 ? 0 : gradWeights[i]!) - mean);
        }
      }
    },
  };
}

/** Writes the places of the k highest of values[first ..] + bias to ranked[at ..], the highest first, ties to the lower place. */
export function rank(
  values: Float64Array,
  first: number,
  experts: number,
  k: number,
  bias: Float64Array | null,
  ranked: Int32Array,
  at: number,
): void {
  for (let e = 0; e < experts; e++) {
    const value = values[first + e]! + (bias === null ? 0 : bias[e]!);
    let place = Math.min(e, k);
    while (place > 0) {
      const other = ranked[at + place - 1]!;
      if (values[first + other]! + (bias === null ? 0 : bias[other]!) >= value) break;
      if (place < k) ranked[at + place] = other;
      place--;
    }
    if (place < k) ranked[at + place] = e;
  }
}

/** Softmax over the ranked experts of one row. */
function shareOut(
  scores: Float64Array,
  first: number,
  ranked: Int32Array,
  at: number,
  k: number,
  shares: Float64Array,
): void {
  // With a bias the highest score need not be ranked first.
  let largest = scores[first + ranked[at]!]!;
  for (let c = 1; c < k; c++) largest = Math.max(largest, scores[first + ranked[at + c]!]!);
  let sum = 0;
  for (let c = 0; c < k; c++) {
    const place = first + ranked[at + c]!;
    shares[place] = exp(scores[place]! - largest);
    sum += shares[place]!;
  }
  for (let c = 0; c < k; c++) shares[first + ranked[at + c]!]! /= sum;
}
