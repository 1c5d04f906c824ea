import { fail } from "../errors.ts";
import { erfc, SQRT_PI } from "./error-function.ts";
import { exp } from "./exp.ts";
import { log, log1p } from "./log.ts";

/* Distribution functions that statistics need; not for hot loops. Outside their domain they give NaN, as Math's functions do. */

/** P(Z <= z) of a standard normal, to 1e-12 relative also in the tail. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2);
}

/**
 * The z with normalCdf(z) = p, to 1e-12 of the larger of 1 and its size: Abramowitz & Stegun 26.2.23, then Halley's steps. p = 0 and 1 give
 * -Infinity and Infinity.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (p === 0.5) return 0;
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * log(p));
  const top = 2.515517 + t * (0.802853 + t * 0.010328);
  let z = -(t - top / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
  for (let k = 0; k < 4; k++) {
    const density = exp((-z * z) / 2) / (Math.SQRT2 * SQRT_PI);
    const error = (normalCdf(z) - p) / density;
    z -= error / (1 + (z * error) / 2);
  }
  return z;
}

const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/** ln Gamma(x) for x > 0, to 1e-14 of the larger of 1 and its size (Lanczos' approximation, g = 7, 9 terms). */
export function lnGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let sum = LANCZOS[0]!;
  for (let k = 1; k < LANCZOS.length; k++) sum += LANCZOS[k]! / (x + (k - 1));
  const t = x + 6.5;
  return 0.9189385332046728 + (x - 0.5) * log(t) - t + log(sum);
}

/** Regularised incomplete beta function I_x(a, b), 0 <= x <= 1, a and b above 0; to 1e-12 for a and b up to 50. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) return Number.NaN;
  return betaOf(x, 1 - x, a, b);
}

/** I_x(a, b) with y = 1 - x handed over, since the subtraction would cost digits where x is near 1. */
function betaOf(x: number, y: number, a: number, b: number): number {
  if (x === 0 || y === 0) return y === 0 ? 1 : 0;
  return x > (a + 1) / (a + b + 2) ? 1 - betaFraction(y, x, b, a) : betaFraction(x, y, a, b);
}

/** The continued fraction of the incomplete beta function (Numerical Recipes 6.4; Lentz' method); steps grow as the root of a and b. */
function betaFraction(x: number, y: number, a: number, b: number): number {
  const lnY = x < 0.5 ? log1p(-x) : log(y);
  const front = exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * log(x) + b * lnY) / a;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 10000; m++) {
    for (const coefficient of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / (1 + coefficient * d);
      c = 1 + coefficient / c;
      value *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-15) return front * value;
  }
  return fail("incompleteBeta", "a and b for which its fraction converges", [a, b]);
}

/** P(T <= t) of Student's t with the given degrees of freedom, above 0; to 1e-12 for up to 100 degrees. */
export function studentTCdf(t: number, degrees: number): number {
  if (Number.isNaN(t) || !(degrees > 0)) return Number.NaN;
  const square = t * t;
  const whole = degrees + square;
  if (whole === Number.POSITIVE_INFINITY) return t > 0 ? 1 : 0;
  const tail = betaOf(degrees / whole, square / whole, degrees / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** The t with studentTCdf(t) = p, to 1e-12 of the larger of 1 and its size: bisection. p = 0 and 1 give -Infinity and Infinity. */
export function studentTQuantile(p: number, degrees: number): number {
  if (!(p >= 0 && p <= 1 && degrees > 0)) return Number.NaN;
  if (p > 0.5) return -studentTQuantile(1 - p, degrees);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 0.5) return 0;
  let low = -1;
  while (studentTCdf(low, degrees) > p) low *= 2;
  let high = 0;
  for (let k = 0; k < 200 && high - low > 1e-15 * -low; k++) {
    const middle = (low + high) / 2;
    if (studentTCdf(middle, degrees) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
