import type { SpecOf } from "../../core/spec.ts";
import { expertChoiceKind } from "./expert-choice.ts";
import type { GatingKind } from "./gating.ts";
import { noisyTopKKind } from "./noisy-top-k.ts";
import { softMoeKind } from "./soft-moe.ts";
import { softmaxKind } from "./softmax.ts";
import { topKKind } from "./top-k.ts";

export { expertChoiceGating } from "./expert-choice.ts";
export type { Gating, GatingKind, GatingNoise, GatingShape, OpenGating } from "./gating.ts";
export { noisyTopKGating } from "./noisy-top-k.ts";
export { softMoeGating } from "./soft-moe.ts";
export { softmaxGating } from "./softmax.ts";
export { topKGating } from "./top-k.ts";

/** The gatings by name. */
export const gatings = {
  softmax: softmaxKind,
  topK: topKKind,
  noisyTopK: noisyTopKKind,
  expertChoice: expertChoiceKind,
  softMoe: softMoeKind,
} satisfies Record<string, GatingKind>;

/** A gating as plain data: `{ kind: "topK", k: 2, weights: "renormalised", capacity: 0 }`. */
export type GatingSpec = SpecOf<typeof gatings>;
