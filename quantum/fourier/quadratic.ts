import { fail } from "../../core/errors.ts";
import type { Circuit } from "../circuit.ts";
import { noState } from "../engine/amplitudes.ts";
import { checkRows, MOST_TERMS } from "./series.ts";
import { expectations, type SurrogateOptions, sourceOf } from "./source.ts";

/** Functions sum over i <= j of c_ij u_i u_j of the normalised row u = x / |x|. */
export interface QuadraticForm {
  readonly inputs: number;
  readonly outputs: number;
  /** (outputs, inputs (inputs + 1) / 2): for each output c_00, c_01, ..., c_11, ...; c_ij with i < j is twice the entry of the symmetric matrix. */
  readonly coefficients: Float64Array;
}

/** How many products a form of so many inputs has. */
export const numberOfProducts = (inputs: number): number => (inputs * (inputs + 1)) / 2;

/**
 * The exact surrogate of a circuit that starts from amplitudes: each expectation is u^T A u with a real symmetric A, found by polarisation from the circuit's values at
 * basis rows e_i and at e_i + e_j. Complex amplitudes are twice as many real ones. Options: noise null, maxTerms 20,000, measure "z", engine. Errors: a circuit that starts in |0..0>, or whose
 * angles name inputs, too; more products than maxTerms.
 */
export function quadraticOf(
  circuit: Circuit,
  params: Float64Array,
  options: SurrogateOptions & { readonly maxTerms?: number } = {},
): QuadraticForm {
  const where = "quadraticOf";
  const { maxTerms = MOST_TERMS } = options;
  const source = sourceOf(circuit, params, options, where);
  const { amplitudes, complex, numInputs: inputs } = source;
  if (amplitudes === 0)
    fail(`${where}: circuit`, "inputs that are amplitudes", "none", "Circuits of angles have a `fourierOf`");
  const angled = source.ops.some(
    (given) => "gate" in given && given.angles.some((angle) => typeof angle !== "number" && angle.from !== "param"),
  );
  if (angled || inputs !== (complex ? 2 : 1) * amplitudes) {
    const hint = "A circuit of both is neither a quadratic form nor a Fourier series";
    fail(
      `${where}: circuit`,
      "inputs that are amplitudes alone",
      angled ? "inputs as angles, too" : `${inputs} inputs`,
      hint,
    );
  }
  const count = numberOfProducts(inputs);
  if (count > maxTerms)
    fail(`${where}: products of ${inputs} amplitudes`, `at most ${maxTerms}`, count, "Raise maxTerms");
  const rows = new Float64Array(count * inputs);
  for (let i = 0, k = 0; i < inputs; i++) {
    for (let j = i; j < inputs; j++, k++) {
      rows[k * inputs + i] = 1;
      rows[k * inputs + j] = 1;
    }
  }
  const values = expectations(source, params, rows, count, options);
  const outputs = values.length / count;
  const coefficients = new Float64Array(outputs * count);
  /** Where the square of i stands. */
  const square = (i: number): number => i * inputs - (i * (i - 1)) / 2;
  for (let o = 0; o < outputs; o++) {
    const value = (k: number): number => values[k * outputs + o]!;
    for (let i = 0, k = 0; i < inputs; i++) {
      for (let j = i; j < inputs; j++, k++) {
        // (e_i + e_j) / sqrt 2 gives (A_ii + A_jj) / 2 + A_ij.
        coefficients[o * count + k] = i === j ? value(k) : 2 * value(k) - value(square(i)) - value(square(j));
      }
    }
  }
  return { inputs, outputs, coefficients };
}

/** The row's products u_i u_j, i <= j, to out[to ..]; returns the row's length. Errors: a row without a direction, with `sample` as its number. */
export function productsInto(
  x: Float64Array,
  at: number,
  inputs: number,
  out: Float64Array,
  to: number,
  sample: number,
): number {
  let sum = 0;
  for (let i = 0; i < inputs; i++) sum += x[at + i]! * x[at + i]!;
  const length = Math.sqrt(sum);
  if (!(length >= 1e-140 && length <= 1e140)) noState(sample, length);
  for (let i = 0, k = to; i < inputs; i++) {
    const u = x[at + i]! / length;
    for (let j = i; j < inputs; j++) out[k++] = u * (x[at + j]! / length);
  }
  return length;
}

/** Evaluates a form. x: (batch, inputs); out: (batch, outputs), overwritten. Errors: arrays that are too short; a row that is all 0. */
export function evaluateQuadratic(form: QuadraticForm, x: Float64Array, batch: number, out: Float64Array): void {
  const { inputs, outputs, coefficients } = form;
  checkRows("evaluateQuadratic", x, batch, inputs, out, outputs);
  const count = numberOfProducts(inputs);
  const products = new Float64Array(count);
  for (let s = 0; s < batch; s++) {
    productsInto(x, s * inputs, inputs, products, 0, s);
    for (let o = 0; o < outputs; o++) {
      let sum = 0;
      for (let k = 0; k < count; k++) sum += coefficients[o * count + k]! * products[k]!;
      out[s * outputs + o] = sum;
    }
  }
}
