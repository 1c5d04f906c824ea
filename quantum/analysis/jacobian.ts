import { singularValues } from "../../core/eigen.ts";
import { fail } from "../../core/errors.ts";
import { type Layer, parameterCount } from "../../core/layer.ts";
import type { Circuit } from "../circuit.ts";
import { circuitLayer } from "../layer.ts";
import type { Measure } from "../observables/measure.ts";
import type { EngineName } from "../open.ts";
import { checkNumbers, checkOptions } from "./checks.ts";
import { countRows } from "./draws.ts";

export interface JacobianOptions {
  /** What is measured. Default "z": the expectations that a router sees. */
  readonly measure?: Measure;
  /** A singular value counts where it is above this share of the largest, from 0 to 1, and above 1e-13. Default 1e-8: derivatives are exact to some 1e-15. */
  readonly tolerance?: number;
  readonly engine?: EngineName;
}

export interface JacobianRank {
  /** The largest rank at any of the points: the rank at almost all of them, as lower ones lie on surfaces. */
  readonly rank: number;
  /** At each point. */
  readonly ranks: readonly number[];
  /** Singular values at each point, the largest first: min(rows x outputs, numParams). */
  readonly spectra: readonly Float64Array[];
}

/** What is smaller is rounding, whatever the largest singular value. */
const ROUNDING = 1e-13;

/**
 * How many directions in the space of its parameters a circuit's function really has: the rank of d <O_i>(x_r) / d theta_k as a matrix of (row r, output i) by
 * parameter k. Only then it is that of the function, and not of the rows, when there are rows enough: (rows that differ) x outputs well above the number of parameters.
 * params: points, each (numParams,); rows: (rows, numInputs), radians for angles. Exact; with noise, of the noisy circuit. Errors: no point; points of another length;
 * parts of rows; numbers that are not finite; a tolerance out of bounds; those of `openCircuit`. Haug, Bharti, Kim, PRX Quantum 2, 040309 (2021), for states; Larocca et al., arXiv 2109.11676.
 */
export function jacobianRank(
  circuit: Circuit,
  params: readonly Float64Array[],
  rows: Float64Array,
  options: JacobianOptions = {},
): JacobianRank {
  checkOptions(options, "jacobianRank");
  const { measure = "z", tolerance = 1e-8, engine } = options;
  if (!(tolerance >= 0 && tolerance < 1)) fail("jacobianRank: tolerance", "a share from 0 to below 1", tolerance);
  if (!Array.isArray(params) || params.length === 0)
    fail("jacobianRank: params", "a list of one or more points", params);
  const layer = circuitLayer(circuit, { measure, ...(engine && { engine }) });
  const count = countRows(circuit, rows, "jacobianRank");
  for (const point of params) checkNumbers(point, "jacobianRank: params", circuit.numParams);
  const spectra = params.map((point) => jacobianSpectrum(layer, point, rows, count));
  const ranks = spectra.map((values) => rankOf(values, tolerance));
  return { rank: Math.max(...ranks), ranks, spectra };
}

/** How many singular values, the largest first, lie above a share of the largest, and above rounding. */
export function rankOf(values: Float64Array, tolerance = 1e-8): number {
  return values.filter((value) => value > Math.max(ROUNDING, tolerance * values[0]!)).length;
}

/** Singular values of a layer's derivative by its parameters on some rows. Those that are never trained do not count. */
export function jacobianSpectrum(layer: Layer, params: Float64Array, rows: Float64Array, count: number): Float64Array {
  const width = parameterCount(layer);
  const trained = layer.parameters.flatMap(({ shape, trainable }) =>
    new Array<boolean>(shape.reduce((product, side) => product * side, 1)).fill(trainable),
  );
  const columns = trained.filter(Boolean).length;
  if (columns === 0) return new Float64Array(0);
  const { outputs } = layer;
  const opened = layer.open(count);
  const gradOut = new Float64Array(count * outputs);
  const grads = new Float64Array(count * width);
  const matrix = new Float64Array(count * outputs * columns);
  opened.forward(params, rows, count, new Float64Array(count * outputs));
  for (let o = 0, at = 0; o < outputs; o++) {
    for (let i = 0; i < gradOut.length; i++) gradOut[i] = i % outputs === o ? 1 : 0;
    grads.fill(0);
    opened.backward(params, rows, count, gradOut, grads, width, null);
    for (let i = 0; i < grads.length; i++) if (trained[i % width]) matrix[at++] = grads[i]!;
  }
  return singularValues(matrix, count * outputs, columns);
}
