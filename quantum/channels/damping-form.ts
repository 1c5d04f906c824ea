import { type Matrix, real } from "../gates/gate.ts";
import type { Transfer } from "./channel.ts";

/** The transfer that shrinks X and Y by one factor and Z by another, and moves Z by `shift`. As a derivative, `one` is 0. */
export function dampingTransfer(coherence: number, z: number, shift: number, one = 1): Transfer {
  const out = new Float64Array(16);
  out[0] = one;
  out[5] = coherence;
  out[10] = coherence;
  out[12] = shift;
  out[15] = z;
  return out;
}

/** A Kraus matrix [[a, b], [c, d]]. */
export function krausOf(a: number, b: number, c: number, d: number): Matrix {
  return real([
    [a, b],
    [c, d],
  ]);
}
