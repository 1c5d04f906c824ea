import { exp, log } from "../core/math/index.ts";

/**
 * Cross entropy of class logits, in nats, and its derivative. logits: (batch, classes); labels: (batch,); losses: (batch,), overwritten with
 * log(sum_c exp(logits_c)) - logits_label; gradLogits: (batch, classes), overwritten with softmax - onehot, each
 * sample's own: a mean over the batch is the caller's to take. A row's largest logit is subtracted first, so that nothing overflows.
 */
export function crossEntropyInto(
  logits: Float64Array,
  labels: Int32Array,
  batch: number,
  classes: number,
  losses: Float64Array,
  gradLogits: Float64Array,
): void {
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
    losses[s] = log(sum) - (logits[label]! - largest);
  }
}
