import { F } from "./precision";
import { Program } from "./program";

/** States from rows of amplitudes, each divided by its length. Returns the block's first row that has no length, or `count`. */
export function amplitudesForward(p: Program, first: usize, count: usize, lanes: usize, psi: usize): usize {
  const E = sizeof<F>();
  const row = 2 * lanes * E;
  memory.fill(psi, 0, p.stateBytes);
  for (let s: usize = 0; s < lanes; s++) {
    const at = psi + s * E;
    if (s >= count) {
      store<F>(at, 1);
      continue;
    }
    const x = p.inputs + (((first + s) * p.numInputs) << 3);
    let sum: f64 = 0;
    for (let i: usize = 0; i < p.amplitudes; i++) sum += load<f64>(x + (i << 3)) * load<f64>(x + (i << 3));
    const length = Math.sqrt(sum);
    store<f64>(p.lengths + ((first + s) << 3), length);
    if (!(length > 0 && length < Infinity)) return s;
    const inverse = 1 / length;
    for (let i: usize = 0; i < p.amplitudes; i++) store<F>(at + i * row, <F>(load<f64>(x + (i << 3)) * inverse));
  }
  return count;
}

/** Adds (g - (g . a) a) / length, g = Re lambda, a the state. */
export function amplitudesBackward(p: Program, first: usize, count: usize, psi: usize, lambda: usize): void {
  const E = sizeof<F>();
  const row = (p.V << 5);
  for (let s: usize = 0; s < count; s++) {
    let along: f64 = 0;
    for (let i: usize = 0; i < p.amplitudes; i++) {
      along += <f64>load<F>(lambda + i * row + s * E) * <f64>load<F>(psi + i * row + s * E);
    }
    const inverse = 1 / load<f64>(p.lengths + ((first + s) << 3));
    let out = p.gradInputs + (((first + s) * p.numInputs) << 3);
    for (let i: usize = 0; i < p.amplitudes; i++, out += 8) {
      const g = <f64>load<F>(lambda + i * row + s * E), a = <f64>load<F>(psi + i * row + s * E);
      store<f64>(out, load<f64>(out) + (g - along * a) * inverse);
    }
  }
}
