import { F } from "./precision";
import { pair, putPair } from "./simd";

/* Between a block's states (2^n, re/im, V vectors of lanes) and rows of doubles (2^n, re/im), one for each sample. */

/** Two neighbouring lanes as doubles. */
@inline function two(at: usize): v128 {
  return sizeof<F>() == 8 ? v128.load(at) : f64x2.promote_low_f32x4(v128.load64_zero(at));
}

/** The states of a block's first `count` samples, to their rows. */
export function putStates(psi: usize, n: usize, V: usize, out: usize, count: usize): void {
  const h = V << 4, rowBytes: usize = (<usize>16) << n, E = sizeof<F>();
  let s: usize = 0;
  for (; s + 1 < count; s += 2, out += 2 * rowBytes) {
    let p = psi + s * E;
    for (let q = out; q < out + rowBytes; q += 16, p += 2 * h) {
      const re = two(p), im = two(p + h);
      v128.store(q, i64x2.shuffle(re, im, 0, 2));
      v128.store(q + rowBytes, i64x2.shuffle(re, im, 1, 3));
    }
  }
  if (s == count) return;
  let p = psi + s * E;
  for (let q = out; q < out + rowBytes; q += 8, p += h) store<f64>(q, <f64>load<F>(p));
}

/** The way back: the derivatives by the states, in lambda. Lanes beyond the batch get none, so that they add nothing to sums. */
export function takeStates(source: usize, n: usize, V: usize, count: usize, lambda: usize): void {
  const h = V << 4, rowBytes: usize = (<usize>16) << n, E = sizeof<F>(), lanes = h / E;
  if (count < lanes) memory.fill(lambda, 0, (h << 1) << n);
  let s: usize = 0;
  for (; s + 1 < count; s += 2, source += 2 * rowBytes) {
    let p = lambda + s * E;
    for (let q = source; q < source + rowBytes; q += 8, p += h) putPair(p, pair(q, rowBytes));
  }
  if (s == count) return;
  let p = lambda + s * E;
  for (let q = source; q < source + rowBytes; q += 8, p += h) store<F>(p, <F>load<f64>(q));
}
