import { fail } from "../../core/errors.ts";
import { cos, sin } from "../../core/math/index.ts";
import type { Circuit } from "../circuit.ts";
import { type Phase, phasesOf } from "./phases.ts";
import { openProducts } from "./products.ts";
import { expectations, type SurrogateOptions, sourceOf } from "./source.ts";
import { numberOfTerms, type Terms, termsOf } from "./terms.ts";

/** Functions of inputs as sums of coefficients times terms. */
export interface FourierSeries {
  readonly inputs: number;
  readonly outputs: number;
  readonly terms: Terms;
  /** (outputs, terms.count), row by row. */
  readonly coefficients: Float64Array;
}

/** Most terms that an exact series has unless told. */
export const MOST_TERMS = 20_000;

export interface FourierOptions extends SurrogateOptions {
  /** Most terms, and so evaluations of the circuit. Default 20,000. */
  readonly maxTerms?: number;
}

/**
 * The exact classical surrogate of a circuit with these parameters: each <Z_i>(x), or what `measure` says, as its finite Fourier series in the inputs (radians). The
 * circuit is evaluated on the grid of 2 degree + 1 equidistant angles for each phase, and a real discrete Fourier transform along each gives the coefficients:
 * (2 U + 1)^n terms for n inputs uploaded U times. Trained scales and products of inputs are phases of their own, so that their series is exact, too. Circuits with
 * noise are simulated exactly. params: (numParams,). Options: noise null, maxTerms 20,000, measure "z", engine. Errors: more terms than maxTerms; amplitudes as inputs;
 * the measure "state", whose frequencies are halves. Schreiber, Eisert, Meyer, arXiv 2206.11740.
 */
export function fourierOf(circuit: Circuit, params: Float64Array, options: FourierOptions = {}): FourierSeries {
  const where = "fourierOf";
  const { maxTerms = MOST_TERMS } = options;
  if (!Number.isInteger(maxTerms) || maxTerms < 1) fail(`${where}: maxTerms`, "a whole number from 1", maxTerms);
  const source = sourceOf(circuit, params, options, where);
  const { phases, circuit: phased } = phasesOf(source, params, where);
  const count = numberOfTerms(phases);
  if (count > maxTerms) {
    const hint = "Raise maxTerms, or take `fittedSeries`, which fits some of them to rows";
    fail(`${where}: terms of the circuit`, `at most ${maxTerms}`, count, hint);
  }
  const terms = termsOf(phases);
  const sizes = phases.map(({ degree }) => 2 * degree + 1);
  const values = expectations(phased, params, gridOf(sizes, count), count, options);
  const outputs = values.length / count;
  const coefficients = new Float64Array(outputs * count);
  for (let o = 0; o < outputs; o++) {
    const row = coefficients.subarray(o * count, (o + 1) * count);
    for (let k = 0; k < count; k++) row[k] = values[k * outputs + o]!;
    let stride = count;
    for (const size of sizes) {
      stride /= size;
      transformInPlace(row, size, stride);
    }
  }
  return { inputs: circuit.numInputs, outputs, terms, coefficients };
}

/**
 * The phases of a circuit with these parameters, which say its frequencies, and how many terms its series has. Errors: as `fourierOf`, but for the number of terms.
 */
export function spectrumOf(circuit: Circuit, params: Float64Array): { phases: readonly Phase[]; terms: number } {
  const { phases } = phasesOf(sourceOf(circuit, params, {}, "spectrumOf"), params, "spectrumOf");
  return { phases, terms: numberOfTerms(phases) };
}

/** All points of the grid, the last phase changing fastest: (count, phases). */
function gridOf(sizes: readonly number[], count: number): Float64Array {
  const points = new Float64Array(count * sizes.length);
  for (let k = 0; k < count; k++) {
    let rest = k;
    for (let p = sizes.length - 1; p >= 0; p--) {
      const size = sizes[p]!;
      points[k * sizes.length + p] = (2 * Math.PI * (rest % size)) / size;
      rest = Math.floor(rest / size);
    }
  }
  return points;
}

/** Values at `size` equidistant angles into coefficients of 1, cos a, sin a, cos 2a, ..., along the axis with this stride. */
function transformInPlace(values: Float64Array, size: number, stride: number): void {
  const matrix = Float64Array.from({ length: size * size }, (_, at) => {
    const digit = Math.floor(at / size);
    // Whole turns taken off first, exactly.
    const angle = (2 * Math.PI * ((((digit + 1) >> 1) * (at % size)) % size)) / size;
    return digit === 0 ? 1 / size : ((digit % 2 === 1 ? cos(angle) : sin(angle)) * 2) / size;
  });
  const line = new Float64Array(size);
  for (let block = 0; block < values.length; block += size * stride) {
    for (let first = block; first < block + stride; first++) {
      for (let k = 0; k < size; k++) line[k] = values[first + k * stride]!;
      for (let d = 0; d < size; d++) {
        let sum = 0;
        for (let k = 0; k < size; k++) sum += matrix[d * size + k]! * line[k]!;
        values[first + d * stride] = sum;
      }
    }
  }
}

/** Evaluates a series. x: (batch, inputs) in radians; out: (batch, outputs), overwritten. Errors: arrays that are too short. */
export function evaluateSeries(series: FourierSeries, x: Float64Array, batch: number, out: Float64Array): void {
  const { inputs, outputs, terms, coefficients } = series;
  checkRows("evaluateSeries", x, batch, inputs, out, outputs);
  const products = openProducts(terms, inputs, batch);
  products.prepare(x, batch);
  for (let s = 0; s < batch; s++) {
    const values = products.values(s);
    for (let o = 0, c = 0; o < outputs; o++) {
      let sum = 0;
      for (let t = 0; t < terms.count; t++, c++) sum += coefficients[c]! * values[t]!;
      out[s * outputs + o] = sum;
    }
  }
}

/** Checks what an evaluation is given. */
export function checkRows(
  where: string,
  x: Float64Array,
  batch: number,
  inputs: number,
  out: Float64Array,
  outputs: number,
): void {
  if (!Number.isInteger(batch) || batch < 1) fail(`${where}: batch`, "a whole number from 1", batch);
  const needed = [
    ["x", x, batch * inputs],
    ["out", out, batch * outputs],
  ] as const;
  for (const [name, array, length] of needed) {
    if (!(array instanceof Float64Array && array.length >= length)) {
      fail(`${where}: ${name}`, `a Float64Array of at least ${length} numbers`, array);
    }
  }
}
