import { fail } from "../core/errors.ts";
import type { Layer, OpenLayer } from "../core/layer.ts";
import { sincosInto } from "../core/math/index.ts";

export const TERMS = ["all", "cosine"] as const;
/** Which factor of each input takes part: 1, cos and sin, or 1 and cos. */
export type Terms = (typeof TERMS)[number];

/** Most inputs of a trigonometric map: 3^6 - 1 = 728 products. */
export const MAX_TRIGONOMETRIC_INPUTS = 6;

/**
 * All products over the inputs of {1, cos x_i, sin x_i} without the constant: 3^d - 1 outputs for d inputs (radians), or of {1, cos x_i}:
 * 2^d - 1. Output t - 1 is the product whose factors are the digits of t in base 3 (or 2), input 0 the most significant;
 * 0 stands for 1, 1 for cos, 2 for sin. No parameters. These are the functions that <Z> of a circuit with angle embedding spans:
 * Schuld, Sweke, Meyer, arXiv 2008.08605. Errors: inputs outside 1..6, unknown terms.
 */
export function trigonometric(inputs: number, terms: Terms = "all"): Layer {
  if (!Number.isInteger(inputs) || inputs < 1 || inputs > MAX_TRIGONOMETRIC_INPUTS) {
    fail("trigonometric: inputs", `a whole number from 1 to ${MAX_TRIGONOMETRIC_INPUTS}`, inputs);
  }
  if (!TERMS.includes(terms)) fail("trigonometric: terms", `one of ${TERMS.join(", ")}`, terms);
  const base = terms === "all" ? 3 : 2;
  let size = 1;
  for (let i = 0; i < inputs; i++) size *= base;
  return {
    inputs,
    outputs: size - 1,
    parameters: [],
    open: (maxBatch) => openTrigonometric(inputs, base, size, maxBatch),
  };
}

function openTrigonometric(inputs: number, base: number, size: number, maxBatch: number): OpenLayer {
  const outputs = size - 1;
  const sines = new Float64Array(maxBatch * inputs);
  const cosines = new Float64Array(maxBatch * inputs);
  // products: one sample's products over the first inputs, the constant first; grads: their derivatives, on the way back.
  const products = new Float64Array(size);
  const grads = new Float64Array(size);

  /** Products over the first `count` inputs of sample s, in products[0 .. base^count - 1]; returns base^count. */
  const multiply = (s: number, count: number): number => {
    products[0] = 1;
    let length = 1;
    for (let i = 0; i < count; i++) {
      const cosine = cosines[s * inputs + i]!;
      const sine = sines[s * inputs + i]!;
      // From the back, so that no product is overwritten before it is used.
      for (let t = length - 1; t >= 0; t--) {
        const product = products[t]!;
        if (base === 3) products[3 * t + 2] = product * sine;
        products[base * t + 1] = product * cosine;
        products[base * t] = product;
      }
      length *= base;
    }
    return length;
  };

  return {
    forward(_params, x, batch, out) {
      sincosInto(x, sines, cosines, batch * inputs);
      for (let s = 0; s < batch; s++) {
        multiply(s, inputs);
        for (let t = 0; t < outputs; t++) out[s * outputs + t] = products[t + 1]!;
      }
    },
    backward(_params, _x, batch, gradOut, _gradParams, _rowStride, gradX) {
      if (gradX === null) return;
      for (let s = 0; s < batch; s++) {
        grads[0] = 0;
        for (let t = 0; t < outputs; t++) grads[t + 1] = gradOut[s * outputs + t]!;
        for (let i = inputs - 1; i >= 0; i--) {
          const cosine = cosines[s * inputs + i]!;
          const sine = sines[s * inputs + i]!;
          const length = multiply(s, i);
          let slope = 0;
          for (let t = 0; t < length; t++) {
            const gCosine = grads[base * t + 1]!;
            const gSine = base === 3 ? grads[3 * t + 2]! : 0;
            slope += products[t]! * (gSine * cosine - gCosine * sine);
            grads[t] = grads[base * t]! + gCosine * cosine + gSine * sine;
          }
          gradX[s * inputs + i] = slope;
        }
      }
    },
  };
}
