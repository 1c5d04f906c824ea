import { fail } from "../../core/errors.ts";
import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import type { BalancingKind } from "./balancing.ts";

const fields = {
  rate: number({ help: "how far a step moves each bias", min: 0, max: 1, above: true, default: 0.001 }),
};

/**
 * No loss: a bias for each expert is added to its probability where experts are selected, and nowhere else. After each step the biases of
 * experts with fewer samples than the mean go up by `rate`, those with more go down. The biases are kept with the parameters (balancing.bias) and
 * serve at prediction, too. For gatings that select the highest scores. Options: rate 0.001. Wang et al., arXiv 2408.15664. Errors: an option
 * out of bounds; a gating that does not select.
 */
export function biasBalancing(options: Options<typeof fields> = {}): Spec<"bias", typeof fields> {
  return specOf("bias", fields, options, "biasBalancing");
}

export const biasKind = {
  help: "no loss: biases in the selection that step towards even loads",
  fields,
  couples: true,
  biases: true,
  build({ rate }, { experts, gating, gatingName }) {
    if (!gating.selects)
      fail("balancing bias", "a gating that selects the highest scores: topK or noisyTopK", gatingName);
    return {
      parameters: [{ name: "bias", shape: [experts], trainable: false, init: (_key, out) => void out.fill(0) }],
      open() {
        const counts = new Float64Array(experts);
        return {
          loss: () => 0,
          addGrads: () => {},
          afterStep(params, { weights }, batch) {
            counts.fill(0);
            let all = 0;
            for (let s = 0, k = 0; s < batch; s++) {
              for (let e = 0; e < experts; e++, k++) {
                if (weights[k] === 0) continue;
                counts[e]! += 1;
                all++;
              }
            }
            for (let e = 0; e < experts; e++) params[e]! += rate * Math.sign(all / experts - counts[e]!);
          },
        };
      },
    };
  },
} satisfies BalancingKind<typeof fields>;
