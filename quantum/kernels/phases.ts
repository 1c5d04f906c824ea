import { F } from "./precision";
import { add, ld, mul, parity, splat, spread, st, sub } from "./simd";

@inline function turn(p: usize, q: usize, h: usize, c: v128, s: v128): void {
  const re = ld(p), im = ld(p + h);
  st(q, sub(mul(c, re), mul(s, im)));
  st(q + h, add(mul(c, im), mul(s, re)));
}

/** to[j] = D[j] from[g(j)] for j from begin to end - 1. D: (2^n, re/im) numbers by j; g: u32, the inverse of the map. */
export function phaseMap(source: usize, to: usize, D: usize, g: usize, begin: usize, end: usize, V: usize): void {
  const h = V << 4, row = V << 5, E = sizeof<F>();
  D += begin * 2 * E;
  g += begin << 2;
  let q = to + begin * row;
  const stop = to + end * row;
  if (V == 1) {
    for (; q < stop; q += 32, D += 2 * E, g += 4) turn(source + (<usize>load<u32>(g) << 5), q, 16, spread(D), spread(D + E));
    return;
  }
  for (; q < stop; q += row, D += 2 * E, g += 4) {
    const c = spread(D), s = spread(D + E);
    const p = source + <usize>load<u32>(g) * row;
    if (V == 2) {
      turn(p, q, 32, c, s);
      turn(p + 16, q + 16, 32, c, s);
    } else {
      for (let v: usize = 0; v < h; v += 32) {
        turn(p + v, q + v, h, c, s);
        turn(p + v + 16, q + v + 16, h, c, s);
      }
    }
  }
}

/** Multiplies by conj(c + i s), from q to p, and returns Im(conj(result) psi). */
@inline function turnBack(q: usize, p: usize, psi: usize, h: usize, c: v128, s: v128): v128 {
  const re = ld(q), im = ld(q + h);
  const a = add(mul(c, re), mul(s, im)), b = sub(mul(c, im), mul(s, re));
  st(p, a);
  st(p + h, b);
  return sub(mul(a, ld(psi + h)), mul(b, ld(psi)));
}

/** back[i] = conj(D[i]) lambda[f(i)]; w[i] += Im(conj(back_i) psi_i), summed over the V vectors. w: one vector for each i. */
export function phaseMapBack(lambda: usize, back: usize, psi: usize, D: usize, f: usize, w: usize, size: usize, V: usize): void {
  const h = V << 4, row = V << 5, E = sizeof<F>();
  const stop = back + size * row;
  if (V == 1) {
    for (; back < stop; back += 32, psi += 32, D += 2 * E, f += 4, w += 16) {
      const q = lambda + (<usize>load<u32>(f) << 5);
      st(w, add(ld(w), turnBack(q, back, psi, 16, spread(D), spread(D + E))));
    }
    return;
  }
  for (; back < stop; back += row, psi += row, D += 2 * E, f += 4, w += 16) {
    const c = spread(D), s = spread(D + E);
    const q = lambda + <usize>load<u32>(f) * row;
    let sum = ld(w);
    if (V == 2) sum = add(sum, add(turnBack(q, back, psi, 32, c, s), turnBack(q + 16, back + 16, psi + 16, 32, c, s)));
    else {
      for (let v: usize = 0; v < h; v += 32) {
        const from = q + v, at = back + v, x = psi + v;
        sum = add(sum, add(turnBack(from, at, x, h, c, s), turnBack(from + 16, at + 16, x + 16, h, c, s)));
      }
    }
    st(w, sum);
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
