import { fail, MoireError } from "../../core/errors.ts";
import { fold, type Key } from "../../core/key.ts";
import type { Circuit } from "../circuit.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import type { Measure } from "../observables/measure.ts";
import { addPlace, unshare } from "./places.ts";
import { inBasis, settingsOf } from "./settings.ts";

/** A circuit opened to be measured in the Z basis on some wires, so many times for each row. */
export interface Sampler {
  readonly engine: string;
  readonly bytes: number;
  /** Hands over each row's counts of the outcomes, (2^wires,), which `take` may overwrite. A row's draws follow from the key and its number. */
  sample(
    params: Float64Array,
    inputs: Float64Array,
    batch: number,
    key: Key,
    take: (row: number, counts: Float64Array) => void,
  ): void;
}

export type OpenSampler = (circuit: Circuit, wires: readonly number[], maxBatch: number, shots: number) => Sampler;

/** Most shots of a setting. */
const MOST = 1e9;

/**
 * A circuit whose outputs come from shots: `shots` of them for each setting of the measure, and in `backward` so many for each shifted circuit and setting. Errors: "state"; strengths that
 * are parameters, other than of unitary channels; in backward, derivatives by amplitudes.
 */
export function openSampled(
  source: Circuit,
  maxBatch: number,
  shots: number,
  measure: Measure,
  open: OpenSampler,
): OpenCircuit {
  if (!(Number.isInteger(shots) && shots >= 1 && shots <= MOST)) fail("shots", "a whole number from 1 to 1e9", shots);
  const { numQubits, numParams, numInputs } = source;
  const { outputs, constants, settings } = settingsOf(measure, numQubits);
  const { circuit, places, size, fill } = unshare(source, "shots");
  // Where all is constant there is still a circuit to name and check.
  const samplers = (settings.length > 0 ? settings : [{ wires: [0], basis: [] }]).map(({ wires, basis }) =>
    open(inBasis(circuit, basis), wires, maxBatch, shots),
  );
  const turned = new Float64Array(size);
  const given = { params: new Float64Array(numParams), inputs: new Float64Array(maxBatch * numInputs) };
  const shifted = new Float64Array(maxBatch * outputs);
  const derivatives = new Float64Array(maxBatch);
  let key: Key | null = null;
  /** What the last forward drew from, and backward does. */
  let drawnFrom: Key = [0, 0];

  const run = (kind: Key, batch: number, out: Float64Array): void => {
    for (let row = 0; row < batch; row++) out.set(constants, row * outputs);
    for (const [k, { read }] of settings.entries()) {
      samplers[k]!.sample(turned, given.inputs, batch, fold(kind, k), (row, counts) =>
        read(counts, shots, out, row * outputs),
      );
    }
  };

  return {
    engine: samplers[0]!.engine,
    bytes:
      samplers.reduce((sum, { bytes }) => sum + bytes, 0) +
      8 * (size + numParams + maxBatch * (numInputs + outputs + 1)),
    outputs,
    useKey(next) {
      key = next;
    },
    forward(params, inputs, batch, out) {
      drawnFrom = keyFor(key);
      copy(params, given.params, numParams);
      copy(inputs, given.inputs, batch * numInputs);
      fill(given.params, turned);
      run(fold(drawnFrom, "forward"), batch, out);
    },
    backward(batch, cotangent, gradParams, rowStride, gradInputs) {
      if (gradInputs !== null && source.amplitudes > 0) {
        throw new MoireError(
          "shots: derivatives by amplitudes have no shift rule; take exact expectations (shots 0) or angles as inputs",
        );
      }
      gradInputs?.fill(0, 0, batch * numInputs);
      const kind = fold(drawnFrom, "backward");
      for (const [k, { slot, shifts, factors }] of places.entries()) {
        if (factors.param < 0 && gradInputs === null) continue;
        derivatives.fill(0, 0, batch);
        const kept = turned[slot]!;
        for (const [s, [shift, factor]] of shifts.entries()) {
          turned[slot] = kept + shift;
          run(fold(kind, k, s), batch, shifted);
          for (let row = 0, i = 0; row < batch; row++) {
            let sum = 0;
            for (let end = i + outputs; i < end; i++) sum += cotangent[i]! * shifted[i]!;
            derivatives[row]! += factor * sum;
          }
        }
        turned[slot] = kept;
        for (let row = 0; row < batch; row++) {
          const { params, inputs } = given;
          const at = row * rowStride;
          addPlace(factors, derivatives[row]!, params, inputs, row * numInputs, gradParams, at, gradInputs);
        }
      }
    },
  };
}

/** Refuses to draw where no key was given. */
export function keyFor(key: Key | null): Key {
  if (key === null) throw new MoireError("forward: what is sampled needs a key; call useKey(keyOf(1)) first");
  return key;
}

/** Copies the first `count` numbers. */
export function copy(from: Float64Array, to: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) to[i] = from[i]!;
}
