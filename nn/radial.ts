import { fail } from "../core/errors.ts";
import type { Layer, OpenLayer } from "../core/layer.ts";
import { exp, log } from "../core/math/index.ts";
import { uniformInto } from "../core/random.ts";
import { checkSize } from "./linear.ts";

export interface RadialOptions {
  /** Standard deviation of each bell at the start. */
  readonly bandwidth: number;
  /** Centres start uniform between these. */
  readonly low: number;
  readonly high: number;
}

/**
 * Radial basis functions: out_k = exp(-|x - c_k|^2 / (2 s_k^2)), a bell about each centre. Parameters: centres (outputs, inputs), uniform
 * between low and high at the start, and logWidths (outputs,), ln s_k, which start at ln(bandwidth). Errors: sizes that are not whole numbers from 1; a
 * bandwidth that is not above 0; low above high.
 */
export function radial(inputs: number, outputs: number, { bandwidth, low, high }: RadialOptions): Layer {
  checkSize("radial: inputs", inputs);
  checkSize("radial: outputs", outputs);
  if (!(bandwidth > 0 && bandwidth < Infinity)) fail("radial: bandwidth", "a number above 0", bandwidth);
  if (!(low <= high)) fail("radial: low", `at most high, ${high}`, low);
  return {
    inputs,
    outputs,
    parameters: [
      {
        name: "centres",
        shape: [outputs, inputs],
        trainable: true,
        init: (key, out) => uniformInto(key, low, high, out),
      },
      { name: "logWidths", shape: [outputs], trainable: true, init: (_key, out) => void out.fill(log(bandwidth)) },
    ],
    open: (maxBatch) => openRadial(inputs, outputs, maxBatch),
  };
}

function openRadial(inputs: number, outputs: number, maxBatch: number): OpenLayer {
  const bells = new Float64Array(maxBatch * outputs);
  const squares = new Float64Array(maxBatch * outputs);
  // 1 / s_k^2.
  const sharpness = new Float64Array(outputs);
  return {
    forward(params, x, batch, out) {
      for (let o = 0; o < outputs; o++) sharpness[o] = exp(-2 * params[outputs * inputs + o]!);
      for (let s = 0, k = 0; s < batch; s++) {
        for (let o = 0; o < outputs; o++, k++) {
          let square = 0;
          for (let i = 0; i < inputs; i++) {
            const apart = x[s * inputs + i]! - params[o * inputs + i]!;
            square += apart * apart;
          }
          squares[k] = square;
          bells[k] = exp((-square * sharpness[o]!) / 2);
          out[k] = bells[k]!;
        }
      }
    },
    backward(params, x, batch, gradOut, gradParams, rowStride, gradX) {
      gradX?.fill(0, 0, batch * inputs);
      for (let s = 0, k = 0; s < batch; s++) {
        for (let o = 0; o < outputs; o++, k++) {
          const slope = gradOut[k]! * bells[k]! * sharpness[o]!;
          const row = s * rowStride;
          gradParams[row + outputs * inputs + o]! += slope * squares[k]!;
          for (let i = 0; i < inputs; i++) {
            const pull = slope * (x[s * inputs + i]! - params[o * inputs + i]!);
            gradParams[row + o * inputs + i]! += pull;
            if (gradX !== null) gradX[s * inputs + i]! -= pull;
          }
        }
      }
    },
  };
}
