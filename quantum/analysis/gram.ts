import { symmetricEigen } from "../../core/eigen.ts";
import { fail } from "../../core/errors.ts";
import { exp, log } from "../../core/math/index.ts";
import { quantile } from "../../core/statistics/index.ts";

/** Side of a Gram matrix. Errors: what is no square. */
export function sideOf(gram: Float64Array, where: string): number {
  const side = gram instanceof Float64Array ? Math.round(Math.sqrt(gram.length)) : 0;
  if (side < 1 || side * side !== gram.length) fail(where, "a square Gram matrix as a Float64Array", gram);
  return side;
}

/** How many rows of so many features. Errors: no row, or a part of one. */
function countOf(rows: Float64Array, features: number, where: string): number {
  const count = rows instanceof Float64Array && Number.isInteger(features) ? rows.length / features : 0;
  if (!Number.isInteger(count) || count < 1) fail(where, `one or more rows of ${features} features`, rows);
  return count;
}

/** The Gram matrix of rows (rows, features), of any features: x . x'. */
export function linearKernel(rows: Float64Array, features: number): Float64Array {
  const count = countOf(rows, features, "linearKernel");
  return pairs(count, (i, j) => {
    let sum = 0;
    for (let k = 0; k < features; k++) sum += rows[i * features + k]! * rows[j * features + k]!;
    return sum;
  });
}

/**
 * The Gaussian kernel exp(-gamma |x - x'|^2) of rows (rows, features). gamma: "median", the default, is 1 / (2 m^2) with m the median distance of two rows
 * (Garreau, Jitkrittum, Kanagawa, arXiv 1707.07269). Errors: a gamma that is not above 0; rows that are all the same, for the median.
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
  if (!(Number.isFinite(factor) && factor > 0)) {
    const hint = gamma === "median" ? "Half of all distances are 0: give a number" : "";
    fail("rbfKernel: gamma", "a number above 0, or median", gamma, hint);
  }
  return square.map((value) => exp(-factor * value));
}

/** The square of the median distance of two different rows. */
function medianOf(square: Float64Array, count: number): number {
  const distances: number[] = [];
  for (let i = 0; i < count; i++) for (let j = 0; j < i; j++) distances.push(Math.sqrt(square[i * count + j]!));
  const median = distances.length === 0 ? 0 : quantile(distances, 0.5);
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

/** Eigenvalues of a Gram matrix, the largest first; those below 0 by rounding are 0. */
export function gramSpectrum(gram: Float64Array): Float64Array {
  const { values } = symmetricEigen(gram, sideOf(gram, "gramSpectrum"));
  return values
    .map((value) => Math.max(0, value))
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
 * mean is taken off first, which else is a direction of its own. A kernel that is 0 has 0. Errors: no square.
 */
export function effectiveRank(gram: Float64Array, options: { readonly centred?: boolean } = {}): EffectiveRank {
  return effectiveRankOf(gramSpectrum(options.centred === true ? centred(gram) : gram));
}

/** The same of eigenvalues. */
export function effectiveRankOf(values: ArrayLike<number>): EffectiveRank {
  let [sum, squares, entropy] = [0, 0, 0];
  for (let k = 0; k < values.length; k++) {
    sum += values[k]!;
    squares += values[k]! * values[k]!;
  }
  if (sum === 0) return { entropy: 0, participation: 0 };
  for (let k = 0; k < values.length; k++) {
    const share = values[k]! / sum;
    if (share > 0) entropy -= share * log(share);
  }
  return { entropy: exp(entropy), participation: (sum * sum) / squares };
}
