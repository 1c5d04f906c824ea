import { F } from "./precision";
import { Program, word } from "./program";
import { sampleSink, sharedSink } from "./angles";
import { contract, extend, wireY, wireYBack, wireZ, wireZBack, wireZero } from "./product";
import { add, ld, mul, splat, spread, st, sub, total } from "./simd";

/*
 * The product state before any entangling. `prefixes` holds the address of each wire's record, words: number of rotations, 1 if the wire is
 * simple, address of its matrices, address of its sums, 1 if its sample's angle has a parameter too; then for each rotation axis (0 Y, 1 Z), 1 if
 * its angle differs by sample, slot. A simple wire has one such angle, in its first rotation, about Y: then its 2-vector is cos U|0> + sin U|1>
 * with one 2 x 2 matrix U for the batch, the product of its other rotations.
 */
export const HEAD: usize = 20;
export const ROTATION: usize = 12;

@inline function turn(p: Program, rotation: usize, block: usize, source: usize, to: usize, V: usize): void {
  const sample = word(rotation, 1), slot = word(rotation, 2);
  const offset = slot * p.padded * sizeof<F>() + block * (p.V << 4);
  const cosines = sample ? p.sampleCos + offset : p.sharedCosLanes + (slot << 4);
  const sines = sample ? p.sampleSin + offset : p.sharedSinLanes + (slot << 4);
  const step: usize = sample ? 16 : 0;
  if (word(rotation, 0)) wireZ(source, to, V, cosines, sines, step);
  else wireY(source, to, V, cosines, sines, step);
}

@inline export function undo(p: Program, rotation: usize, block: usize, mu: usize, after: usize, V: usize, rows: bool): void {
  const sample = word(rotation, 1), slot = word(rotation, 2);
  const offset = slot * p.padded * sizeof<F>() + block * (p.V << 4);
  const cosines = sample ? p.sampleCos + offset : p.sharedCosLanes + (slot << 4);
  const sines = sample ? p.sampleSin + offset : p.sharedSinLanes + (slot << 4);
  const step: usize = sample ? 16 : 0;
  const out = sample ? sampleSink(p, slot, block) : sharedSink(p, slot, rows);
  const outStep: usize = sample || rows ? 16 : 0;
  if (word(rotation, 0)) wireZBack(mu, after, V, cosines, sines, step, out, outStep);
  else wireYBack(mu, after, V, cosines, sines, step, out, outStep);
}

/** Slot of a simple wire's own angle; its matrix, after the last rotation. */
@inline function slotOf(at: usize): usize {
  return word(at, 7);
}
@inline function matrixOf(at: usize): usize {
  return word(at, 2) + 64 * (word(at, 0) - 1);
}

/** U|0> and U|1> after each shared rotation of every simple wire, as lanes 0 and 1 of 2-vectors. */
export function fillMatrices(p: Program): void {
  for (let wire: usize = 0; wire < p.numQubits; wire++) {
    const at = word(p.prefixes, wire);
    if (!word(at, 1)) continue;
    const count = word(at, 0);
    let m = word(at, 2);
    st(m, v128.replace_lane<F>(splat(0), 0, 1));
    st(m + 16, splat(0));
    st(m + 32, v128.replace_lane<F>(splat(0), 1, 1));
    st(m + 48, splat(0));
    for (let r: usize = 1; r < count; r++, m += 64) turn(p, at + HEAD + ROTATION * r, 0, m, m + 64, 1);
  }
}

/** Starts the sums of simple wires, for a backward pass. */
export function clearSums(p: Program): void {
  for (let wire: usize = 0; wire < p.numQubits; wire++) {
    const at = word(p.prefixes, wire);
    if (word(at, 1)) memory.fill(word(at, 3), 0, 128);
  }
}

/** u = cos U|0> + sin U|1>. */
function simple(m: usize, u: usize, V: usize, cosines: usize, sines: usize): void {
  const h = V << 4;
  for (let part: usize = 0; part < 64; part += 16, u += h) {
    const a = spread(m + part), b = spread(m + part + sizeof<F>());
    for (let v: usize = 0; v < h; v += 16) st(u + v, add(mul(ld(cosines + v), a), mul(ld(sines + v), b)));
  }
}

/** Sums cos mu and sin mu over the batch, and the derivative by the sample's angle if `out` is not 0. sums: 8 vectors. */
function simpleBack(mu: usize, m: usize, V: usize, cosines: usize, sines: usize, sums: usize, out: usize): void {
  const h = V << 4;
  let a0 = ld(sums), a1 = ld(sums + 16), a2 = ld(sums + 32), a3 = ld(sums + 48);
  let b0 = ld(sums + 64), b1 = ld(sums + 80), b2 = ld(sums + 96), b3 = ld(sums + 112);
  for (let v: usize = 0; v < h; v += 16) {
    const c = ld(cosines + v), s = ld(sines + v);
    const x0 = ld(mu + v), x1 = ld(mu + h + v), x2 = ld(mu + 2 * h + v), x3 = ld(mu + 3 * h + v);
    a0 = add(a0, mul(c, x0));
    a1 = add(a1, mul(c, x1));
    a2 = add(a2, mul(c, x2));
    a3 = add(a3, mul(c, x3));
    b0 = add(b0, mul(s, x0));
    b1 = add(b1, mul(s, x1));
    b2 = add(b2, mul(s, x2));
    b3 = add(b3, mul(s, x3));
  }
  st(sums, a0); st(sums + 16, a1); st(sums + 32, a2); st(sums + 48, a3);
  st(sums + 64, b0); st(sums + 80, b1); st(sums + 96, b2); st(sums + 112, b3);
  if (!out) return;
  const E = sizeof<F>();
  for (let v: usize = 0; v < h; v += 16) {
    const x0 = ld(mu + v), x1 = ld(mu + h + v), x2 = ld(mu + 2 * h + v), x3 = ld(mu + 3 * h + v);
    const dc = add(add(mul(spread(m), x0), mul(spread(m + 16), x1)), add(mul(spread(m + 32), x2), mul(spread(m + 48), x3)));
    const ds = add(
      add(mul(spread(m + E), x0), mul(spread(m + 16 + E), x1)),
      add(mul(spread(m + 32 + E), x2), mul(spread(m + 48 + E), x3)),
    );
    st(out + v, add(ld(out + v), sub(mul(ld(cosines + v), ds), mul(ld(sines + v), dc))));
  }
}

/** The block's product state, to its first snapshot. */
export function prefixForward(p: Program, block: usize, psi: usize): void {
  const V = p.V, n = p.numQubits;
  const part = V << 6;
  const lanes = block * (V << 4);
  let u = p.wires + block * p.wiresBytes;
  let before: usize = 0;
  for (let wire: usize = 0; wire < n; wire++) {
    const at = word(p.prefixes, wire);
    // One wire alone is the state.
    const to = n == 1 ? psi : u;
    if (word(at, 1)) {
      const offset = slotOf(at) * p.padded * sizeof<F>() + lanes;
      simple(matrixOf(at), to, V, p.sampleCos + offset, p.sampleSin + offset);
    } else trailOf(p, at, block, to);
    const products = p.products + block * p.productsBytes;
    if (wire > 0) {
      const product = wire == n - 1 ? psi : products + ((((<usize>2) << wire) - 4) * V << 5);
      extend(before, (<usize>1) << wire, u, product, V);
      before = product;
    } else before = u;
    u += part;
  }
}

/** All rotations of a wire from |0>, kept one after the other in the trail; the last 2-vector goes to `to` as well, unless that is 0. */
export function trailOf(p: Program, at: usize, block: usize, to: usize): void {
  const part = p.V << 6;
  const count = word(at, 0);
  let from = p.trail;
  wireZero(from, p.V);
  for (let r: usize = 0; r < count; r++, from += part) turn(p, at + HEAD + ROTATION * r, block, from, from + part, p.V);
  if (to) memory.copy(to, from, part);
}

/** Takes the product apart again, from the last wire to the first. lambda is destroyed. */
export function prefixBackward(p: Program, block: usize, lambda: usize, rows: bool, wantInputs: bool): void {
  const V = p.V, n = p.numQubits;
  const part = V << 6;
  const lanes = block * (V << 4);
  const products = p.products + block * p.productsBytes;
  const wires = p.wires + block * p.wiresBytes;
  for (let wire = n; wire-- > 0; ) {
    const at = word(p.prefixes, wire);
    let mu = lambda;
    if (wire > 0) {
      mu = p.mu;
      const before = wire == 1 ? wires : products + ((((<usize>2) << (wire - 1)) - 4) * V << 5);
      contract(lambda, (<usize>1) << wire, wires + wire * part, before, mu, V);
    }
    if (word(at, 1) && !rows) {
      const slot = slotOf(at);
      const offset = slot * p.padded * sizeof<F>() + lanes;
      const out = wantInputs || word(at, 4) ? sampleSink(p, slot, block) : 0;
      simpleBack(mu, matrixOf(at), V, p.sampleCos + offset, p.sampleSin + offset, word(at, 3), out);
      continue;
    }
    trailOf(p, at, block, 0);
    const count = word(at, 0);
    let after = p.trail + count * part;
    for (let r = count; r-- > 0; after -= part) undo(p, at + HEAD + ROTATION * r, block, mu, after, V, rows);
  }
}

/** From the sums of simple wires over the whole batch to the derivatives by their shared rotations. */
export function matricesBackward(p: Program): void {
  const mu = p.mu;
  for (let wire: usize = 0; wire < p.numQubits; wire++) {
    const at = word(p.prefixes, wire);
    if (!word(at, 1)) continue;
    const sums = word(at, 3);
    for (let k: usize = 0; k < 64; k += 16) {
      const first = v128.replace_lane<F>(splat(0), 0, <F>total(sums + k));
      st(mu + k, v128.replace_lane<F>(first, 1, <F>total(sums + 64 + k)));
    }
    let after = matrixOf(at);
    for (let r = word(at, 0); r-- > 1; after -= 64) undo(p, at + HEAD + ROTATION * r, 0, mu, after, 1, false);
  }
}
