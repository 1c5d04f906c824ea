import { type Matrix, product } from "../gates/gate.ts";
import { X_MATRIX, Y_MATRIX, Z_MATRIX } from "../gates/one-wire.ts";
import type { Transfer } from "./channel.ts";

const IDENTITY: Matrix = product(X_MATRIX, X_MATRIX);
const LETTERS = [IDENTITY, X_MATRIX, Y_MATRIX, Z_MATRIX];

/** The transfer of a mixture of Pauli errors: these factors of the coordinates. */
export function diagonalTransfer(factors: readonly number[]): Transfer {
  const size = factors.length;
  const out = new Float64Array(size * size);
  for (let a = 0; a < size; a++) out[a * size + a] = factors[a]!;
  return out;
}

/** Kraus matrices of errors I, X, Y, Z with these probabilities; of two wires where there are 16. */
export function pauliKraus(probabilities: readonly number[]): Matrix[] {
  return probabilities.map((p, word) => {
    const root = Math.sqrt(p);
    const matrix = probabilities.length === 4 ? LETTERS[word]! : kronecker(LETTERS[word >> 2]!, LETTERS[word & 3]!);
    return matrix.map(([re, im]) => [root * re, root * im] as const);
  });
}

function kronecker(a: Matrix, b: Matrix): Matrix {
  return Array.from({ length: 16 }, (_, k) => {
    const row = k >> 2;
    const column = k & 3;
    const [ar, ai] = a[(row >> 1) * 2 + (column >> 1)]!;
    const [br, bi] = b[(row & 1) * 2 + (column & 1)]!;
    return [ar * br - ai * bi, ar * bi + ai * br] as const;
  });
}
