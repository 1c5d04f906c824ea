import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import type { BalancingKind, Routing } from "./balancing.ts";
import { lossAlone } from "./balancing.ts";
import { squaredVariation } from "./variation.ts";

const fields = {
  weight: number({ help: "factor of the loss", min: 0, max: Infinity, above: true, default: 0.1 }),
};

/**
 * Loss weight * CV^2 of the experts' importance, the sum of their weights over the batch (CV: standard deviation over mean). Options: weight
 * 0.1. Shazeer et al., arXiv 1701.06538, eq. 6. Errors: an option out of bounds.
 */
export function importanceBalancing(options: Options<typeof fields> = {}): Spec<"importance", typeof fields> {
  return specOf("importance", fields, options, "importanceBalancing");
}

export const importanceKind = {
  help: "squared coefficient of variation of the experts' summed weights",
  fields,
  couples: true,
  biases: false,
  build: ({ weight }, { experts }) =>
    lossAlone(() => {
      const sums = new Float64Array(experts);
      const grads = new Float64Array(experts);
      const measure = ({ weights }: Routing, batch: number): number => {
        sums.fill(0);
        for (let s = 0, k = 0; s < batch; s++) for (let e = 0; e < experts; e++, k++) sums[e]! += weights[k]!;
        return squaredVariation(sums, grads, weight);
      };
      return {
        loss: measure,
        addGrads(routing, batch, gradWeights) {
          measure(routing, batch);
          for (let s = 0, k = 0; s < batch; s++) for (let e = 0; e < experts; e++, k++) gradWeights[k]! += grads[e]!;
        },
      };
    }),
} satisfies BalancingKind<typeof fields>;
