import { fail } from "../../core/errors.ts";
import { number } from "../../core/fields.ts";
import { exp, log1p } from "../../core/math/index.ts";
import type { Loss, LossKind } from "./loss.ts";
import { rowsAlike } from "./loss.ts";

const binaryFields = {
  positiveWeight: number({
    help: "how much the rows of the second class count, beside 1 for the first",
    min: 0,
    max: Infinity,
    above: true,
    default: 1,
  }),
};

/**
 * Cross entropy of two classes from one logit z, in nats: the second class has the probability 1 / (1 + exp(-z)). A row costs log(1 + exp(z)) for
 * the first class and positiveWeight log(1 + exp(-z)) for the second; the mean is over rows, whatever their weight, as in
 * torch.nn.BCEWithLogitsLoss.
 */
export const binaryLoss = {
  help: "cross entropy of two classes from one output, through a sigmoid",
  fields: binaryFields,
  targets: "classes",
  make({ positiveWeight }, classes): Loss {
    if (classes !== 2) fail("binary", "two classes", classes, "Take crossEntropy for more");
    return {
      outputs: 1,
      sumInto(logits: Float64Array, labels: Int32Array, batch: number, gradLogits: Float64Array, divisor: number) {
        let loss = 0;
        for (let s = 0; s < batch; s++) {
          const positive = labels[s] === 1;
          // How far the logit is on the wrong side, and the probability of the wrong class.
          const wrong = positive ? -logits[s]! : logits[s]!;
          const e = exp(wrong > 0 ? -wrong : wrong);
          const probability = (wrong > 0 ? 1 : e) / (1 + e);
          const weight = positive ? positiveWeight : 1;
          // The last term is 0, but NaN for a logit that is not finite.
          loss += weight * (Math.max(wrong, 0) + log1p(e)) + 0 * wrong;
          gradLogits[s] = ((positive ? -weight : weight) * probability) / divisor;
        }
        return loss;
      },
      weightOf: rowsAlike,
    };
  },
} satisfies LossKind<typeof binaryFields>;
