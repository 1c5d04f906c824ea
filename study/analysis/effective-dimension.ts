import { cholesky, logDeterminant } from "../../core/cholesky.ts";
import { fail } from "../../core/errors.ts";
import { exp, log } from "../../core/math/index.ts";

export interface EffectiveDimensionOptions {
  /** Number of data that the model would be trained on. The dimension is one at this resolution; it grows towards the rank of the Fisher matrix. */
  readonly samples: number;
  /** Abbas et al.'s gamma, in (0, 1]. Default 1. */
  readonly gamma?: number;
}

/**
 * The effective dimension of a model: 2 log(mean over theta of sqrt(det(1 + kappa F(theta)))) / log kappa, kappa = gamma n / (2 pi log n), where F is the Fisher
 * information scaled so that the mean of its trace is the number of parameters d. It counts the directions of parameters that data of this number can tell apart: at
 * most d. fishers: F at random points theta, each (d, d) row by row, positive semidefinite. Sums run over logarithms. A model that never answers otherwise, all F 0, has
 * 0. Errors: no point; matrices of different sides; n too small for kappa to be above 1. Abbas et al., arXiv 2011.00027.
 */
export function effectiveDimension(
  fishers: readonly Float64Array[],
  { samples, gamma = 1 }: EffectiveDimensionOptions,
): number {
  const where = "effectiveDimension";
  if (fishers.length === 0) fail(where, "Fisher matrices at one or more points", fishers);
  const d = Math.round(Math.sqrt(fishers[0]!.length));
  const odd = fishers.find((fisher) => fisher.length !== d * d);
  if (odd !== undefined) fail(where, `square matrices of side ${d}`, odd);
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
  if (!(trace > 0)) return 0;
  const halves = fishers.map((fisher) => logDeterminantOf(fisher, d, (kappa * d) / trace) / 2);
  const highest = Math.max(...halves);
  const mean = halves.reduce((sum, half) => sum + exp(half - highest), 0) / fishers.length;
  return (2 * (highest + log(mean))) / log(kappa);
}

/** kappa = gamma n / (2 pi log n). */
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
