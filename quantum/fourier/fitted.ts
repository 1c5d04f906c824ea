import { fail } from "../../core/errors.ts";
import { type Key, keyOf } from "../../core/key.ts";
import { permutation } from "../../core/random.ts";
import type { Circuit } from "../circuit.ts";
import { solveBlocks } from "../metric/natural-gradient.ts";
import { phasesOf } from "./phases.ts";
import { openProducts } from "./products.ts";
import { evaluateSeries, type FourierSeries } from "./series.ts";
import { expectations, type SurrogateOptions, sourceOf } from "./source.ts";
import { numberOfTerms, type Terms, termsOf } from "./terms.ts";

/** How far a fit is from the circuit on rows that it was not fitted to. */
export interface FitError {
  readonly rows: number;
  /** Root mean square and largest absolute difference, over rows and outputs. */
  readonly rms: number;
  readonly max: number;
}

export interface FittedSeries {
  readonly series: FourierSeries;
  readonly error: FitError;
  /** Rows that it was fitted to. */
  readonly fittedRows: number;
  /** How many terms the exact series would have. */
  readonly allTerms: number;
}

export interface FittedOptions extends SurrogateOptions {
  /** Most terms, those of lowest total degree. Default 500. There are never more than half as many as rows to fit. */
  readonly fitTerms?: number;
  /** Weight of the sum of squares of the coefficients beside the mean square error. Default 1e-6. */
  readonly ridge?: number;
  /** Share of rows that are held out, drawn by the key. Default 0.25. */
  readonly heldOut?: number;
  readonly key?: Key;
}

/**
 * A classical surrogate fitted by ridge regression to a circuit's expectations on given rows, where its exact series is too long: the terms of lowest total degree, and
 * the error on held-out rows. It holds near such rows and need not elsewhere. x: (N, numInputs) in radians. Errors: as `fourierOf`, but for the number of terms; fewer
 * than 8 rows; options out of bounds.
 */
export function fittedSeries(
  circuit: Circuit,
  params: Float64Array,
  x: Float64Array,
  options: FittedOptions = {},
): FittedSeries {
  const where = "fittedSeries";
  const { fitTerms = 500, ridge = 1e-6, heldOut = 0.25, key = keyOf(0) } = options;
  if (!Number.isInteger(fitTerms) || fitTerms < 1 || fitTerms > 4096) {
    fail(`${where}: fitTerms`, "a whole number from 1 to 4096", fitTerms);
  }
  if (!(ridge >= 1e-10 && ridge < Infinity)) fail(`${where}: ridge`, "a number from 1e-10", ridge);
  if (!(heldOut > 0 && heldOut < 1)) fail(`${where}: heldOut`, "a share between 0 and 1", heldOut);
  const source = sourceOf(circuit, params, options, where);
  const { numInputs: inputs } = source;
  const { phases } = phasesOf(source, params, where);
  const rows = x instanceof Float64Array && inputs > 0 ? x.length / inputs : Number.NaN;
  if (!Number.isInteger(rows) || rows < 8)
    fail(`${where}: x`, `at least 8 rows of ${inputs} inputs in a Float64Array`, x);
  const bad = x.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) fail(`${where}: x[${bad}]`, "a finite number", x[bad]);
  const y = expectations(source, params, x, rows, options);
  const outputs = y.length / rows;
  const order = permutation(key, rows);
  const numTest = Math.min(rows - 2, Math.max(1, Math.round(heldOut * rows)));
  const pick = (from: Float64Array, width: number, chosen: Uint32Array): Float64Array => {
    const out = new Float64Array(chosen.length * width);
    for (const [k, row] of chosen.entries()) out.set(from.subarray(row * width, (row + 1) * width), k * width);
    return out;
  };
  const [test, train] = [order.subarray(0, numTest), order.subarray(numTest)];
  const terms = termsOf(phases, Math.min(fitTerms, Math.max(1, train.length >> 1)));
  const coefficients = regress(terms, inputs, pick(x, inputs, train), pick(y, outputs, train), train.length, ridge);
  const series = { inputs, outputs, terms, coefficients };
  const guess = new Float64Array(numTest * outputs);
  evaluateSeries(series, pick(x, inputs, test), numTest, guess);
  const truth = pick(y, outputs, test);
  return {
    series,
    error: differenceOf(guess, truth, numTest),
    fittedRows: train.length,
    allTerms: numberOfTerms(phases),
  };
}

/** How far two arrays of equally many rows are apart. */
export function differenceOf(a: Float64Array, b: Float64Array, rows: number): FitError {
  let sum = 0;
  let max = 0;
  for (let i = 0; i < a.length; i++) {
    const distance = Math.abs(a[i]! - b[i]!);
    sum += distance * distance;
    max = Math.max(max, distance);
  }
  return { rows, rms: Math.sqrt(sum / a.length), max };
}

/** Least squares by the normal equations: (F^T F + ridge N I) c = F^T y for each output. */
function regress(
  terms: Terms,
  inputs: number,
  x: Float64Array,
  y: Float64Array,
  rows: number,
  ridge: number,
): Float64Array {
  const { count } = terms;
  const outputs = y.length / rows;
  const products = openProducts(terms, inputs, rows);
  products.prepare(x, rows);
  const metric = new Float64Array(count * count);
  const coefficients = new Float64Array(outputs * count);
  for (let s = 0; s < rows; s++) {
    const values = products.values(s);
    for (let i = 0; i < count; i++) {
      const value = values[i]!;
      for (let j = 0; j <= i; j++) metric[i * count + j]! += value * values[j]!;
      for (let o = 0; o < outputs; o++) coefficients[o * count + i]! += value * y[s * outputs + o]!;
    }
  }
  const params = Array.from({ length: count }, (_, i) => i);
  for (let o = 0; o < outputs; o++) {
    solveBlocks([{ params, metric }], ridge * rows, coefficients.subarray(o * count, (o + 1) * count));
  }
  return coefficients;
}
