import type { Options } from "../../core/fields.ts";
import { softmaxBackwardInPlace, softmaxInPlace } from "../../nn/index.ts";
import type { Spec } from "../spec.ts";
import { specOf } from "../spec.ts";
import type { GatingKind } from "./gating.ts";

const fields = {};

/** Every expert takes part, with its softmax weight, at training and at prediction. No options. */
export function softmaxGating(options: Options<typeof fields> = {}): Spec<"softmax", typeof fields> {
  return specOf("softmax", fields, options, "softmaxGating");
}

export const softmaxKind = {
  help: "all experts, weighted by the softmax of the router's logits",
  fields,
  build: (_options, { experts }) => ({
    trainInPlace: (rows, batch) => softmaxInPlace(rows, batch, experts),
    predictInPlace: (rows, batch) => softmaxInPlace(rows, batch, experts),
    backwardInPlace: (weights, grads, batch) => softmaxBackwardInPlace(weights, grads, batch, experts),
  }),
} satisfies GatingKind<typeof fields>;
