import { fail, MoireError } from "../core/errors.ts";
import type { Circuit } from "./circuit.ts";
import type { OpenCircuit } from "./engine/engine.ts";

/** The same open circuit, but each call first checks batch and array lengths, in nanoseconds and without allocating. */
export function guarded(opened: OpenCircuit, circuit: Circuit, maxBatch: number): OpenCircuit {
  const { numParams, numInputs } = circuit;
  const { outputs } = opened;
  let lastBatch = 0;
  return {
    engine: opened.engine,
    bytes: opened.bytes,
    outputs,
    forward(params, inputs, batch, out) {
      if (!Number.isInteger(batch) || batch < 1 || batch > maxBatch) {
        fail("forward: batch", `from 1 to ${maxBatch} samples, as the circuit was opened for`, batch);
      }
      if (!holds(params, numParams)) short("forward: params", numParams, params);
      if (!holds(inputs, batch * numInputs)) short("forward: inputs", batch * numInputs, inputs);
      if (!holds(out, batch * outputs)) short("forward: out", batch * outputs, out);
      // Should it fail, there is nothing to go back from.
      lastBatch = 0;
      opened.forward(params, inputs, batch, out);
      lastBatch = batch;
    },
    backward(batch, cotangent, gradParams, rowStride, gradInputs) {
      if (lastBatch === 0)
        throw new MoireError("backward: no forward ran before, or the last one failed; call forward first");
      if (batch !== lastBatch) fail("backward: batch", `${lastBatch}, as in the last forward`, batch);
      if (rowStride !== 0 && !(Number.isInteger(rowStride) && rowStride >= numParams)) {
        fail("backward: rowStride", `0, or a whole number from ${numParams}, the number of parameters`, rowStride);
      }
      const gradLength = (batch - 1) * rowStride + numParams;
      if (!holds(cotangent, batch * outputs)) short("backward: cotangent", batch * outputs, cotangent);
      if (!holds(gradParams, gradLength)) short("backward: gradParams", gradLength, gradParams);
      if (gradInputs !== null && !holds(gradInputs, batch * numInputs)) {
        short("backward: gradInputs", batch * numInputs, gradInputs);
      }
      opened.backward(batch, cotangent, gradParams, rowStride, gradInputs);
    },
    ...(opened.useKey && { useKey: opened.useKey }),
  };
}

function holds(array: Float64Array, length: number): boolean {
  return array instanceof Float64Array && array.length >= length;
}

function short(where: string, length: number, got: unknown): never {
  fail(where, `a Float64Array of at least ${length} numbers`, got);
}
