import type { Fields, Values } from "../core/fields.ts";
import type { ParameterSpec } from "../core/layer.ts";
import { sizeOf } from "../core/layer.ts";

/** A stretch of the flat parameter vector. */
export interface Range {
  readonly offset: number;
  readonly length: number;
}

/** An update rule: `init` makes its memory, `updateInto` takes one step. The memory is plain data and can be stored and restored. */
export interface Optimiser<State = unknown> {
  /** Memory for a parameter vector of this length, before the first step. */
  init(length: number): State;
  /**
   * One step: changes params (P,) and the state in place, after grads (P,). Only the ranges are read and written, so that frozen
   * parameters keep their bits. learningRate: the step size, which may change from step to step.
   */
  updateInto(
    params: Float64Array,
    grads: Float64Array,
    state: State,
    ranges: readonly Range[],
    learningRate: number,
  ): void;
  /** Given: gradients of circuits are turned into natural gradients first, with this damping; see `OpenLayer.naturalGradient`. */
  readonly damping?: number;
}

/** A member of the `optimisers` registry. */
export interface OptimiserKind<F extends Fields = Fields, State = unknown> {
  readonly help: string;
  readonly fields: F;
  make(options: Values<F>): Optimiser<State>;
}

/** The stretches of trainable parameters, neighbours joined. */
export function trainableRanges(specs: readonly ParameterSpec[]): Range[] {
  const ranges: Range[] = [];
  let offset = 0;
  for (const { shape, trainable } of specs) {
    const length = sizeOf(shape);
    const last = ranges[ranges.length - 1];
    if (trainable && last !== undefined && last.offset + last.length === offset) {
      ranges[ranges.length - 1] = { offset: last.offset, length: last.length + length };
    } else if (trainable) {
      ranges.push({ offset, length });
    }
    offset += length;
  }
  return ranges;
}
