/*
 * Exponentials by fdlibm's methods (Sun Microsystems, 1993): x = k ln2 + r, |r| <= ln2 / 2, a rational function of r, and a scaling by 2^k.
 */
const LN2_HI = 0.6931471803691238;
const LN2_LO = 1.9082149292705877e-10;
const INV_LN2 = 1 / Math.LN2;
const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 6.613756321437934e-5;
const P4 = -1.6533902205465252e-6;
const P5 = 4.1381367970572385e-8;
const Q1 = -0.03333333333333313;
const Q2 = 0.0015873015872548146;
const Q3 = -7.93650757867488e-5;
const Q4 = 4.008217827329362e-6;
const Q5 = -2.0109921818362437e-7;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);
float[0] = 1;
/** Which of the two words of a double holds sign and exponent. */
export const HIGH = words[1] === 0x3ff00000 ? 1 : 0;

/** Powers from 2^-64 to 2^64: a look-up costs less than to put a double together from its words. */
const POWERS = new Float64Array(129);
for (let k = 0, power = 1; k <= 64; k++, power *= 2) {
  POWERS[64 + k] = power;
  POWERS[64 - k] = 1 / power;
}

/** 2^k for a whole k from -1022 to 1023. */
export function powerOfTwo(k: number): number {
  if (k >= -64 && k <= 64) return POWERS[k + 64]!;
  words[1 - HIGH] = 0;
  words[HIGH] = (k + 1023) << 20;
  return float[0]!;
}

/** value * 2^k, also where 2^k itself is out of range. */
function scale(value: number, k: number): number {
  if (k > 1023) return value * 2 * powerOfTwo(k - 1);
  if (k < -1021) return value * powerOfTwo(k + 1000) * powerOfTwo(-1000);
  return value * powerOfTwo(k);
}

/** e^x, within 1 ulp. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019412) return 0;
  const k = Math.floor(INV_LN2 * x + 0.5);
  const hi = x - k * LN2_HI;
  const lo = k * LN2_LO;
  const r = hi - lo;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  return scale(1 - (lo - (r * c) / (2 - c) - hi), k);
}

/** A number as a sum of two doubles, the second below the first's last bit. */
export interface Pair {
  high: number;
  low: number;
}

/** e^x - 1 as a sum high + low that is good to about 2^-58; |x| up to 40. */
export function expm1Pair(x: number, out: Pair): void {
  const k = x < 0.34 && x > -0.34 ? 0 : Math.floor(INV_LN2 * x + 0.5);
  const hi = x - k * LN2_HI;
  const lo = k * LN2_LO;
  const r = hi - lo;
  const c = hi - r - lo;
  const half = 0.5 * r;
  const h = r * half;
  const r1 = 1 + h * (Q1 + h * (Q2 + h * (Q3 + h * (Q4 + h * Q5))));
  const t = 3 - r1 * half;
  const quotient = h * ((r1 - t) / (6 - r * t));
  const e = r * (quotient - c) - c - h;
  // e^r - 1 = r - e
  if (k === 0) {
    out.high = r - e;
    out.low = r - out.high - e;
    return;
  }
  const factor = powerOfTwo(k);
  const a = factor - 1;
  const b = factor * r;
  const sum = a + b;
  const back = sum - a;
  const lost = a - (sum - back) + (b - back) - factor * e;
  out.high = sum + lost;
  out.low = sum - out.high + lost;
}

const pair: Pair = { high: 0, low: 0 };

/** e^x - 1, within 1 ulp also near 0. */
export function expm1(x: number): number {
  if (Number.isNaN(x) || (x < 1e-17 && x > -1e-17)) return x;
  if (x > 39) return x > 709.782712893384 ? Number.POSITIVE_INFINITY : exp(x) - 1;
  if (x < -39) return -1;
  expm1Pair(x, pair);
  return pair.high;
}
