import { type Reduced, reduceInto } from "./reduce.ts";

/*
 * Sine and cosine by fdlibm's kernels on [-pi/4, pi/4] (Sun Microsystems, 1993): polynomials with an error below 2^-58, and the
 * rounding of the reduced argument carried in `tail`.
 */
const S1 = -1.66666666666666324348e-1;
const S2 = 8.33333333332248946124e-3;
const S3 = -1.98412698298579493134e-4;
const S4 = 2.75573137070700676789e-6;
const S5 = -2.50507602534068634195e-8;
const S6 = 1.58969099521155010221e-10;
const C1 = 4.16666666666666019037e-2;
const C2 = -1.38888888888741095749e-3;
const C3 = 2.48015872894767294178e-5;
const C4 = -2.75573143513906633035e-7;
const C5 = 2.0875723212981748279e-9;
const C6 = -1.13596475577881948265e-11;

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
