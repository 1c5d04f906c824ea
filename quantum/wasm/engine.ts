import { fail } from "../../core/errors.ts";
import type { Circuit } from "../circuit.ts";
import { noState } from "../engine/amplitudes.ts";
import { type OpenCircuit, outputsOf } from "../engine/engine.ts";
import { type Primitive, planOf } from "../plan.ts";
import { memoryOf } from "./density.ts";
import { openKernels, type Precision } from "./module.ts";
import { programOf } from "./program.ts";

/**
 * From so many qubits on a circuit opened for one sample is laid out for it (quantum/kernels/packed.ts), in half the memory. Below, one sample runs
 * as one of a batch, so that its results do not depend on the batch it comes in.
 */
const PACKED_FROM = 15;

/**
 * Opens a circuit on the WebAssembly kernels. The same interface and conventions as `openJs`; f32 keeps states in single precision. A call
 * copies its arguments into the kernels' memory, makes one call there, and copies the results out.
 */
export function openWasm(
  circuit: Circuit,
  maxBatch: number,
  precision: Precision = "f64",
  primitive: Primitive = "z",
  packedFrom = PACKED_FROM,
): OpenCircuit {
  if (!Number.isInteger(maxBatch) || maxBatch < 1) fail("batch", "a whole number from 1", maxBatch);
  const packed = maxBatch === 1 && precision === "f64" && circuit.numQubits >= packedFrom;
  const plan = planOf(circuit, !packed, primitive);
  const { numQubits, numParams, numInputs } = plan;
  const outputs = outputsOf(primitive, numQubits);
  const image = programOf(plan, maxBatch, precision, packed, primitive);
  const { at, bytes } = image;
  const memory = memoryOf(bytes);
  image.write(memory.buffer);
  // Taken out once: to look an export up in every call costs more than the call.
  const { forward, backward } = openKernels(precision, memory);
  const view = (from: number, length: number): Float64Array => new Float64Array(memory.buffer, from, length);
  const params = view(image.params, numParams);
  const inputs = view(image.inputs, maxBatch * numInputs);
  const results = view(image.results, maxBatch * outputs);
  const cotangent = view(image.cotangent, maxBatch * outputs);
  const gradParams = view(image.gradParams, maxBatch * numParams);
  const gradInputs = view(image.gradInputs, maxBatch * numInputs);

  return {
    engine: `wasm ${precision}`,
    bytes,
    outputs,
    forward(givenParams, givenInputs, batch, out) {
      copy(givenParams, params, numParams);
      copy(givenInputs, inputs, batch * numInputs);
      const good = forward(at, batch);
      if (good < batch) noState(good, lengthOf(givenInputs, good * numInputs, image.startNumbers));
      copy(results, out, batch * outputs);
    },
    backward(batch, given, outParams, rowStride, outInputs) {
      copy(given, cotangent, batch * outputs);
      // One sample's row is the sum.
      backward(at, batch, rowStride > 0 && !packed ? 1 : 0, outInputs === null ? 0 : 1);
      if (rowStride === 0) for (let i = 0; i < numParams; i++) outParams[i]! += gradParams[i]!;
      else {
        for (let s = 0; s < batch; s++) {
          const row = s * rowStride;
          for (let i = 0; i < numParams; i++) outParams[row + i]! += gradParams[s * numParams + i]!;
        }
      }
      if (outInputs !== null) copy(gradInputs, outInputs, batch * numInputs);
    },
  };
}

/** Copies the first `count` numbers. `set` is faster than a loop, but for a part it would need a view, and a step makes no objects. */
function copy(from: Float64Array, to: Float64Array, count: number): void {
  if (from.length === count && count > 16) to.set(from);
  else for (let i = 0; i < count; i++) to[i] = from[i]!;
}

function lengthOf(row: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += row[i]! * row[i]!;
  return Math.sqrt(sum);
}
