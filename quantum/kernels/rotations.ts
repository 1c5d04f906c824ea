import { F } from "./precision";
import { add, ld, mul, splat, st, sub } from "./simd";

/*
 * Scaled rotations of an array of vectors, in place: a0' = a0 - t a1, a1' = a1 + t a0 with t = tan(theta / 2). The cosines are in the phase table.
 * One, two or three bits of a vector's number for each pass over memory; sa < sb < sc: 16 << bit, the bytes between two vectors that differ in it
 * (as arguments, because the compiler would otherwise shift anew in every turn of a loop); bytes: of the whole array.
 *
 * A group is 2, 4 or 8 vectors that differ in these bits. Offsets of groups are counted over the other bits: filling in the bits lets the carry of
 * + 1 run across them. Two neighbouring groups are done in one turn of a loop where bit 0 is not among the bits.
 */
@inline function next(offset: usize, bits: usize, step: usize): usize {
  return ((offset | bits) + step) & ~bits;
}

@inline function turn1(q: usize, sa: usize, t: v128): void {
  const x = ld(q), y = ld(q + sa);
  st(q, sub(x, mul(t, y)));
  st(q + sa, add(y, mul(t, x)));
}

export function rotate1(p: usize, bytes: usize, sa: usize, ta: F): void {
  const t = splat(ta);
  const step: usize = sa > 16 ? 32 : 16;
  for (let o: usize = 0; o < bytes; o = next(o, sa, step)) {
    turn1(p + o, sa, t);
    if (sa > 16) turn1(p + o + 16, sa, t);
  }
}

@inline function turn2(q: usize, r: usize, sa: usize, t: v128, u: v128): void {
  const x0 = ld(q), x1 = ld(q + sa), x2 = ld(r), x3 = ld(r + sa);
  const y0 = sub(x0, mul(t, x1)), y1 = add(x1, mul(t, x0)), y2 = sub(x2, mul(t, x3)), y3 = add(x3, mul(t, x2));
  st(q, sub(y0, mul(u, y2)));
  st(q + sa, sub(y1, mul(u, y3)));
  st(r, add(y2, mul(u, y0)));
  st(r + sa, add(y3, mul(u, y1)));
}

export function rotate2(p: usize, bytes: usize, sa: usize, sb: usize, ta: F, tb: F): void {
  const t = splat(ta), u = splat(tb);
  const bits = sa | sb;
  if (sa > 16) {
    for (let o: usize = 0; o < bytes; o = next(o, bits, 32)) {
      const q = p + o, r = q + sb;
      turn2(q, r, sa, t, u);
      turn2(q + 16, r + 16, sa, t, u);
    }
  } else for (let o: usize = 0; o < bytes; o = next(o, bits, 16)) turn2(p + o, p + o + sb, sa, t, u);
}

@inline function turn3(q0: usize, q1: usize, q2: usize, q3: usize, sc: usize, t: v128, u: v128, w: v128): void {
  const x0 = ld(q0), x1 = ld(q1), x2 = ld(q2), x3 = ld(q3);
  const y0 = sub(x0, mul(t, x1)), y1 = add(x1, mul(t, x0)), y2 = sub(x2, mul(t, x3)), y3 = add(x3, mul(t, x2));
  const z0 = sub(y0, mul(u, y2)), z2 = add(y2, mul(u, y0)), z1 = sub(y1, mul(u, y3)), z3 = add(y3, mul(u, y1));
  const x4 = ld(q0 + sc), x5 = ld(q1 + sc), x6 = ld(q2 + sc), x7 = ld(q3 + sc);
  const y4 = sub(x4, mul(t, x5)), y5 = add(x5, mul(t, x4)), y6 = sub(x6, mul(t, x7)), y7 = add(x7, mul(t, x6));
  const z4 = sub(y4, mul(u, y6)), z6 = add(y6, mul(u, y4)), z5 = sub(y5, mul(u, y7)), z7 = add(y7, mul(u, y5));
  st(q0, sub(z0, mul(w, z4)));
  st(q0 + sc, add(z4, mul(w, z0)));
  st(q1, sub(z1, mul(w, z5)));
  st(q1 + sc, add(z5, mul(w, z1)));
  st(q2, sub(z2, mul(w, z6)));
  st(q2 + sc, add(z6, mul(w, z2)));
  st(q3, sub(z3, mul(w, z7)));
  st(q3 + sc, add(z7, mul(w, z3)));
}

export function rotate3(p: usize, bytes: usize, sa: usize, sb: usize, sc: usize, ta: F, tb: F, tc: F): void {
  const t = splat(ta), u = splat(tb), w = splat(tc);
  const bits = sa | sb | sc;
  if (sa > 16) {
    for (let o: usize = 0; o < bytes; o = next(o, bits, 32)) {
      const q0 = p + o, q1 = q0 + sa, q2 = q0 + sb, q3 = q1 + sb;
      turn3(q0, q1, q2, q3, sc, t, u, w);
      turn3(q0 + 16, q1 + 16, q2 + 16, q3 + 16, sc, t, u, w);
    }
  } else {
    for (let o: usize = 0; o < bytes; o = next(o, bits, 16)) {
      const q0 = p + o, q1 = q0 + sa, q2 = q0 + sb, q3 = q1 + sb;
      turn3(q0, q1, q2, q3, sc, t, u, w);
    }
  }
}

/* Sums over pairs of lambda1 psi0 - lambda0 psi1, added to one vector for each bit: twice the derivative by theta. s: psi. */
export function dots1(p: usize, s: usize, bytes: usize, sa: usize, ga: usize): void {
  let A = ld(ga), A2 = splat(0);
  for (let o: usize = 0; o < bytes; o = next(o, sa, 16)) {
    const q = p + o, r = s + o;
    A = add(A, mul(ld(q + sa), ld(r)));
    A2 = add(A2, mul(ld(q), ld(r + sa)));
  }
  st(ga, sub(A, A2));
}

/** x1 y0 + x3 y2, from the addresses of the four. */
@inline function twice(x1: usize, y0: usize, x3: usize, y2: usize): v128 {
  return add(mul(ld(x1), ld(y0)), mul(ld(x3), ld(y2)));
}

export function dots2(p: usize, s: usize, bytes: usize, sa: usize, sb: usize, ga: usize, gb: usize): void {
  const bits = sa | sb;
  let A = ld(ga), B = ld(gb), A2 = splat(0), B2 = splat(0);
  const step: usize = sa > 16 ? 32 : 16;
  for (let o: usize = 0; o < bytes; o = next(o, bits, step)) {
    const q = p + o, q1 = q + sa, q2 = q + sb, q3 = q1 + sb;
    const r = s + o, r1 = r + sa, r2 = r + sb, r3 = r1 + sb;
    A = add(A, twice(q1, r, q3, r2));
    A2 = add(A2, twice(q, r1, q2, r3));
    B = add(B, twice(q2, r, q3, r1));
    B2 = add(B2, twice(q, r2, q1, r3));
    if (sa == 16) continue;
    A = add(A, twice(q1 + 16, r + 16, q3 + 16, r2 + 16));
    A2 = add(A2, twice(q + 16, r1 + 16, q2 + 16, r3 + 16));
    B = add(B, twice(q2 + 16, r + 16, q3 + 16, r1 + 16));
    B2 = add(B2, twice(q + 16, r2 + 16, q1 + 16, r3 + 16));
  }
  st(ga, sub(A, A2));
  st(gb, sub(B, B2));
}

/**
 * Two bits' sums over the half of each group that starts at p and s, and a third bit's products with psi of the other half, taken sign times. Three bits
 * at once would need more than 16 registers.
 */
function half(
  p: usize, s: usize, other: usize, bytes: usize, bits: usize, sa: usize, sb: usize, ga: usize, gb: usize, gc: usize, sign: F,
): void {
  let A = ld(ga), B = ld(gb), C = splat(0), A2 = splat(0), B2 = splat(0);
  for (let o: usize = 0; o < bytes; o = next(o, bits, 16)) {
    const q = p + o, q1 = q + sa, q2 = q + sb, q3 = q1 + sb;
    const r = s + o, r1 = r + sa, r2 = r + sb, r3 = r1 + sb;
    const t = other + o, t1 = t + sa, t2 = t + sb, t3 = t1 + sb;
    A = add(A, twice(q1, r, q3, r2));
    A2 = add(A2, twice(q, r1, q2, r3));
    B = add(B, twice(q2, r, q3, r1));
    B2 = add(B2, twice(q, r2, q1, r3));
    C = add(C, add(twice(q, t, q1, t1), twice(q2, t2, q3, t3)));
  }
  st(ga, sub(A, A2));
  st(gb, sub(B, B2));
  st(gc, add(ld(gc), mul(splat(sign), C)));
}

export function dots3(p: usize, s: usize, bytes: usize, sa: usize, sb: usize, sc: usize, ga: usize, gb: usize, gc: usize): void {
  const bits = sa | sb | sc;
  half(p, s, s + sc, bytes, bits, sa, sb, ga, gb, gc, -1);
  half(p + sc, s + sc, s, bytes, bits, sa, sb, ga, gb, gc, 1);
}
