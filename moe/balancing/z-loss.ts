import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { exp, log } from "../../core/math/index.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import type { BalancingKind } from "./balancing.ts";
import { lossAlone } from "./balancing.ts";

const fields = {
  weight: number({ help: "factor of the loss", min: 0, max: Infinity, above: true, default: 0.001 }),
};

/**
 * Loss weight * mean over samples of (log sum_i exp score_i)^2, which keeps scores small. Each sample's part is its own. Options: weight 0.001. Zoph et
 * al. (ST-MoE), arXiv 2202.08906, eq. 5. Errors: an option out of bounds.
 */
export function zLossBalancing(options: Options<typeof fields> = {}): Spec<"zLoss", typeof fields> {
  return specOf("zLoss", fields, options, "zLossBalancing");
}

export const zLossKind = {
  help: "ST-MoE's z-loss: squared log-sum-exp of the scores, which keeps them small",
  fields,
  couples: false,
  biases: false,
  build: ({ weight }, { experts }) =>
    lossAlone(() => ({
      loss({ scores }, batch) {
        let sum = 0;
        for (let s = 0; s < batch; s++) {
          const z = logSumExp(scores, s * experts, experts);
          sum += z * z;
        }
        return (weight * sum) / batch;
      },
      addGrads({ scores }, batch, _gradWeights, gradScores, perSample) {
        const factor = (2 * weight) / (perSample ? 1 : batch);
        for (let s = 0; s < batch; s++) {
          const first = s * experts;
          const z = logSumExp(scores, first, experts);
          for (let i = first; i < first + experts; i++) gradScores[i]! += factor * z * exp(scores[i]! - z);
        }
      },
    })),
} satisfies BalancingKind<typeof fields>;

function logSumExp(values: Float64Array, first: number, count: number): number {
  let largest = values[first]!;
  for (let i = first + 1; i < first + count; i++) largest = Math.max(largest, values[i]!);
  let sum = 0;
  for (let i = first; i < first + count; i++) sum += exp(values[i]! - largest);
  return largest + log(sum);
}
