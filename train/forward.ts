import { fold, type Key, keyOf } from "../core/key.ts";
import type { Mixture } from "../moe/mixture.ts";
import { withRow } from "./no-state.ts";

/** Rows handled at once: bounds the memory. A row's result does not depend on it. */
const CHUNK = 64;

/** Runs a mixture over rows as at prediction, any number of times. */
export interface Forward {
  /** (N, outputs) and (N, experts) of the chunks that were run, row by row. */
  readonly outputs: Float64Array;
  readonly weights: Float64Array;
  /** All rows are in chunks 0 to chunks - 1. */
  readonly chunks: number;
  run(params: Float64Array, chunk: number): void;
}

/**
 * Allocates what a mixture needs to run over rows chunk by chunk. x: (N, features), scaled; labels: (N,), for a router that reads them. key: for circuits
 * that are sampled; `where` and `rowOf` name the caller and the row in errors.
 */
export function openForward(
  mixture: Mixture,
  x: Float64Array,
  labels: Int32Array | null,
  where: string,
  rowOf: (row: number) => number = (row) => row,
  key: Key = keyOf(0),
): Forward {
  const { inputs, outputs: width } = mixture;
  const numExperts = mixture.experts.length;
  const numSamples = x.length / inputs;
  const opened = mixture.open(Math.min(CHUNK, numSamples));
  const outputs = new Float64Array(numSamples * width);
  const weights = new Float64Array(numSamples * numExperts);
  const chunks = Array.from({ length: Math.ceil(numSamples / CHUNK) }, (_, c) => {
    const first = c * CHUNK;
    const own = mixture.needsLabels && labels !== null ? labels.subarray(first) : null;
    const batch = Math.min(CHUNK, numSamples - first);
    const draws = mixture.sampled ? fold(key, "prediction", c) : null;
    return { first, batch, x: x.subarray(first * inputs), labels: own, out: outputs.subarray(first * width), draws };
  });
  return {
    outputs,
    weights,
    chunks: chunks.length,
    run(params, chunk) {
      const { first, batch, x, labels, out, draws } = chunks[chunk]!;
      try {
        opened.predict(params, x, batch, out, labels, draws);
      } catch (error) {
        throw withRow(error, where, (sample) => rowOf(first + sample));
      }
      weights.set(opened.weights.subarray(0, batch * numExperts), first * numExperts);
    },
  };
}
