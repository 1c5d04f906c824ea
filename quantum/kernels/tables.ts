import { F } from "./precision";
import { fillPacked } from "./packed";
import { Program, Stage, word } from "./program";
import { parity, putPair } from "./simd";

/* Complex numbers here are one vector of two doubles, (re, im). */

/** x times (c + i s). */
@inline export function times(x: v128, c: f64, s: f64): v128 {
  const turned = f64x2.mul(i64x2.shuffle(x, x, 1, 0), f64x2.splat(s));
  return f64x2.add(f64x2.mul(x, f64x2.splat(c)), v128.xor(turned, i64x2(<i64>0x8000000000000000, 0)));
}

/** Extends a table over the bits below `size` by one bit whose phase is exp(-i a/2) for 0 and exp(i a/2) for 1. */
export function double(table: usize, size: usize, c: f64, s: f64): void {
  const C = f64x2.splat(c), S = v128.xor(f64x2.splat(s), i64x2(<i64>0x8000000000000000, 0));
  const bytes = size << 4;
  for (let k: usize = 0; k < bytes; k += 16) {
    const x = v128.load(table + k);
    const a = f64x2.mul(x, C), b = f64x2.mul(i64x2.shuffle(x, x, 1, 0), S);
    v128.store(table + bytes + k, f64x2.add(a, b));
    v128.store(table + k, f64x2.sub(a, b));
  }
}

/** The product over bits of the phases of slots[bit] - 1, times scale. odd: where the sign is turned, or 0. */
function singles(p: Program, table: usize, slots: usize, odd: usize, scale: f64): void {
  v128.store(table, f64x2(scale, 0));
  for (let bit: usize = 0; bit < p.numQubits; bit++) {
    const size: usize = (<usize>1) << bit;
    const slot = word(slots, bit);
    if (slot) {
      const s = load<f64>(p.sharedSin + ((slot - 1) << 3));
      double(table, size, load<f64>(p.sharedCos + ((slot - 1) << 3)), odd && word(odd, bit) ? -s : s);
    } else memory.copy(table + (size << 4), table, size << 4);
  }
}

/**
 * Everything of a stage that the batch shares: tangents of the rotations, taken from pi where that keeps them within 1 (the rotation by pi is a
 * flip with a sign, which goes into map and table); the product of cosines and of all phases in both tables; the maps.
 */
export function fillStage(p: Program, g: Stage): void {
  let scale: f64 = 1;
  let flips: usize = 0;
  for (let k: usize = 0; k < g.numRotations; k++) {
    const slot = word(g.rotations, 3 * k) << 3;
    const c = load<f64>(p.sharedCos + slot), s = load<f64>(p.sharedSin + slot);
    // RY(t) = RY(t - pi) RY(pi)
    const near = Math.abs(s) <= Math.abs(c);
    store<F>(g.tangents + k * sizeof<F>(), <F>(near ? s / c : -c / s));
    scale *= near ? c : s;
    if (!near) flips |= (<usize>1) << word(g.rotations, 3 * k + 1);
  }
  if (p.packed) {
    fillPacked(p, g, scale, flips);
    return;
  }
  const size: usize = (<usize>1) << p.numQubits;
  const table = p.table;
  singles(p, table, g.before, 0, scale);
  const second = table + (size << 4);
  if (g.hasAfter) singles(p, second, g.after, g.odd, 1);
  for (let k: usize = 0; k < g.numJoint; k++) {
    const slot = word(g.joint, 2 * k) << 3, mask = word(g.joint, 2 * k + 1);
    const c = load<f64>(p.sharedCos + slot), s = load<f64>(p.sharedSin + slot);
    for (let i: usize = 0; i < size; i++) {
      const at = table + (i << 4);
      v128.store(at, times(v128.load(at), c, parity(mask & i) ? s : -s));
    }
  }
  for (let i: usize = 0; i < size; i++) {
    const image = word(g.baseMap, i), flipped = image ^ flips;
    let x = v128.load(table + (i << 4));
    if (g.hasAfter) {
      const q = second + (image << 4);
      x = times(x, load<f64>(q), load<f64>(q + 8));
    }
    // The sign without a branch, which would be a coin's toss.
    x = v128.xor(x, i64x2.splat(<i64>parity(image & flips) << 63));
    putPair(g.table + i * 2 * sizeof<F>(), x);
    putPair(g.tableAfter + flipped * 2 * sizeof<F>(), x);
    store<u32>(g.map + (i << 2), <u32>flipped);
    store<u32>(g.inverse + (flipped << 2), <u32>i);
  }
}
