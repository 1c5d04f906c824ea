import { F } from "./precision";
import { sampleSink, sharedSink } from "./angles";
import { dotLanes, rotateLanes } from "./lanes";
import { mapBack, phaseDots, phaseLanes, phaseMap, phaseMapBack, signedSum } from "./phases";
import { Program, Stage, word } from "./program";
import { dots1, dots2, dots3, rotate1, rotate2, rotate3 } from "./rotations";
import { add, ld, st, sub } from "./simd";

/** Vectors that a pass works on before the next one: 16 KB, so that they stay in the first cache. */
const CHUNK_BITS: usize = 10;

@inline function tangent(g: Stage, k: usize, sign: F): F {
  return sign * load<F>(g.tangents + k * sizeof<F>());
}
@inline function bitOf(g: Stage, k: usize): usize {
  return word(g.rotations, 2 * k + 1);
}
/** Rotations that one pass takes: three, but two and two where four are left. */
@inline function groupOf(left: usize): usize {
  return left >= 3 && left != 4 ? 3 : min<usize>(2, left);
}

/** Rotations from..to-1 of a stage on 2^bits vectors at `state`; shift: bits of a vector's number below the basis index. */
function rotate(g: Stage, from: usize, to: usize, state: usize, bits: usize, shift: usize, sign: F): void {
  const vectors: usize = (<usize>1) << bits;
  for (let k = from; k < to; ) {
    const take = groupOf(to - k);
    const a = bitOf(g, k) + shift, t = tangent(g, k, sign);
    if (take == 3) {
      const b = bitOf(g, k + 1) + shift, c = bitOf(g, k + 2) + shift;
      rotate3(state, vectors >> 3, a, b, c, t, tangent(g, k + 1, sign), tangent(g, k + 2, sign));
    } else if (take == 2) rotate2(state, vectors >> 2, a, bitOf(g, k + 1) + shift, t, tangent(g, k + 1, sign));
    else rotate1(state, vectors >> 1, a, t);
    k += take;
  }
}

/** Sums of lambda1 psi0 - lambda0 psi1 for the same rotations. */
function dots(p: Program, g: Stage, from: usize, to: usize, lambda: usize, psi: usize, bits: usize, shift: usize): void {
  const vectors: usize = (<usize>1) << bits;
  for (let k = from; k < to; ) {
    const take = groupOf(to - k);
    const a = bitOf(g, k) + shift, x = sharedSink(p, word(g.rotations, 2 * k), false);
    if (take == 3) {
      const b = bitOf(g, k + 1) + shift, c = bitOf(g, k + 2) + shift;
      const y = sharedSink(p, word(g.rotations, 2 * k + 2), false), z = sharedSink(p, word(g.rotations, 2 * k + 4), false);
      dots3(lambda, psi, vectors >> 3, a, b, c, x, y, z);
    } else if (take == 2) {
      dots2(lambda, psi, vectors >> 2, a, bitOf(g, k + 1) + shift, x, sharedSink(p, word(g.rotations, 2 * k + 2), false));
    } else dots1(lambda, psi, vectors >> 1, a, x);
    k += take;
  }
}

/** Rotations whose vectors lie within one chunk: the first so many. */
function lowRotations(g: Stage, shift: usize): usize {
  let low: usize = 0;
  while (low < g.numRotations && bitOf(g, low) + shift < CHUNK_BITS) low++;
  return low;
}

/** Phases, map and rotations of a stage, from one snapshot to the next. */
export function stageForward(p: Program, g: Stage, block: usize, from: usize, to: usize): void {
  const V = p.V, size: usize = (<usize>1) << p.numQubits;
  const shift = ctz(V) + 1, bits = p.numQubits + shift;
  const lanes = block * (V << 4);
  const stride = p.padded * sizeof<F>();
  if (bits <= CHUNK_BITS || g.numSample) {
    phaseMap(from, to, g.tableAfter, g.inverse, 0, size, V);
    for (let k: usize = 0; k < g.numSample; k++) {
      const offset = word(g.sample, 2 * k) * stride + lanes;
      phaseLanes(to, word(g.sample, 2 * k + 1), g.inverse, size, V, p.sampleCos + offset, p.sampleSin + offset, 1);
    }
    rotate(g, 0, g.numRotations, to, bits, shift, 1);
  } else {
    const low = lowRotations(g, shift);
    const step: usize = (<usize>1) << (CHUNK_BITS - shift);
    for (let j: usize = 0; j < size; j += step) {
      phaseMap(from, to, g.tableAfter, g.inverse, j, j + step, V);
      rotate(g, 0, low, to + j * (V << 5), CHUNK_BITS, shift, 1);
    }
    rotate(g, low, g.numRotations, to, bits, shift, 1);
  }
  for (let k: usize = 0; k < g.numLaneRotations; k++) {
    const offset = word(g.laneRotations, 2 * k) * stride + lanes;
    rotateLanes(to, size, word(g.laneRotations, 2 * k + 1), V, p.sampleCos + offset, p.sampleSin + offset, 1);
  }
}

/**
 * Twice the derivatives by the stage's angles, then lambda before the stage, in `back`. psi, before: the snapshots after and before the stage.
 * rows: derivatives by shared angles lane by lane.
 */
export function stageBackward(p: Program, g: Stage, block: usize, psi: usize, before: usize, lambda: usize, back: usize, rows: bool): void {
  const V = p.V, size: usize = (<usize>1) << p.numQubits;
  const shift = ctz(V) + 1, bits = p.numQubits + shift;
  const lanes = block * (V << 4);
  const stride = p.padded * sizeof<F>();
  // All derivatives by rotations refer to the state after the stage, so they come before any rotation is taken back.
  for (let k: usize = 0; k < g.numLaneRotations; k++) {
    dotLanes(lambda, psi, size, word(g.laneRotations, 2 * k + 1), V, sampleSink(p, word(g.laneRotations, 2 * k), block));
  }
  if (rows) {
    for (let k: usize = 0; k < g.numRotations; k++) {
      dotLanes(lambda, psi, size, bitOf(g, k), V, sharedSink(p, word(g.rotations, 2 * k), true));
    }
  }
  const chunked = bits > CHUNK_BITS;
  const low = chunked ? lowRotations(g, shift) : g.numRotations;
  if (!rows) dots(p, g, low, g.numRotations, lambda, psi, bits, shift);
  // Rotations with lanes of their own commute with the others, which act on other wires.
  if (!chunked) {
    if (!rows) dots(p, g, 0, low, lambda, psi, bits, shift);
    rotate(g, 0, low, lambda, bits, shift, -1);
  } else {
    const chunk: usize = (<usize>16) << CHUNK_BITS;
    for (let at: usize = 0; at < p.stateBytes; at += chunk) {
      if (!rows) dots(p, g, 0, low, lambda + at, psi + at, CHUNK_BITS, shift);
      rotate(g, 0, low, lambda + at, CHUNK_BITS, shift, -1);
    }
    rotate(g, low, g.numRotations, lambda, bits, shift, -1);
  }
  for (let k: usize = 0; k < g.numLaneRotations; k++) {
    const offset = word(g.laneRotations, 2 * k) * stride + lanes;
    rotateLanes(lambda, size, word(g.laneRotations, 2 * k + 1), V, p.sampleCos + offset, p.sampleSin + offset, -1);
  }
  if (!rows && g.numSample == 0) {
    phaseMapBack(lambda, back, before, g.table, g.map, g.sums, size, V);
    return;
  }
  mapBack(lambda, back, g.table, g.map, size, V);
  for (let k: usize = 0; k < g.numSample; k++) {
    const offset = word(g.sample, 2 * k) * stride + lanes;
    phaseLanes(back, word(g.sample, 2 * k + 1), 0, size, V, p.sampleCos + offset, p.sampleSin + offset, -1);
  }
  phaseDots(back, before, p.dots, size, V);
  for (let k: usize = 0; k < g.numSample; k++) {
    signedSum(p.dots, word(g.sample, 2 * k + 1), size, V, sampleSink(p, word(g.sample, 2 * k), block));
  }
  if (rows) sharedPhases(p, g, p.dots, V, true);
  else addLanes(p.dots, g.sums, size, V);
}

/** sums[i] += the V vectors of w[i]. */
function addLanes(w: usize, sums: usize, size: usize, V: usize): void {
  const h = V << 4;
  for (let i: usize = 0; i < size; i++, w += h, sums += 16) {
    let sum = ld(sums);
    for (let v: usize = 0; v < h; v += 16) sum = add(sum, ld(w + v));
    st(sums, sum);
  }
}

/** Derivatives by a stage's shared phases from w (2^n, V vectors), which is overwritten. */
export function sharedPhases(p: Program, g: Stage, w: usize, V: usize, rows: bool): void {
  const n = p.numQubits, size: usize = (<usize>1) << n, h = V << 4;
  for (let k: usize = 0; k < g.numJoint; k++) {
    signedSum(w, word(g.joint, 2 * k + 1), size, V, sharedSink(p, word(g.joint, 2 * k), rows));
  }
  if (g.hasAfter) {
    const moved = p.scratch;
    for (let i: usize = 0; i < size; i++) {
      const q = moved + word(g.baseMap, i) * h;
      for (let v: usize = 0; v < h; v += 16) st(q + v, ld(w + i * h + v));
    }
    tree(p, g.after, g.odd, moved, V, rows);
  }
  if (g.hasBefore) tree(p, g.before, 0, w, V, rows);
}

/** Signed sums of w by every single bit, as a halving tree: bit 0's difference, then sum it away. */
function tree(p: Program, slots: usize, odd: usize, w: usize, V: usize, rows: bool): void {
  const n = p.numQubits, h = V << 4;
  for (let bit: usize = 0; bit < n; bit++) {
    const pairs: usize = (<usize>1) << (n - 1 - bit);
    const slot = word(slots, bit);
    const out = slot ? sharedSink(p, slot - 1, rows) : p.mu;
    const turned = odd != 0 && word(odd, bit) != 0;
    for (let v: usize = 0; v < h; v += 16) {
      const sink = slot ? out + v : out;
      let sum = ld(sink);
      let s = w + v, d = w + v;
      for (let i: usize = 0; i < pairs; i++, s += 2 * h, d += h) {
        const zero = ld(s), one = ld(s + h);
        sum = add(sum, turned ? sub(one, zero) : sub(zero, one));
        st(d, add(zero, one));
      }
      st(sink, sum);
    }
  }
}
