import { F } from "./precision";
import { add, ld, mul, splat, spread, st, sub } from "./simd";

/** to[f(i)] = D[i] from[i]. D: (size, re/im) numbers; f: (size,) u32. */
export function phaseMap(from: usize, to: usize, D: usize, f: usize, size: usize, V: usize): void {
  const h = V << 4, row = V << 5;
  for (let i: usize = 0; i < size; i++) {
    const c = spread(D), s = spread(D + sizeof<F>());
    const q = to + <usize>load<u32>(f + (i << 2)) * row;
    for (let v: usize = 0; v < h; v += 16) {
      const re = ld(from + v), im = ld(from + h + v);
      st(q + v, sub(mul(c, re), mul(s, im)));
      st(q + h + v, add(mul(c, im), mul(s, re)));
    }
    D += 2 * sizeof<F>();
    from += row;
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

/** state[i] times exp(-+i half-angle) lane by lane, minus for +sign[i]; signs: (size,) numbers, +1 or -1, times direction. */
export function phaseLanes(state: usize, signs: usize, size: usize, V: usize, cosines: usize, sines: usize, direction: F): void {
  const h = V << 4, row = V << 5, turn = splat(direction);
  for (let i: usize = 0; i < size; i++) {
    const sign = mul(turn, spread(signs));
    for (let v: usize = 0; v < h; v += 16) {
      const c = ld(cosines + v), s = mul(sign, ld(sines + v));
      const re = ld(state + v), im = ld(state + h + v);
      st(state + v, add(mul(c, re), mul(s, im)));
      st(state + h + v, sub(mul(c, im), mul(s, re)));
    }
    signs += sizeof<F>();
    state += row;
  }
}
