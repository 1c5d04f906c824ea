import { quotient } from "./quotient.ts";
import { type Reduced, reduceInto } from "./reduce.ts";

/*
 * Sine and cosine by fdlibm's kernels on [-pi/4, pi/4] (Sun Microsystems, 1993): polynomials with an error below 2^-58, and the
 * rounding of the reduced argument carried in `tail`.
 */
const S1 = -0.16666666666666632;
const S2 = 0.00833333333332249;
const S3 = -0.0001984126982985795;
const S4 = 2.7557313707070068e-6;
const S5 = -2.5050760253406863e-8;
const S6 = 1.58969099521155e-10;
const C1 = 0.0416666666666666;
const C2 = -0.001388888888887411;
const C3 = 2.480158728947673e-5;
const C4 = -2.7557314351390663e-7;
const C5 = 2.087572321298175e-9;
const C6 = -1.1359647557788195e-11;

function sinKernel(y: number, tail: number): number {
  const z = y * y;
  const r = S2 + z * (S3 + z * S4) + z * z * z * (S5 + z * S6);
  const v = z * y;
  return y - (z * (0.5 * tail - v * r) - tail - v * S1);
}

function cosKernel(y: number, tail: number): number {
  const z = y * y;
  const w = z * z;
  const r = z * (C1 + z * (C2 + z * C3)) + w * w * (C4 + z * (C5 + z * C6));
  const half = 0.5 * z;
  const rest = 1 - half;
  return rest + (1 - rest - half + (z * r - y * tail));
}

const reduced: Reduced = { n: 0, y: 0, tail: 0 };

/** Sine of x radians, within 1 ulp. Infinities give NaN; -0 gives -0. */
export function sin(x: number): number {
  if (x < 1e-8 && x > -1e-8) return x;
  if (x - x !== 0) return Number.NaN;
  reduceInto(x, reduced);
  const { n, y, tail } = reduced;
  const value = n & 1 ? cosKernel(y, tail) : sinKernel(y, tail);
  return n & 2 ? -value : value;
}

/** Cosine of x radians, within 1 ulp. Infinities give NaN. */
export function cos(x: number): number {
  if (x - x !== 0) return Number.NaN;
  reduceInto(x, reduced);
  const { n, y, tail } = reduced;
  const value = n & 1 ? sinKernel(y, tail) : cosKernel(y, tail);
  return n === 1 || n === 2 ? -value : value;
}

/** Tangent of x radians, within 1 ulp: sine over cosine, each as a sum of two doubles. Infinities give NaN; -0 gives -0. */
export function tan(x: number): number {
  if (x < 1e-8 && x > -1e-8) return x;
  if (x - x !== 0) return Number.NaN;
  reduceInto(x, reduced);
  const { n, y, tail } = reduced;
  const z = y * y;
  const w = z * z;
  const bend = tail - z * (0.5 * tail - z * y * (S2 + z * (S3 + z * S4) + z * w * (S5 + z * S6))) + z * y * S1;
  const s = y + bend;
  const sLow = y - s + bend;
  const half = 0.5 * z;
  const rest = 1 - half;
  const r = z * (C1 + z * (C2 + z * C3)) + w * w * (C4 + z * (C5 + z * C6));
  const lost = 1 - rest - half + (z * r - y * tail);
  const c = rest + lost;
  const cLow = rest - c + lost;
  return n & 1 ? -quotient(c, cLow, s, sLow) : quotient(s, sLow, c, cLow);
}

/** Sines and cosines of the first `count` numbers of x: the same bits as `sin` and `cos`, one reduction for both. */
export function sincosInto(x: Float64Array, sines: Float64Array, cosines: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    const angle = x[i]!;
    if (angle - angle !== 0) {
      sines[i] = Number.NaN;
      cosines[i] = Number.NaN;
      continue;
    }
    reduceInto(angle, reduced);
    const { n, y, tail } = reduced;
    const s = angle < 1e-8 && angle > -1e-8 ? angle : sinKernel(y, tail);
    const c = cosKernel(y, tail);
    sines[i] = n === 0 ? s : n === 1 ? c : n === 2 ? -s : -c;
    cosines[i] = n === 0 ? c : n === 1 ? -s : n === 2 ? -c : s;
  }
}
