import { F } from "./precision";
import { add, gap, ld, mul, splat, st, sub } from "./simd";

/** A rotation whose angle differs by lane: cosines and sines (V vectors each) of half angles; sign -1 takes it back. bit: of the basis index. */
export function rotateLanes(p: usize, size: usize, bit: usize, V: usize, cosines: usize, sines: usize, sign: F): void {
  const h = V << 4, row = V << 5, reach = row << bit, turn = splat(sign);
  for (let k: usize = 0; k < size >> 1; k++) {
    const q = p + gap(k, bit) * row;
    for (let v: usize = 0; v < h; v += 16) {
      const c = ld(cosines + v), s = mul(turn, ld(sines + v));
      for (let part: usize = 0; part <= h; part += h) {
        const at = q + v + part;
        const x = ld(at), y = ld(at + reach);
        st(at, sub(mul(c, x), mul(s, y)));
        st(at + reach, add(mul(c, y), mul(s, x)));
      }
    }
  }
}

/** Sums over pairs of lambda1 psi0 - lambda0 psi1, lane by lane, added to out (V vectors): twice the derivative. */
export function dotLanes(p: usize, s: usize, size: usize, bit: usize, V: usize, out: usize): void {
  const h = V << 4, row = V << 5, reach = row << bit;
  for (let v: usize = 0; v < h; v += 16) {
    let sum = ld(out + v);
    for (let k: usize = 0; k < size >> 1; k++) {
      const o = gap(k, bit) * row + v, q = p + o, r = s + o;
      sum = add(sum, sub(mul(ld(q + reach), ld(r)), mul(ld(q), ld(r + reach))));
      sum = add(sum, sub(mul(ld(q + reach + h), ld(r + h)), mul(ld(q + h), ld(r + reach + h))));
    }
    st(out + v, sum);
  }
}
