import { cholesky, logDeterminant } from "../../core/cholesky.ts";
import { fail } from "../../core/errors.ts";
import { exp, log } from "../../core/math/index.ts";

export interface EffectiveDimensionOptions {
  /** Number of data that the model would be trained on, a whole number. The dimension is one at this resolution. */
  readonly samples: number;
  /** Abbas et al.'s gamma, in (0, 1]. Default 1. */
  readonly gamma?: number;
}

/**
 * The effective dimension of a model: 2 log(mean over theta of sqrt(det(1 + kappa F(theta)))) / log kappa, kappa = gamma n / (2 pi log n), where F is the Fisher
 * information scaled so that the mean of its trace is the number of parameters d. It is meant as a count of the directions of parameters that data of this number can tell
 * apart. For n to infinity it tends to the largest rank of F; at finite n it is below that where eigenvalues are small, and above it, even above d, where they are not, as
 * log(1 + kappa) / log kappa is above 1: for F = 1 and d = 4 it is 4.82, 4.05 and 4.00 at n = 100, 1,000 and 10,000. Where kappa is below 2, n below some 50, it says
 * little. fishers: F at random points theta, each (d, d) row by row, positive semidefinite. Sums run over logarithms. A model that never answers otherwise, all F 0, has 0.
 * Errors: no point; no square matrices of one side; numbers that are not finite; a negative eigenvalue; n that is no whole number from 2, or too small for kappa to be
 * above 1. Abbas et al., arXiv 2011.00027.
 */
export function effectiveDimension(fishers: readonly Float64Array[], options: EffectiveDimensionOptions): number {
  const where = "effectiveDimension";
  if (typeof options !== "object" || options === null) fail(where, "options with samples", options);
  const { samples, gamma = 1 } = options;
  if (!Array.isArray(fishers) || fishers.length === 0) fail(where, "Fisher matrices at one or more points", fishers);
  const d = Math.max(1, Math.round(Math.sqrt(fishers[0]?.length ?? 0)));
  for (const fisher of fishers) {
    if (!(fisher instanceof Float64Array) || fisher.length !== d * d) {
      fail(where, `square matrices of side ${d}, each a Float64Array`, fisher);
    }
    const broken = fisher.findIndex((value) => !Number.isFinite(value));
    if (broken >= 0) fail(where, "Fisher matrices of finite numbers", fisher[broken]);
  }
  if (!Number.isInteger(samples) || samples < 2) fail(`${where}: samples`, "a whole number from 2", samples);
  if (!(gamma > 0 && gamma <= 1)) fail(`${where}: gamma`, "a number above 0 and up to 1", gamma);
  const kappa = kappaOf(samples, gamma);
  if (!(kappa > 1)) {
    fail(
      `${where}: samples`,
      "so many samples n that gamma n / (2 pi log n) is above 1",
      samples,
      "Take some hundreds",
    );
  }
  const trace = fishers.reduce((sum, fisher) => sum + traceOf(fisher, d), 0) / fishers.length;
  if (trace === 0 && fishers.every((fisher: Float64Array) => fisher.every((value) => value === 0))) return 0;
  if (!(trace > 0 && trace < Infinity)) fail(where, "Fisher matrices without negative eigenvalues", trace);
  const halves = fishers.map((fisher) => logDeterminantOf(fisher, d, (kappa * d) / trace) / 2);
  const highest = Math.max(...halves);
  const mean = halves.reduce((sum, half) => sum + exp(half - highest), 0) / fishers.length;
  return (2 * (highest + log(mean))) / log(kappa);
}

/** kappa = gamma n / (2 pi log n), for n from 2. */
export function kappaOf(samples: number, gamma = 1): number {
  return (gamma * samples) / (2 * Math.PI * log(samples));
}

function traceOf(fisher: Float64Array, d: number): number {
  let sum = 0;
  for (let i = 0; i < d; i++) sum += fisher[i * d + i]!;
  return sum;
}

/** log det(1 + factor F). */
function logDeterminantOf(fisher: Float64Array, d: number, factor: number): number {
  const matrix = fisher.map((value, k) => factor * value + (k % (d + 1) === 0 ? 1 : 0));
  const lower = cholesky(matrix, d);
  return lower === null
    ? fail("effectiveDimension", "Fisher matrices without negative eigenvalues", fisher)
    : logDeterminant(lower, d);
}
