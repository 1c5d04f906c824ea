import { F } from "./precision";
import { sampleSink, sharedSink } from "./angles";
import { dotLanes, rotateLanes } from "./lanes";
import { mapBack, phaseDots, phaseLanes, phaseMap, phaseMapBack, signedSum } from "./phases";
import { chunkOf, packedMap, packedMapBack } from "./packed";
import { Program, Stage, word } from "./program";
import { dots1, dots2, dots3, rotate1, rotate2, rotate3 } from "./rotations";
import { add, ld, st, sub } from "./simd";

/** A pass works on so many bytes before the next one, that they stay in the first cache; and passes on so many, for the second. */
const NEAR: usize = 16384;
const FAR: usize = 262144;

@inline function tangent(g: Stage, k: usize, sign: F): F {
  return sign * load<F>(g.tangents + k * sizeof<F>());
}
@inline function bitOf(g: Stage, k: usize): usize {
  return word(g.rotations, 3 * k + 1);
}
/** Bytes between two vectors that differ in rotation k's bit. */
@inline function strideOf(g: Stage, k: usize): usize {
  return word(g.rotations, 3 * k + 2);
}
/** Rotations that one pass takes: three, but two and two where four are left. */
@inline function groupOf(left: usize): usize {
  return left >= 3 && left != 4 ? 3 : min<usize>(2, left);
}

/** Rotations from..to-1 of a stage on so many bytes at `state`. */
function rotate(g: Stage, from: usize, to: usize, state: usize, bytes: usize, sign: F): void {
  for (let k = from; k < to; ) {
    const take = groupOf(to - k);
    const a = strideOf(g, k), t = tangent(g, k, sign);
    if (take == 3) {
      rotate3(state, bytes, a, strideOf(g, k + 1), strideOf(g, k + 2), t, tangent(g, k + 1, sign), tangent(g, k + 2, sign));
    } else if (take == 2) rotate2(state, bytes, a, strideOf(g, k + 1), t, tangent(g, k + 1, sign));
    else rotate1(state, bytes, a, t);
    k += take;
  }
}

@inline function sinkOf(p: Program, g: Stage, k: usize): usize {
  return sharedSink(p, word(g.rotations, 3 * k), false);
}

/**
 * Sums of lambda1 psi0 - lambda0 psi1 for the same rotations. Two at a time, which needs the fewest instructions, but three where three are left, or
 * where each pass has to fetch its vectors from afar.
 */
function dots(p: Program, g: Stage, from: usize, to: usize, lambda: usize, psi: usize, bytes: usize): void {
  for (let k = from; k < to; ) {
    const left = to - k;
    const take: usize = bytes > FAR ? groupOf(left) : left == 3 ? 3 : min<usize>(2, left);
    const a = strideOf(g, k), x = sinkOf(p, g, k);
    if (take == 3) {
      dots3(lambda, psi, bytes, a, strideOf(g, k + 1), strideOf(g, k + 2), x, sinkOf(p, g, k + 1), sinkOf(p, g, k + 2));
    } else if (take == 2) dots2(lambda, psi, bytes, a, strideOf(g, k + 1), x, sinkOf(p, g, k + 1));
    else dots1(lambda, psi, bytes, a, x);
    k += take;
  }
}

/** The first so many rotations join vectors less than so many bytes apart. */
function within(g: Stage, bytes: usize): usize {
  let count: usize = 0;
  while (count < g.numRotations && strideOf(g, count) < bytes) count++;
  return count;
}

/** Phases, map and rotations of a stage, from one snapshot to the next. */
export function stageForward(p: Program, g: Stage, block: usize, from: usize, to: usize): void {
  const V = p.V, size: usize = (<usize>1) << p.numQubits;
  const lanes = block * (V << 4);
  const stride = p.padded * sizeof<F>();
  const bytes = p.stateBytes, far = min(bytes, FAR), near = min(bytes, NEAR);
  const row: usize = p.packed ? 16 : V << 5;
  const low = within(g, near), middle = within(g, far);
  const chunks = bytes / far;
  for (let k: usize = 0; k < chunks; k++) {
    const outer = chunkOf(k, chunks) * far;
    for (let at = outer; at < outer + far; at += near) {
      const begin = at / row, end = (at + near) / row;
      if (p.packed) packedMap(p, g, from, to, begin, end);
      else phaseMap(from, to, g.tableAfter, g.inverse, begin, end, V);
      if (g.numSample == 0) rotate(g, 0, low, to + at, near, 1);
    }
    if (g.numSample == 0) rotate(g, low, middle, to + outer, far, 1);
  }
  for (let k: usize = 0; k < g.numSample; k++) {
    const offset = word(g.sample, 2 * k) * stride + lanes;
    phaseLanes(to, word(g.sample, 2 * k + 1), g.inverse, size, V, p.sampleCos + offset, p.sampleSin + offset, 1);
  }
  rotate(g, g.numSample ? 0 : middle, g.numRotations, to, bytes, 1);
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
  const lanes = block * (V << 4);
  const stride = p.padded * sizeof<F>();
  const bytes = p.stateBytes, far = min(bytes, FAR), near = min(bytes, NEAR);
  const low = within(g, near), middle = within(g, far);
  // All derivatives by rotations refer to the state after the stage, so they come before any rotation is taken back.
  for (let k: usize = 0; k < g.numLaneRotations; k++) {
    dotLanes(lambda, psi, size, word(g.laneRotations, 2 * k + 1), V, sampleSink(p, word(g.laneRotations, 2 * k), block));
  }
  if (rows) {
    for (let k: usize = 0; k < g.numRotations; k++) {
      dotLanes(lambda, psi, size, bitOf(g, k), V, sharedSink(p, word(g.rotations, 3 * k), true));
    }
  } else dots(p, g, middle, g.numRotations, lambda, psi, bytes);
  for (let outer: usize = 0; outer < bytes; outer += far) {
    if (!rows) dots(p, g, low, middle, lambda + outer, psi + outer, far);
    for (let at = outer; at < outer + far; at += near) {
      if (!rows) dots(p, g, 0, low, lambda + at, psi + at, near);
      rotate(g, 0, low, lambda + at, near, -1);
    }
    rotate(g, low, middle, lambda + outer, far, -1);
  }
  rotate(g, middle, g.numRotations, lambda, bytes, -1);
  if (p.packed) {
    packedMapBack(p, g, lambda, back, before);
    return;
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
