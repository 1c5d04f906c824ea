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

/** lambda = 2 (sum_w g_w Z_w) psi. g: (n, V) vectors; scratch: (2^n, V). */
export function measureBack(psi: usize, lambda: usize, f: usize, scratch: usize, g: usize, n: usize, V: usize): void {
  const h = V << 4, row = V << 5;
  const size: usize = (<usize>1) << n;
  for (let v: usize = 0; v < h; v += 16) {
    st(scratch + v, splat(0));
    for (let w: usize = 0; w < n; w++) {
      const G = ld(g + w * h + v);
      for (let i: isize = (<isize>1 << <isize>w) - 1; i >= 0; i--) {
        const x = ld(scratch + <usize>i * h + v);
        st(scratch + <usize>(2 * i) * h + v, add(x, G));
        st(scratch + <usize>(2 * i + 1) * h + v, sub(x, G));
      }
    }
  }
  for (let i: usize = 0; i < size; i++) {
    const q = scratch + <usize>load<u32>(f + (i << 2)) * h;
    for (let v: usize = 0; v < h; v += 16) {
      let e = ld(q + v);
      e = add(e, e);
      st(lambda + v, mul(e, ld(psi + v)));
      st(lambda + h + v, mul(e, ld(psi + h + v)));
    }
    psi += row;
    lambda += row;
  }
}
