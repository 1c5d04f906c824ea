import { fail } from "../../core/errors.ts";
import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { exp, normalCdf } from "../../core/math/index.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import type { GatingNoise } from "../gating/index.ts";
import { rank } from "../gating/selection.ts";
import type { BalancingKind, OpenBalancing, Routing } from "./balancing.ts";
import { lossAlone } from "./balancing.ts";
import { squaredVariation } from "./variation.ts";

const fields = {
  weight: number({ help: "factor of the loss", min: 0, max: Infinity, above: true, default: 0.1 }),
};

/**
 * Loss weight * CV^2 of the experts' expected loads: the sum over the batch of the probability that an expert would be among the top k if its
 * own noise were drawn again. For noisyTopK alone, with k below the number of experts. Options: weight 0.1. Shazeer et al., arXiv 1701.06538,
 * appendix A. Errors: an option out of bounds; another gating.
 */
export function loadBalancing(options: Options<typeof fields> = {}): Spec<"load", typeof fields> {
  return specOf("load", fields, options, "loadBalancing");
}

export const loadKind = {
  help: "squared coefficient of variation of the experts' expected loads (with noisyTopK)",
  fields,
  couples: true,
  biases: false,
  build({ weight }, { experts, gating, gatingName }) {
    const hint = "A count of samples has no derivative; take importance or switch with another gating";
    if (!gating.noisy) fail("balancing load", "the gating noisyTopK, whose noise makes loads smooth", gatingName, hint);
    if (gating.most >= experts) fail("balancing load: k", `below ${experts}, the number of experts`, gating.most);
    return lossAlone((maxBatch) => openLoad(weight, experts, gating.most, maxBatch));
  },
} satisfies BalancingKind<typeof fields>;

const ROOT_TWO_PI = 2.5066282746310002;

function openLoad(
  weight: number,
  experts: number,
  k: number,
  maxBatch: number,
): Pick<OpenBalancing, "loss" | "addGrads"> {
  const loads = new Float64Array(experts);
  const grads = new Float64Array(experts);
  // For each sample the k + 1 experts with the highest noisy scores.
  const ranked = new Int32Array(maxBatch * (k + 1));
  /** The expert whose noisy score an expert must beat: the k-th highest of the others. */
  const rivalOf = (s: number, e: number): number => {
    const first = s * (k + 1);
    for (let c = 0; c < k; c++) if (ranked[first + c] === e) return ranked[first + k]!;
    return ranked[first + k - 1]!;
  };
  const distance = ({ scores }: Routing, { noisy, scale }: GatingNoise, s: number, e: number): number => {
    const at = s * experts;
    return (scores[at + e]! - noisy[at + rivalOf(s, e)]!) / scale[at + e]!;
  };
  const measure = (routing: Routing, noise: GatingNoise, batch: number): number => {
    loads.fill(0);
    for (let s = 0; s < batch; s++) {
      rank(noise.noisy, s * experts, experts, k + 1, null, ranked, s * (k + 1));
      for (let e = 0; e < experts; e++) loads[e]! += normalCdf(distance(routing, noise, s, e));
    }
    return squaredVariation(loads, grads, weight);
  };
  return {
    loss: (routing, batch) => measure(routing, routing.noise!, batch),
    addGrads(routing, batch, _gradWeights, gradScores) {
      const noise = routing.noise!;
      measure(routing, noise, batch);
      for (let s = 0; s < batch; s++) {
        for (let e = 0; e < experts; e++) {
          const here = s * experts + e;
          const rival = s * experts + rivalOf(s, e);
          const z = distance(routing, noise, s, e);
          const slope = (grads[e]! * exp((-z * z) / 2)) / (ROOT_TWO_PI * noise.scale[here]!);
          gradScores[here]! += slope;
          noise.gradScale[here]! -= slope * z;
          gradScores[rival]! -= slope;
          noise.gradScale[rival]! -= slope * noise.draws[rival]!;
        }
      }
    },
  };
}
