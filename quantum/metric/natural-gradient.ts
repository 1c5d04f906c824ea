import { fail, MoireError } from "../../core/errors.ts";
import type { MetricBlock } from "./metric.ts";

/** A pivot this small beside the largest diagonal entry is rounding. */
const SINGULAR = 1e-14;

/**
 * Turns grads in place into (G + damping I)^-1 grads, block by block (Cholesky); parameters in no block stay as they are. Errors: a damping that is
 * negative or not finite; a matrix that is not positive definite.
 */
export function solveBlocks(blocks: readonly MetricBlock[], damping: number, grads: Float64Array): void {
  if (!(Number.isFinite(damping) && damping >= 0)) {
    fail("naturalGradient: damping", "a finite number from 0", damping);
  }
  for (const { params, metric } of blocks) {
    const n = params.length;
    const lower = factor(metric, n, damping);
    const x = Float64Array.from(params, (param) => grads[param]!);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) x[i]! -= lower[i * n + k]! * x[k]!;
      x[i]! /= lower[i * n + i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) x[i]! -= lower[k * n + i]! * x[k]!;
      x[i]! /= lower[i * n + i]!;
    }
    for (const [i, param] of params.entries()) grads[param] = x[i]!;
  }
}

/** L with L L^T = metric + damping I. */
function factor(metric: Float64Array, n: number, damping: number): Float64Array {
  const lower = new Float64Array(n * n);
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, metric[i * n + i]! + damping);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = metric[i * n + j]! + (i === j ? damping : 0);
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
      if (i > j) lower[i * n + j] = sum / lower[j * n + j]!;
      else if (sum > SINGULAR * largest) lower[i * n + i] = Math.sqrt(sum);
      else {
        throw new MoireError(
          `naturalGradient: the metric of the circuit with damping ${damping} is not positive definite: some direction of the parameters does not move the state; take a larger damping, such as 0.001`,
        );
      }
    }
  }
  return lower;
}
