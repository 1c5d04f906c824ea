import type { Key } from "../../core/key.ts";
import type { Layer } from "../../core/layer.ts";

/** What a body reads and writes of the routing. scores, gradScores: (maxBatch, scores); weights, gradWeights: (maxBatch, experts). */
export interface RoutingMemory {
  readonly scores: Float64Array;
  readonly gradScores: Float64Array;
  readonly weights: Float64Array;
  readonly gradWeights: Float64Array;
}

/** A flat vector's views for the parts of a mixture that come after the router. */
export interface BodyViews {
  readonly experts: readonly Float64Array[];
  readonly shared: readonly Float64Array[];
  /** Of the head, or of the aggregation of states. */
  readonly tail: Float64Array;
}

/** From rows and their weights to the mixture's outputs: experts and aggregation. */
export interface Body {
  /** out: (batch, outputs), overwritten. predicting: with the weights of prediction, no sample is mixed with others. */
  forward(params: BodyViews, x: Float64Array, batch: number, out: Float64Array, predicting: boolean): void;
  /**
   * After a forward that was not predicting: overwrites gradWeights, or adds to gradScores what does not pass through weights; adds derivatives by parameters as a layer
   * does, and adds to gradX (batch, features) unless it is null.
   */
  backward(
    params: BodyViews,
    x: Float64Array,
    batch: number,
    gradOut: Float64Array,
    grads: BodyViews,
    rowStride: number,
    gradX: Float64Array | null,
  ): void;
  /** After `backward`: as OpenLayer's. */
  naturalGradient(params: BodyViews, x: Float64Array, batch: number, grads: BodyViews, damping: number): void;
  /** As OpenLayer's. */
  useKey(key: Key): void;
}

export interface BodyParts {
  readonly experts: readonly Layer[];
  /** Experts that every sample goes to, with weight 1. */
  readonly shared: readonly Layer[];
  /** Outputs of each expert. */
  readonly width: number;
  /** From the sum to the mixture's outputs; null: the sum is the outputs. */
  readonly head: Layer | null;
}
