import { log } from "./math/index.ts";

/** A pivot this small beside the largest diagonal entry is rounding. */
const SINGULAR = 1e-15;

/**
 * The lower triangle L with L L^T = matrix, of a symmetric positive definite matrix (size, size), row by row with zeros above; null where it is not positive
 * definite, but for rounding. Golub & Van Loan, Matrix Computations, 4.2.
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  const lower = new Float64Array(size * size);
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, matrix[i * size + i]!);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      if (i > j) lower[i * size + j] = sum / lower[j * size + j]!;
      else if (sum > SINGULAR * largest) lower[i * size + i] = Math.sqrt(sum);
      else return null;
    }
  }
  return lower;
}

/** Turns x (size,) in place into the solution of L L^T x = b, where it held b. */
export function solveCholesky(lower: Float64Array, size: number, x: Float64Array): void {
  solveLower(lower, size, x);
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i]! -= lower[k * size + i]! * x[k]!;
    x[i]! /= lower[i * size + i]!;
  }
}

/** Turns x (size,) in place into the solution of L x = b, where it held b. */
export function solveLower(lower: Float64Array, size: number, x: Float64Array): void {
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i * size + k]! * x[k]!;
    x[i]! /= lower[i * size + i]!;
  }
}

/** Natural logarithm of the determinant of L L^T. */
export function logDeterminant(lower: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += 2 * log(lower[i * size + i]!);
  return sum;
}
