import { fail } from "../core/errors.ts";
import type { Layer, OpenLayer } from "../core/layer.ts";
import { sincosInto } from "../core/math/index.ts";
import { normalInto, uniformInto } from "../core/random.ts";
import { checkSize } from "./linear.ts";

/**
 * Random Fourier features: out_k = sqrt(2 / outputs) cos(w_k . x + b_k). Parameters, drawn at the start and never trained: frequencies (outputs,
 * inputs), normal with standard deviation 1 / bandwidth, and phases (outputs,), uniform in [0, 2 pi). Products of two rows' features
 * estimate the kernel exp(-|x - x'|^2 / (2 bandwidth^2)): Rahimi, Recht, NIPS 2007. Errors: sizes that are not whole numbers from 1; a bandwidth
 * that is not above 0.
 */
export function randomFourier(inputs: number, outputs: number, bandwidth: number): Layer {
  checkSize("randomFourier: inputs", inputs);
  checkSize("randomFourier: outputs", outputs);
  if (!(bandwidth > 0 && bandwidth < Infinity)) fail("randomFourier: bandwidth", "a number above 0", bandwidth);
  return {
    inputs,
    outputs,
    parameters: [
      {
        name: "frequencies",
        shape: [outputs, inputs],
        trainable: false,
        init(key, out) {
          normalInto(key, out);
          for (let i = 0; i < out.length; i++) out[i]! /= bandwidth;
        },
      },
      { name: "phases", shape: [outputs], trainable: false, init: (key, out) => uniformInto(key, 0, 2 * Math.PI, out) },
    ],
    open: (maxBatch) => openRandomFourier(inputs, outputs, maxBatch),
  };
}

function openRandomFourier(inputs: number, outputs: number, maxBatch: number): OpenLayer {
  const room = maxBatch * outputs;
  const [angles, sines, cosines] = [new Float64Array(room), new Float64Array(room), new Float64Array(room)];
  const scale = Math.sqrt(2 / outputs);
  return {
    forward(params, x, batch, out) {
      for (let s = 0, k = 0; s < batch; s++) {
        for (let o = 0; o < outputs; o++, k++) {
          let angle = params[outputs * inputs + o]!;
          for (let i = 0; i < inputs; i++) angle += params[o * inputs + i]! * x[s * inputs + i]!;
          angles[k] = angle;
        }
      }
      sincosInto(angles, sines, cosines, batch * outputs);
      for (let k = 0; k < batch * outputs; k++) out[k] = scale * cosines[k]!;
    },
    backward(params, x, batch, gradOut, gradParams, rowStride, gradX) {
      gradX?.fill(0, 0, batch * inputs);
      for (let s = 0, k = 0; s < batch; s++) {
        for (let o = 0; o < outputs; o++, k++) {
          const slope = -scale * sines[k]! * gradOut[k]!;
          const row = s * rowStride;
          gradParams[row + outputs * inputs + o]! += slope;
          for (let i = 0; i < inputs; i++) {
            gradParams[row + o * inputs + i]! += slope * x[s * inputs + i]!;
            if (gradX !== null) gradX[s * inputs + i]! += slope * params[o * inputs + i]!;
          }
        }
      }
    },
  };
}
