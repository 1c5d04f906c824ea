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
  const biasAt = inputs * outputs;
  return {
    forward(params, x, batch, out) {
      for (let s = 0; s < batch; s++) {
        const row = s * inputs;
        for (let o = 0; o < outputs; o++) {
          const w = o * inputs;
          let sum = params[biasAt + o]!;
          for (let i = 0; i < inputs; i++) sum += params[w + i]! * x[row + i]!;
          out[s * outputs + o] = sum;
        }
      }
    },
    backward(params, x, batch, gradOut, gradParams, rowStride, gradX) {
      for (let s = 0; s < batch; s++) {
        const row = s * inputs;
        const at = s * rowStride;
        for (let o = 0; o < outputs; o++) {
          const g = gradOut[s * outputs + o]!;
          const w = at + o * inputs;
          for (let i = 0; i < inputs; i++) gradParams[w + i]! += g * x[row + i]!;
          gradParams[at + biasAt + o]! += g;
        }
      }
      if (gradX === null) return;
      for (let s = 0; s < batch; s++) {
        for (let i = 0; i < inputs; i++) {
          let sum = 0;
          for (let o = 0; o < outputs; o++) sum += gradOut[s * outputs + o]! * params[o * inputs + i]!;
          gradX[s * inputs + i] = sum;
        }
      }
    },
  };
}
