import { fold } from "../../core/key.ts";
import { useKeys } from "../../core/layer.ts";
import { exp } from "../../core/math/index.ts";
import { softmaxBackwardInPlace, softmaxInPlace } from "../../nn/index.ts";
import type { Body, BodyParts, RoutingMemory } from "./body.ts";
import { openTail } from "./tail.ts";

/**
 * Soft MoE: slot j of J = experts * slots sees sum_s D_sj x_s, D the softmax of the scores over samples; sample s gets sum_j C_sj answer_j, C their
 * softmax over slots. Expert e has the slots from e * slots on.
 */
export function openSoft(
  parts: BodyParts,
  { scores, gradScores, weights, gradWeights }: RoutingMemory,
  slots: number,
  maxBatch: number,
): Body {
  const { experts, width } = parts;
  const numExperts = experts.length;
  const total = numExperts * slots;
  const features = experts[0]!.inputs;
  // Predicting, an expert sees samples, training, its slots.
  const opened = experts.map((expert) => expert.open(Math.max(maxBatch, slots)));
  const tail = openTail(parts, maxBatch);
  const dispatch = new Float64Array(maxBatch * total);
  const combine = new Float64Array(maxBatch * total);
  const gradCombine = new Float64Array(maxBatch * total);
  const inputs = new Float64Array(total * features);
  const gradInputs = new Float64Array(total * features);
  const answers = new Float64Array(total * width);
  const gradAnswers = new Float64Array(total * width);
  const ofExpert = (values: Float64Array, size: number): Float64Array[] =>
    experts.map((_, e) => values.subarray(e * slots * size, (e + 1) * slots * size));
  const [ownInputs, ownGradInputs] = [ofExpert(inputs, features), ofExpert(gradInputs, features)];
  const [ownAnswers, ownGradAnswers] = [ofExpert(answers, width), ofExpert(gradAnswers, width)];
  const alone = new Float64Array(maxBatch * width);

  return {
    forward(params, x, batch, out, predicting) {
      const sums = tail.sumsIn(out);
      sums.fill(0, 0, batch * width);
      if (predicting) {
        for (let e = 0; e < numExperts; e++) {
          opened[e]!.forward(params.experts[e]!, x, batch, alone);
          for (let k = 0; k < batch * width; k++) {
            sums[k]! += weights[Math.floor(k / width) * numExperts + e]! * alone[k]!;
          }
        }
      } else {
        gradWeights.fill(0, 0, batch * numExperts);
        for (let i = 0; i < batch * total; i++) combine[i] = dispatch[i] = scores[i]!;
        softmaxInPlace(combine, batch, total);
        softmaxOfColumns(dispatch, batch, total);
        transposedInto(dispatch, x, batch, total, features, inputs);
        for (let e = 0; e < numExperts; e++) {
          opened[e]!.forward(params.experts[e]!, ownInputs[e]!, slots, ownAnswers[e]!);
        }
        addProduct(combine, answers, batch, total, width, sums);
      }
      tail.forward(params, x, batch, out);
    },
    backward(params, x, batch, gradOut, grads, rowStride, gradX) {
      const gradSum = tail.backward(params, x, batch, gradOut, grads, rowStride, gradX);
      transposedInto(combine, gradSum, batch, total, width, gradAnswers);
      dotsInto(gradSum, answers, batch, total, width, gradCombine);
      softmaxBackwardInPlace(combine, gradCombine, batch, total);
      for (let i = 0; i < batch * total; i++) gradScores[i]! += gradCombine[i]!;
      for (let e = 0; e < numExperts; e++) {
        opened[e]!.backward(
          params.experts[e]!,
          ownInputs[e]!,
          slots,
          ownGradAnswers[e]!,
          grads.experts[e]!,
          0,
          ownGradInputs[e]!,
        );
      }
      if (gradX !== null) addProduct(dispatch, gradInputs, batch, total, features, gradX);
      dotsInto(x, gradInputs, batch, total, features, gradCombine);
      addColumnsBackward(dispatch, gradCombine, batch, total, gradScores);
    },
    naturalGradient(params, x, batch, grads, damping) {
      for (let e = 0; e < numExperts; e++) {
        opened[e]!.naturalGradient?.(params.experts[e]!, ownInputs[e]!, slots, grads.experts[e]!, damping);
      }
      tail.naturalGradient(params, x, batch, grads, damping);
    },
    useKey(key) {
      useKeys(opened, fold(key, "experts"));
      tail.useKey(fold(key, "shared"));
    },
  };
}

/** Softmax over the batch of each column, in place. rows: (batch, size). */
function softmaxOfColumns(rows: Float64Array, batch: number, size: number): void {
  for (let j = 0; j < size; j++) {
    let largest = rows[j]!;
    for (let s = 1; s < batch; s++) largest = Math.max(largest, rows[s * size + j]!);
    let sum = 0;
    for (let s = 0; s < batch; s++) {
      rows[s * size + j] = exp(rows[s * size + j]! - largest);
      sum += rows[s * size + j]!;
    }
    for (let s = 0; s < batch; s++) rows[s * size + j]! /= sum;
  }
}

/** grads (batch, size), by the shares of `softmaxOfColumns`; adds the derivative by its arguments to out. */
function addColumnsBackward(
  shares: Float64Array,
  grads: Float64Array,
  batch: number,
  size: number,
  out: Float64Array,
): void {
  for (let j = 0; j < size; j++) {
    let mean = 0;
    for (let s = 0; s < batch; s++) mean += shares[s * size + j]! * grads[s * size + j]!;
    for (let s = 0; s < batch; s++) out[s * size + j]! += shares[s * size + j]! * (grads[s * size + j]! - mean);
  }
}

/** out (total, width) = m^T rows, with m (batch, total) and rows (batch, width). */
function transposedInto(
  m: Float64Array,
  rows: Float64Array,
  batch: number,
  total: number,
  width: number,
  out: Float64Array,
): void {
  out.fill(0);
  for (let s = 0; s < batch; s++) {
    for (let j = 0; j < total; j++) {
      const factor = m[s * total + j]!;
      for (let i = 0; i < width; i++) out[j * width + i]! += factor * rows[s * width + i]!;
    }
  }
}

/** Adds m rows to out (batch, width), with m (batch, total) and rows (total, width). */
function addProduct(
  m: Float64Array,
  rows: Float64Array,
  batch: number,
  total: number,
  width: number,
  out: Float64Array,
): void {
  for (let s = 0; s < batch; s++) {
    for (let j = 0; j < total; j++) {
      const factor = m[s * total + j]!;
      for (let i = 0; i < width; i++) out[s * width + i]! += factor * rows[j * width + i]!;
    }
  }
}

/** out (batch, total): the dot product of each row of a (batch, width) with each of b (total, width). */
function dotsInto(
  a: Float64Array,
  b: Float64Array,
  batch: number,
  total: number,
  width: number,
  out: Float64Array,
): void {
  for (let s = 0; s < batch; s++) {
    for (let j = 0; j < total; j++) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += a[s * width + i]! * b[j * width + i]!;
      out[s * total + j] = sum;
    }
  }
}
