import { fail } from "../../core/errors.ts";
import type { Circuit } from "../circuit.ts";
import { type Primitive, planOf } from "../plan.ts";
import { openAmplitudes } from "./amplitudes.ts";
import { angleTables } from "./angles.ts";
import { type OpenCircuit, outputsOf } from "./engine.ts";
import { measure, measureBackward, putStates, takeStates } from "./measure.ts";
import { checkBytes } from "./memory.ts";
import { prefixProductSize, productBackward, productForward, wireStateSize } from "./product.ts";
import { rotate, rotationGradients } from "./rotations.ts";
import { fillPhases, openStage, phaseMapBackward, phaseMapForward } from "./stage.ts";

/** Numbers of one block of states, so that it stays in the cache. */
const BLOCK = 4096;

/**
 * Opens a circuit in plain JavaScript, f64: the readable reference. The batch is cut into blocks of lanes; each block's states after every
 * stage are kept for the backward pass. Errors: a circuit and batch that need more than 4 GiB.
 */
export function openJs(circuit: Circuit, maxBatch: number, primitive: Primitive = "z"): OpenCircuit {
  if (!Number.isInteger(maxBatch) || maxBatch < 1) fail("batch", "a whole number from 1", maxBatch);
  const plan = planOf(circuit, true, primitive);
  const { numQubits, numInputs, amplitudes } = plan;
  const size = 2 ** numQubits;
  const lanes = Math.max(1, Math.min(maxBatch, Math.floor(BLOCK / (2 * size))));
  const numBlocks = Math.ceil(maxBatch / lanes);
  const stateSize = size * 2 * lanes;
  const keptStates = plan.stages.length + 1;
  const wiresSize = wireStateSize(plan) * lanes;
  const prefixSize = prefixProductSize(numQubits) * lanes;
  // States; two more of them and scratch; each stage's table and map.
  const states = 8 * (numBlocks * (keptStates * stateSize + wiresSize + prefixSize) + 2 * stateSize);
  const bytes = states + 16 * size * Math.max(lanes, 1) + (plan.stages.length * 20 + 4) * size;
  checkBytes(plan, maxBatch, bytes);

  const tables = angleTables(plan, maxBatch, lanes);
  const start = amplitudes > 0 ? openAmplitudes(plan, maxBatch) : null;
  const stages = plan.stages.map(openStage);
  const last = plan.last.map.table();
  const psi = new Float64Array(numBlocks * keptStates * stateSize);
  const wires = Array.from({ length: numBlocks }, () => new Float64Array(wiresSize));
  const prefixes = Array.from({ length: numBlocks }, () => new Float64Array(prefixSize));
  const scratch = new Float64Array(Math.max(2 * size * lanes, 2 * size, 4 * lanes));
  let lambda = new Float64Array(stateSize);
  let back = new Float64Array(stateSize);
  const stateAt = (block: number, stage: number): number => (block * keptStates + stage) * stateSize;

  const forward: OpenCircuit["forward"] = (params, inputs, batch, out) => {
    tables.fill(params, inputs, batch);
    for (const stage of stages) fillPhases(stage, tables, scratch);
    for (let first = 0, block = 0; first < batch; first += lanes, block++) {
      const v = Math.min(lanes, batch - first);
      if (start) start.forward(inputs, first, v, psi, stateAt(block, 0));
      else productForward(plan, tables, batch, first, v, wires[block]!, prefixes[block]!, psi, stateAt(block, 0));
      for (let k = 0; k < stages.length; k++) {
        const to = stateAt(block, k + 1);
        phaseMapForward(stages[k]!, tables, batch, first, v, psi, stateAt(block, k), to);
        rotate(stages[k]!.rotations, 1, tables, batch, first, v, numQubits, psi, to);
      }
      const end = stateAt(block, stages.length);
      if (primitive === "state") putStates(psi, end, v, size, out, first);
      else measure(last, psi, end, v, numQubits, scratch, out, first);
    }
  };

  const backward: OpenCircuit["backward"] = (batch, cotangent, gradParams, rowStride, gradInputs) => {
    gradInputs?.fill(0, 0, batch * numInputs);
    for (let first = 0, block = 0; first < batch; first += lanes, block++) {
      const v = Math.min(lanes, batch - first);
      // Phases before the measurement change no probability, so nothing below writes their derivatives: they are zero.
      tables.gradShared.fill(0);
      tables.gradSample.fill(0);
      const end = stateAt(block, stages.length);
      if (primitive === "state") takeStates(cotangent, first, v, size, lambda);
      else measureBackward(last, psi, end, v, numQubits, scratch, cotangent, first, lambda);
      for (let k = stages.length - 1; k >= 0; k--) {
        const stage = stages[k]!;
        rotationGradients(stage.rotations, tables, v, numQubits, psi, stateAt(block, k + 1), lambda);
        rotate(stage.rotations, -1, tables, batch, first, v, numQubits, lambda, 0);
        phaseMapBackward(stage, tables, batch, first, v, psi, stateAt(block, k), lambda, back, scratch);
        [lambda, back] = [back, lambda];
      }
      if (!start) productBackward(plan, tables, batch, first, v, wires[block]!, prefixes[block]!, lambda, scratch);
      else if (gradInputs) start.backward(psi, stateAt(block, 0), lambda, first, v, gradInputs);
      tables.scatter(first, v, gradParams, rowStride, gradInputs);
    }
  };

  return { engine: "js", bytes, outputs: outputsOf(primitive, numQubits), forward, backward };
}
