import { Program, Stage, word } from "./program";
import { parity } from "./simd";
import { times } from "./tables";

/*
 * A batch of one: an amplitude is one vector (re, im) of doubles, and the state of n qubits 2^n of them. Nothing else grows with 2^n: a basis
 * index splits into its high bits a and its `lowBits` low bits b, and phases, maps and sums are kept for each a and for each b. A map is affine over
 * GF(2), so f(a, b) = f(a, 0) ^ (f(0, b) ^ f(0, 0)); phases of single bits are a product of one for a and one for b.
 * A table of either kind holds all a first, then all b. All angles are shared.
 */
@inline export function lowBits(p: Program): usize {
  return p.numQubits >> 1;
}
@inline export function lows(p: Program): usize {
  return (<usize>1) << lowBits(p);
}
@inline export function highs(p: Program): usize {
  return (<usize>1) << (p.numQubits - lowBits(p));
}

/** x times y. */
@inline export function product(x: v128, y: v128): v128 {
  const re = f64x2.mul(i64x2.shuffle(x, x, 0, 0), y);
  const im = f64x2.mul(i64x2.shuffle(x, x, 1, 1), i64x2.shuffle(y, y, 1, 0));
  return f64x2.add(re, v128.xor(im, i64x2(<i64>0x8000000000000000, 0)));
}
/** conj(x) times y. */
@inline export function conjugate(x: v128, y: v128): v128 {
  const re = f64x2.mul(i64x2.shuffle(x, x, 0, 0), y);
  const im = f64x2.mul(i64x2.shuffle(x, x, 1, 1), i64x2.shuffle(y, y, 1, 0));
  return f64x2.add(re, v128.xor(im, i64x2(0, <i64>0x8000000000000000)));
}

/** The phases of one part's bits from..to-1 as a table that starts with scale; flips: bits whose rotation is taken from pi on, or 0. */
function part(p: Program, table: usize, from: usize, to: usize, slots: usize, odd: usize, flips: usize, scale: f64): void {
  v128.store(table, f64x2(scale, 0));
  let size: usize = 16;
  for (let bit = from; bit < to; bit++, size <<= 1) {
    const slot = word(slots, bit);
    const c = slot ? load<f64>(p.sharedCos + ((slot - 1) << 3)) : 1;
    let s = slot ? load<f64>(p.sharedSin + ((slot - 1) << 3)) : 0;
    if (odd && word(odd, bit)) s = -s;
    // A flipped bit is 1 before the flip where it is 0 now, and then its sign is turned.
    const flipped = (flips >> bit) & 1;
    if (flipped) s = -s;
    for (let k: usize = 0; k < size; k += 16) {
      const x = v128.load(table + k);
      const zero = times(x, c, -s);
      v128.store(table + k, flipped ? f64x2.neg(zero) : zero);
      v128.store(table + size + k, times(x, c, s));
    }
  }
}

/** What `fillStage` does, for a batch of one. */
export function fillPacked(p: Program, g: Stage, scale: f64, flips: usize): void {
  const low = lowBits(p), n = p.numQubits, high = highs(p) << 4;
  part(p, g.table, low, n, g.before, 0, 0, scale);
  part(p, g.table + high, 0, low, g.before, 0, 0, 1);
  part(p, g.tableAfter, low, n, g.after, g.odd, flips, 1);
  part(p, g.tableAfter + high, 0, low, g.after, g.odd, flips, 1);
  g.flips = flips;
}

/** The phases of several bits that an amplitude gets, times x. */
function jointly(p: Program, g: Stage, i: usize, x: v128): v128 {
  for (let k: usize = 0; k < g.numJoint; k++) {
    const slot = word(g.joint, 2 * k) << 3;
    const c = load<f64>(p.sharedCos + slot), s = load<f64>(p.sharedSin + slot);
    x = times(x, c, parity(word(g.joint, 2 * k + 1) & i) ? s : -s);
  }
  return x;
}

/** to[j] = D from[g(j)] for j from begin to end - 1. */
export function packedMap(p: Program, g: Stage, source: usize, to: usize, begin: usize, end: usize): void {
  const low = lowBits(p), numLow = lows(p), high = highs(p);
  const mask = numLow - 1, flips = g.flips;
  const highMap = g.inverse, lowMap = g.inverse + (high << 2);
  const beforeHigh = g.table, beforeLow = g.table + (high << 4);
  const afterHigh = g.tableAfter, afterLow = g.tableAfter + (high << 4);
  for (let j = begin; j < end; ) {
    const a = j >> low;
    const base = word(highMap, a ^ (flips >> low)) ^ word(lowMap, flips & mask);
    const x = v128.load(afterHigh + (a << 4));
    const stop = min(end, (a + 1) << low);
    for (; j < stop; j++) {
      const b = j & mask;
      const i = base ^ word(lowMap, b);
      let d = product(x, v128.load(afterLow + (b << 4)));
      const e = product(v128.load(beforeHigh + ((i >> low) << 4)), v128.load(beforeLow + ((i & mask) << 4)));
      if (g.numJoint) d = jointly(p, g, i, d);
      v128.store(to + (j << 4), product(product(d, e), v128.load(source + (i << 4))));
    }
  }
}

@inline function addTo(at: usize, x: f64): void {
  store<f64>(at, load<f64>(at) + x);
}

/**
 * Rings of CNOTs let the lowest bits turn the highest ones: chunks that differ only there read the same stretches of memory, so they come one after
 * the other. The k-th of `count` chunks (a power of two) in that order.
 */
export function chunkOf(k: usize, count: usize): usize {
  const together = min<usize>(8, count);
  return (k % together) * (count / together) + k / together;
}

/** back[i] = conj(D) lambda[f(i)]; Im(conj(back_i) psi_i) added to the sums of i's and of f(i)'s two parts. */
export function packedMapBack(p: Program, g: Stage, lambda: usize, back: usize, psi: usize): void {
  const low = lowBits(p), numLow = lows(p), high = highs(p);
  const mask = numLow - 1;
  const lowMap = g.baseMap + (high << 2);
  const beforeHigh = g.table, beforeLow = g.table + (high << 4);
  const afterHigh = g.tableAfter, afterLow = g.tableAfter + (high << 4);
  const sumHigh = g.sums, sumLow = sumHigh + (high << 3);
  const imageHigh = sumLow + (numLow << 3), imageLow = imageHigh + (high << 3);
  for (let k: usize = 0; k < high; k++) {
    const a = chunkOf(k, high);
    const base = word(g.baseMap, a) ^ g.flips;
    const x = v128.load(beforeHigh + (a << 4));
    let sum: f64 = 0;
    for (let b: usize = 0; b < numLow; b++) {
      const i = (a << low) | b, j = base ^ word(lowMap, b);
      let d = product(x, v128.load(beforeLow + (b << 4)));
      const e = product(v128.load(afterHigh + ((j >> low) << 4)), v128.load(afterLow + ((j & mask) << 4)));
      if (g.numJoint) d = jointly(p, g, i, d);
      const l = conjugate(product(d, e), v128.load(lambda + (j << 4)));
      v128.store(back + (i << 4), l);
      const cross = f64x2.mul(l, i64x2.shuffle(v128.load(psi + (i << 4)), l, 1, 0));
      const w = f64x2.extract_lane(cross, 0) - f64x2.extract_lane(cross, 1);
      sum += w;
      addTo(sumLow + (b << 3), w);
      if (g.hasAfter) {
        addTo(imageHigh + ((j >> low) << 3), w);
        addTo(imageLow + ((j & mask) << 3), w);
      }
      for (let k: usize = 0; k < g.numJoint; k++) {
        addTo(p.sumShared + (word(g.joint, 2 * k) << 4), parity(word(g.joint, 2 * k + 1) & i) ? -w : w);
      }
    }
    addTo(sumHigh + (a << 3), sum);
  }
}

/** The sum of differences over pairs of neighbours, whose sums then stand in the first half. */
export function halve(w: usize, pairs: usize): f64 {
  let sum: f64 = 0;
  for (let k: usize = 0; k < pairs; k++) {
    const zero = load<f64>(w + (k << 4)), one = load<f64>(w + (k << 4) + 8);
    sum += zero - one;
    store<f64>(w + (k << 3), zero + one);
  }
  return sum;
}

/** Signed sums by the bits from..to-1 of one part, as a halving tree, added to the slots' sums. */
function tree(p: Program, w: usize, from: usize, to: usize, slots: usize, odd: usize, flips: usize): void {
  for (let bit = from, pairs: usize = (<usize>1) << (to - from); bit < to; bit++) {
    pairs >>= 1;
    const sum = halve(w, pairs);
    const slot = word(slots, bit);
    const turned = ((odd ? word(odd, bit) : 0) ^ (flips >> bit)) & 1;
    if (slot) addTo(p.sumShared + ((slot - 1) << 4), turned ? -sum : sum);
  }
}

/** Derivatives by a stage's phases of single bits, from the sums, which are used up. */
export function packedPhases(p: Program, g: Stage): void {
  const low = lowBits(p), n = p.numQubits;
  const sumLow = g.sums + (highs(p) << 3);
  const imageHigh = sumLow + (lows(p) << 3), imageLow = imageHigh + (highs(p) << 3);
  tree(p, g.sums, low, n, g.before, 0, 0);
  tree(p, sumLow, 0, low, g.before, 0, 0);
  if (!g.hasAfter) return;
  tree(p, imageHigh, low, n, g.after, g.odd, g.flips);
  tree(p, imageLow, 0, low, g.after, g.odd, g.flips);
}
