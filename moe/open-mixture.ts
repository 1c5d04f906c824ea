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
  readonly classes: number;
}

/** Allocates a mixture's working memory for batches of up to maxBatch rows. */
export function openMixture({ router, experts, gating, classes }: Parts, maxBatch: number): OpenMixture {
  const numExperts = experts.length;
  const openRouter = router.open(maxBatch);
  const openExperts = experts.map((expert) => expert.open(maxBatch));
  const views = partViews([router, ...experts]);
  const weights = new Float64Array(maxBatch * numExperts);
  const gradWeights = new Float64Array(maxBatch * numExperts);
  // answers[e]: (maxBatch, classes), expert e's logits. gradAnswer: their derivative, one expert after the other.
  const answers = experts.map(() => new Float64Array(maxBatch * classes));
  const gradAnswer = new Float64Array(maxBatch * classes);
  const gradPart = new Float64Array(maxBatch * router.inputs);

  const combine = (params: readonly Float64Array[], x: Float64Array, batch: number, out: Float64Array): void => {
    for (let e = 0; e < numExperts; e++) {
      const answer = answers[e]!;
      openExperts[e]!.forward(params[e + 1]!, x, batch, answer);
      for (let s = 0; s < batch; s++) {
        const w = weights[s * numExperts + e]!;
        const row = s * classes;
        for (let i = row; i < row + classes; i++) out[i] = e === 0 ? w * answer[i]! : out[i]! + w * answer[i]!;
      }
    }
  };

  /** Turns the derivative by the outputs into gradAnswer, that of expert e, and its column of gradWeights. */
  const splitGrad = (e: number, gradOut: Float64Array, batch: number): void => {
    const answer = answers[e]!;
    for (let s = 0; s < batch; s++) {
      const w = weights[s * numExperts + e]!;
      const row = s * classes;
      let sum = 0;
      for (let i = row; i < row + classes; i++) {
        const g = gradOut[i]!;
        sum += g * answer[i]!;
        gradAnswer[i] = w * g;
      }
      gradWeights[s * numExperts + e] = sum;
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
      for (let e = 0; e < numExperts; e++) {
        splitGrad(e, gradOut, batch);
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
