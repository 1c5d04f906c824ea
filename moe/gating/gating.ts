import type { Fields, Values } from "../../core/fields.ts";
import type { Key } from "../../core/key.ts";
import type { ParameterSpec } from "../../core/layer.ts";

/** What a gating joins: the mixture's inputs and its routed experts. */
export interface GatingShape {
  readonly features: number;
  readonly experts: number;
}

/** Turns a router's scores into weights, one for each expert; an expert with weight 0 is not selected. */
export interface Gating {
  /** Scores that the router gives for a sample: one for each expert, or one for each slot. */
  readonly scores: number;
  /** Slots of each expert where experts see mixtures of the batch's samples (Soft MoE); 0: experts see samples. */
  readonly slots: number;
  /** True: weights of 0 are expected, and an expert is run on its own samples alone. */
  readonly sparse: boolean;
  /** Most experts that a sample goes to at prediction. */
  readonly most: number;
  /** Training draws noise, and so needs a key. */
  readonly noisy: boolean;
  /** At training a sample's weights depend on the other samples of its batch. */
  readonly couples: boolean;
  /** At training every sample goes to at least one expert. */
  readonly covers: boolean;
  /** Selects by the highest scores, so that a bias can correct the selection. */
  readonly selects: boolean;
  readonly parameters: readonly ParameterSpec[];
  open(maxBatch: number): OpenGating;
}

/** A gating with its working memory. scores: (batch, scores); weights and gradWeights: (batch, experts). */
export interface OpenGating {
  /**
   * The weights that training uses, overwritten. params: the gating's own; x: (batch, features); bias: (experts,), added to probabilities in the
   * selection alone, or null; key: for noise, null where none is drawn.
   */
  train(
    params: Float64Array,
    x: Float64Array,
    scores: Float64Array,
    batch: number,
    weights: Float64Array,
    bias: Float64Array | null,
    key: Key | null,
  ): void;
  /** The weights that prediction uses: no noise, no capacity, and a row's weights depend on that row alone. */
  predict(scores: Float64Array, batch: number, weights: Float64Array, bias: Float64Array | null): void;
  /**
   * After `train` on the same arguments: adds the derivative by the scores to gradScores (batch, scores), that by its parameters to gradParams as a
   * layer does, and that by x to gradX unless it is null. What gradWeights holds for experts that are not selected is not read.
   */
  backward(
    params: Float64Array,
    x: Float64Array,
    batch: number,
    weights: Float64Array,
    gradWeights: Float64Array,
    gradScores: Float64Array,
    gradParams: Float64Array,
    rowStride: number,
    gradX: Float64Array | null,
  ): void;
  /** The noise of the last `train`, for losses that look at it; null where a gating has none. */
  readonly noise: GatingNoise | null;
}

/** Noise of a noisy gating. All (batch, experts): noisy = scores + scale * draws. */
export interface GatingNoise {
  readonly noisy: Float64Array;
  readonly draws: Float64Array;
  readonly scale: Float64Array;
  /** A loss adds its derivative by the scale here before `backward`, which clears it. */
  readonly gradScale: Float64Array;
}

/** A member of the `gatings` registry. */
export interface GatingKind<F extends Fields = Fields> {
  readonly help: string;
  readonly fields: F;
  build(options: Values<F>, shape: GatingShape): Gating;
}
