import { fail } from "../../core/errors.ts";
import type { Layer } from "../../core/layer.ts";
import { checkPhases, type Phase } from "./phases.ts";
import { openProducts } from "./products.ts";
import { numberOfProducts, productsInto } from "./quadratic.ts";
import { termsOf } from "./terms.ts";

/**
 * The terms of these phases as a layer, without the constant: all, or with a limit the first so many by total degree (the constant counts). No parameters. Errors:
 * phases that are wrong, name an input that is not there or make no term; more than 2^20 terms.
 */
export function fourierTerms(inputs: number, given: readonly Phase[], limit = 0): Layer {
  const phases = checkPhases(given);
  for (const { input, other = 0 } of phases) {
    if (Math.max(input, other) >= inputs) fail("phases", `inputs from 0 to ${inputs - 1}`, Math.max(input, other));
  }
  const terms = termsOf(phases, limit);
  const { count } = terms;
  if (count < 2) fail("fourierTerms", "at least one term beside the constant", count - 1);
  return {
    inputs,
    outputs: count - 1,
    parameters: [],
    open(maxBatch) {
      const products = openProducts(terms, inputs, maxBatch);
      const grads = new Float64Array(count);
      return {
        forward(_params, x, batch, out) {
          products.prepare(x, batch);
          for (let s = 0, k = 0; s < batch; s++) {
            const values = products.values(s);
            for (let t = 1; t < count; t++) out[k++] = values[t]!;
          }
        },
        backward(_params, x, batch, gradOut, _gradParams, _rowStride, gradX) {
          if (gradX === null) return;
          for (let s = 0; s < batch; s++) {
            grads[0] = 0;
            for (let t = 1; t < count; t++) grads[t] = gradOut[s * (count - 1) + t - 1]!;
            products.backward(s, x, grads, gradX, s * inputs);
          }
        },
      };
    },
  };
}

/** The products u_i u_j, i <= j, of the normalised row u = x / |x| as a layer. No parameters. Errors: at a forward pass, a row that is all 0. */
export function normalisedProducts(inputs: number): Layer {
  if (!Number.isInteger(inputs) || inputs < 1) fail("normalisedProducts: inputs", "a whole number from 1", inputs);
  const count = numberOfProducts(inputs);
  return {
    inputs,
    outputs: count,
    parameters: [],
    open(maxBatch) {
      const lengths = new Float64Array(maxBatch);
      const slopes = new Float64Array(inputs);
      return {
        forward(_params, x, batch, out) {
          for (let s = 0; s < batch; s++) lengths[s] = productsInto(x, s * inputs, inputs, out, s * count, s);
        },
        backward(_params, x, batch, gradOut, _gradParams, _rowStride, gradX) {
          if (gradX === null) return;
          for (let s = 0; s < batch; s++) {
            const at = s * inputs;
            const length = lengths[s]!;
            slopes.fill(0);
            for (let i = 0, k = s * count; i < inputs; i++) {
              for (let j = i; j < inputs; j++, k++) {
                slopes[i]! += (gradOut[k]! * x[at + j]!) / length;
                slopes[j]! += (gradOut[k]! * x[at + i]!) / length;
              }
            }
            // The length of a row changes nothing.
            let along = 0;
            for (let i = 0; i < inputs; i++) along += (slopes[i]! * x[at + i]!) / length;
            for (let i = 0; i < inputs; i++) gradX[at + i] = (slopes[i]! - (along * x[at + i]!) / length) / length;
          }
        },
      };
    },
  };
}
