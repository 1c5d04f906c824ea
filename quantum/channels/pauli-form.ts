import { type Matrix, product } from "../gates/gate.ts";
import { X_MATRIX, Y_MATRIX, Z_MATRIX } from "../gates/one-wire.ts";
import type { Transfer } from "./channel.ts";

const IDENTITY: Matrix = product(X_MATRIX, X_MATRIX);
const LETTERS = [IDENTITY, X_MATRIX, Y_MATRIX, Z_MATRIX];

/** What rounding may add to probabilities that are 1 together. */
const ROUNDING = 1e-12;

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

/** Kraus matrices of errors with these probabilities, one for each word but the identity, in order. */
export function errorKraus(errors: readonly number[]): Matrix[] {
  return pauliKraus([Math.max(0, 1 - sumOf(errors)), ...errors]);
}

/** The transfer of the same: a word's coordinate loses twice the probability of the errors that anticommute with it. */
export function errorTransfer(errors: readonly number[]): Transfer {
  return diagonalTransfer(
    Array.from({ length: errors.length + 1 }, (_, a) => 1 - 2 * sumOf(errors.filter((_, b) => anticommute(a, b + 1)))),
  );
}

/** Its derivative by each of `count` probabilities. */
export function errorSlopes(count: number): Transfer[] {
  return Array.from({ length: count }, (_, b) =>
    diagonalTransfer(Array.from({ length: count + 1 }, (_, a) => (anticommute(a, b + 1) ? -2 : 0))),
  );
}

/** The check of errors that exclude each other. `names`: what they are called. */
export function togetherAtMostOne(names: string): (errors: readonly number[]) => string | null {
  return (errors) => (sumOf(errors) > 1 + ROUNDING ? `probabilities ${names} that are at most 1 together` : null);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0);
}

/** Whether two Pauli words, two bits a letter, anticommute: where an odd number of their letters do. */
function anticommute(a: number, b: number): boolean {
  return different(a >> 2, b >> 2) !== different(a & 3, b & 3);
}

function different(a: number, b: number): boolean {
  return a !== 0 && b !== 0 && a !== b;
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
