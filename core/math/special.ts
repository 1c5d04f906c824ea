import { exp } from "./exp.ts";
import { log, log1p } from "./log.ts";

/* Distribution functions that statistics need. Relative errors below 1e-12 where not said otherwise; not for hot loops. */

const SQRT_PI = 1.772453850905516;

/** Error function. Series with positive terms only (Abramowitz & Stegun 7.1.6). */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a > 3) return Math.sign(x) * (1 - erfc(a));
  let term = a;
  let sum = a;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * a * a) / (2 * n + 1);
    sum += term;
  }
  return Math.sign(x) * (2 / SQRT_PI) * exp(-a * a) * sum;
}

/** 1 - erf(x), accurate in the tail. Continued fraction from x = 1 (Abramowitz & Stegun 7.1.14, evaluated by Lentz's method). */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < 1) return 1 - erf(x);
  if (x > 27.3) return 0;
  let fraction = 0;
  for (let n = Math.ceil(30 + 400 / (x * x)); n >= 1; n--) fraction = n / 2 / (x + fraction);
  // x^2 in two parts: its rounding alone would cost the tail's relative accuracy.
  const high = Math.fround(x);
  return (exp(-high * high) * exp(-(x - high) * (x + high))) / (SQRT_PI * (x + fraction));
}

/** P(Z <= z) of a standard normal. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2);
}

/** The z with normalCdf(z) = p, for 0 < p < 1: Abramowitz & Stegun 26.2.23, then Newton's steps. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? Number.NEGATIVE_INFINITY : p === 1 ? Number.POSITIVE_INFINITY : Number.NaN;
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

/** ln Gamma(x) for x > 0 (Lanczos' approximation, g = 7, 9 terms). */
export function lnGamma(x: number): number {
  let sum = LANCZOS[0]!;
  for (let k = 1; k < LANCZOS.length; k++) sum += LANCZOS[k]! / (x + k - 1);
  const t = x + 6.5;
  return 0.9189385332046728 + (x - 0.5) * log(t) - t + log(sum);
}

/** Regularised incomplete beta function I_x(a, b), by its continued fraction (Numerical Recipes 6.4; modified Lentz). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * log(x) + b * log1p(-x)) / a;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m < 1000; m++) {
    for (const coefficient of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / (1 + coefficient * d);
      c = 1 + coefficient / c;
      value *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return front * value;
}

/** P(T <= t) of Student's t with the given degrees of freedom. */
export function studentTCdf(t: number, degrees: number): number {
  const tail = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** The t with studentTCdf(t) = p: bisection, to the last bits. */
export function studentTQuantile(p: number, degrees: number): number {
  if (p > 0.5) return -studentTQuantile(1 - p, degrees);
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
