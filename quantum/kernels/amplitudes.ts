import { F } from "./precision";
import { Program } from "./program";
import { pair, putPair } from "./simd";

/**
 * States from rows of amplitudes, each divided by its length, two samples at a time. Returns the block's first row that has no length, or `count`.
 * Lanes beyond the batch repeat its last row: what they hold counts nowhere. What lies between and beyond the numbers given is 0 from
 * the start and never written.
 */
export function amplitudesForward(p: Program, first: usize, count: usize, lanes: usize, psi: usize): usize {
  const E = sizeof<F>(), row = p.startStep;
  const last = count - 1, size = p.startNumbers;
  for (let s: usize = 0; s < lanes; s += 2) {
    const a = min(s, last), stride = s < last ? p.numInputs << 3 : 0;
    const x = p.inputs + (((first + a) * p.numInputs) << 3);
    let sum = f64x2.splat(0), rest = f64x2.splat(0);
    let i: usize = 0;
    for (; i + 1 < size; i += 2) {
      const b = pair(x + (i << 3), stride), c = pair(x + (i << 3) + 8, stride);
      sum = f64x2.add(sum, f64x2.mul(b, b));
      rest = f64x2.add(rest, f64x2.mul(c, c));
    }
    if (i < size) {
      const b = pair(x + (i << 3), stride);
      sum = f64x2.add(sum, f64x2.mul(b, b));
    }
    const length = f64x2.sqrt(f64x2.add(sum, rest));
    v128.store(p.lengths + ((first + s) << 3), length);
    const good = v128.and(f64x2.ge(length, f64x2.splat(1e-140)), f64x2.le(length, f64x2.splat(1e140)));
    if (!i64x2.all_true(good)) return v128.extract_lane<i64>(good, 0) ? a + 1 : a;
    const inverse = f64x2.div(f64x2.splat(1), length);
    for (let i: usize = 0, at = psi + s * E; i < size; i++, at += row) {
      putPair(at, f64x2.mul(pair(x + (i << 3), stride), inverse));
    }
  }
  return count;
}

/** Adds (g - (g . a) a) / length, a the numbers that were given as they are in the state, g what lambda has there. */
export function amplitudesBackward(p: Program, first: usize, count: usize, psi: usize, lambda: usize): void {
  const E = sizeof<F>(), row = p.startStep;
  for (let s: usize = 0; s < count; s++) {
    let along: f64 = 0;
    for (let i: usize = 0; i < p.startNumbers; i++) {
      along += <f64>load<F>(lambda + i * row + s * E) * <f64>load<F>(psi + i * row + s * E);
    }
    const inverse = 1 / load<f64>(p.lengths + ((first + s) << 3));
    let out = p.gradInputs + (((first + s) * p.numInputs) << 3);
    for (let i: usize = 0; i < p.startNumbers; i++, out += 8) {
      const g = <f64>load<F>(lambda + i * row + s * E), a = <f64>load<F>(psi + i * row + s * E);
      store<f64>(out, load<f64>(out) + (g - along * a) * inverse);
    }
  }
}
