import { exp, log } from "../core/math/index.ts";

/**
 * Cross entropy of class logits, in nats: returns the sum over the batch of log(sum_c exp(logits_c)) - logits_label. logits: (batch, classes); labels:
 * (batch,); gradLogits: (batch, classes), overwritten with the derivative, softmax - onehot of each sample, over `divisor` (the batch, for
 * that of its mean loss). A row's largest logit is subtracted first, so that nothing overflows.
 */
export function crossEntropyInto(
  logits: Float64Array,
  labels: Int32Array,
  batch: number,
  classes: number,
  gradLogits: Float64Array,
  divisor: number,
): number {
  if (classes === 2) return ofTwo(logits, labels, batch, gradLogits, divisor);
  let loss = 0;
  let product = 1;
  for (let s = 0; s < batch; s++) {
    const first = s * classes;
    const end = first + classes;
    let largest = logits[first]!;
    for (let i = first + 1; i < end; i++) if (logits[i]! > largest) largest = logits[i]!;
    let sum = 0;
    for (let i = first; i < end; i++) {
      const z = logits[i]! - largest;
      // exp(0) is exactly 1: one call less for each row.
      const e = z === 0 ? 1 : exp(z);
      gradLogits[i] = e;
      sum += e;
    }
    for (let i = first; i < end; i++) gradLogits[i]! /= sum;
    const label = first + labels[s]!;
    gradLogits[label]! -= 1;
    for (let i = first; i < end; i++) gradLogits[i]! /= divisor;
    loss -= logits[label]! - largest;
    product *= sum;
    if (product < LARGE) continue;
    loss += log(product);
    product = 1;
  }
  return loss + log(product);
}

/** One logarithm of a product costs less than many logarithms; sums are at most the number of classes, far below what would overflow it. */
const LARGE = 1e150;

/** The same bits without inner loops: two classes are the common case. */
function ofTwo(
  logits: Float64Array,
  labels: Int32Array,
  batch: number,
  gradLogits: Float64Array,
  divisor: number,
): number {
  let loss = 0;
  let product = 1;
  for (let s = 0; s < batch; s++) {
    const k = 2 * s;
    const z = logits[k + 1]! - logits[k]!;
    const below = z > 0 ? -z : z;
    const e = exp(below);
    // 1, but NaN where the larger logit is infinite.
    const one = 1 + 0 * (z > 0 ? logits[k + 1]! : logits[k]!);
    const sum = one + e;
    const label = labels[s]!;
    const first = (z > 0 ? e : one) / sum;
    const second = (z > 0 ? one : e) / sum;
    gradLogits[k] = (label === 0 ? first - 1 : first) / divisor;
    gradLogits[k + 1] = (label === 1 ? second - 1 : second) / divisor;
    // What the label's logit lies below the largest.
    if ((label === 1) !== z > 0) loss -= below;
    product *= sum;
    if (product < LARGE) continue;
    loss += log(product);
    product = 1;
  }
  return loss + log(product);
}
