import type { Fields, Values } from "../../core/fields.ts";
import type { Layer } from "../../core/layer.ts";
import { linear, sequential } from "../../nn/index.ts";

/** What a router joins: rows of `features` numbers and `experts` scores. */
export interface RouterShape {
  readonly features: number;
  readonly experts: number;
}

/** A member of the `routers` registry: scores the experts for each sample. The scores are logits; the gating makes weights of them. */
export interface RouterKind<F extends Fields = Fields> {
  readonly help: string;
  readonly fields: F;
  /** Which functions of the features its logits can be, in words. */
  readonly functionClass: string;
  build(options: Values<F>, shape: RouterShape): Layer;
  /**
   * Rough number of multiplications for one sample, where it is not near the number of parameters. How often training lets other
   * tasks run depends on it; results do not.
   */
  work?(options: Values<F>, shape: RouterShape): number;
}

/** Most features that routers of trigonometric functions take as they are. */
const DIRECT_FEATURES = 4;

/** How many inputs such a router has unless told: one for each feature, at most 4. */
export function directInputs(features: number): number {
  return Math.min(features, DIRECT_FEATURES);
}

/** The layers one after the other; where `inputs` is not `features`, a learned linear map from features to inputs goes first. */
export function behindInputMap(
  features: number,
  inputs: number,
  parts: readonly (readonly [name: string, layer: Layer])[],
): Layer {
  return sequential(features === inputs ? parts : [["inputMap", linear(features, inputs)], ...parts]);
}
