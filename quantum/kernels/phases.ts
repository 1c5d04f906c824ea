import { F } from "./precision";
import { add, ld, mul, parity, splat, spread, st, sub } from "./simd";

/** to[j] = D[j] from[g(j)] for j from..end-1. D: (2^n, re/im) numbers by j; g: u32, the inverse of the map. */
export function phaseMap(source: usize, to: usize, D: usize, g: usize, begin: usize, end: usize, V: usize): void {
  const h = V << 4, row = V << 5;
  D += begin * 2 * sizeof<F>();
  let q = to + begin * row;
  for (let j = begin; j < end; j++) {
    const c = spread(D), s = spread(D + sizeof<F>());
    const p = source + <usize>load<u32>(g + (j << 2)) * row;
    for (let v: usize = 0; v < h; v += 16) {
      const re = ld(p + v), im = ld(p + h + v);
      st(q + v, sub(mul(c, re), mul(s, im)));
      st(q + h + v, add(mul(c, im), mul(s, re)));
    }
    D += 2 * sizeof<F>();
    q += row;
  }
}

/** back[i] = conj(D[i]) lambda[f(i)]; w[i] += Im(conj(back_i) psi_i), summed over the V vectors. w: one vector for each i. */
export function phaseMapBack(lambda: usize, back: usize, psi: usize, D: usize, f: usize, w: usize, size: usize, V: usize): void {
  const h = V << 4, row = V << 5;
  for (let i: usize = 0; i < size; i++) {
    const c = spread(D), s = spread(D + sizeof<F>());
    const q = lambda + <usize>load<u32>(f + (i << 2)) * row;
    let sum = ld(w);
    for (let v: usize = 0; v < h; v += 16) {
      const re = ld(q + v), im = ld(q + h + v);
      const a = add(mul(c, re), mul(s, im)), b = sub(mul(c, im), mul(s, re));
      st(back + v, a);
      st(back + h + v, b);
      sum = add(sum, sub(mul(a, ld(psi + h + v)), mul(b, ld(psi + v))));
    }
    st(w, sum);
    D += 2 * sizeof<F>();
    w += 16;
    back += row;
    psi += row;
  }
}

/** The same without the sums. */
export function mapBack(lambda: usize, back: usize, D: usize, f: usize, size: usize, V: usize): void {
  const h = V << 4, row = V << 5;
  for (let i: usize = 0; i < size; i++) {
    const c = spread(D), s = spread(D + sizeof<F>());
    const q = lambda + <usize>load<u32>(f + (i << 2)) * row;
    for (let v: usize = 0; v < h; v += 16) {
      const re = ld(q + v), im = ld(q + h + v);
      st(back + v, add(mul(c, re), mul(s, im)));
      st(back + h + v, sub(mul(c, im), mul(s, re)));
    }
    D += 2 * sizeof<F>();
    back += row;
  }
}

/** w[i] (V vectors) = Im(conj(lambda_i) psi_i), lane by lane. */
export function phaseDots(lambda: usize, psi: usize, w: usize, size: usize, V: usize): void {
  const h = V << 4, row = V << 5;
  for (let i: usize = 0; i < size; i++) {
    for (let v: usize = 0; v < h; v += 16) {
      st(w + v, sub(mul(ld(lambda + v), ld(psi + h + v)), mul(ld(lambda + h + v), ld(psi + v))));
    }
    lambda += row;
    psi += row;
    w += h;
  }
}

/**
 * state[j] times exp(-+i half-angle) lane by lane: minus where an even number of the mask's bits is set in g(j), times direction. g: u32 or 0
 * for j itself.
 */
export function phaseLanes(state: usize, mask: usize, g: usize, size: usize, V: usize, cosines: usize, sines: usize, direction: F): void {
  const h = V << 4, row = V << 5;
  for (let j: usize = 0; j < size; j++) {
    const i = g ? <usize>load<u32>(g + (j << 2)) : j;
    const sign = splat(parity(mask & i) ? -direction : direction);
    for (let v: usize = 0; v < h; v += 16) {
      const c = ld(cosines + v), s = mul(sign, ld(sines + v));
      const re = ld(state + v), im = ld(state + h + v);
      st(state + v, add(mul(c, re), mul(s, im)));
      st(state + h + v, sub(mul(c, im), mul(s, re)));
    }
    state += row;
  }
}

/** Adds sum_i s(i) w[i] to out, s = -1 where the mask's parity is odd. w: (2^n, V) vectors; out: V vectors. */
export function signedSum(w: usize, mask: usize, size: usize, V: usize, out: usize): void {
  const h = V << 4;
  for (let v: usize = 0; v < h; v += 16) {
    let sum = ld(out + v);
    let q = w + v;
    for (let i: usize = 0; i < size; i++, q += h) sum = parity(mask & i) ? sub(sum, ld(q)) : add(sum, ld(q));
    st(out + v, sum);
  }
}
