import { conjugate, halve, highs, lowBits, lows, product } from "./packed";
import { HEAD, ROTATION, trailOf, undo } from "./prefix";
import { Program, word } from "./program";

/*
 * Start and end of a circuit for a batch of one (packed.ts). The product state is a product of one vector for the high wires and one for the low
 * wires. `products` holds, for each of the two parts, the products of its first 0, 1, 2, ... wires: 2^(m + 1) vectors for m wires.
 */
@inline function productOf(at: usize, wires: usize): usize {
  return at + ((((<usize>1) << wires) - 1) << 4);
}
@inline function lowProducts(p: Program): usize {
  return p.products + (highs(p) << 5);
}
/** A wire's two amplitudes: 0 or 1. */
@inline function amplitude(p: Program, wire: usize, b: usize): v128 {
  const at = p.wires + (wire << 6) + (b << 5);
  return f64x2(load<f64>(at), load<f64>(at + 16));
}

function build(p: Program, at: usize, from: usize, to: usize): void {
  v128.store(at, f64x2(1, 0));
  for (let wire = from; wire < to; wire++) {
    const source = productOf(at, wire - from), out = productOf(at, wire - from + 1);
    const zero = amplitude(p, wire, 0), one = amplitude(p, wire, 1);
    const size: usize = (<usize>1) << (wire - from);
    for (let i: usize = 0; i < size; i++) {
      const x = v128.load(source + (i << 4));
      v128.store(out + (i << 5), product(x, zero));
      v128.store(out + (i << 5) + 16, product(x, one));
    }
  }
}

export function packedPrefix(p: Program, psi: usize): void {
  const n = p.numQubits, numHigh = n - lowBits(p);
  for (let wire: usize = 0; wire < n; wire++) trailOf(p, word(p.prefixes, wire), 0, p.wires + (wire << 6));
  build(p, p.products, 0, numHigh);
  build(p, lowProducts(p), numHigh, n);
  const high = productOf(p.products, numHigh), low = productOf(lowProducts(p), lowBits(p));
  for (let a: usize = 0; a < highs(p); a++) {
    const x = v128.load(high + (a << 4));
    for (let b: usize = 0; b < lows(p); b++, psi += 16) v128.store(psi, product(x, v128.load(low + (b << 4))));
  }
}

/** Takes one part's wires apart; m: the derivative by the part's vector, which is used up. */
function takeApart(p: Program, m: usize, at: usize, from: usize, to: usize): void {
  for (let wire = to; wire-- > from; ) {
    const before = productOf(at, wire - from);
    const zero = amplitude(p, wire, 0), one = amplitude(p, wire, 1);
    let first = f64x2.splat(0), second = f64x2.splat(0);
    const size: usize = (<usize>1) << (wire - from);
    for (let i: usize = 0; i < size; i++) {
      const x = v128.load(m + (i << 5)), y = v128.load(m + (i << 5) + 16), c = v128.load(before + (i << 4));
      first = f64x2.add(first, conjugate(c, x));
      second = f64x2.add(second, conjugate(c, y));
      v128.store(m + (i << 4), f64x2.add(conjugate(zero, x), conjugate(one, y)));
    }
    // In lane 0; lane 1 stays 0 and adds nothing to sums.
    const mu = p.mu;
    v128.store(mu, f64x2(f64x2.extract_lane(first, 0), 0));
    v128.store(mu + 16, f64x2(f64x2.extract_lane(first, 1), 0));
    v128.store(mu + 32, f64x2(f64x2.extract_lane(second, 0), 0));
    v128.store(mu + 48, f64x2(f64x2.extract_lane(second, 1), 0));
    const record = word(p.prefixes, wire), count = word(record, 0);
    trailOf(p, record, 0, 0);
    let after = p.trail + (count << 6);
    for (let r = count; r-- > 0; after -= 64) undo(p, record + HEAD + ROTATION * r, 0, mu, after, 1, false);
  }
}

export function packedPrefixBack(p: Program, lambda: usize): void {
  const n = p.numQubits, numHigh = n - lowBits(p), numLow = lows(p);
  const high = productOf(p.products, numHigh), low = productOf(lowProducts(p), lowBits(p));
  // scratch: the derivatives by the high part, then by the low part.
  const byHigh = p.scratch, byLow = p.scratch + (highs(p) << 4);
  memory.fill(byLow, 0, numLow << 4);
  for (let a: usize = 0; a < highs(p); a++) {
    const x = v128.load(high + (a << 4));
    let sum = f64x2.splat(0);
    for (let b: usize = 0; b < numLow; b++, lambda += 16) {
      const l = v128.load(lambda);
      sum = f64x2.add(sum, conjugate(v128.load(low + (b << 4)), l));
      const out = byLow + (b << 4);
      v128.store(out, f64x2.add(v128.load(out), conjugate(x, l)));
    }
    v128.store(byHigh + (a << 4), sum);
  }
  takeApart(p, byHigh, p.products, 0, numHigh);
  takeApart(p, byLow, lowProducts(p), numHigh, n);
}

/** The state from its amplitudes. Returns 0 if they have no length, else 1. */
export function packedAmplitudes(p: Program, psi: usize): usize {
  let sum: f64 = 0;
  for (let i: usize = 0; i < p.startNumbers; i++) sum += load<f64>(p.inputs + (i << 3)) * load<f64>(p.inputs + (i << 3));
  const length = Math.sqrt(sum);
  store<f64>(p.lengths, length);
  if (!(length >= 1e-140 && length <= 1e140)) return 0;
  for (let i: usize = 0; i < p.startNumbers; i++) store<f64>(psi + i * p.startStep, load<f64>(p.inputs + (i << 3)) / length);
  return 1;
}

/** Adds (g - (g . a) a) / length, as in amplitudes.ts. */
export function packedAmplitudesBack(p: Program, psi: usize, lambda: usize): void {
  let along: f64 = 0;
  for (let i: usize = 0; i < p.startNumbers; i++) along += load<f64>(lambda + i * p.startStep) * load<f64>(psi + i * p.startStep);
  const length = load<f64>(p.lengths);
  for (let i: usize = 0; i < p.startNumbers; i++) {
    const out = p.gradInputs + (i << 3);
    store<f64>(out, load<f64>(out) + (load<f64>(lambda + i * p.startStep) - along * load<f64>(psi + i * p.startStep)) / length);
  }
}

/** <Z> of every wire, to the results. */
export function packedMeasure(p: Program, psi: usize): void {
  const low = lowBits(p), numLow = lows(p), high = highs(p), mask = numLow - 1;
  const byHigh = p.scratch, byLow = byHigh + (high << 3);
  memory.fill(byHigh, 0, (high + numLow) << 3);
  for (let a: usize = 0; a < high; a++) {
    const base = word(p.lastMap, a);
    for (let b: usize = 0; b < numLow; b++, psi += 16) {
      const j = base ^ word(p.lastMap + (high << 2), b);
      const x = v128.load(psi), square = f64x2.mul(x, x);
      const chance = f64x2.extract_lane(square, 0) + f64x2.extract_lane(square, 1);
      const h = byHigh + ((j >> low) << 3), l = byLow + ((j & mask) << 3);
      store<f64>(h, load<f64>(h) + chance);
      store<f64>(l, load<f64>(l) + chance);
    }
  }
  differences(p, byHigh, 0, p.numQubits - low);
  differences(p, byLow, p.numQubits - low, p.numQubits);
}

function differences(p: Program, w: usize, from: usize, to: usize): void {
  for (let wire = to, pairs: usize = (<usize>1) << (to - from); wire-- > from; ) {
    pairs >>= 1;
    store<f64>(p.results + (wire << 3), halve(w, pairs));
  }
}

/** lambda = 2 (sum_w g_w Z_w) psi. */
export function packedMeasureBack(p: Program, psi: usize, lambda: usize): void {
  const low = lowBits(p), numLow = lows(p), high = highs(p), mask = numLow - 1;
  const byHigh = p.scratch, byLow = byHigh + (high << 3);
  signs(p, byHigh, 0, p.numQubits - low);
  signs(p, byLow, p.numQubits - low, p.numQubits);
  for (let a: usize = 0; a < high; a++) {
    const base = word(p.lastMap, a);
    for (let b: usize = 0; b < numLow; b++, psi += 16, lambda += 16) {
      const j = base ^ word(p.lastMap + (high << 2), b);
      const e = load<f64>(byHigh + ((j >> low) << 3)) + load<f64>(byLow + ((j & mask) << 3));
      v128.store(lambda, f64x2.mul(f64x2.splat(e), v128.load(psi)));
    }
  }
}

function signs(p: Program, at: usize, from: usize, to: usize): void {
  store<f64>(at, 0);
  for (let wire = from, size: usize = 1; wire < to; wire++, size <<= 1) {
    const g = 2 * load<f64>(p.cotangent + (wire << 3));
    for (let i = size; i-- > 0; ) {
      const x = load<f64>(at + (i << 3));
      store<f64>(at + (i << 4) + 8, x - g);
      store<f64>(at + (i << 4), x + g);
    }
  }
}
