import { fold } from "../../core/key.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import type { Extrapolation } from "./fits.ts";

/** Circuits at several scales as one, each of whose outputs is extrapolated. */
export function extrapolated(
  opened: readonly OpenCircuit[],
  extrapolation: Extrapolation,
  asymptotes: readonly number[],
  numInputs: number,
  maxBatch: number,
): OpenCircuit {
  const { engine, outputs } = opened[0]!;
  const size = maxBatch * outputs;
  /** By scale, (batch, outputs) each: what was measured, and the derivative of the result by it. */
  const measured = opened.map(() => new Float64Array(size));
  const slopes = opened.map(() => new Float64Array(size));
  const cotangents = new Float64Array(size);
  const byInputs = new Float64Array(maxBatch * numInputs);
  const values = new Float64Array(opened.length);
  const byValue = new Float64Array(opened.length);
  const own = 8 * ((2 * opened.length + 1) * size + byInputs.length);
  return {
    engine,
    bytes: opened.reduce((sum, { bytes }) => sum + bytes, own),
    outputs,
    ...(opened.some(({ useKey }) => useKey !== undefined) && {
      useKey: (key) => {
        for (const [j, one] of opened.entries()) one.useKey?.(fold(key, "scale", j));
      },
    }),
    forward(params, inputs, batch, out) {
      for (const [j, one] of opened.entries()) one.forward(params, inputs, batch, measured[j]!);
      for (let i = 0; i < batch * outputs; i++) {
        for (let j = 0; j < values.length; j++) values[j] = measured[j]![i]!;
        out[i] = extrapolation.atZero(values, asymptotes[i % outputs]!, byValue);
        for (let j = 0; j < values.length; j++) slopes[j]![i] = byValue[j]!;
      }
    },
    backward(batch, cotangent, gradParams, rowStride, gradInputs) {
      for (const [j, one] of opened.entries()) {
        for (let i = 0; i < batch * outputs; i++) cotangents[i] = cotangent[i]! * slopes[j]![i]!;
        const into = gradInputs === null || j === 0 ? gradInputs : byInputs;
        one.backward(batch, cotangents, gradParams, rowStride, into);
        if (gradInputs === null || j === 0) continue;
        for (let i = 0; i < batch * numInputs; i++) gradInputs[i]! += byInputs[i]!;
      }
    },
  };
}
