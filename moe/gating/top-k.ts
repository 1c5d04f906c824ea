import type { Options } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import type { Gating, GatingKind } from "./gating.ts";
import { checkSelection, openSelection, type SelectionOptions, selectionFields } from "./selection.ts";

const fields = selectionFields;

/**
 * Each sample goes to the k experts with the highest scores; only these are computed. Options: k 2; weights "renormalised" (softmax over
 * the selected) or "probabilities" (their share of the softmax over all: Switch, Fedus et al., arXiv 2101.03961, with k 1); capacity 0 (none), else
 * training drops what an expert gets above ceil(capacity k samples / experts). Errors: an option out of bounds; k above the number of experts;
 * k 1 renormalised, which has no gradient.
 */
export function topKGating(options: Options<typeof fields> = {}): Spec<"topK", typeof fields> {
  return specOf("topK", fields, options, "topKGating");
}

export const topKKind = {
  help: "the k experts with the highest scores",
  fields,
  build(options, { experts }) {
    checkSelection(options, experts, "gating topK");
    return {
      ...selective(options, experts),
      noisy: false,
      parameters: [],
      open(maxBatch) {
        const selection = openSelection(options, experts, maxBatch);
        return {
          noise: null,
          train: (_params, _x, scores, batch, weights, bias) => selection.weigh(scores, batch, weights, bias, true),
          predict: (scores, batch, weights, bias) => selection.weigh(scores, batch, weights, bias, false),
          backward: (_params, _x, batch, weights, gradWeights, gradScores) =>
            selection.backward(batch, weights, gradWeights, gradScores),
        };
      },
    };
  },
} satisfies GatingKind<typeof fields>;

/** What gatings that select the k highest have in common. */
export function selective(
  { k, capacity }: SelectionOptions,
  experts: number,
): Omit<Gating, "noisy" | "parameters" | "open"> {
  const limited = capacity > 0;
  return { scores: experts, slots: 0, sparse: k < experts, most: k, couples: limited, covers: !limited, selects: true };
}
