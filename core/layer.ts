import type { Key } from "./key.ts";
import { fold } from "./key.ts";

/** One named array of parameters of a layer, and the law its start values are drawn from. */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  /** False: drawn at the start and never updated. */
  readonly trainable: boolean;
  /** Fills out (length: product of shape) with start values. */
  init(key: Key, out: Float64Array): void;
}

/**
 * A differentiable map from rows of `inputs` numbers to rows of `outputs` numbers. Its parameters lie one after the other,
 * in the order of `parameters`, in one stretch of the model's flat vector; a layer is always handed that stretch (a view).
 */
export interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly parameters: readonly ParameterSpec[];
  /** True: its outputs are drawn, as by shots, and `useKey` must be called before the first forward. */
  readonly sampled?: boolean;
  /** Allocates working memory for batches of up to maxBatch rows; nothing is allocated after that. */
  open(maxBatch: number): OpenLayer;
}

/** A layer with its working memory. `backward` refers to the last `forward`, which must have had the same arguments. */
export interface OpenLayer {
  /** params: (P,); x: (batch, inputs) row by row; out: (batch, outputs), overwritten. */
  forward(params: Float64Array, x: Float64Array, batch: number, out: Float64Array): void;
  /**
   * gradOut: (batch, outputs), the loss's derivative by the outputs. Adds the derivative by the parameters for sample s to
   * gradParams[s * rowStride + i]: rowStride 0 sums over the batch, a larger one gives a row per sample. Overwrites gradX (batch, inputs),
   * the derivative by the inputs, unless it is null.
   */
  backward(
    params: Float64Array,
    x: Float64Array,
    batch: number,
    gradOut: Float64Array,
    gradParams: Float64Array,
    rowStride: number,
    gradX: Float64Array | null,
  ): void;
  /**
   * After backward with rowStride 0 on the same arguments: turns grads (P,) in place into (G + damping I)^-1 grads, where G is a metric of the layer's
   * parameters, averaged over the batch. Missing, or without effect, where a layer has no metric of its own.
   */
  naturalGradient?(params: Float64Array, x: Float64Array, batch: number, grads: Float64Array, damping: number): void;
  /** Of a layer that is sampled: what calls from now on draw follows from this key and the row's place in the batch. */
  useKey?(key: Key): void;
}

/** Gives each layer that draws a key of its own. */
export function useKeys(opened: readonly Pick<OpenLayer, "useKey">[], key: Key): void {
  for (let i = 0; i < opened.length; i++) opened[i]!.useKey?.(fold(key, i));
}

/** How many numbers a layer's parameters are. */
export function parameterCount(layer: { readonly parameters: readonly ParameterSpec[] }): number {
  return layer.parameters.reduce((sum, p) => sum + sizeOf(p.shape), 0);
}

/** Product of a shape's sides; 1 for a scalar. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
