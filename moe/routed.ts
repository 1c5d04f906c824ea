import type { Key } from "../core/key.ts";
import type { Layer } from "../core/layer.ts";
import { parameterCount, useKeys } from "../core/layer.ts";

/** Which samples went to which expert, and what the experts gave. */
export interface Routed {
  /** counts[e]: how many samples expert e got. rows[e]: which, in rising order, in its first counts[e] places. */
  readonly counts: Int32Array;
  readonly rows: readonly Int32Array[];
  /** answers[e]: (counts[e], width), expert e's outputs on its samples. gradAnswers: their derivative, to be filled before `backward`. */
  readonly answers: readonly Float64Array[];
  readonly gradAnswers: readonly Float64Array[];
}

/** Experts with working memory: each is run on its own samples alone. */
export interface OpenRouted extends Routed {
  /** Finds each expert's samples, those whose weight is not 0. weights: (batch, experts). Where all go to all, there is nothing to find. */
  select(weights: Float64Array, batch: number): void;
  /** params: each expert's parameters; x: (batch, features). Fills answers. */
  forward(params: readonly Float64Array[], x: Float64Array): void;
  /** Adds derivatives as a layer does: grads[e] starts where expert e's do. Adds to gradX (batch, features) unless it is null. */
  backward(
    params: readonly Float64Array[],
    x: Float64Array,
    grads: readonly Float64Array[],
    rowStride: number,
    gradX: Float64Array | null,
  ): void;
  /** After `backward`: as OpenLayer's. grads[e]: (P_e,). */
  naturalGradient(
    params: readonly Float64Array[],
    x: Float64Array,
    grads: readonly Float64Array[],
    damping: number,
  ): void;
  /** As OpenLayer's. */
  useKey(key: Key): void;
}

/** Opens experts of `width` outputs for batches of up to maxBatch. sparse: false where every sample goes to every expert. */
export function openRouted(experts: readonly Layer[], width: number, sparse: boolean, maxBatch: number): OpenRouted {
  const numExperts = experts.length;
  const opened = experts.map((expert) => expert.open(maxBatch));
  const features = experts[0]?.inputs ?? 0;
  const counts = new Int32Array(numExperts);
  const everyRow = Int32Array.from({ length: maxBatch }, (_, s) => s);
  const rows = experts.map(() => (sparse ? new Int32Array(maxBatch) : everyRow));
  const answers = experts.map(() => new Float64Array(maxBatch * width));
  const gradAnswers = experts.map(() => new Float64Array(maxBatch * width));
  const gathered = new Float64Array(sparse ? maxBatch * features : 0);
  const gradGathered = new Float64Array(maxBatch * features);
  // A row of gradients for each sample of an expert, before they go to the samples' own rows: made when first asked for.
  let gradRows = new Float64Array(0);

  const rowsOf = (e: number, x: Float64Array): Float64Array => {
    if (!sparse) return x;
    const own = rows[e]!;
    for (let j = 0, k = 0; j < counts[e]!; j++) {
      for (let f = own[j]! * features; f < (own[j]! + 1) * features; f++) gathered[k++] = x[f]!;
    }
    return gathered;
  };

  /** Per-sample derivatives of expert e: its samples lie closely, their gradients' rows do not. */
  const backwardRows = (
    e: number,
    params: Float64Array,
    x: Float64Array,
    grads: Float64Array,
    rowStride: number,
    part: Float64Array | null,
  ): void => {
    const size = parameterCount(experts[e]!);
    const stride = Math.max(1, size);
    if (gradRows.length < maxBatch * stride) gradRows = new Float64Array(maxBatch * stride);
    gradRows.fill(0, 0, counts[e]! * stride);
    opened[e]!.backward(params, x, counts[e]!, gradAnswers[e]!, gradRows, stride, part);
    for (let j = 0; j < counts[e]!; j++) {
      const to = rows[e]![j]! * rowStride;
      for (let i = 0; i < size; i++) grads[to + i]! += gradRows[j * stride + i]!;
    }
  };

  return {
    counts,
    rows,
    answers,
    gradAnswers,
    select(weights, batch) {
      if (!sparse) {
        counts.fill(batch);
        return;
      }
      counts.fill(0);
      for (let s = 0, k = 0; s < batch; s++) {
        for (let e = 0; e < numExperts; e++, k++) if (weights[k] !== 0) rows[e]![counts[e]!++] = s;
      }
    },
    forward(params, x) {
      for (let e = 0; e < numExperts; e++) {
        if (counts[e] !== 0) opened[e]!.forward(params[e]!, rowsOf(e, x), counts[e]!, answers[e]!);
      }
    },
    backward(params, x, grads, rowStride, gradX) {
      const part = gradX === null ? null : gradGathered;
      for (let e = 0; e < numExperts; e++) {
        const count = counts[e]!;
        if (count === 0) continue;
        const own = rowsOf(e, x);
        if (sparse && rowStride > 0) backwardRows(e, params[e]!, own, grads[e]!, rowStride, part);
        else opened[e]!.backward(params[e]!, own, count, gradAnswers[e]!, grads[e]!, rowStride, part);
        if (gradX === null) continue;
        for (let j = 0, k = 0; j < count; j++) {
          const row = rows[e]![j]! * features;
          for (let f = row; f < row + features; f++) gradX[f]! += gradGathered[k++]!;
        }
      }
    },
    naturalGradient(params, x, grads, damping) {
      for (let e = 0; e < numExperts; e++) {
        if (counts[e] !== 0) opened[e]!.naturalGradient?.(params[e]!, rowsOf(e, x), counts[e]!, grads[e]!, damping);
      }
    },
    useKey: (key) => useKeys(opened, key),
  };
}
