import type { Key } from "../../core/key.ts";
import { useKeys } from "../../core/layer.ts";
import type { BodyParts, BodyViews } from "./body.ts";

/** The end of a body that sums: shared experts and the head. */
export interface OpenTail {
  /** Where the weighted sum goes, (batch, width), before `forward`: out itself where there is no head. */
  sumsIn(out: Float64Array): Float64Array;
  /** Adds the shared experts' outputs to the sums, then runs the head. */
  forward(params: BodyViews, x: Float64Array, batch: number, out: Float64Array): void;
  /** Returns the derivative by the sums, (batch, width). */
  backward(
    params: BodyViews,
    x: Float64Array,
    batch: number,
    gradOut: Float64Array,
    grads: BodyViews,
    rowStride: number,
    gradX: Float64Array | null,
  ): Float64Array;
  naturalGradient(params: BodyViews, x: Float64Array, batch: number, grads: BodyViews, damping: number): void;
  /** As OpenLayer's. */
  useKey(key: Key): void;
}

/** Opens shared experts and head for batches of up to maxBatch rows. */
export function openTail({ shared, width, head, experts }: BodyParts, maxBatch: number): OpenTail {
  const openShared = shared.map((expert) => expert.open(maxBatch));
  const openHead = head === null ? null : head.open(maxBatch);
  const features = experts[0]!.inputs;
  const answer = new Float64Array(shared.length === 0 ? 0 : maxBatch * width);
  const sums = new Float64Array(head === null ? 0 : maxBatch * width);
  const gradSums = new Float64Array(sums.length);
  const part = new Float64Array(shared.length === 0 ? 0 : maxBatch * features);
  const sumsIn = (out: Float64Array): Float64Array => (openHead === null ? out : sums);
  return {
    sumsIn,
    forward(params, x, batch, out) {
      const to = sumsIn(out);
      for (let e = 0; e < openShared.length; e++) {
        openShared[e]!.forward(params.shared[e]!, x, batch, answer);
        for (let i = 0; i < batch * width; i++) to[i]! += answer[i]!;
      }
      openHead?.forward(params.tail, sums, batch, out);
    },
    backward(params, x, batch, gradOut, grads, rowStride, gradX) {
      openHead?.backward(params.tail, sums, batch, gradOut, grads.tail, rowStride, gradSums);
      const gradSum = openHead === null ? gradOut : gradSums;
      for (let e = 0; e < openShared.length; e++) {
        openShared[e]!.backward(params.shared[e]!, x, batch, gradSum, grads.shared[e]!, rowStride, gradX && part);
        if (gradX !== null) for (let i = 0; i < batch * features; i++) gradX[i]! += part[i]!;
      }
      return gradSum;
    },
    naturalGradient(params, x, batch, grads, damping) {
      for (let e = 0; e < openShared.length; e++) {
        openShared[e]!.naturalGradient?.(params.shared[e]!, x, batch, grads.shared[e]!, damping);
      }
    },
    useKey: (key) => useKeys(openShared, key),
  };
}
