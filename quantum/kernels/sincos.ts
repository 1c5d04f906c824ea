/*
 * Sines and cosines of two doubles at once, with the bits of core/math/trig.ts and reduce.ts: the same operations in the same order. In two
 * loops, since the whole is a chain too long for a processor to overlap one pair of numbers with the next.
 */
const INV_PIO2: f64 = 0.6366197723675814;
const PIO2_1: f64 = 1.5707963267341256;
const PIO2_2: f64 = 6.077100506303966e-11;
const PIO2_2T: f64 = 2.0222662487959506e-21;
const PIO2_3: f64 = 2.0222662487111665e-21;
const PIO2_3T: f64 = 8.4784276603689e-32;
/* Constants twice over, a vector each: read from memory, they cost one instruction. */
const INV_PIO2_2 = memory.data<f64>([INV_PIO2, INV_PIO2]);
const PIO2_1_2 = memory.data<f64>([PIO2_1, PIO2_1]);
const PIO2_2_2 = memory.data<f64>([PIO2_2, PIO2_2]);
const PIO2_2T_2 = memory.data<f64>([PIO2_2T, PIO2_2T]);
const S1_2 = memory.data<f64>([-0.16666666666666632, -0.16666666666666632]);
const S2_2 = memory.data<f64>([0.00833333333332249, 0.00833333333332249]);
const S3_2 = memory.data<f64>([-0.0001984126982985795, -0.0001984126982985795]);
const S4_2 = memory.data<f64>([2.7557313707070068e-6, 2.7557313707070068e-6]);
const S5_2 = memory.data<f64>([-2.5050760253406863e-8, -2.5050760253406863e-8]);
const S6_2 = memory.data<f64>([1.58969099521155e-10, 1.58969099521155e-10]);
const C1_2 = memory.data<f64>([0.0416666666666666, 0.0416666666666666]);
const C2_2 = memory.data<f64>([-0.001388888888887411, -0.001388888888887411]);
const C3_2 = memory.data<f64>([2.480158728947673e-5, 2.480158728947673e-5]);
const C4_2 = memory.data<f64>([-2.7557314351390663e-7, -2.7557314351390663e-7]);
const C5_2 = memory.data<f64>([2.087572321298175e-9, 2.087572321298175e-9]);
const C6_2 = memory.data<f64>([-1.1359647557788195e-11, -1.1359647557788195e-11]);
const HALF_2 = memory.data<f64>([0.5, 0.5]);
const ONE_2 = memory.data<f64>([1, 1]);
const NEAR_2 = memory.data<f64>([1e-6, 1e-6]);
/** 1.5 * 2^52: added to a whole number, it leaves that number in the low bits. */
const WHOLE_2 = memory.data<f64>([6755399441055744, 6755399441055744]);
const SIGN_2 = memory.data<f64>([-0.0, -0.0]);

/** The host's reduction of an argument that is huge or not finite: n, y and tail go to the three addresses. */
@external("env", "hostReduce")
declare function hostReduce(x: f64, n: usize, y: usize, tail: usize): void;

@inline function m2(a: v128, b: v128): v128 { return f64x2.mul(a, b); }
@inline function a2(a: v128, b: v128): v128 { return f64x2.add(a, b); }
@inline function s2(a: v128, b: v128): v128 { return f64x2.sub(a, b); }
@inline function c2(at: usize): v128 { return v128.load(at); }

/** x = n pi/2 + y + tail for one number, also where y is so small that it needs the third part of pi/2. */
function reduceOne(x: f64, at: usize, y: usize, tail: usize): void {
  const n = Math.floor(x * INV_PIO2 + 0.5);
  if (!(n < 1048576 && n > -1048576)) {
    hostReduce(x, at, y, tail);
    return;
  }
  const t = x - n * PIO2_1;
  const w = n * PIO2_2;
  const r = t - w;
  const rest = n * PIO2_2T - (t - r - w);
  const first = r - rest;
  store<f64>(at, n);
  store<f64>(y, first);
  store<f64>(tail, r - first - rest);
  if (n == 0 || first > 1e-6 || first < -1e-6) return;
  const w3 = n * PIO2_3;
  const r3 = r - w3;
  const rest3 = n * PIO2_3T - (r - r3 - w3);
  store<f64>(y, r3 - rest3);
  store<f64>(tail, r3 - (r3 - rest3) - rest3);
}

/** Over x come the numbers n of quarter turns; y and tail, the rest, each below pi/4. */
function reduce(x: usize, y: usize, tail: usize, count: usize): void {
  for (let end = x + (count << 3); x < end; x += 16, y += 16, tail += 16) {
    const X = c2(x);
    const n = f64x2.floor(a2(m2(X, c2(INV_PIO2_2)), c2(HALF_2)));
    const t = s2(X, m2(n, c2(PIO2_1_2)));
    const w = m2(n, c2(PIO2_2_2));
    const r = s2(t, w);
    const rest = s2(m2(n, c2(PIO2_2T_2)), s2(s2(t, r), w));
    const Y = s2(r, rest);
    // Plain: |n| below 785,399, and y not so small that it needs the third part of pi/2.
    if (i64x2.all_true(f64x2.ge(f64x2.abs(Y), m2(f64x2.abs(n), c2(NEAR_2))))) {
      v128.store(x, n);
      v128.store(y, Y);
      v128.store(tail, s2(s2(r, Y), rest));
    } else {
      reduceOne(v128.extract_lane<f64>(X, 0), x, y, tail);
      reduceOne(v128.extract_lane<f64>(X, 1), x + 8, y + 8, tail + 8);
    }
  }
}

/** Sines and cosines of `count` doubles at x, which are overwritten. Count is even, or the arrays have room for one more. */
export function sincos(x: usize, sines: usize, cosines: usize, count: usize): void {
  count = (count + 1) & ~1;
  reduce(x, sines, cosines, count);
  for (let end = x + (count << 3); x < end; x += 16, sines += 16, cosines += 16) {
    const y = c2(sines), tail = c2(cosines);
    const z = m2(y, y);
    const v = m2(z, y);
    const zz = m2(z, z);
    const odd = a2(
      a2(c2(S2_2), m2(z, a2(c2(S3_2), m2(z, c2(S4_2))))),
      m2(m2(zz, z), a2(c2(S5_2), m2(z, c2(S6_2)))),
    );
    const s = s2(y, s2(s2(m2(z, s2(m2(c2(HALF_2), tail), m2(v, odd))), tail), m2(v, c2(S1_2))));
    const even = a2(
      m2(z, a2(c2(C1_2), m2(z, a2(c2(C2_2), m2(z, c2(C3_2)))))),
      m2(m2(zz, zz), a2(c2(C4_2), m2(z, a2(c2(C5_2), m2(z, c2(C6_2)))))),
    );
    const hz = m2(c2(HALF_2), z);
    const left = s2(c2(ONE_2), hz);
    const c = a2(left, a2(s2(s2(c2(ONE_2), left), hz), s2(m2(z, even), m2(y, tail))));
    // The low bit of n swaps sine and cosine, the next one turns signs.
    const whole = a2(c2(x), c2(WHOLE_2)), after = a2(whole, c2(ONE_2));
    const swap = i32x4.shr_s(i32x4.shl(i32x4.shuffle(whole, whole, 0, 0, 2, 2), 31), 31);
    const turnSine = v128.and(i64x2.shl(whole, 62), c2(SIGN_2)), turnCosine = v128.and(i64x2.shl(after, 62), c2(SIGN_2));
    v128.store(sines, v128.xor(v128.bitselect(c, s, swap), turnSine));
    v128.store(cosines, v128.xor(v128.bitselect(s, c, swap), turnCosine));
  }
}
