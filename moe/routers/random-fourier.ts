import type { Options } from "../../core/fields.ts";
import { integer, number } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { linear, randomFourier } from "../../nn/index.ts";
import type { RouterKind } from "./router.ts";
import { routerOf } from "./router.ts";

const fields = {
  size: integer({ help: "random cosines", min: 1, max: 65536, default: 8 }),
  bandwidth: number({ help: "width of the kernel that they estimate", min: 0, max: 1e6, above: true, default: 1 }),
};

/**
 * Scores from a linear layer on random Fourier features, cos(w . x + b) with w normal (standard deviation 1 / bandwidth) and b uniform,
 * drawn at the start and never trained: the classical surrogate of Landman et al., arXiv 2210.13200. Options: size 8, bandwidth 1. (size + 1) experts
 * trained parameters. Errors: an option out of bounds.
 */
export function randomFourierRouter(options: Options<typeof fields> = {}): Spec<"randomFourier", typeof fields> {
  return specOf("randomFourier", fields, options, "randomFourierRouter");
}

export const randomFourierKind = {
  help: "a linear layer on random cosines of the features",
  fields,
  functionClass:
    "sums of `size` cosines along random directions: nearly, the functions of a Gaussian kernel of that bandwidth",
  build: ({ size, bandwidth }, { features, experts }) =>
    routerOf([
      ["cosines", randomFourier(features, size, bandwidth)],
      ["readout", linear(size, experts)],
    ]),
} satisfies RouterKind<typeof fields>;
