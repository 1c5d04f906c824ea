import { MoireError } from "../../core/errors.ts";
import type { Key } from "../../core/key.ts";
import type { Circuit } from "../circuit.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import { openJs } from "../engine/js.ts";
import { type Measure, measured, measurementOf } from "../observables/measure.ts";
import { type Primitive, planOf } from "../plan.ts";
import { openWasm } from "../wasm/engine.ts";
import type { Precision } from "../wasm/module.ts";
import { openDraws } from "./draws.ts";
import { jump, jumpBack, type Taken } from "./jumps.ts";
import { putErrors } from "./pauli-errors.ts";
import type { Segment, Unravelled } from "./unravel.ts";

/** What states run on. */
export interface StateOptions {
  readonly engine: "wasm" | "js";
  readonly precision: Precision;
}

/** Trajectories run side by side, each a row: its state goes from segment to segment, with a jump in between. */
export interface Chain {
  readonly engine: string;
  readonly bytes: number;
  /** Rows at most. */
  readonly rows: number;
  readonly outputs: number;
  /** Rows first..first+count-1 of all (see `Draws`). inputs: the samples'. out: (count, outputs). */
  forward(
    params: Float64Array,
    inputs: Float64Array,
    key: Key,
    first: number,
    count: number,
    trajectories: number,
    out: Float64Array,
  ): void;
  /**
   * Of the last forward, with what was drawn held fixed. cotangent: (count, outputs). along: (count,), the real dot of the last states with the derivative by them. gradParams: as
   * `OpenCircuit.backward`, a row for each trajectory; gradInputs: the samples' (numInputs), added to.
   */
  backward(
    first: number,
    count: number,
    trajectories: number,
    cotangent: Float64Array,
    along: Float64Array,
    gradParams: Float64Array,
    rowStride: number,
    gradInputs: Float64Array | null,
  ): void;
}

/** Memory of a chain, where one row does not need more. */
const BYTES = 2 ** 26;
/** Most that one row may need, as a circuit of an engine. */
const MAX_BYTES = 2 ** 32;

/** Opens segments for as many rows as fit, at most `most`. Errors: a row alone needs more than 4 GiB. */
export function openChain(
  { numQubits, numInputs }: Circuit,
  { segments }: Unravelled,
  most: number,
  measure: Measure,
  options: StateOptions,
): Chain {
  const size = 2 * 2 ** numQubits;
  const last = segments.length - 1;
  const widest = Math.max(...segments.map((segment) => segment.circuit.numInputs));
  const measurement = measurementOf(measure, numQubits);
  const primitive = (k: number): Primitive => (k === last ? measurement.primitive : "state");
  const each = segments.reduce((sum, segment, k) => sum + bytesOf(segment, primitive(k), size), 16 * size + 8 * widest);
  if (each > MAX_BYTES) {
    throw new MoireError(
      `trajectories: ${numQubits} qubits in ${segments.length} segments need ${(each / 2 ** 30).toFixed(2)} GiB for one; at most 4 GiB are allowed. ` +
        "Use fewer qubits, or fewer channels that are no Pauli errors",
    );
  }
  const rows = Math.max(1, Math.min(most, Math.floor(BYTES / each)));
  const opened = segments.map(({ circuit }, k) => {
    const state = openState(circuit, rows, primitive(k), options);
    return k === last ? measured(state, measurement, rows) : state;
  });
  const inputsOf = segments.map(({ circuit }) => new Float64Array(rows * circuit.numInputs));
  const taken = segments.map(({ jumps }) =>
    jumps.map((): Taken => ({ matrix: new Uint8Array(rows), root: new Float64Array(rows) })),
  );
  const states = new Float64Array(last > 0 ? rows * size : 0);
  const gradRows = new Float64Array(rows * widest);
  const draws = openDraws();
  const drawn = new Float64Array(rows);

  return {
    engine: `${opened[0]!.engine} trajectories`,
    bytes:
      opened.reduce((sum, { bytes }) => sum + bytes, 0) +
      inputsOf.reduce((sum, { byteLength }) => sum + byteLength, 0) +
      taken.flat().reduce((sum, { matrix, root }) => sum + matrix.byteLength + root.byteLength, 0) +
      states.byteLength +
      gradRows.byteLength +
      drawn.byteLength,
    rows,
    outputs: opened[last]!.outputs,
    forward(params, inputs, key, first, count, trajectories, out) {
      for (const [k, { circuit, state, errors, jumps }] of segments.entries()) {
        const width = circuit.numInputs;
        const to = inputsOf[k]!;
        for (let row = 0; row < count; row++) {
          const at = row * width;
          for (let i = 0; i < state; i++) to[at + i] = states[row * size + i]!;
          const from = Math.floor((first + row) / trajectories) * numInputs;
          for (let i = 0; i < numInputs; i++) to[at + state + i] = inputs[from + i]!;
        }
        for (const some of errors) {
          draws.fill(key, some.site, first, count, trajectories, drawn);
          putErrors(some, drawn, count, to, width);
        }
        opened[k]!.forward(params, to, count, k === last ? out : states);
        for (const [j, one] of jumps.entries()) {
          draws.fill(key, one.site, first, count, trajectories, drawn);
          jump(one, drawn, count, states, numQubits, taken[k]![j]!);
        }
      }
    },
    backward(first, count, trajectories, cotangent, along, gradParams, rowStride, gradInputs) {
      for (let k = last; k >= 0; k--) {
        const { circuit, state, jumps } = segments[k]!;
        for (let j = jumps.length - 1; j >= 0; j--) jumpBack(jumps[j]!, count, states, numQubits, taken[k]![j]!);
        const wanted = state > 0 || gradInputs !== null ? gradRows : null;
        opened[k]!.backward(count, k === last ? cotangent : states, gradParams, rowStride, wanted);
        if (wanted === null) continue;
        const width = circuit.numInputs;
        const start = inputsOf[k]!;
        for (let row = 0; row < count; row++) {
          const at = row * width;
          // The engine's derivative is by a state that it normalises. Here a change of length counts: it is a change of the record's chance.
          for (let i = 0; i < state; i++) states[row * size + i] = gradRows[at + i]! + along[row]! * start[at + i]!;
          if (gradInputs === null) continue;
          const to = Math.floor((first + row) / trajectories) * numInputs;
          for (let i = 0; i < numInputs; i++) gradInputs[to + i]! += gradRows[at + state + i]!;
        }
      }
    },
  };
}

function openState(
  circuit: Circuit,
  rows: number,
  primitive: Primitive,
  { engine, precision }: StateOptions,
): OpenCircuit {
  return engine === "js" ? openJs(circuit, rows, primitive) : openWasm(circuit, rows, precision, primitive);
}

/** About what a row of a segment takes: the engine's snapshots and what is put in and out. */
function bytesOf({ circuit }: Segment, primitive: Primitive, size: number): number {
  const { stages } = planOf(circuit, true, primitive);
  return 8 * ((stages.length + 5) * size + 4 * circuit.numInputs);
}
