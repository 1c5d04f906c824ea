import { add, ld, mul, splat, st, sub } from "./simd";

/** z[w] (V vectors each) = <Z> of wire w. f: the last permutation; scratch: (2^n, V). */
export function measure(psi: usize, f: usize, scratch: usize, z: usize, n: usize, V: usize): void {
  const h = V << 4, row = V << 5;
  const size: usize = (<usize>1) << n;
  for (let i: usize = 0; i < size; i++) {
    const q = scratch + <usize>load<u32>(f + (i << 2)) * h;
    for (let v: usize = 0; v < h; v += 16) {
      const re = ld(psi + v), im = ld(psi + h + v);
      st(q + v, add(mul(re, re), mul(im, im)));
    }
    psi += row;
  }
  for (let w: isize = <isize>n - 1; w >= 0; w--) {
    const pairs: usize = (<usize>1) << w;
    for (let v: usize = 0; v < h; v += 16) {
      let sum = splat(0);
      let s = scratch + v, d = scratch + v;
      for (let i: usize = 0; i < pairs; i++) {
        const zero = ld(s), one = ld(s + h);
        sum = add(sum, sub(zero, one));
        st(d, add(zero, one));
        s += 2 * h;
        d += h;
      }
      st(z + <usize>w * h + v, sum);
    }
  }
}

/** Sums of +-2 g_w over wires first..last, V vectors for each setting of their bits, minus where a wire's bit is 1. The first wire is the highest bit. */
function signs(at: usize, g: usize, first: usize, last: usize, V: usize): void {
  const h = V << 4;
  for (let v: usize = 0; v < h; v += 16) {
    st(at + v, splat(0));
    let size: usize = 1;
    for (let w = first; w < last; w++, size <<= 1) {
      const one = ld(g + w * h + v), G = add(one, one);
      for (let i = size; i-- > 0; ) {
        const x = ld(at + i * h + v);
        st(at + 2 * i * h + v, add(x, G));
        st(at + (2 * i + 1) * h + v, sub(x, G));
      }
    }
  }
}

/** lambda = 2 (sum_w g_w Z_w) psi. g: (n, V) vectors; scratch: (2^n, V), of which the sums over the first and the last wires take a part. */
export function measureBack(psi: usize, lambda: usize, f: usize, scratch: usize, g: usize, n: usize, V: usize): void {
  const h = V << 4, row = V << 5;
  const lowBits = n >> 1, mask: usize = ((<usize>1) << lowBits) - 1;
  const low = scratch, high = scratch + (h << lowBits);
  signs(high, g, 0, n - lowBits, V);
  signs(low, g, n - lowBits, n, V);
  const stop = lambda + (row << n);
  for (; lambda < stop; lambda += row, psi += row, f += 4) {
    const j = <usize>load<u32>(f);
    const a = high + (j >> lowBits) * h, b = low + (j & mask) * h;
    for (let v: usize = 0; v < h; v += 16) {
      const e = add(ld(a + v), ld(b + v));
      st(lambda + v, mul(e, ld(psi + v)));
      st(lambda + h + v, mul(e, ld(psi + h + v)));
    }
  }
}
