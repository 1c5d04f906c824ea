import type { Layer, OpenLayer } from "../core/layer.ts";
import { partViews } from "../nn/index.ts";
import type { Gating } from "./gating/index.ts";

/** A mixture with its working memory. `forward` is what training uses. */
export interface OpenMixture extends OpenLayer {
  /** (maxBatch, experts): the routing weights of the last forward or predict, in its first rows. */
  readonly weights: Float64Array;
  /** As `forward`, with the gating that prediction uses. `backward` cannot follow it. */
  predict(params: Float64Array, x: Float64Array, batch: number, out: Float64Array): void;
}

interface Parts {
  readonly router: Layer;
  readonly experts: readonly Layer[];
  readonly gating: Gating;
  /** How many outputs each expert has. */
  readonly width: number;
  /** From the weighted sum to class logits; null: the sum is the logits. */
  readonly head: Layer | null;
}

/** Allocates a mixture's working memory for batches of up to maxBatch rows. */
export function openMixture({ router, experts, gating, width, head }: Parts, maxBatch: number): OpenMixture {
  const numExperts = experts.length;
  const openRouter = router.open(maxBatch);
  const openExperts = experts.map((expert) => expert.open(maxBatch));
  const openHead = head === null ? null : head.open(maxBatch);
  const headAt = numExperts + 1;
  const views = partViews([router, ...experts, ...(head === null ? [] : [head])]);
  const weights = new Float64Array(maxBatch * numExperts);
  const gradWeights = new Float64Array(maxBatch * numExperts);
  // answers[e]: (maxBatch, width), expert e's outputs. gradAnswer: their derivative, one expert after the other.
  const answers = experts.map(() => new Float64Array(maxBatch * width));
  const gradAnswer = new Float64Array(maxBatch * width);
  // (maxBatch, width): what the head is handed and its derivative. Without a head the sum is written to the mixture's own output.
  const sums = new Float64Array(head === null ? 0 : maxBatch * width);
  const gradSums = new Float64Array(sums.length);
  const gradPart = new Float64Array(maxBatch * router.inputs);

  const sumInto = (params: readonly Float64Array[], x: Float64Array, batch: number, out: Float64Array): void => {
    for (let e = 0; e < numExperts; e++) {
      const answer = answers[e]!;
      openExperts[e]!.forward(params[e + 1]!, x, batch, answer);
      if (e === 0) out.fill(0, 0, batch * width);
      for (let s = 0, at = e, row = 0; s < batch; s++, at += numExperts, row += width) {
        const w = weights[at]!;
        if (width === 2) {
          out[row]! += w * answer[row]!;
          out[row + 1]! += w * answer[row + 1]!;
        } else for (let i = row; i < row + width; i++) out[i]! += w * answer[i]!;
      }
    }
  };

  const combine = (params: readonly Float64Array[], x: Float64Array, batch: number, out: Float64Array): void => {
    sumInto(params, x, batch, openHead === null ? out : sums);
    openHead?.forward(params[headAt]!, sums, batch, out);
  };

  /** Turns the derivative by the sum into gradAnswer, that of expert e, and its column of gradWeights. */
  const splitGrad = (e: number, gradSum: Float64Array, batch: number): void => {
    const answer = answers[e]!;
    for (let s = 0, at = e, row = 0; s < batch; s++, at += numExperts, row += width) {
      const w = weights[at]!;
      if (width === 2) {
        const g = gradSum[row]!;
        const h = gradSum[row + 1]!;
        gradAnswer[row] = w * g;
        gradAnswer[row + 1] = w * h;
        gradWeights[at] = g * answer[row]! + h * answer[row + 1]!;
        continue;
      }
      let sum = 0;
      for (let i = row; i < row + width; i++) {
        const g = gradSum[i]!;
        sum += g * answer[i]!;
        gradAnswer[i] = w * g;
      }
      gradWeights[at] = sum;
    }
  };

  return {
    weights,
    forward(params, x, batch, out) {
      const parts = views.params(params);
      openRouter.forward(parts[0]!, x, batch, weights);
      gating.trainInPlace(weights, batch);
      combine(parts, x, batch, out);
    },
    predict(params, x, batch, out) {
      const parts = views.params(params);
      openRouter.forward(parts[0]!, x, batch, weights);
      gating.predictInPlace(weights, batch);
      combine(parts, x, batch, out);
    },
    backward(params, x, batch, gradOut, gradParams, rowStride, gradX) {
      const parts = views.params(params);
      const grads = views.grads(gradParams);
      const part = gradX === null ? null : gradPart;
      if (gradX !== null) gradX.fill(0, 0, batch * router.inputs);
      openHead?.backward(parts[headAt]!, sums, batch, gradOut, grads[headAt]!, rowStride, gradSums);
      const gradSum = openHead === null ? gradOut : gradSums;
      for (let e = 0; e < numExperts; e++) {
        splitGrad(e, gradSum, batch);
        openExperts[e]!.backward(parts[e + 1]!, x, batch, gradAnswer, grads[e + 1]!, rowStride, part);
        if (gradX !== null) addInto(gradX, gradPart, batch * router.inputs);
      }
      gating.backwardInPlace(weights, gradWeights, batch);
      openRouter.backward(parts[0]!, x, batch, gradWeights, grads[0]!, rowStride, part);
      if (gradX !== null) addInto(gradX, gradPart, batch * router.inputs);
    },
  };
}

function addInto(sum: Float64Array, part: Float64Array, length: number): void {
  for (let i = 0; i < length; i++) sum[i]! += part[i]!;
}
