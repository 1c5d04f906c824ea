import { fail } from "../../core/errors.ts";
import { fold, type Key } from "../../core/key.ts";
import type { Circuit } from "../circuit.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import type { Measure } from "../observables/measure.ts";
import { copy, keyFor, openSampled } from "../shots/sampled.ts";
import { openChain, type StateOptions } from "./chain.ts";
import { readingOf } from "./reading.ts";
import { openShotPerTrajectory } from "./sampler.ts";
import { unravel } from "./unravel.ts";

/** Most trajectories of a sample. */
const MOST = 1e9;

/**
 * Opens a circuit with noise on pure states: each output is a mean over so many trajectories, in each of which every channel does one of the things that it may do, by chance. Pauli errors are
 * gates that are there or not. Other channels are quantum jumps: one of their Kraus matrices K is taken with the chance p = <psi|K^dagger K|psi> that it has in the trajectory's state, and
 * the state becomes K psi / sqrt(p). Readout errors are exact. Memory and time are those of states, 2^n a row, where a density matrix has 4^n; an expectation's standard error is at most
 * 1/sqrt(trajectories). shots 0: means of exact expectations; backward goes back through each trajectory with its Kraus matrices K / sqrt(p) held fixed, whose mean is the exact derivative of
 * sum(cotangent * out). shots = trajectories: each trajectory is measured once, and backward is that of `openShots`. `useKey` must be called first; a trajectory's draws follow from that key, its
 * sample's number and its own. Errors: a circuit without noise; the measure "state"; strengths that are parameters, but of unitary channels; more than 18 qubits where there are jumps; a
 * circuit whose states do not fit. Dalibard, Castin, Molmer, Phys. Rev. Lett. 68, 580 (1992); Nielsen & Chuang 8.2.3.
 */
export function openTrajectories(
  circuit: Circuit,
  maxBatch: number,
  trajectories: number,
  measure: Measure,
  options: StateOptions,
  shots: number,
): OpenCircuit {
  const where = "trajectories";
  if (!(Number.isInteger(trajectories) && trajectories >= 1 && trajectories <= MOST)) {
    fail(where, "a whole number from 1 to 1e9", trajectories);
  }
  if (measure === "state") {
    fail("measure", "expectations or probabilities, as noise leaves no single state", measure);
  }
  if (shots !== 0) {
    if (shots !== trajectories) fail("shots", `${trajectories}, as each shot is a trajectory of its own`, shots);
    // Named before it is measured, so that what is wrong with it is said of the circuit as given.
    unravel(circuit);
    return openSampled(circuit, maxBatch, shots, measure, (setting, wires) =>
      openShotPerTrajectory(setting, wires, maxBatch, shots, options),
    );
  }
  const unravelled = unravel(circuit);
  const { numQubits, numParams, numInputs } = circuit;
  const reading = readingOf(measure, unravelled.readouts, numQubits);
  const chain = openChain(circuit, unravelled, maxBatch * trajectories, reading.measure, options);
  const { rows, outputs } = chain;
  const params = new Float64Array(numParams);
  const inputs = new Float64Array(maxBatch * numInputs);
  const out = new Float64Array(rows * outputs);
  const cotangents = new Float64Array(rows * outputs);
  const along = new Float64Array(rows);
  const given = new Float64Array(maxBatch * outputs);
  const gradRows = new Float64Array(rows * numParams);
  const constants = Float64Array.from({ length: outputs }, (_, k) => reading.constants(k));
  let key: Key | null = null;
  /** What the last forward drew from. */
  let drawnFrom: Key = [0, 0];
  /** The first row of what the chain holds; -1: nothing. */
  let held = -1;

  const run = (first: number, count: number): void => {
    held = -1;
    chain.forward(params, inputs, drawnFrom, first, count, trajectories, out);
    held = first;
  };

  return {
    engine: chain.engine,
    bytes:
      chain.bytes + 8 * (numParams + maxBatch * (numInputs + outputs) + rows * (2 * outputs + 1 + numParams) + outputs),
    outputs,
    useKey(next) {
      key = fold(next, "trajectories");
    },
    forward(givenParams, givenInputs, batch, means) {
      drawnFrom = keyFor(key);
      copy(givenParams, params, numParams);
      copy(givenInputs, inputs, batch * numInputs);
      means.fill(0, 0, batch * outputs);
      const all = batch * trajectories;
      for (let first = 0; first < all; first += rows) {
        const count = Math.min(rows, all - first);
        run(first, count);
        for (let row = 0; row < count; row++) {
          const to = Math.floor((first + row) / trajectories) * outputs;
          for (let k = 0; k < outputs; k++) means[to + k]! += out[row * outputs + k]!;
        }
      }
      for (let i = 0; i < batch * outputs; i++) means[i]! /= trajectories;
      reading.forward(means, batch);
    },
    backward(batch, cotangent, gradParams, rowStride, gradInputs) {
      gradInputs?.fill(0, 0, batch * numInputs);
      for (let i = 0; i < batch * outputs; i++) given[i] = cotangent[i]! / trajectories;
      reading.backward(given, batch);
      const all = batch * trajectories;
      for (let first = 0; first < all; first += rows) {
        const count = Math.min(rows, all - first);
        if (held !== first) run(first, count);
        for (let row = 0; row < count; row++) {
          const from = Math.floor((first + row) / trajectories) * outputs;
          const at = row * outputs;
          let sum = 0;
          for (let k = 0; k < outputs; k++) {
            cotangents[at + k] = given[from + k]!;
            sum += given[from + k]! * (out[at + k]! - constants[k]!);
          }
          // Outputs are quadratic in the state, so its dot with their derivative is twice their value; what is constant has none.
          along[row] = 2 * sum;
        }
        if (rowStride === 0) {
          chain.backward(first, count, trajectories, cotangents, along, gradParams, 0, gradInputs);
        } else {
          gradRows.fill(0, 0, count * numParams);
          chain.backward(first, count, trajectories, cotangents, along, gradRows, numParams, gradInputs);
          for (let row = 0; row < count; row++) {
            const to = Math.floor((first + row) / trajectories) * rowStride;
            for (let i = 0; i < numParams; i++) gradParams[to + i]! += gradRows[row * numParams + i]!;
          }
        }
      }
    },
  };
}
