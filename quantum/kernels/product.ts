import { add, ld, mul, splat, st, sub } from "./simd";

/* 2-vectors of one wire: four parts (re0, im0, re1, im1) of V vectors each. step: 16 where cosines and sines differ by lane, 0 where one serves all. */

/** |0> in every lane. */
export function wireZero(at: usize, V: usize): void {
  const h = V << 4;
  const one = splat(1), zero = splat(0);
  for (let v: usize = 0; v < h; v += 16) {
    st(at + v, one);
    st(at + h + v, zero);
    st(at + 2 * h + v, zero);
    st(at + 3 * h + v, zero);
  }
}

/** to = RY from. */
export function wireY(from: usize, to: usize, V: usize, cosines: usize, sines: usize, step: usize): void {
  const h = V << 4;
  for (let v: usize = 0; v < h; v += 16) {
    const c = ld(cosines), s = ld(sines);
    const a = ld(from + v), b = ld(from + h + v), x = ld(from + 2 * h + v), y = ld(from + 3 * h + v);
    st(to + v, sub(mul(c, a), mul(s, x)));
    st(to + h + v, sub(mul(c, b), mul(s, y)));
    st(to + 2 * h + v, add(mul(c, x), mul(s, a)));
    st(to + 3 * h + v, add(mul(c, y), mul(s, b)));
    cosines += step;
    sines += step;
  }
}

/** to = RZ from. */
export function wireZ(from: usize, to: usize, V: usize, cosines: usize, sines: usize, step: usize): void {
  const h = V << 4;
  for (let v: usize = 0; v < h; v += 16) {
    const c = ld(cosines), s = ld(sines);
    const a = ld(from + v), b = ld(from + h + v), x = ld(from + 2 * h + v), y = ld(from + 3 * h + v);
    st(to + v, add(mul(c, a), mul(s, b)));
    st(to + h + v, sub(mul(c, b), mul(s, a)));
    st(to + 2 * h + v, sub(mul(c, x), mul(s, y)));
    st(to + 3 * h + v, add(mul(c, y), mul(s, x)));
    cosines += step;
    sines += step;
  }
}

/** Twice the derivative by the angle, added to out (+ v with outStep 16, all to one vector with 0); then mu = RY^-1 mu. after: the 2-vector after the rotation. */
export function wireYBack(mu: usize, after: usize, V: usize, cosines: usize, sines: usize, step: usize, out: usize, outStep: usize): void {
  const h = V << 4;
  for (let v: usize = 0; v < h; v += 16) {
    const c = ld(cosines), s = ld(sines);
    const xr = ld(mu + v), xi = ld(mu + h + v), yr = ld(mu + 2 * h + v), yi = ld(mu + 3 * h + v);
    const a = ld(after + v), b = ld(after + h + v), x = ld(after + 2 * h + v), y = ld(after + 3 * h + v);
    st(out, add(ld(out), sub(add(mul(yr, a), mul(yi, b)), add(mul(xr, x), mul(xi, y)))));
    st(mu + v, add(mul(c, xr), mul(s, yr)));
    st(mu + h + v, add(mul(c, xi), mul(s, yi)));
    st(mu + 2 * h + v, sub(mul(c, yr), mul(s, xr)));
    st(mu + 3 * h + v, sub(mul(c, yi), mul(s, xi)));
    cosines += step;
    sines += step;
    out += outStep;
  }
}

/** The same for RZ. */
export function wireZBack(mu: usize, after: usize, V: usize, cosines: usize, sines: usize, step: usize, out: usize, outStep: usize): void {
  const h = V << 4;
  for (let v: usize = 0; v < h; v += 16) {
    const c = ld(cosines), s = ld(sines);
    const xr = ld(mu + v), xi = ld(mu + h + v), yr = ld(mu + 2 * h + v), yi = ld(mu + 3 * h + v);
    const a = ld(after + v), b = ld(after + h + v), x = ld(after + 2 * h + v), y = ld(after + 3 * h + v);
    st(out, add(ld(out), sub(sub(mul(xr, b), mul(xi, a)), sub(mul(yr, y), mul(yi, x)))));
    st(mu + v, sub(mul(c, xr), mul(s, xi)));
    st(mu + h + v, add(mul(c, xi), mul(s, xr)));
    st(mu + 2 * h + v, add(mul(c, yr), mul(s, yi)));
    st(mu + 3 * h + v, sub(mul(c, yi), mul(s, yr)));
    cosines += step;
    sines += step;
    out += outStep;
  }
}

/** to[2 i + b] = from[i] wire[b]; size: states of from. */
export function extend(from: usize, size: usize, wire: usize, to: usize, V: usize): void {
  const h = V << 4, row = V << 5;
  for (let v: usize = 0; v < h; v += 16) {
    const ar = ld(wire + v), ai = ld(wire + h + v), br = ld(wire + 2 * h + v), bi = ld(wire + 3 * h + v);
    let p = from + v, q = to + v;
    for (let i: usize = 0; i < size; i++) {
      const re = ld(p), im = ld(p + h);
      st(q, sub(mul(re, ar), mul(im, ai)));
      st(q + h, add(mul(re, ai), mul(im, ar)));
      st(q + row, sub(mul(re, br), mul(im, bi)));
      st(q + row + h, add(mul(re, bi), mul(im, br)));
      p += row;
      q += 2 * row;
    }
  }
}

/** mu[b] = sum_i conj(from[i]) lambda[2 i + b]; lambda[i] = sum_b conj(wire[b]) lambda[2 i + b], in place. */
export function contract(lambda: usize, size: usize, wire: usize, from: usize, mu: usize, V: usize): void {
  const h = V << 4, row = V << 5;
  for (let v: usize = 0; v < h; v += 16) {
    const ar = ld(wire + v), ai = ld(wire + h + v), br = ld(wire + 2 * h + v), bi = ld(wire + 3 * h + v);
    let m0 = splat(0), m1 = splat(0), m2 = splat(0), m3 = splat(0);
    let p = from + v, q = lambda + v, d = lambda + v;
    for (let i: usize = 0; i < size; i++) {
      const xr = ld(q), xi = ld(q + h), yr = ld(q + row), yi = ld(q + row + h), pr = ld(p), pi = ld(p + h);
      m0 = add(m0, add(mul(pr, xr), mul(pi, xi)));
      m1 = add(m1, sub(mul(pr, xi), mul(pi, xr)));
      m2 = add(m2, add(mul(pr, yr), mul(pi, yi)));
      m3 = add(m3, sub(mul(pr, yi), mul(pi, yr)));
      st(d, add(add(mul(ar, xr), mul(ai, xi)), add(mul(br, yr), mul(bi, yi))));
      st(d + h, add(sub(mul(ar, xi), mul(ai, xr)), sub(mul(br, yi), mul(bi, yr))));
      p += row;
      q += 2 * row;
      d += row;
    }
    st(mu + v, m0);
    st(mu + h + v, m1);
    st(mu + 2 * h + v, m2);
    st(mu + 3 * h + v, m3);
  }
}
