/**
 * Squared coefficient of variation, variance / mean^2, of nonnegative numbers whose mean is not 0; the derivative by each goes to grads, times factor.
 */
export function squaredVariation(values: Float64Array, grads: Float64Array, factor: number): number {
  const count = values.length;
  let mean = 0;
  for (let i = 0; i < count; i++) mean += values[i]! / count;
  if (mean === 0) {
    grads.fill(0);
    return 0;
  }
  let variance = 0;
  for (let i = 0; i < count; i++) variance += ((values[i]! - mean) * (values[i]! - mean)) / count;
  const square = variance / (mean * mean);
  // d/dv_i of variance / mean^2: 2 (v_i - mean) / (count mean^2) - 2 variance / (count mean^3).
  for (let i = 0; i < count; i++) {
    grads[i] = (factor * 2 * ((values[i]! - mean) / mean - square)) / (count * mean);
  }
  return factor * square;
}
