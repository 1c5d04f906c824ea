import { add, ld, mul, splat, st, sub } from "./simd";

@inline function chance(p: usize, h: usize): v128 {
  const re = ld(p), im = ld(p + h);
  return add(mul(re, re), mul(im, im));
}

/**
 * z[w] (V vectors each) = <Z> of wire w. g: u32, the inverse of the last permutation; scratch: (2^n / 4, V). A tree with four branches: each level
 * gives the difference of its two lowest wires, then sums them away.
 */
export function measure(psi: usize, g: usize, scratch: usize, z: usize, n: usize, V: usize): void {
  const h = V << 4, row = V << 5;
  const size: usize = (<usize>1) << n;
  for (let v: usize = 0; v < h; v += 16) {
    const from = psi + v, to = scratch + v;
    if (n == 1) {
      st(z + v, sub(chance(from + <usize>load<u32>(g) * row, h), chance(from + <usize>load<u32>(g + 4) * row, h)));
      continue;
    }
    let low = splat(0), high = splat(0);
    let out = to;
    for (let j: usize = 0, at = g; j < size; j += 4, at += 16, out += h) {
      const x0 = chance(from + <usize>load<u32>(at) * row, h), x1 = chance(from + <usize>load<u32>(at + 4) * row, h);
      const x2 = chance(from + <usize>load<u32>(at + 8) * row, h), x3 = chance(from + <usize>load<u32>(at + 12) * row, h);
      const a = add(x0, x1), b = add(x2, x3);
      low = add(low, add(sub(x0, x1), sub(x2, x3)));
      high = add(high, sub(a, b));
      st(out, add(a, b));
    }
    st(z + (n - 1) * h + v, low);
    st(z + (n - 2) * h + v, high);
    let wires = n - 2;
    for (; wires > 1; wires -= 2) {
      low = splat(0);
      high = splat(0);
      out = to;
      const end = to + (h << wires);
      for (let at = to; at < end; at += 4 * h, out += h) {
        const x0 = ld(at), x1 = ld(at + h), x2 = ld(at + 2 * h), x3 = ld(at + 3 * h);
        const a = add(x0, x1), b = add(x2, x3);
        low = add(low, add(sub(x0, x1), sub(x2, x3)));
        high = add(high, sub(a, b));
        st(out, add(a, b));
      }
      st(z + (wires - 1) * h + v, low);
      st(z + (wires - 2) * h + v, high);
    }
    if (wires == 1) st(z + v, sub(ld(to), ld(to + h)));
  }
}

/** Sums of +-2 g_w over wires first..last-1, V vectors for each setting of their bits, minus where a wire's bit is 1. The first wire is the highest bit. */
function signs(at: usize, g: usize, first: usize, last: usize, V: usize): void {
  const h = V << 4;
  for (let v: usize = 0; v < h; v += 16) {
    const to = at + v;
    st(to, splat(0));
    let size: usize = 1, w = first;
    if ((last - first) & 1) {
      const x = ld(g + w * h + v);
      st(to, add(x, x));
      st(to + h, sub(splat(0), add(x, x)));
      size = 2;
      w++;
    }
    for (; w < last; w += 2, size <<= 2) {
      const one = ld(g + w * h + v), two = ld(g + (w + 1) * h + v);
      const both = add(add(one, two), add(one, two)), apart = add(sub(one, two), sub(one, two));
      for (let i = size; i-- > 0; ) {
        const x = ld(to + i * h), q = to + 4 * i * h;
        st(q + 3 * h, sub(x, both));
        st(q + 2 * h, sub(x, apart));
        st(q + h, add(x, apart));
        st(q, add(x, both));
      }
    }
  }
}

/** lambda = 2 (sum_w g_w Z_w) psi. f: u32, the last permutation; g: (n, V) vectors; scratch: (2^n, V), of which the sums over the first and the last wires take a part. */
export function measureBack(psi: usize, lambda: usize, f: usize, scratch: usize, g: usize, n: usize, V: usize): void {
  const h = V << 4, row = V << 5;
  const lowBits = n < 4 ? n : n >> 1, mask: usize = ((<usize>1) << lowBits) - 1;
  const low = scratch, high = scratch + (h << lowBits);
  if (n < 4) signs(low, g, 0, n, V);
  else {
    signs(high, g, 0, n - lowBits, V);
    signs(low, g, n - lowBits, n, V);
  }
  const stop = lambda + (row << n);
  for (; lambda < stop; lambda += row, psi += row, f += 4) {
    const j = <usize>load<u32>(f);
    if (V == 1) {
      const b = low + ((j & mask) << 4);
      weigh(psi, lambda, 16, n < 4 ? ld(b) : add(ld(high + ((j >> lowBits) << 4)), ld(b)));
      continue;
    }
    const a = high + (j >> lowBits) * h, b = low + (j & mask) * h;
    for (let v: usize = 0; v < h; v += 32) {
      const p = psi + v, q = lambda + v, c = a + v, d = b + v;
      weigh(p, q, h, n < 4 ? ld(d) : add(ld(c), ld(d)));
      weigh(p + 16, q + 16, h, n < 4 ? ld(d + 16) : add(ld(c + 16), ld(d + 16)));
    }
  }
}

@inline function weigh(p: usize, q: usize, h: usize, e: v128): void {
  st(q, mul(e, ld(p)));
  st(q + h, mul(e, ld(p + h)));
}
