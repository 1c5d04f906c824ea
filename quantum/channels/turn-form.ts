import { cos, sin } from "../../core/math/index.ts";
import type { Transfer } from "./channel.ts";

/** The transfer of exp(-i t/2 G) for the Pauli word G, a letter 0 to 3 (I, X, Y, Z) for each wire. */
export function turnTransfer(word: readonly number[], t: number): Transfer {
  return turn(word, 1, cos(t), sin(t));
}

/** Its derivative by t. */
export function turnSlope(word: readonly number[], t: number): Transfer {
  return turn(word, 0, -sin(t), cos(t));
}

/** Words Q that commute with G stay, times `one`; the others become c Q + s (-i G Q). */
function turn(word: readonly number[], one: number, c: number, s: number): Transfer {
  const size = 1 << (2 * word.length);
  const out = new Float64Array(size * size);
  for (let q = 0; q < size; q++) {
    let r = 0;
    // G Q = i^power R
    let power = 0;
    for (const [k, g] of word.entries()) {
      const letter = (q >> (2 * (word.length - 1 - k))) & 3;
      r = 4 * r + (g ^ letter);
      if (g !== 0 && letter !== 0 && g !== letter) power += (letter - g + 3) % 3 === 1 ? 1 : -1;
    }
    out[q * size + q] = power % 2 === 0 ? one : c;
    if (power % 2 !== 0) out[r * size + q] = power * s;
  }
  return out;
}
