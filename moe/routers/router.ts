import type { Fields, Values } from "../../core/fields.ts";
import type { Layer, OpenLayer } from "../../core/layer.ts";
import { identity, sequential } from "../../nn/index.ts";

/** What a router joins: rows of `features` numbers and one score for each expert. */
export interface RouterShape {
  readonly features: number;
  readonly experts: number;
}

/** A layer that may look at labels, too (the oracle does). Every layer is one that does not. */
export interface RoutingLayer extends Omit<Layer, "open"> {
  open(maxBatch: number): OpenRouting;
}

export interface OpenRouting extends Omit<OpenLayer, "forward"> {
  /** As a layer's. labels: (batch,), or none where they are not known. */
  forward(params: Float64Array, x: Float64Array, batch: number, out: Float64Array, labels?: Int32Array | null): void;
}

/** Scores the experts for each sample: as a layer from features to scores, the gating makes weights of them. */
export interface Router extends RoutingLayer {
  /**
   * What the router makes of a row before it scores: a layer whose parameters are the first of the router's, by the same names. Where there is a
   * readout, scores are affine functions of these features.
   */
  readonly features: RoutingLayer;
}

/** A member of the `routers` registry. */
export interface RouterKind<F extends Fields = Fields> {
  readonly help: string;
  readonly fields: F;
  /** Which functions of the features its scores can be, in words. */
  readonly functionClass: string;
  /** It needs labels, at training and to score: a bound for comparison, not a model. */
  readonly needsLabels?: true;
  build(options: Values<F>, shape: RouterShape): Router;
  /**
   * Rough number of multiplications for one sample, where it is not near the number of parameters. How often training lets other
   * tasks run depends on it; results do not.
   */
  work?(options: Values<F>, shape: RouterShape): number;
}

/** A router of layers one after the other, the last of which is its readout. */
export function routerOf(parts: readonly (readonly [name: string, layer: Layer])[]): Router {
  return { ...sequential(parts), features: sequential(parts.slice(0, -1)) };
}

/** A router that scores the inputs as they are. */
export function directRouter(layer: Layer): Router {
  return { ...layer, features: identity(layer.inputs) };
}
