import { F } from "../../quantum/kernels/precision";
import { add, ld, mul, splat, st } from "../../quantum/kernels/simd";

/*
 * Chains of x = x a + b, a multiplication and an addition each, which do not wait for each other: enough of them keep every multiplier and adder
 * busy (about 12 on x86, whose 16 registers hold no more; machines with 32 registers may want 16). They tend to b / (1 - a), so that values stay
 * finite and normal; the sum that is returned keeps the work from being removed.
 */
export function chains8(rounds: i32, a: F, b: F): F {
  const A = splat(a), B = splat(b);
  let x0 = splat(1), x1 = splat(2), x2 = splat(3), x3 = splat(4), x4 = splat(5), x5 = splat(6), x6 = splat(7), x7 = splat(8);
  for (let k = 0; k < rounds; k++) {
    x0 = add(mul(x0, A), B); x1 = add(mul(x1, A), B); x2 = add(mul(x2, A), B); x3 = add(mul(x3, A), B);
    x4 = add(mul(x4, A), B); x5 = add(mul(x5, A), B); x6 = add(mul(x6, A), B); x7 = add(mul(x7, A), B);
  }
  return first(add(add(add(x0, x1), add(x2, x3)), add(add(x4, x5), add(x6, x7))));
}

export function chains10(rounds: i32, a: F, b: F): F {
  const A = splat(a), B = splat(b);
  let x0 = splat(1), x1 = splat(2), x2 = splat(3), x3 = splat(4), x4 = splat(5);
  let x5 = splat(6), x6 = splat(7), x7 = splat(8), x8 = splat(9), x9 = splat(10);
  for (let k = 0; k < rounds; k++) {
    x0 = add(mul(x0, A), B); x1 = add(mul(x1, A), B); x2 = add(mul(x2, A), B); x3 = add(mul(x3, A), B); x4 = add(mul(x4, A), B);
    x5 = add(mul(x5, A), B); x6 = add(mul(x6, A), B); x7 = add(mul(x7, A), B); x8 = add(mul(x8, A), B); x9 = add(mul(x9, A), B);
  }
  return first(add(add(add(x0, x1), add(x2, x3)), add(add(add(x4, x5), add(x6, x7)), add(x8, x9))));
}

export function chains12(rounds: i32, a: F, b: F): F {
  const A = splat(a), B = splat(b);
  let x0 = splat(1), x1 = splat(2), x2 = splat(3), x3 = splat(4), x4 = splat(5), x5 = splat(6);
  let x6 = splat(7), x7 = splat(8), x8 = splat(9), x9 = splat(10), x10 = splat(11), x11 = splat(12);
  for (let k = 0; k < rounds; k++) {
    x0 = add(mul(x0, A), B); x1 = add(mul(x1, A), B); x2 = add(mul(x2, A), B); x3 = add(mul(x3, A), B);
    x4 = add(mul(x4, A), B); x5 = add(mul(x5, A), B); x6 = add(mul(x6, A), B); x7 = add(mul(x7, A), B);
    x8 = add(mul(x8, A), B); x9 = add(mul(x9, A), B); x10 = add(mul(x10, A), B); x11 = add(mul(x11, A), B);
  }
  return first(add(add(add(add(x0, x1), add(x2, x3)), add(add(x4, x5), add(x6, x7))), add(add(x8, x9), add(x10, x11))));
}

export function chains16(rounds: i32, a: F, b: F): F {
  const A = splat(a), B = splat(b);
  let x0 = splat(1), x1 = splat(2), x2 = splat(3), x3 = splat(4), x4 = splat(5), x5 = splat(6), x6 = splat(7), x7 = splat(8);
  let x8 = splat(9), x9 = splat(10), x10 = splat(11), x11 = splat(12), x12 = splat(13), x13 = splat(14), x14 = splat(15), x15 = splat(16);
  for (let k = 0; k < rounds; k++) {
    x0 = add(mul(x0, A), B); x1 = add(mul(x1, A), B); x2 = add(mul(x2, A), B); x3 = add(mul(x3, A), B);
    x4 = add(mul(x4, A), B); x5 = add(mul(x5, A), B); x6 = add(mul(x6, A), B); x7 = add(mul(x7, A), B);
    x8 = add(mul(x8, A), B); x9 = add(mul(x9, A), B); x10 = add(mul(x10, A), B); x11 = add(mul(x11, A), B);
    x12 = add(mul(x12, A), B); x13 = add(mul(x13, A), B); x14 = add(mul(x14, A), B); x15 = add(mul(x15, A), B);
  }
  const low = add(add(add(x0, x1), add(x2, x3)), add(add(x4, x5), add(x6, x7)));
  return first(add(low, add(add(add(x8, x9), add(x10, x11)), add(add(x12, x13), add(x14, x15)))));
}

@inline function first(x: v128): F { return v128.extract_lane<F>(x, 0); }

/** to = from; bytes: a multiple of 64. */
export function copy(from: usize, to: usize, bytes: usize, repeats: i32): void {
  for (let r = 0; r < repeats; r++) {
    for (let k: usize = 0; k < bytes; k += 64) {
      const p = from + k, q = to + k;
      st(q, ld(p));
      st(q + 16, ld(p + 16));
      st(q + 32, ld(p + 32));
      st(q + 48, ld(p + 48));
    }
  }
}

/** to = x + s y; bytes: a multiple of 64. */
export function triad(x: usize, y: usize, to: usize, s: F, bytes: usize, repeats: i32): void {
  const S = splat(s);
  for (let r = 0; r < repeats; r++) {
    for (let k: usize = 0; k < bytes; k += 64) {
      const p = x + k, q = y + k, t = to + k;
      st(t, add(ld(p), mul(S, ld(q))));
      st(t + 16, add(ld(p + 16), mul(S, ld(q + 16))));
      st(t + 32, add(ld(p + 32), mul(S, ld(q + 32))));
      st(t + 48, add(ld(p + 48), mul(S, ld(q + 48))));
    }
  }
}
