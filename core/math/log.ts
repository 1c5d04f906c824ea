import { HIGH, powerOfTwo } from "./exp.ts";

/* Natural logarithms by fdlibm's method (Sun Microsystems, 1993): x = 2^k (1 + f), a series in s = f / (2 + f). */
const LN2_HI = 0.6931471803691238;
const LN2_LO = 1.9082149292705877e-10;
const L1 = 0.6666666666666735;
const L2 = 0.3999999999940942;
const L3 = 0.2857142874366239;
const L4 = 0.22222198432149784;
const L5 = 0.1818357216161805;
const L6 = 0.15313837699209373;
const L7 = 0.14798198605106586;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

/** ln(2^k (1 + f) + c 2^k), f in about [-0.29, 0.41]. */
function logKernel(f: number, k: number, c: number): number {
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const r = w * (L2 + w * (L4 + w * L6)) + z * (L1 + w * (L3 + w * (L5 + w * L7)));
  return k * LN2_HI - (half - (s * (half + r) + (k * LN2_LO + c)) - f);
}

/** Natural logarithm, within 1 ulp. 0 gives -Infinity, a negative number NaN. */
export function log(x: number): number {
  if (Number.isNaN(x) || x === Number.POSITIVE_INFINITY) return x;
  if (x <= 0) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  let k = 0;
  float[0] = x;
  if (x < 2.2250738585072014e-308) {
    k = -54;
    float[0] = x * 18014398509481984;
  }
  const word = words[HIGH]!;
  // Adding this constant carries into the exponent when 1 + f would pass sqrt(2).
  const carried = (word + (0x3ff00000 - 0x3fe6a09e)) >>> 0;
  k += (carried >>> 20) - 1023;
  // Near 1 a product is exact and costs less than to put the double together from its words.
  if (k >= -64 && k <= 64) return logKernel(x * powerOfTwo(-k) - 1, k, 0);
  words[HIGH] = (carried & 0xfffff) + 0x3fe6a09e;
  return logKernel(float[0]! - 1, k, 0);
}

/** ln(1 + x), within 1 ulp also near 0. */
export function log1p(x: number): number {
  if (Number.isNaN(x) || x === Number.POSITIVE_INFINITY || (x < 1e-17 && x > -1e-17)) return x;
  if (x <= -1) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x > -0.2928 && x < 0.4142) return logKernel(x, 0, 0);
  const u = 1 + x;
  float[0] = u;
  const carried = (words[HIGH]! + (0x3ff00000 - 0x3fe6a09e)) >>> 0;
  const k = (carried >>> 20) - 1023;
  const lost = k >= 54 ? 0 : (k >= 2 ? 1 - (u - x) : x - (u - 1)) / u;
  float[0] = u;
  words[HIGH] = (carried & 0xfffff) + 0x3fe6a09e;
  return logKernel(float[0]! - 1, k, lost);
}
