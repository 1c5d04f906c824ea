import { fail } from "../../core/errors.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import { outputsOf } from "../engine/engine.ts";
import type { Primitive } from "../plan.ts";
import {
  addPauli,
  checkObservable,
  expectationOf,
  type Observable,
  type PauliString,
  parsePauli,
} from "./observable.ts";
import { walsh, zCorrelations } from "./walsh.ts";

/**
 * What is measured of a circuit's state, exactly (no shots). Plain data.
 * - "z": <Z> of each wire, numQubits numbers.
 * - "state": the amplitudes, real and imaginary part of each in turn, 2 * 2^numQubits numbers.
 * - "probabilities": of all basis states, 2^numQubits numbers; `{ probabilities: [2, 0] }` of those of chosen wires, the first one most significant.
 * - A list: the expectation of each observable. Text stands for one Pauli string of weight 1.
 */
export type Measure =
  | "z"
  | "state"
  | "probabilities"
  | { readonly probabilities: readonly number[] }
  | readonly (Observable | string)[];

/** A measure made ready: what an engine gives for it, and what is made of that, forth and back. */
export interface Measurement {
  readonly primitive: Primitive;
  readonly outputs: number;
  /** Missing where the engine's own numbers are meant. */
  readonly rows?: Rows;
}

/** Outputs from an engine's numbers, and back. */
export interface Rows {
  /** raw: the engine's numbers, row by row; out: (batch, outputs), overwritten. */
  forward(raw: Float64Array, batch: number, out: Float64Array): void;
  /** cotangent: (batch, outputs). gradRaw: the derivative by the engine's numbers, as raw, overwritten. */
  backward(raw: Float64Array, batch: number, cotangent: Float64Array, gradRaw: Float64Array): void;
}

/** Checks a measure for circuits of so many qubits and makes it ready. Errors: an unknown name, wires that are not there, no or wrong observables. */
export function measurementOf(measure: Measure, numQubits: number): Measurement {
  if (measure === "z" || measure === "state") {
    return { primitive: measure, outputs: outputsOf(measure, numQubits) };
  }
  if (measure === "probabilities") return probabilities(everyWire(numQubits), numQubits);
  if (Array.isArray(measure)) return expectations(measure as readonly (Observable | string)[], numQubits);
  if (typeof measure === "object" && measure !== null && "probabilities" in measure) {
    return probabilities(checkWires(measure.probabilities, numQubits), numQubits);
  }
  return fail("measure", "z, state, probabilities, { probabilities: wires } or a list of observables", measure);
}

const everyWire = (numQubits: number): number[] => Array.from({ length: numQubits }, (_, w) => w);

function checkWires(wires: unknown, numQubits: number): readonly number[] {
  const where = "measure: probabilities";
  if (!Array.isArray(wires) || wires.length === 0) fail(where, "a list of at least one wire", wires);
  for (const wire of wires as readonly unknown[]) {
    if (!Number.isInteger(wire) || (wire as number) < 0 || (wire as number) >= numQubits) {
      fail(where, `wires from 0 to ${numQubits - 1}`, wire);
    }
  }
  if (new Set(wires).size !== wires.length) fail(where, "wires that differ", wires);
  return wires as readonly number[];
}

function probabilities(wires: readonly number[], numQubits: number): Measurement {
  const size = 2 ** numQubits;
  const outputs = 2 ** wires.length;
  /** Which outcome a basis state belongs to. */
  const outcome = Uint32Array.from({ length: size }, (_, i) =>
    wires.reduce((bits, wire) => 2 * bits + ((i >> (numQubits - 1 - wire)) & 1), 0),
  );
  return {
    primitive: "state",
    outputs,
    rows: {
      forward(state, batch, out) {
        out.fill(0, 0, batch * outputs);
        for (let s = 0, p = 0; s < batch; s++) {
          const to = s * outputs;
          for (let i = 0; i < size; i++, p += 2) {
            out[to + outcome[i]!]! += state[p]! * state[p]! + state[p + 1]! * state[p + 1]!;
          }
        }
      },
      backward(state, batch, cotangent, gradRaw) {
        for (let s = 0, p = 0; s < batch; s++) {
          const from = s * outputs;
          for (let i = 0; i < size; i++, p += 2) {
            const factor = 2 * cotangent[from + outcome[i]!]!;
            gradRaw[p] = factor * state[p]!;
            gradRaw[p + 1] = factor * state[p + 1]!;
          }
        }
      },
    },
  };
}

/** Strings that differ, each once. */
interface Sums {
  readonly strings: readonly PauliString[];
  /** (output, string): weights, out = weights times the strings' expectations. */
  readonly weights: Float64Array;
  readonly outputs: number;
}

function expectations(observables: readonly (Observable | string)[], numQubits: number): Measurement {
  const outputs = observables.length;
  if (outputs === 0) fail("measure", "at least one observable", observables);
  const strings: PauliString[] = [];
  const terms: { readonly output: number; readonly string: number; readonly weight: number }[] = [];
  for (const [output, given] of Array.from(observables).entries()) {
    const where = `measure[${output}]`;
    const sum = checkObservable(typeof given === "string" ? { terms: [[1, given]] } : given, numQubits, where);
    for (const [weight, word] of sum.terms) {
      const parsed = parsePauli(word, numQubits, where);
      const known = strings.findIndex(({ x, z }) => x === parsed.x && z === parsed.z);
      terms.push({ output, string: known < 0 ? strings.push(parsed) - 1 : known, weight });
    }
  }
  const weights = new Float64Array(outputs * strings.length);
  for (const { output, string, weight } of terms) weights[output * strings.length + string]! += weight;
  const sums = { strings, weights, outputs };
  return strings.every((string) => wireOf(string, numQubits) < numQubits)
    ? ofZ(sums, numQubits)
    : ofState(sums, 2 ** numQubits);
}

/** The wire of a string that is Z there alone; -1 for the identity; numQubits for any other string. */
function wireOf({ x, z }: PauliString, numQubits: number): number {
  if (x !== 0 || (z & (z - 1)) !== 0) return numQubits;
  return z === 0 ? -1 : numQubits - 1 - (31 - Math.clz32(z));
}

/** Sums of <Z>: the engine's fast path. */
function ofZ({ strings, weights, outputs }: Sums, numQubits: number): Measurement {
  const wires = Int32Array.from(strings, (string) => wireOf(string, numQubits));
  const count = wires.length;
  return {
    primitive: "z",
    outputs,
    rows: {
      forward(z, batch, out) {
        for (let s = 0, to = 0; s < batch; s++) {
          for (let k = 0; k < outputs; k++, to++) {
            let sum = 0;
            for (let j = 0; j < count; j++) {
              sum += weights[k * count + j]! * (wires[j]! < 0 ? 1 : z[s * numQubits + wires[j]!]!);
            }
            out[to] = sum;
          }
        }
      },
      backward(_z, batch, cotangent, gradRaw) {
        gradRaw.fill(0, 0, batch * numQubits);
        for (let s = 0; s < batch; s++) {
          for (let j = 0; j < count; j++) {
            if (wires[j]! < 0) continue;
            const at = s * numQubits + wires[j]!;
            for (let k = 0; k < outputs; k++) gradRaw[at]! += weights[k * count + j]! * cotangent[s * outputs + k]!;
          }
        }
      },
    },
  };
}

function ofState({ strings, weights, outputs }: Sums, size: number): Measurement {
  const count = strings.length;
  const values = new Float64Array(count);
  // Strings of Z alone come from one transform of the probabilities, however many there are.
  const diagonal = strings.some(({ x }) => x === 0);
  const byMask = new Float64Array(diagonal ? size : 0);
  return {
    primitive: "state",
    outputs,
    rows: {
      forward(state, batch, out) {
        for (let s = 0; s < batch; s++) {
          const at = s * 2 * size;
          if (diagonal) zCorrelations(state, at, size, byMask);
          for (let j = 0; j < count; j++) {
            const string = strings[j]!;
            values[j] = string.x === 0 ? byMask[string.z]! : expectationOf(string, state, at, size);
          }
          for (let k = 0; k < outputs; k++) {
            let sum = 0;
            for (let j = 0; j < count; j++) sum += weights[k * count + j]! * values[j]!;
            out[s * outputs + k] = sum;
          }
        }
      },
      // lambda = 2 sum of cotangent weight P psi
      backward(state, batch, cotangent, gradRaw) {
        if (!diagonal) gradRaw.fill(0, 0, batch * 2 * size);
        for (let s = 0; s < batch; s++) {
          const at = s * 2 * size;
          values.fill(0);
          for (let k = 0; k < outputs; k++) {
            const factor = 2 * cotangent[s * outputs + k]!;
            for (let j = 0; j < count; j++) values[j]! += weights[k * count + j]! * factor;
          }
          if (diagonal) {
            byMask.fill(0);
            for (let j = 0; j < count; j++) if (strings[j]!.x === 0) byMask[strings[j]!.z] = values[j]!;
            walsh(byMask, size);
            for (let i = 0, p = at; i < size; i++, p += 2) {
              gradRaw[p] = byMask[i]! * state[p]!;
              gradRaw[p + 1] = byMask[i]! * state[p + 1]!;
            }
          }
          for (let j = 0; j < count; j++) {
            if (strings[j]!.x !== 0) addPauli(strings[j]!, values[j]!, state, at, gradRaw, size);
          }
        }
      },
    },
  };
}

/** The circuit opened for what an engine gives, as one opened for the measurement. */
export function measured(
  opened: OpenCircuit,
  { outputs, rows }: Omit<Measurement, "primitive">,
  maxBatch: number,
): OpenCircuit {
  if (!rows) return opened;
  const width = opened.outputs;
  const raw = new Float64Array(maxBatch * width);
  const gradRaw = new Float64Array(maxBatch * width);
  return {
    engine: opened.engine,
    bytes: opened.bytes + raw.byteLength + gradRaw.byteLength,
    outputs,
    forward(params, inputs, batch, out) {
      opened.forward(params, inputs, batch, raw);
      rows.forward(raw, batch, out);
    },
    backward(batch, cotangent, gradParams, rowStride, gradInputs) {
      rows.backward(raw, batch, cotangent, gradRaw);
      opened.backward(batch, gradRaw, gradParams, rowStride, gradInputs);
    },
    ...(opened.useKey && { useKey: opened.useKey }),
  };
}
