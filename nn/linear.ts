import { fail } from "../core/errors.ts";
import type { Key } from "../core/key.ts";
import type { Layer, OpenLayer } from "../core/layer.ts";
import { uniformInto } from "../core/random.ts";

/**
 * y = x W^T + b. Parameters: weight (outputs, inputs), row by row, and bias (outputs,). Both start uniform in
 * +-1/sqrt(inputs), the law of torch's nn.Linear. Errors: sizes that are not whole numbers from 1.
 */
export function linear(inputs: number, outputs: number): Layer {
  checkSize("linear: inputs", inputs);
  checkSize("linear: outputs", outputs);
  const bound = 1 / Math.sqrt(inputs);
  const init = (key: Key, out: Float64Array): void => uniformInto(key, -bound, bound, out);
  return {
    inputs,
    outputs,
    parameters: [
      { name: "weight", shape: [outputs, inputs], trainable: true, init },
      { name: "bias", shape: [outputs], trainable: true, init },
    ],
    open: () => openLinear(inputs, outputs),
  };
}

/** Checks that a number of inputs or outputs is a whole number from 1. */
export function checkSize(where: string, size: number): void {
  if (!Number.isSafeInteger(size) || size < 1) fail(where, "a whole number from 1", size);
}

function openLinear(inputs: number, outputs: number): OpenLayer {
  return {
    forward: (params, x, batch, out) => forwardInto(params, x, batch, out, inputs, outputs),
    backward(params, x, batch, gradOut, gradParams, rowStride, gradX) {
      addGradParams(x, batch, gradOut, gradParams, rowStride, inputs, outputs);
      if (gradX !== null) gradInputsInto(params, batch, gradOut, gradX, inputs, outputs);
    },
  };
}

// Every sum runs in the same order whatever the batch, so that a row's bits do not depend on it; four rows, or four terms, at a time
// only share what is loaded. Two inputs are the common case (points in the plane); an inner loop of two costs twice as much as the sum written out.

function forwardInto(
  params: Float64Array,
  x: Float64Array,
  batch: number,
  out: Float64Array,
  inputs: number,
  outputs: number,
): void {
  const end = batch * outputs;
  for (let o = 0; o < outputs; o++) {
    const w = o * inputs;
    const bias = params[inputs * outputs + o]!;
    if (inputs === 2) {
      const w0 = params[w]!;
      const w1 = params[w + 1]!;
      for (let k = o, row = 0; k < end; k += outputs, row += 2) out[k] = bias + w0 * x[row]! + w1 * x[row + 1]!;
      continue;
    }
    let s = 0;
    for (; s + 4 <= batch; s += 4) {
      const r0 = s * inputs;
      const r1 = r0 + inputs;
      const r2 = r1 + inputs;
      const r3 = r2 + inputs;
      let a = bias;
      let b = bias;
      let c = bias;
      let d = bias;
      for (let i = 0; i < inputs; i++) {
        const weight = params[w + i]!;
        a += weight * x[r0 + i]!;
        b += weight * x[r1 + i]!;
        c += weight * x[r2 + i]!;
        d += weight * x[r3 + i]!;
      }
      const k = s * outputs + o;
      out[k] = a;
      out[k + outputs] = b;
      out[k + 2 * outputs] = c;
      out[k + 3 * outputs] = d;
    }
    for (; s < batch; s++) {
      let sum = bias;
      for (let i = 0; i < inputs; i++) sum += params[w + i]! * x[s * inputs + i]!;
      out[s * outputs + o] = sum;
    }
  }
}

function addGradParams(
  x: Float64Array,
  batch: number,
  gradOut: Float64Array,
  gradParams: Float64Array,
  rowStride: number,
  inputs: number,
  outputs: number,
): void {
  if (rowStride > 0) {
    for (let s = 0; s < batch; s++) addGradRow(x, s, gradOut, gradParams, s * rowStride, inputs, outputs);
    return;
  }
  if (inputs === 2) {
    addGradPlane(x, batch, gradOut, gradParams, outputs);
    return;
  }
  let s = 0;
  for (; s + 4 <= batch; s += 4) {
    const r0 = s * inputs;
    const r1 = r0 + inputs;
    const r2 = r1 + inputs;
    const r3 = r2 + inputs;
    for (let o = 0; o < outputs; o++) {
      const k = s * outputs + o;
      const a = gradOut[k]!;
      const b = gradOut[k + outputs]!;
      const c = gradOut[k + 2 * outputs]!;
      const d = gradOut[k + 3 * outputs]!;
      const w = o * inputs;
      for (let i = 0; i < inputs; i++) {
        gradParams[w + i] = gradParams[w + i]! + a * x[r0 + i]! + b * x[r1 + i]! + c * x[r2 + i]! + d * x[r3 + i]!;
      }
      const at = inputs * outputs + o;
      gradParams[at] = gradParams[at]! + a + b + c + d;
    }
  }
  for (; s < batch; s++) addGradRow(x, s, gradOut, gradParams, 0, inputs, outputs);
}

/** Adds sample s's derivatives to gradParams from `to` on. */
function addGradRow(
  x: Float64Array,
  s: number,
  gradOut: Float64Array,
  gradParams: Float64Array,
  to: number,
  inputs: number,
  outputs: number,
): void {
  const row = s * inputs;
  for (let o = 0; o < outputs; o++) {
    const g = gradOut[s * outputs + o]!;
    const w = to + o * inputs;
    for (let i = 0; i < inputs; i++) gradParams[w + i]! += g * x[row + i]!;
    gradParams[to + inputs * outputs + o]! += g;
  }
}

/** The same bits for two inputs, summed over the batch outside memory. */
function addGradPlane(
  x: Float64Array,
  batch: number,
  gradOut: Float64Array,
  gradParams: Float64Array,
  outputs: number,
): void {
  for (let o = 0; o < outputs; o++) {
    let first = gradParams[2 * o]!;
    let second = gradParams[2 * o + 1]!;
    let bias = gradParams[2 * outputs + o]!;
    for (let s = 0, k = o; s < batch; s++, k += outputs) {
      const g = gradOut[k]!;
      first += g * x[2 * s]!;
      second += g * x[2 * s + 1]!;
      bias += g;
    }
    gradParams[2 * o] = first;
    gradParams[2 * o + 1] = second;
    gradParams[2 * outputs + o] = bias;
  }
}

function gradInputsInto(
  params: Float64Array,
  batch: number,
  gradOut: Float64Array,
  gradX: Float64Array,
  inputs: number,
  outputs: number,
): void {
  if (inputs === 2) {
    for (let s = 0, k = 0; s < batch; s++) {
      let first = 0;
      let second = 0;
      for (let o = 0; o < outputs; o++, k++) {
        const g = gradOut[k]!;
        first += g * params[2 * o]!;
        second += g * params[2 * o + 1]!;
      }
      gradX[2 * s] = first;
      gradX[2 * s + 1] = second;
    }
    return;
  }
  gradX.fill(0, 0, batch * inputs);
  for (let s = 0; s < batch; s++) {
    const row = s * inputs;
    const k = s * outputs;
    let o = 0;
    for (; o + 4 <= outputs; o += 4) {
      const a = gradOut[k + o]!;
      const b = gradOut[k + o + 1]!;
      const c = gradOut[k + o + 2]!;
      const d = gradOut[k + o + 3]!;
      const w0 = o * inputs;
      const w1 = w0 + inputs;
      const w2 = w1 + inputs;
      const w3 = w2 + inputs;
      for (let i = 0; i < inputs; i++) {
        gradX[row + i] =
          gradX[row + i]! + a * params[w0 + i]! + b * params[w1 + i]! + c * params[w2 + i]! + d * params[w3 + i]!;
      }
    }
    if (o + 2 <= outputs) {
      const a = gradOut[k + o]!;
      const b = gradOut[k + o + 1]!;
      const w0 = o * inputs;
      const w1 = w0 + inputs;
      for (let i = 0; i < inputs; i++) gradX[row + i] = gradX[row + i]! + a * params[w0 + i]! + b * params[w1 + i]!;
      o += 2;
    }
    if (o < outputs) {
      const g = gradOut[k + o]!;
      const w = o * inputs;
      for (let i = 0; i < inputs; i++) gradX[row + i]! += g * params[w + i]!;
    }
  }
}
