import { fail } from "../../core/errors.ts";
import { number } from "../../core/fields.ts";
import { exp, log } from "../../core/math/index.ts";
import { crossEntropyInto } from "../cross-entropy.ts";
import { classWeightsField } from "./class-weights.ts";
import type { Loss, LossKind } from "./loss.ts";
import { rowsAlike } from "./loss.ts";

const crossEntropyFields = {
  classWeights: classWeightsField,
  smoothing: number({
    help: "share of each label that is spread evenly over all classes",
    min: 0,
    max: 1,
    default: 0,
  }),
};

/**
 * Cross entropy of class logits in nats, as torch.nn.CrossEntropyLoss computes it. With weights w and smoothing s a row of label y costs
 * -(1 - s) w_y log p_y - (s / C) sum_c w_c log p_c, and the mean over rows is the sum of that over the sum of w_y.
 */
export const crossEntropyLoss = {
  help: "cross entropy of the classes' softmax",
  fields: crossEntropyFields,
  targets: "classes",
  make({ classWeights, smoothing }, classes): Loss {
    if (classWeights.length === 0 && smoothing === 0) return plain(classes);
    if (classWeights.length !== 0 && classWeights.length !== classes) {
      fail("crossEntropy: classWeights", `${classes} numbers, one for each class`, classWeights);
    }
    const weights = new Float64Array(classes).fill(1);
    if (classWeights.length > 0) weights.set(classWeights);
    return weighted(weights, smoothing);
  },
} satisfies LossKind<typeof crossEntropyFields>;

function plain(classes: number): Loss {
  return {
    outputs: classes,
    sumInto: (logits, labels: Int32Array, batch, gradLogits, divisor) =>
      crossEntropyInto(logits, labels, batch, classes, gradLogits, divisor),
    weightOf: rowsAlike,
  };
}

function weighted(weights: Float64Array, smoothing: number): Loss {
  const classes = weights.length;
  // What each class counts in every row, whatever the label, and all of that.
  const spread = weights.map((weight) => (smoothing * weight) / classes);
  const spreadSum = spread.reduce((sum, share) => sum + share, 0);
  return {
    outputs: classes,
    sumInto(logits: Float64Array, labels: Int32Array, batch: number, gradLogits: Float64Array, divisor: number) {
      let loss = 0;
      for (let s = 0; s < batch; s++) {
        const first = s * classes;
        const label = labels[s]!;
        let largest = logits[first]!;
        for (let c = 1; c < classes; c++) largest = Math.max(largest, logits[first + c]!);
        let sum = 0;
        for (let c = 0; c < classes; c++) {
          const e = exp(logits[first + c]! - largest);
          gradLogits[first + c] = e;
          sum += e;
        }
        const logSum = log(sum);
        const own = (1 - smoothing) * weights[label]!;
        const total = own + spreadSum;
        for (let c = 0; c < classes; c++) {
          const share = spread[c]! + (c === label ? own : 0);
          // A class that counts nothing adds nothing, however far away its logit.
          if (share !== 0) loss += share * (logSum + (largest - logits[first + c]!));
          gradLogits[first + c] = ((total * gradLogits[first + c]!) / sum - share) / divisor;
        }
        // A logit that is not finite shows, wherever it is.
        if (!(sum < Infinity)) loss = Number.NaN;
      }
      return loss;
    },
    weightOf(labels: Int32Array, batch: number) {
      let sum = 0;
      for (let s = 0; s < batch; s++) sum += weights[labels[s]!]!;
      return sum;
    },
  };
}
