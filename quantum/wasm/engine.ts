import { fail } from "../../core/errors.ts";
import { parity } from "../bit-map.ts";
import type { Circuit } from "../circuit.ts";
import { openAmplitudes } from "../engine/amplitudes.ts";
import { angleTables } from "../engine/angles.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import { fillPhases, type OpenStage, openStage } from "../engine/stage.ts";
import { planOf } from "../plan.ts";
import { openGradients } from "./gradients.ts";
import { layoutFor } from "./layout.ts";
import { openKernels, type Precision } from "./module.ts";
import { openPrefix } from "./prefix.ts";
import { openRotations } from "./rotations.ts";

/** Opens a circuit on the WebAssembly kernels. The same interface and conventions as `openJs`; f32 keeps states in single precision. */
export function openWasm(circuit: Circuit, maxBatch: number, precision: Precision = "f64"): OpenCircuit {
  if (!Number.isInteger(maxBatch) || maxBatch < 1) fail("batch", "a whole number from 1", maxBatch);
  const plan = planOf(circuit);
  const { numQubits: n, numInputs } = plan;
  const size = 2 ** n;
  const layout = layoutFor(plan, maxBatch, precision);
  const { V, lanes, numBlocks, bytes, scratch } = layout;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
  const kernels = openKernels(precision, memory);
  const Floats = precision === "f64" ? Float64Array : Float32Array;
  const view = (at: number, length: number): Float64Array | Float32Array => new Floats(memory.buffer, at, length);
  const element = Floats.BYTES_PER_ELEMENT;
  const width = 16 / element;
  const padded = numBlocks * lanes;
  const laneAt = (slot: number, block: number): number => (slot * padded + block * lanes) * element;

  const tables = angleTables(plan, padded, lanes);
  const amp = plan.amplitudes > 0 ? openAmplitudes(plan.amplitudes, n, numInputs, padded) : null;
  const ampState = new Float64Array(2 * size * lanes);
  const ampGrad = new Float64Array(2 * size * lanes);
  const paddedInputs = new Float64Array(padded * numInputs);
  const stages = plan.stages.map(openStage);
  const prefix = openPrefix(plan, layout, kernels, laneAt);
  const rotations = stages.map((stage) => openRotations(stage, layout, kernels, n, laneAt));
  const gradients = openGradients(plan, stages, layout, view, padded);
  const sharedCos = view(layout.sharedCos, plan.sharedAngles.length * width);
  const sharedSin = view(layout.sharedSin, plan.sharedAngles.length * width);
  const sampleCos = view(layout.sampleCos, tables.sampleCos.length);
  const sampleSin = view(layout.sampleSin, tables.sampleSin.length);
  const phaseTables = stages.map((_, k) => view(layout.table(k), 2 * size));
  const maps = stages.map((_, k) => new Uint32Array(memory.buffer, layout.map(k), size));
  const phaseScratch = new Float64Array(2 * size);
  const z = Array.from({ length: numBlocks }, (_, block) => view(layout.z(block), n * lanes));
  const cotangents = view(layout.cotangent, n * lanes);
  new Uint32Array(memory.buffer, layout.lastMap, size).set(plan.last.map.table());
  for (const [k, { sample }] of stages.entries()) {
    for (const [t, { mask }] of sample.entries()) {
      const signs = view(layout.signs(k, t), size);
      for (let i = 0; i < size; i++) signs[i] = parity(mask & i) ? -1 : 1;
    }
  }
  const signsAfter = stages.map(({ sample }, k) => sample.map((_, t) => view(layout.signsAfter(k, t), size)));

  /** Phases times cosines into the kernels' table; rotations near pi become flips with a sign, folded into table and map. */
  const fillTable = (stage: OpenStage, k: number): void => {
    fillPhases(stage, tables, phaseScratch);
    const { scale, flips } = rotations[k]!.prepare(tables);
    const out = phaseTables[k]!;
    const map = maps[k]!;
    for (let i = 0; i < size; i++) {
      const image = stage.map[i]!;
      const factor = parity(image & flips) ? -scale : scale;
      out[2 * i] = factor * stage.table[2 * i]!;
      out[2 * i + 1] = factor * stage.table[2 * i + 1]!;
      map[i] = image ^ flips;
    }
    for (const [t, { mask }] of stage.sample.entries()) {
      for (let i = 0; i < size; i++) {
        signsAfter[k]![t]![map[i]!] = parity(mask & i) ? -1 : 1;
      }
    }
  };
  const phaseLanes = (k: number, at: number, block: number, back: boolean): void => {
    for (const [t, { angle }] of stages[k]!.sample.entries()) {
      const offset = laneAt(angle.slot, block);
      const signs = back ? layout.signs(k, t) : layout.signsAfter(k, t);
      kernels.phaseLanes(at, signs, size, V, layout.sampleCos + offset, layout.sampleSin + offset, back ? -1 : 1);
    }
  };

  const forward: OpenCircuit["forward"] = (params, inputs, batch, expectations) => {
    for (let k = 0; k < batch * numInputs; k++) paddedInputs[k] = inputs[k]!;
    tables.fill(params, paddedInputs, padded);
    for (let slot = 0; slot < plan.sharedAngles.length; slot++) {
      sharedCos.fill(tables.sharedCos[slot]!, slot * width, (slot + 1) * width);
      sharedSin.fill(tables.sharedSin[slot]!, slot * width, (slot + 1) * width);
    }
    sampleCos.set(tables.sampleCos);
    sampleSin.set(tables.sampleSin);
    for (let k = 0; k < stages.length; k++) fillTable(stages[k]!, k);
    for (let first = 0, block = 0; first < batch; first += lanes, block++) {
      if (amp) {
        for (let s = batch * numInputs; s < padded * numInputs; s++) paddedInputs[s] = 1;
        amp.forward(paddedInputs, first, lanes, ampState, 0);
        view(layout.psi(block, 0), ampState.length).set(ampState);
      } else prefix.forward(block);
      for (let k = 0; k < stages.length; k++) {
        const to = layout.psi(block, k + 1);
        kernels.phaseMap(layout.psi(block, k), to, layout.table(k), layout.map(k), size, V);
        phaseLanes(k, to, block, false);
        rotations[k]!.forward(to, block);
      }
      kernels.measure(layout.psi(block, stages.length), layout.lastMap, scratch, layout.z(block), n, V);
      const values = z[block]!;
      const count = Math.min(lanes, batch - first);
      for (let w = 0; w < n; w++) {
        for (let s = 0; s < count; s++) expectations[(first + s) * n + w] = values[w * lanes + s]!;
      }
    }
  };

  const backward: OpenCircuit["backward"] = (batch, cotangent, gradParams, rowStride, gradInputs) => {
    const byLane = rowStride > 0;
    gradients.clear();
    gradInputs?.fill(0, 0, batch * numInputs);
    for (let first = 0, block = 0; first < batch; first += lanes, block++) {
      const count = Math.min(lanes, batch - first);
      for (let w = 0; w < n; w++) {
        // Lanes beyond the batch get no cotangent, so that they add nothing to sums.
        for (let s = 0; s < lanes; s++) cotangents[w * lanes + s] = s < count ? cotangent[(first + s) * n + w]! : 0;
      }
      let { lambda, back } = layout;
      kernels.measureBack(layout.psi(block, stages.length), lambda, layout.lastMap, scratch, layout.cotangent, n, V);
      for (let k = stages.length - 1; k >= 0; k--) {
        const sink = gradients.sink(byLane);
        const from = layout.psi(block, k);
        rotations[k]!.backward(lambda, layout.psi(block, k + 1), block, sink, byLane);
        const sampled = stages[k]!.sample.length > 0;
        if (byLane || sampled) {
          kernels.mapBack(lambda, back, layout.table(k), layout.map(k), size, V);
          phaseLanes(k, back, block, true);
          kernels.phaseDots(back, from, layout.wLanes, size, V);
          gradients.phases(k, block, byLane);
        } else kernels.phaseMapBack(lambda, back, from, layout.table(k), layout.map(k), layout.phaseSums(k), size, V);
        [lambda, back] = [back, lambda];
      }
      if (!amp) prefix.backward(block, lambda, gradients.sink(byLane));
      else if (gradInputs) {
        ampState.set(view(layout.psi(block, 0), ampState.length));
        ampGrad.set(view(lambda, ampGrad.length));
        const rows = new Float64Array(padded * numInputs);
        amp.backward(ampState, 0, ampGrad, first, lanes, rows);
        for (let k = first * numInputs; k < Math.min(batch, first + lanes) * numInputs; k++) gradInputs[k]! += rows[k]!;
      }
      if (byLane) gradients.rows(first, count, gradParams, rowStride);
    }
    if (!byLane) gradients.sums(gradParams);
    gradients.samples(batch, gradParams, rowStride, gradInputs);
  };

  return { engine: `wasm ${precision}`, bytes, forward, backward };
}
