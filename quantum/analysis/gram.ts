import { symmetricEigen } from "../../core/eigen.ts";
import { fail } from "../../core/errors.ts";
import { exp, log } from "../../core/math/index.ts";
import { quantile } from "../../core/statistics/index.ts";
import { checkNumbers, checkOptions, checkPairs } from "./checks.ts";

/** What is smaller, beside the largest number that went into it, is rounding. */
export const ROUNDING = 1e-12;

/** Side of a Gram matrix. Errors: what is no square, numbers that are not finite, halves that differ by more than rounding. */
export function sideOf(gram: Float64Array, where: string): number {
  const side = gram instanceof Float64Array ? Math.round(Math.sqrt(gram.length)) : 0;
  if (side < 1 || side * side !== gram.length) fail(where, "a square Gram matrix as a Float64Array", gram);
  checkNumbers(gram, where);
  const most = 1e-9 * largestOf(gram);
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < i; j++) {
      const [below, above] = [gram[i * side + j]!, gram[j * side + i]!];
      if (Math.abs(below - above) > most)
        fail(`${where}[${i}, ${j}]`, `${above}, as a Gram matrix is symmetric`, below);
    }
  }
  return side;
}

/** The largest magnitude. */
export function largestOf(values: Float64Array): number {
  let largest = 0;
  for (let k = 0; k < values.length; k++) largest = Math.max(largest, Math.abs(values[k]!));
  return largest;
}

/** How many rows of so many features. Errors: no row, or a part of one; more than 10,000; numbers that are not finite. */
function countOf(rows: Float64Array, features: number, where: string): number {
  const count = rows instanceof Float64Array && Number.isInteger(features) ? rows.length / features : 0;
  if (!Number.isInteger(count) || count < 1) fail(where, `one or more rows of ${features} features`, rows);
  checkPairs(count, where);
  checkNumbers(rows, `${where}: rows`);
  return count;
}

/** The Gram matrix of rows (rows, features), of any features: x . x'. Errors: parts of rows; more than 10,000; numbers that are not finite. */
export function linearKernel(rows: Float64Array, features: number): Float64Array {
  const count = countOf(rows, features, "linearKernel");
  return pairs(count, (i, j) => {
    let sum = 0;
    for (let k = 0; k < features; k++) sum += rows[i * features + k]! * rows[j * features + k]!;
    return sum;
  });
}

/**
 * The Gaussian kernel exp(-gamma |x - x'|^2) of rows (rows, features). gamma: "median", the default, is 1 / (2 m^2) with m the median distance of two rows that differ
 * (Garreau, Jitkrittum, Kanagawa, arXiv 1707.07269); where none do, all entries are 1 whatever the width. Errors: those of `linearKernel`; a gamma that is not above 0.
 */
export function rbfKernel(rows: Float64Array, features: number, gamma: number | "median" = "median"): Float64Array {
  const count = countOf(rows, features, "rbfKernel");
  const square = pairs(count, (i, j) => {
    let sum = 0;
    for (let k = 0; k < features; k++) {
      const difference = rows[i * features + k]! - rows[j * features + k]!;
      sum += difference * difference;
    }
    return sum;
  });
  const factor = gamma === "median" ? 1 / (2 * medianOf(square, count)) : gamma;
  if (!(Number.isFinite(factor) && factor > 0)) fail("rbfKernel: gamma", "a number above 0, or median", gamma);
  return square.map((value) => exp(-factor * value));
}

/** The square of the median distance of two rows that differ; 1 where none do. */
function medianOf(square: Float64Array, count: number): number {
  const distances: number[] = [];
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) if (square[i * count + j]! > 0) distances.push(Math.sqrt(square[i * count + j]!));
  }
  const median = distances.length === 0 ? 1 : quantile(distances, 0.5);
  return median * median;
}

function pairs(count: number, of: (i: number, j: number) => number): Float64Array {
  const gram = new Float64Array(count * count);
  for (let i = 0; i < count; i++) for (let j = 0; j <= i; j++) gram[i * count + j] = gram[j * count + i] = of(i, j);
  return gram;
}

/** H K H with H = I - 1 1^T / n: the Gram matrix of features whose mean is taken off. */
export function centred(gram: Float64Array): Float64Array {
  const n = sideOf(gram, "centred");
  const means = new Float64Array(n);
  let whole = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) means[i]! += gram[i * n + j]! / n;
    whole += means[i]! / n;
  }
  return gram.map((value, k) => value - means[Math.floor(k / n)]! - means[k % n]! + whole);
}

/** Eigenvalues of a Gram matrix, the largest first; those below 0 by rounding are 0. Errors: no square, no symmetric matrix; an eigenvalue that is below 0 by more. */
export function gramSpectrum(gram: Float64Array): Float64Array {
  sideOf(gram, "gramSpectrum");
  return spectrumBeside(gram, largestOf(gram), "gramSpectrum");
}

/** The same of a matrix that was made of numbers up to `size`: eigenvalues that are rounding beside it are 0. */
function spectrumBeside(gram: Float64Array, size: number, where: string): Float64Array {
  const side = Math.round(Math.sqrt(gram.length));
  if (size === 0) return new Float64Array(side);
  // Over the size, so that no square overflows or vanishes.
  const { values } = symmetricEigen(
    gram.map((value) => value / size),
    side,
  );
  const least = Math.min(...values);
  if (least < -1e-8 * side) fail(where, "a Gram matrix, whose eigenvalues are not below 0", least * size);
  return values
    .map((value) => (value > ROUNDING ? value * size : 0))
    .sort()
    .reverse();
}

export interface EffectiveRank {
  /** exp of the entropy of the eigenvalues' shares: from 1 to n. Roy, Vetterli, EUSIPCO 2007. */
  readonly entropy: number;
  /** (sum of eigenvalues)^2 / sum of their squares: the participation ratio, never above the other. */
  readonly participation: number;
}

/**
 * How many directions a kernel really uses on its rows: two effective counts of its eigenvalues' shares. gram: (n, n), symmetric, no negative eigenvalue. centred: the
 * mean is taken off first, which else is a direction of its own; what is left of a kernel that is the same for all rows is rounding, and counts as 0. A kernel that is 0
 * has 0. Errors: those of `gramSpectrum`.
 */
export function effectiveRank(gram: Float64Array, options: { readonly centred?: boolean } = {}): EffectiveRank {
  const where = "effectiveRank";
  checkOptions(options, where);
  sideOf(gram, where);
  return effectiveRankOf(spectrumBeside(options.centred === true ? centred(gram) : gram, largestOf(gram), where));
}

/** The same of eigenvalues, none below 0, the largest first. */
export function effectiveRankOf(values: Float64Array): EffectiveRank {
  const largest = values[0] ?? 0;
  if (largest === 0) return { entropy: 0, participation: 0 };
  const over = values.map((value) => value / largest);
  let [sum, squares, entropy] = [0, 0, 0];
  for (const value of over) {
    sum += value;
    squares += value * value;
  }
  for (const value of over) if (value > 0) entropy -= (value / sum) * log(value / sum);
  return { entropy: exp(entropy), participation: (sum * sum) / squares };
}
