import { F } from "./precision";
import { add, gap, ld, mul, splat, st, sub } from "./simd";

/*
 * Scaled rotations of an array of vectors, in place: a0' = a0 - t a1, a1' = a1 + t a0 with t = tan(theta / 2). The cosines are in the phase table.
 * One, two or three bits (a < b < c) for each pass over memory. count: groups of 2, 4 or 8 vectors.
 */
export function rotate1(p: usize, count: usize, a: usize, ta: F): void {
  const t = splat(ta);
  const sa: usize = (<usize>16) << a;
  for (let k: usize = 0; k < count; k++) {
    const q = p + (gap(k, a) << 4);
    const x = ld(q), y = ld(q + sa);
    st(q, sub(x, mul(t, y)));
    st(q + sa, add(y, mul(t, x)));
  }
}

export function rotate2(p: usize, count: usize, a: usize, b: usize, ta: F, tb: F): void {
  const t = splat(ta), u = splat(tb);
  const sa: usize = (<usize>16) << a, sb: usize = (<usize>16) << b;
  for (let k: usize = 0; k < count; k++) {
    const q = p + (gap(gap(k, a), b) << 4), r = q + sb;
    const x0 = ld(q), x1 = ld(q + sa), x2 = ld(r), x3 = ld(r + sa);
    const y0 = sub(x0, mul(t, x1)), y1 = add(x1, mul(t, x0)), y2 = sub(x2, mul(t, x3)), y3 = add(x3, mul(t, x2));
    st(q, sub(y0, mul(u, y2)));
    st(q + sa, sub(y1, mul(u, y3)));
    st(r, add(y2, mul(u, y0)));
    st(r + sa, add(y3, mul(u, y1)));
  }
}

export function rotate3(p: usize, count: usize, a: usize, b: usize, c: usize, ta: F, tb: F, tc: F): void {
  const t = splat(ta), u = splat(tb), w = splat(tc);
  const sa: usize = (<usize>16) << a, sb: usize = (<usize>16) << b, sc: usize = (<usize>16) << c;
  for (let k: usize = 0; k < count; k++) {
    const q0 = p + (gap(gap(gap(k, a), b), c) << 4), q2 = q0 + sb, q4 = q0 + sc, q6 = q2 + sc;
    const x0 = ld(q0), x1 = ld(q0 + sa), x2 = ld(q2), x3 = ld(q2 + sa);
    const x4 = ld(q4), x5 = ld(q4 + sa), x6 = ld(q6), x7 = ld(q6 + sa);
    const y0 = sub(x0, mul(t, x1)), y1 = add(x1, mul(t, x0)), y2 = sub(x2, mul(t, x3)), y3 = add(x3, mul(t, x2));
    const y4 = sub(x4, mul(t, x5)), y5 = add(x5, mul(t, x4)), y6 = sub(x6, mul(t, x7)), y7 = add(x7, mul(t, x6));
    const z0 = sub(y0, mul(u, y2)), z2 = add(y2, mul(u, y0)), z1 = sub(y1, mul(u, y3)), z3 = add(y3, mul(u, y1));
    const z4 = sub(y4, mul(u, y6)), z6 = add(y6, mul(u, y4)), z5 = sub(y5, mul(u, y7)), z7 = add(y7, mul(u, y5));
    st(q0, sub(z0, mul(w, z4)));
    st(q4, add(z4, mul(w, z0)));
    st(q0 + sa, sub(z1, mul(w, z5)));
    st(q4 + sa, add(z5, mul(w, z1)));
    st(q2, sub(z2, mul(w, z6)));
    st(q6, add(z6, mul(w, z2)));
    st(q2 + sa, sub(z3, mul(w, z7)));
    st(q6 + sa, add(z7, mul(w, z3)));
  }
}

/* Sums over pairs of lambda1 psi0 - lambda0 psi1, added to one vector for each bit: twice the derivative by theta. */
export function dots1(p: usize, s: usize, count: usize, a: usize, ga: usize): void {
  const sa: usize = (<usize>16) << a;
  let A = ld(ga), A2 = splat(0);
  for (let k: usize = 0; k < count; k++) {
    const o = gap(k, a) << 4, q = p + o, r = s + o;
    A = add(A, mul(ld(q + sa), ld(r)));
    A2 = add(A2, mul(ld(q), ld(r + sa)));
  }
  st(ga, sub(A, A2));
}

export function dots2(p: usize, s: usize, count: usize, a: usize, b: usize, ga: usize, gb: usize): void {
  const sa: usize = (<usize>16) << a, sb: usize = (<usize>16) << b;
  let A = ld(ga), B = ld(gb), A2 = splat(0), B2 = splat(0);
  for (let k: usize = 0; k < count; k++) {
    const o = gap(gap(k, a), b) << 4, q = p + o, r = s + o, q2 = q + sb, r2 = r + sb;
    const x0 = ld(q), x1 = ld(q + sa), x2 = ld(q2), x3 = ld(q2 + sa);
    const p0 = ld(r), p1 = ld(r + sa), p2 = ld(r2), p3 = ld(r2 + sa);
    A = add(A, add(mul(x1, p0), mul(x3, p2)));
    A2 = add(A2, add(mul(x0, p1), mul(x2, p3)));
    B = add(B, add(mul(x2, p0), mul(x3, p1)));
    B2 = add(B2, add(mul(x0, p2), mul(x1, p3)));
  }
  st(ga, sub(A, A2));
  st(gb, sub(B, B2));
}

export function dots3(p: usize, s: usize, count: usize, a: usize, b: usize, c: usize, ga: usize, gb: usize, gc: usize): void {
  const sa: usize = (<usize>16) << a, sb: usize = (<usize>16) << b, sc: usize = (<usize>16) << c;
  let A = ld(ga), B = ld(gb), C = ld(gc), A2 = splat(0), B2 = splat(0), C2 = splat(0);
  for (let k: usize = 0; k < count; k++) {
    const o = gap(gap(gap(k, a), b), c) << 4, q = p + o, r = s + o;
    const q2 = q + sb, r2 = r + sb, q4 = q + sc, r4 = r + sc, q6 = q2 + sc, r6 = r2 + sc;
    const x0 = ld(q), x1 = ld(q + sa), x2 = ld(q2), x3 = ld(q2 + sa), x4 = ld(q4), x5 = ld(q4 + sa), x6 = ld(q6), x7 = ld(q6 + sa);
    let y = ld(r);
    A = add(A, mul(x1, y)); B = add(B, mul(x2, y)); C = add(C, mul(x4, y));
    y = ld(r + sa);
    A2 = add(A2, mul(x0, y)); B = add(B, mul(x3, y)); C = add(C, mul(x5, y));
    y = ld(r2);
    A = add(A, mul(x3, y)); B2 = add(B2, mul(x0, y)); C = add(C, mul(x6, y));
    y = ld(r2 + sa);
    A2 = add(A2, mul(x2, y)); B2 = add(B2, mul(x1, y)); C = add(C, mul(x7, y));
    y = ld(r4);
    A = add(A, mul(x5, y)); B = add(B, mul(x6, y)); C2 = add(C2, mul(x0, y));
    y = ld(r4 + sa);
    A2 = add(A2, mul(x4, y)); B = add(B, mul(x7, y)); C2 = add(C2, mul(x1, y));
    y = ld(r6);
    A = add(A, mul(x7, y)); B2 = add(B2, mul(x4, y)); C2 = add(C2, mul(x2, y));
    y = ld(r6 + sa);
    A2 = add(A2, mul(x6, y)); B2 = add(B2, mul(x5, y)); C2 = add(C2, mul(x3, y));
  }
  st(ga, sub(A, A2));
  st(gb, sub(B, B2));
  st(gc, sub(C, C2));
}
