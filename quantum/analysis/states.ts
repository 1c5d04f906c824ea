import { fail } from "../../core/errors.ts";
import { type Circuit, isNoisy, nameOf } from "../circuit.ts";
import type { Measure } from "../observables/measure.ts";
import { type EngineName, openCircuit } from "../open.ts";

/** Rows that are run at once. */
const CHUNK = 64;
/** Wires up to which a state under noise is compared: 4^n numbers for each row. */
const MOST_NOISY = 5;

/** What stands for a circuit's state at each row: vectors whose inner products give <psi|psi'> or Tr(rho rho'). */
export interface States {
  /** "pure": amplitudes, re and im in turn. "mixed": coordinates Tr(P rho) over all Pauli words, over 2^(n/2). */
  readonly kind: "pure" | "mixed";
  readonly width: number;
  /** (rows, width). */
  readonly values: Float64Array;
}

/** The states of a circuit at some rows of inputs. Errors: noise on more than 5 wires; readout errors, which are no part of a state. */
export function statesOf(
  circuit: Circuit,
  params: Float64Array,
  inputs: Float64Array,
  rows: number,
  where: string,
  engine?: EngineName,
): States {
  const mixed = isNoisy(circuit);
  if (mixed) checkMixed(circuit, where);
  const measure: Measure = mixed ? paulis(circuit.numQubits) : "state";
  const opened = openCircuit(circuit, Math.min(CHUNK, rows), { measure, ...(engine && { engine }) });
  const width = opened.outputs;
  const values = new Float64Array(rows * width);
  for (let first = 0; first < rows; first += CHUNK) {
    const batch = Math.min(CHUNK, rows - first);
    opened.forward(params, inputs.subarray(first * circuit.numInputs), batch, values.subarray(first * width));
  }
  if (!mixed) return { kind: "pure", width, values };
  const scale = 1 / Math.sqrt(2 ** circuit.numQubits);
  return { kind: "mixed", width, values: values.map((value) => value * scale) };
}

/** |<a|b>|^2 of pure states, or Tr(a b) of mixed ones: rows i of `a` and j of `b`. */
export function overlap(a: States, i: number, b: States, j: number): number {
  const [p, q] = [i * a.width, j * b.width];
  let [re, im] = [0, 0];
  if (a.kind === "mixed") {
    for (let k = 0; k < a.width; k++) re += a.values[p + k]! * b.values[q + k]!;
    return re;
  }
  for (let k = 0; k < a.width; k += 2) {
    const [ar, ai, br, bi] = [a.values[p + k]!, a.values[p + k + 1]!, b.values[q + k]!, b.values[q + k + 1]!];
    re += ar * br + ai * bi;
    im += ar * bi - ai * br;
  }
  return re * re + im * im;
}

function checkMixed({ numQubits, ops }: Circuit, where: string): void {
  const readout = ops.find((one) => "channel" in one && one.channel === "readoutError");
  if (readout !== undefined) {
    const hint = "It belongs to the measurement, not to the state: leave it out";
    fail(where, "a circuit without readout errors", `channel ${nameOf(readout)}`, hint);
  }
  if (numQubits > MOST_NOISY) fail(where, `at most ${MOST_NOISY} qubits with noise, or none of it`, numQubits);
}

/** All Pauli words of so many wires, "I" first. */
function paulis(numQubits: number): string[] {
  return Array.from({ length: 2 ** (2 * numQubits) }, (_, word) => {
    const letters = Array.from({ length: numQubits }, (_, w) => {
      const letter = "IXYZ"[Math.floor(word / 2 ** (2 * (numQubits - 1 - w))) % 4]!;
      return letter === "I" ? "" : `${letter}${w}`;
    });
    return letters.filter((letter) => letter !== "").join(" ") || "I";
  });
}
