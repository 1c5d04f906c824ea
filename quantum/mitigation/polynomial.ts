import type { Extrapolation } from "./fits.ts";

/**
 * What the values at these scales are multiplied by to give the value at 0 of their least-squares polynomial of this degree. With degree scales.length - 1 it goes
 * through all of them: Richardson's extrapolation. By orthogonal polynomials p_0 = 1, p_k+1 = (x - a_k) p_k - b_k p_k-1 on the scales: the sum over k of
 * p_k(0) p_k(x_j) / |p_k|^2. Forsythe, J. SIAM 5, 74 (1957).
 */
export function coefficientsAtZero(scales: readonly number[], degree: number): Float64Array {
  const out = new Float64Array(scales.length);
  let before = scales.map(() => 0);
  let now = scales.map(() => 1);
  let [zeroBefore, zero, normBefore] = [0, 1, 0];
  for (let k = 0; k <= degree; k++) {
    let [norm, moment] = [0, 0];
    now.forEach((p, j) => {
      norm += p * p;
      moment += scales[j]! * p * p;
    });
    now.forEach((p, j) => {
      out[j]! += (zero * p) / norm;
    });
    const a = moment / norm;
    const b = k === 0 ? 0 : norm / normBefore;
    const next = now.map((p, j) => (scales[j]! - a) * p - b * before[j]!);
    [before, now] = [now, next];
    [zeroBefore, zero, normBefore] = [zero, -a * zero - b * zeroBefore, norm];
  }
  return out;
}

/** Extrapolation by a polynomial: the same weighted sum of the values whatever they are. */
export function polynomialFit(scales: readonly number[], degree: number): Extrapolation {
  const coefficients = coefficientsAtZero(scales, degree);
  return {
    atZero(values, _asymptote, slopes) {
      slopes.set(coefficients);
      let sum = 0;
      for (let j = 0; j < coefficients.length; j++) sum += coefficients[j]! * values[j]!;
      return sum;
    },
  };
}
