/**
 * Argument reduction by pi/2, after fdlibm's rem_pio2 (Sun Microsystems, 1993): x = n pi/2 + y + tail, |y| <= pi/4, in two steps of a 33-bit split
 * of pi/2, and a third where x is near a multiple of pi/2 (151 bits in all). For huge x, whole-number arithmetic gives the exact rest.
 */
const INV_PIO2 = 0.6366197723675814;
const PIO2_1 = 1.5707963267341256;
const PIO2_2 = 6.077100506303966e-11;
const PIO2_2T = 2.0222662487959506e-21;
const PIO2_3 = 2.0222662487111665e-21;
const PIO2_3T = 8.4784276603689e-32;

export interface Reduced {
  n: number;
  y: number;
  tail: number;
}

/** Writes the reduction of a finite x into out. */
export function reduceInto(x: number, out: Reduced): void {
  const n = Math.floor(x * INV_PIO2 + 0.5);
  if (n < 1048576 && n > -1048576) {
    const t = x - n * PIO2_1;
    const w = n * PIO2_2;
    const r = t - w;
    const rest = n * PIO2_2T - (t - r - w);
    const y = r - rest;
    out.n = n & 3;
    if (n === 0 || y > 1e-6 || y < -1e-6) {
      out.y = y;
      out.tail = r - y - rest;
      return;
    }
    // Here r is exact: a multiple of 2^-66, and small.
    const w3 = n * PIO2_3;
    const r3 = r - w3;
    const rest3 = n * PIO2_3T - (r - r3 - w3);
    out.y = r3 - rest3;
    out.tail = r3 - out.y - rest3;
    return;
  }
  exactly(x, out);
}

// 1,200 bits after the point: the largest double has 1,024 before it.
const BITS = 1200n;
let halfPi = 0n;

/** pi/2 times 2^BITS, by Machin's formula: pi/4 = 4 atan(1/5) - atan(1/239). */
function machin(): bigint {
  const guard = 32n;
  const one = 1n << (BITS + guard);
  const atanInverse = (q: bigint): bigint => {
    let term = one / q;
    let sum = term;
    for (let k = 3n; term !== 0n; k += 2n) {
      term = -term / (q * q);
      sum += term / k;
    }
    return sum;
  };
  return (2n * (4n * atanInverse(5n) - atanInverse(239n))) >> guard;
}

const bits = new DataView(new ArrayBuffer(8));

/** x as a whole number times 2^-BITS; exact for |x| >= 2^-1000. */
function fixed(x: number): bigint {
  bits.setFloat64(0, x);
  const word = bits.getBigUint64(0);
  const exponent = (word >> 52n) & 0x7ffn;
  const mantissa = (word & 0xfffffffffffffn) | 0x10000000000000n;
  const shift = exponent - 1075n + BITS;
  const size = shift >= 0n ? mantissa << shift : mantissa >> -shift;
  return x < 0 ? -size : size;
}

function exactly(x: number, out: Reduced): void {
  if (halfPi === 0n) halfPi = machin();
  const value = fixed(x);
  const doubled = 2n * value + halfPi;
  // Floor division, so that the rest lies in [-pi/4, pi/4].
  let n = doubled / (2n * halfPi);
  if (doubled < 0n && n * 2n * halfPi !== doubled) n -= 1n;
  const rest = value - n * halfPi;
  out.n = Number(BigInt.asUintN(2, n));
  out.y = toNumber(rest);
  out.tail = toNumber(rest - fixed(out.y));
}

/** A whole number times 2^-BITS as a double, cut to 62 bits first. The rest of a reduction is never below 2^-70, so e stays in range. */
function toNumber(value: bigint): number {
  const size = value < 0n ? -value : value;
  if (size === 0n) return 0;
  const drop = Math.max(0, size.toString(2).length - 62);
  const cut = Number(size >> BigInt(drop));
  const scaled = cut * powerOfTwo(drop - Number(BITS) + 600) * powerOfTwo(-600);
  return value < 0n ? -scaled : scaled;
}

function powerOfTwo(e: number): number {
  bits.setFloat64(0, 0);
  bits.setUint32(0, (e + 1023) << 20);
  return bits.getFloat64(0);
}
