import { exp } from "../core/math/index.ts";

/** Softmax of each row, in place. rows: (batch, size). Each row's largest number is subtracted first, so that nothing overflows. */
export function softmaxInPlace(rows: Float64Array, batch: number, size: number): void {
  if (size === 2) {
    softmaxOfTwo(rows, batch);
    return;
  }
  for (let s = 0; s < batch; s++) {
    const first = s * size;
    let largest = rows[first]!;
    for (let i = 1; i < size; i++) if (rows[first + i]! > largest) largest = rows[first + i]!;
    let sum = 0;
    for (let i = first; i < first + size; i++) {
      const z = rows[i]! - largest;
      // exp(0) is exactly 1: one call less for each row.
      const e = z === 0 ? 1 : exp(z);
      rows[i] = e;
      sum += e;
    }
    for (let i = first; i < first + size; i++) rows[i]! /= sum;
  }
}

/** The same bits without inner loops: two experts are the common case. */
function softmaxOfTwo(rows: Float64Array, batch: number): void {
  for (let k = 0; k < 2 * batch; k += 2) {
    const z = rows[k + 1]! - rows[k]!;
    const e = exp(z > 0 ? -z : z);
    // 1, but NaN where the larger number is infinite.
    const one = 1 + 0 * (z > 0 ? rows[k + 1]! : rows[k]!);
    rows[k] = (z > 0 ? e : one) / (one + e);
    rows[k + 1] = (z > 0 ? one : e) / (one + e);
  }
}

/**
 * Turns the derivative by softmax's results into the derivative by its arguments, in place. weights: (batch, size), the
 * results; grads: (batch, size). For each row: g_i becomes w_i (g_i - sum_j w_j g_j).
 */
export function softmaxBackwardInPlace(weights: Float64Array, grads: Float64Array, batch: number, size: number): void {
  for (let s = 0; s < batch; s++) {
    const first = s * size;
    let mean = 0;
    for (let i = first; i < first + size; i++) mean += weights[i]! * grads[i]!;
    for (let i = first; i < first + size; i++) grads[i] = weights[i]! * (grads[i]! - mean);
  }
}
