import type { Range } from "./optimiser.ts";

/** Limits each gradient of the ranges to [-limit, limit], in place. NaN stays NaN. */
export function clipValueInPlace(grads: Float64Array, ranges: readonly Range[], limit: number): void {
  for (let r = 0; r < ranges.length; r++) {
    const { offset, length } = ranges[r]!;
    for (let i = offset; i < offset + length; i++) grads[i] = Math.min(limit, Math.max(-limit, grads[i]!));
  }
}

/**
 * Scales the gradients of the ranges together, in place, so that their Euclidean norm is at most `limit`; shorter ones keep their bits. Returns
 * the norm as it was. Pascanu, Mikolov, Bengio, arXiv 1211.5063, algorithm 1. Where a gradient is not finite, some become NaN.
 */
export function clipNormInPlace(grads: Float64Array, ranges: readonly Range[], limit: number): number {
  const norm = normOf(grads, ranges);
  if (norm <= limit) return norm;
  const factor = limit / norm;
  for (let r = 0; r < ranges.length; r++) {
    const { offset, length } = ranges[r]!;
    for (let i = offset; i < offset + length; i++) grads[i]! *= factor;
  }
  return norm;
}

/** Over the largest entry first, so that squares neither overflow nor vanish. */
function normOf(grads: Float64Array, ranges: readonly Range[]): number {
  let largest = 0;
  for (let r = 0; r < ranges.length; r++) {
    const { offset, length } = ranges[r]!;
    for (let i = offset; i < offset + length; i++) largest = Math.max(largest, Math.abs(grads[i]!));
  }
  if (largest === 0) return 0;
  let sum = 0;
  for (let r = 0; r < ranges.length; r++) {
    const { offset, length } = ranges[r]!;
    for (let i = offset; i < offset + length; i++) sum += (grads[i]! / largest) * (grads[i]! / largest);
  }
  return largest * Math.sqrt(sum);
}
