import { fold } from "../../core/key.ts";
import type { Routed } from "../routed.ts";
import { openRouted } from "../routed.ts";
import type { Body, BodyParts, RoutingMemory } from "./body.ts";
import { openTail } from "./tail.ts";

/** Experts on their own samples, and the sum of their outputs by weight. sparse: whether an expert may have fewer samples than the batch. */
export function openWeighted(
  parts: BodyParts,
  { weights, gradWeights }: RoutingMemory,
  sparse: boolean,
  maxBatch: number,
): Body {
  const { experts, width } = parts;
  const numExperts = experts.length;
  const routed = openRouted(experts, width, sparse, maxBatch);
  const tail = openTail(parts, maxBatch);
  return {
    forward(params, x, batch, out) {
      routed.select(weights, batch);
      routed.forward(params.experts, x);
      const sums = tail.sumsIn(out);
      sums.fill(0, 0, batch * width);
      for (let e = 0; e < numExperts; e++) addWeighted(routed, e, weights, numExperts, width, sums);
      tail.forward(params, x, batch, out);
    },
    backward(params, x, batch, gradOut, grads, rowStride, gradX) {
      const gradSum = tail.backward(params, x, batch, gradOut, grads, rowStride, gradX);
      for (let e = 0; e < numExperts; e++) splitGrad(routed, e, weights, numExperts, width, gradSum, gradWeights);
      routed.backward(params.experts, x, grads.experts, rowStride, gradX);
    },
    naturalGradient(params, x, batch, grads, damping) {
      routed.naturalGradient(params.experts, x, grads.experts, damping);
      tail.naturalGradient(params, x, batch, grads, damping);
    },
    useKey(key) {
      routed.useKey(fold(key, "experts"));
      tail.useKey(fold(key, "shared"));
    },
  };
}

// Two outputs are the common case (two classes); an inner loop of two costs twice as much as the sum written out.

function addWeighted(
  { counts, rows, answers }: Routed,
  e: number,
  weights: Float64Array,
  numExperts: number,
  width: number,
  sums: Float64Array,
): void {
  const own = rows[e]!;
  const answer = answers[e]!;
  const count = counts[e]!;
  for (let j = 0, k = 0; j < count; j++) {
    const w = weights[own[j]! * numExperts + e]!;
    const row = own[j]! * width;
    if (width === 2) {
      sums[row]! += w * answer[k]!;
      sums[row + 1]! += w * answer[k + 1]!;
      k += 2;
    } else for (let i = row; i < row + width; i++) sums[i]! += w * answer[k++]!;
  }
}

/** Turns the derivative by the sum into that by expert e's answers and by its weights. */
function splitGrad(
  { counts, rows, answers, gradAnswers }: Routed,
  e: number,
  weights: Float64Array,
  numExperts: number,
  width: number,
  gradSum: Float64Array,
  gradWeights: Float64Array,
): void {
  const own = rows[e]!;
  const answer = answers[e]!;
  const gradAnswer = gradAnswers[e]!;
  const count = counts[e]!;
  for (let j = 0, k = 0; j < count; j++) {
    const at = own[j]! * numExperts + e;
    const row = own[j]! * width;
    const w = weights[at]!;
    if (width === 2) {
      const g = gradSum[row]!;
      const h = gradSum[row + 1]!;
      gradAnswer[k] = w * g;
      gradAnswer[k + 1] = w * h;
      gradWeights[at] = g * answer[k]! + h * answer[k + 1]!;
      k += 2;
      continue;
    }
    let sum = 0;
    for (let i = row; i < row + width; i++, k++) {
      const g = gradSum[i]!;
      sum += g * answer[k]!;
      gradAnswer[k] = w * g;
    }
    gradWeights[at] = sum;
  }
}
