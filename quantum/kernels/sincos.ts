/*
 * Sines and cosines of two doubles at once, with the bits of core/math/trig.ts and reduce.ts: the same operations in the same order.
 */
const INV_PIO2: f64 = 0.6366197723675814;
const PIO2_1: f64 = 1.5707963267341256;
const PIO2_2: f64 = 6.077100506303966e-11;
const PIO2_2T: f64 = 2.0222662487959506e-21;
const PIO2_3: f64 = 2.0222662487111665e-21;
const PIO2_3T: f64 = 8.4784276603689e-32;
const S1: f64 = -0.16666666666666632;
const S2: f64 = 0.00833333333332249;
const S3: f64 = -0.0001984126982985795;
const S4: f64 = 2.7557313707070068e-6;
const S5: f64 = -2.5050760253406863e-8;
const S6: f64 = 1.58969099521155e-10;
const C1: f64 = 0.0416666666666666;
const C2: f64 = -0.001388888888887411;
const C3: f64 = 2.480158728947673e-5;
const C4: f64 = -2.7557314351390663e-7;
const C5: f64 = 2.087572321298175e-9;
const C6: f64 = -1.1359647557788195e-11;

/** The host's sine and cosine, written to the two addresses: for arguments that are huge or not finite. */
@external("env", "hostSincos")
declare function hostSincos(x: f64, sine: usize, cosine: usize): void;

@inline function m2(a: v128, b: v128): v128 { return f64x2.mul(a, b); }
@inline function a2(a: v128, b: v128): v128 { return f64x2.add(a, b); }
@inline function s2(a: v128, b: v128): v128 { return f64x2.sub(a, b); }

/** One number, f64 to f64. Also where the reduced argument is so small that it needs the third part of pi/2. */
function single(x: f64, sine: usize, cosine: usize): void {
  const n = Math.floor(x * INV_PIO2 + 0.5);
  if (!(n < 1048576 && n > -1048576)) {
    hostSincos(x, sine, cosine);
    return;
  }
  const t = x - n * PIO2_1;
  const w = n * PIO2_2;
  const r = t - w;
  const rest = n * PIO2_2T - (t - r - w);
  let y = r - rest;
  let tail = r - y - rest;
  if (n != 0 && y <= 1e-6 && y >= -1e-6) {
    const w3 = n * PIO2_3;
    const r3 = r - w3;
    const rest3 = n * PIO2_3T - (r - r3 - w3);
    y = r3 - rest3;
    tail = r3 - y - rest3;
  }
  const z = y * y;
  const v = z * y;
  const s = y - (z * (0.5 * tail - v * (S2 + z * (S3 + z * S4) + z * z * z * (S5 + z * S6))) - tail - v * S1);
  const zz = z * z;
  const half = 0.5 * z;
  const one = 1 - half;
  const c = one + (1 - one - half + (z * (z * (C1 + z * (C2 + z * C3)) + zz * zz * (C4 + z * (C5 + z * C6))) - y * tail));
  const q = <i32>n & 3;
  store<f64>(sine, q == 0 ? s : q == 1 ? c : q == 2 ? -s : -c);
  store<f64>(cosine, q == 0 ? c : q == 1 ? -s : q == 2 ? -c : s);
}

/** Sines and cosines of `count` doubles at x (count even: the arrays have room for one more). In place over x where sines = x. */
export function sincos(x: usize, sines: usize, cosines: usize, count: usize): void {
  const half = f64x2.splat(0.5), one = f64x2.splat(1);
  const signBits = i64x2.splat(<i64>0x8000000000000000);
  for (let k: usize = 0; k < count; k += 2, x += 16, sines += 16, cosines += 16) {
    const X = v128.load(x);
    const n = f64x2.floor(a2(m2(X, f64x2.splat(INV_PIO2)), half));
    const t = s2(X, m2(n, f64x2.splat(PIO2_1)));
    const w = m2(n, f64x2.splat(PIO2_2));
    const r = s2(t, w);
    const rest = s2(m2(n, f64x2.splat(PIO2_2T)), s2(s2(t, r), w));
    const y = s2(r, rest);
    // Plain where |n| is small and y is not tiny, or n is 0.
    const plain = v128.and(
      f64x2.lt(f64x2.abs(n), f64x2.splat(1048576)),
      v128.or(f64x2.gt(f64x2.abs(y), f64x2.splat(1e-6)), f64x2.eq(n, f64x2.splat(0))),
    );
    if (!i64x2.all_true(plain)) {
      const b = v128.extract_lane<f64>(X, 1);
      single(v128.extract_lane<f64>(X, 0), sines, cosines);
      single(b, sines + 8, cosines + 8);
      continue;
    }
    const tail = s2(s2(r, y), rest);
    const z = m2(y, y);
    const v = m2(z, y);
    const zz = m2(z, z);
    const odd = a2(
      a2(f64x2.splat(S2), m2(z, a2(f64x2.splat(S3), m2(z, f64x2.splat(S4))))),
      m2(m2(zz, z), a2(f64x2.splat(S5), m2(z, f64x2.splat(S6)))),
    );
    const s = s2(y, s2(s2(m2(z, s2(m2(half, tail), m2(v, odd))), tail), m2(v, f64x2.splat(S1))));
    const even = a2(
      m2(z, a2(f64x2.splat(C1), m2(z, a2(f64x2.splat(C2), m2(z, f64x2.splat(C3)))))),
      m2(m2(zz, zz), a2(f64x2.splat(C4), m2(z, a2(f64x2.splat(C5), m2(z, f64x2.splat(C6)))))),
    );
    const hz = m2(half, z);
    const left = s2(one, hz);
    const c = a2(left, a2(s2(s2(one, left), hz), s2(m2(z, even), m2(y, tail))));
    // Quarter turns, twice in each half: the low bit swaps sine and cosine, the next one turns signs.
    const quarters = i32x4.trunc_sat_f64x2_s_zero(n);
    const q = i32x4.shuffle(quarters, quarters, 0, 0, 1, 1);
    const swap = i32x4.shr_s(i32x4.shl(q, 31), 31);
    const turnSine = v128.and(i32x4.shl(q, 30), signBits);
    const turnCosine = v128.and(i32x4.shl(i32x4.add(q, i32x4.splat(1)), 30), signBits);
    v128.store(sines, v128.xor(v128.bitselect(c, s, swap), turnSine));
    v128.store(cosines, v128.xor(v128.bitselect(s, c, swap), turnCosine));
  }
}
