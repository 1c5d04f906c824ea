import { sizeOf } from "../../core/layer.ts";
import type { RouterKind, RouterShape, RouterSpec } from "../../moe/routers/index.ts";
import { mlpRouter, randomFourierRouter, routers } from "../../moe/routers/index.ts";

/** How many numbers of a router are trained; those drawn at the start and kept do not count. */
export function trainedParameters(router: RouterSpec, shape: RouterShape): number {
  const kind: RouterKind = routers[router.kind];
  const { parameters } = kind.build(router, shape);
  return parameters.reduce((sum, one) => sum + (one.trainable ? sizeOf(one.shape) : 0), 0);
}

/** The smallest MLP router with at least so many parameters: one with h hidden units has (d + 1) h + (h + 1) E. */
export function matchedMlp(parameters: number, { features, experts }: RouterShape): RouterSpec {
  return mlpRouter({ hidden: Math.max(1, Math.ceil((parameters - experts) / (features + 1 + experts))) });
}

/** The smallest router of random Fourier features with at least so many trained parameters: one with s features has (s + 1) E. */
export function matchedFourier(parameters: number, { experts }: RouterShape): RouterSpec {
  return randomFourierRouter({ size: Math.max(1, Math.ceil(parameters / experts) - 1) });
}
