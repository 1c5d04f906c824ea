import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { softmaxInPlace } from "../../nn/index.ts";
import type { BalancingKind, OpenBalancing, Routing } from "./balancing.ts";
import { lossAlone } from "./balancing.ts";

const fields = {
  weight: number({ help: "factor of the loss (alpha)", min: 0, max: Infinity, above: true, default: 0.01 }),
};

/**
 * Loss alpha N sum_i f_i P_i over the N experts: f_i the share of the batch's samples whose highest score is expert i's, P_i the batch's mean
 * probability of expert i (softmax of the scores without noise). It is alpha when both are even; f has no derivative. Options: weight (alpha) 0.01. Fedus et al.,
 * arXiv 2101.03961, eq. 4. Errors: an option out of bounds.
 */
export function switchBalancing(options: Options<typeof fields> = {}): Spec<"switch", typeof fields> {
  return specOf("switch", fields, options, "switchBalancing");
}

export const switchKind = {
  help: "Switch's loss: shares of samples times mean probabilities",
  fields,
  couples: true,
  biases: false,
  build: ({ weight }, { experts }) => lossAlone((maxBatch) => openSwitch(weight, experts, maxBatch)),
} satisfies BalancingKind<typeof fields>;

function openSwitch(weight: number, experts: number, maxBatch: number): Pick<OpenBalancing, "loss" | "addGrads"> {
  const probabilities = new Float64Array(maxBatch * experts);
  const shares = new Float64Array(experts);
  const measure = ({ scores }: Routing, batch: number): number => {
    for (let i = 0; i < batch * experts; i++) probabilities[i] = scores[i]!;
    softmaxInPlace(probabilities, batch, experts);
    shares.fill(0);
    for (let s = 0; s < batch; s++) {
      let best = 0;
      for (let e = 1; e < experts; e++) if (scores[s * experts + e]! > scores[s * experts + best]!) best = e;
      shares[best]! += 1 / batch;
    }
    let sum = 0;
    for (let s = 0, k = 0; s < batch; s++) {
      for (let e = 0; e < experts; e++, k++) sum += shares[e]! * probabilities[k]!;
    }
    return (weight * experts * sum) / batch;
  };
  return {
    loss: measure,
    addGrads(routing, batch, _gradWeights, gradScores) {
      measure(routing, batch);
      const factor = (weight * experts) / batch;
      for (let s = 0; s < batch; s++) {
        const first = s * experts;
        let mean = 0;
        for (let e = 0; e < experts; e++) mean += shares[e]! * probabilities[first + e]!;
        for (let e = 0; e < experts; e++) {
          gradScores[first + e]! += factor * probabilities[first + e]! * (shares[e]! - mean);
        }
      }
    },
  };
}
