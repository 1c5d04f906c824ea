import type { Layer } from "../core/layer.ts";
import { linear } from "../nn/index.ts";

/** Most features that trigonometric functions, those of circuits among them, take as they are. */
const DIRECT_FEATURES = 4;

/** How many inputs such a function has unless told: one for each feature, at most 4. */
export function directInputs(features: number): number {
  return Math.min(features, DIRECT_FEATURES);
}

/** The named layers; where `inputs` is not `features`, a learned linear map from features to inputs goes first. */
export function behindInputMap(
  features: number,
  inputs: number,
  parts: readonly (readonly [name: string, layer: Layer])[],
): readonly (readonly [name: string, layer: Layer])[] {
  return features === inputs ? parts : [["inputMap", linear(features, inputs)], ...parts];
}
