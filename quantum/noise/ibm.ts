import { fail } from "../../core/errors.ts";
import { checkRecord } from "../../core/spec.ts";
import { depolarizing, readoutError, thermalRelaxation, twoQubitDepolarizing } from "../channels/index.ts";
import { MAX_QUBITS } from "../circuit.ts";
import { checkNoiseModel } from "./check.ts";
import { type IbmEntry, type IbmFile, type IbmGate, type IbmQubit, readIbmFile } from "./ibm-file.ts";
import type { NoiseModel, NoiseRule, Pair } from "./model.ts";
import { gatesTaking } from "./native.ts";
import { averageError, depolarizingOf, keptBy, residualFactor } from "./residual.ts";

export interface IbmOptions {
  /** The number of the machine's qubit that each wire sits on: [3, 1] puts wire 0 on qubit 3 and wire 1 on qubit 1. */
  readonly wires: readonly number[];
  /** Default: the backend's name. */
  readonly name?: string;
  /** Population of |1> in equilibrium, from 0 to 1. Default 0. */
  readonly excited?: number;
  /** Seconds of a measurement and between two shots; missing: the longest `readout_length` and `reset` of these qubits. */
  readonly readout?: number;
  readonly reset?: number;
}

/** A model, and what a reader of its results should know of how it was made. */
export interface IbmNoise {
  readonly model: NoiseModel;
  readonly notes: readonly string[];
}

const PULSES = ["sx", "x", "u2"];
const TWO_WIRES = ["cx", "ecr", "cz"];
const MAX_PULSES = 2;
const MAX_TWO_WIRES = 3;

/**
 * Noise of an IBM machine from the properties that its backend publishes, as parsed JSON (Qiskit's BackendProperties.to_dict). A gate takes the pulses of
 * `nativeGates`; after it come depolarizing and, for each wire, relaxation for its length (times in microseconds). The published gate_error is an average gate
 * error that contains relaxation, so depolarizing adds what is missing to it; where nothing is missing there is none, and a note says so. This is Qiskit Aer's model. A gate of n pulses has
 * n times the time and the n-th power of depolarizing's factor. Readout errors are prob_meas1_prep0 and prob_meas0_prep1, else readout_error both ways. Pairs
 * of wires without a working cx, ecr or cz, in either direction, are left out of the model's coupling, and circuits that need them are refused, as are gates of
 * three wires. Of two directions the shorter is taken, as the other is the same pulse with pulses around. Gates that are out of order (a gate_error of 1) or
 * without length or error are passed over, with a note: the pulse is then the next of sx, x and u2. Idle wires, crosstalk, leakage and what coherent
 * errors do beyond the average are not modelled. T2 above 2 T1, which files do have, becomes 2 T1, with a note.
 * Errors: no such file; a qubit that it lacks or that is out of order; something of a qubit that is missing; a qubit without a pulse that works.
 */
export function noiseFromIbm(properties: unknown, options: IbmOptions): IbmNoise {
  const file = readIbmFile(properties);
  const { qubits, name, excited, readout, reset } = checkOptions(options, file);
  const notes: string[] = [];
  const states = qubits.map((index) => {
    const found = file.qubit(index);
    if (found.t2 <= 2 * found.t1) return found;
    notes.push(
      `qubit ${index}: T2 of ${short(found.t2)} us is above 2 T1, which no qubit has; ${short(2 * found.t1)} us is taken`,
    );
    return { ...found, t2: 2 * found.t1 };
  });
  const pulses = qubits.map((index) => pulseOf(file, index, notes));
  const couplings = couplingsOf(file, qubits, notes);
  /** Rules of gates that take `count` of a native gate in turn. */
  const gateRules = (native: IbmGate, on: readonly number[], most: number): NoiseRule[] => {
    const wires = on.map((wire) => states[wire]!);
    const kept = keptBy(wires, native.length);
    const factor = residualFactor(on.length, kept, native.error);
    if (factor > 1) {
      const alone = averageError(on.length, kept, 1);
      notes.push(
        `${native.gate} on ${native.qubits.join("-")}: relaxation alone has an average error of ${short(alone)}, above its gate_error of ${short(native.error)}; no depolarizing is added`,
      );
    }
    return Array.from({ length: most }, (_, k) => k + 1).flatMap((count) =>
      rulesOf({ on, states: wires, time: count * native.length, factor: Math.min(1, factor), count, excited }),
    );
  };
  const rules: NoiseRule[] = [
    ...pulses.flatMap((pulse, wire) => gateRules(pulse, [wire], MAX_PULSES)),
    ...couplings.flatMap(({ pair, native }) => gateRules(native, pair, MAX_TWO_WIRES)),
    ...states.map(
      ({ p01, p10 }, wire): NoiseRule => ({
        channel: readoutError({ p01, p10 }),
        place: "beforeMeasurement",
        wires: [wire],
      }),
    ),
  ];
  const model = checkNoiseModel({
    name: name ?? file.name,
    rules,
    times: {
      oneWire: longest(pulses),
      twoWires: longest(couplings.map(({ native }) => native)),
      readout: readout ?? longestOf(states, "readout"),
      reset: reset ?? longestOf(states, "reset"),
    },
    machine: { qubits, coupling: couplings.map(({ pair }) => pair) },
  });
  return { model, notes };
}

interface Taken {
  readonly on: readonly number[];
  readonly states: readonly IbmQubit[];
  readonly time: number;
  readonly factor: number;
  readonly count: number;
  readonly excited: number;
}

/** Depolarizing, then relaxation of each wire, as Qiskit Aer orders them, after the gates that take so many native ones. */
function rulesOf({ on, states, time, factor, count, excited }: Taken): NoiseRule[] {
  const [a = 0, b] = on;
  const pair: Pair | null = b === undefined ? null : [a, b];
  const after = {
    place: "afterGates",
    gates: pair === null ? gatesTaking(count, 0) : gatesTaking(0, count),
  } as const;
  const rules = on.map((wire, k): NoiseRule => {
    const { t1, t2 } = states[k]!;
    const channel = thermalRelaxation({ t1, t2, time, excited });
    return { channel, ...after, wires: [wire], ...(pair === null ? {} : { pairs: [pair] }) };
  });
  if (factor === 1) return rules;
  const p = depolarizingOf(
    on.length,
    new Array<number>(count).fill(factor).reduce((all, one) => all * one),
  );
  const first: NoiseRule =
    pair === null
      ? { channel: depolarizing({ p }), ...after, wires: [a] }
      : { channel: twoQubitDepolarizing({ p }), ...after, wires: [pair] };
  return [first, ...rules];
}

/** Why a gate cannot be used; null where it can. Files have an error of 1 for gates that are out of order: one that keeps nothing is. */
function flawOf({ length, error, qubits }: IbmEntry): string | null {
  if (length === null) return "has no gate_length";
  if (error === null) return "has no gate_error";
  return error >= 1 - 1 / 2 ** qubits.length ? `is out of order, with a gate_error of ${short(error)}` : null;
}

/** The gates that can be used, and what is wrong with the others. */
function assessed(all: readonly IbmEntry[]): { working: IbmGate[]; flaws: string[] } {
  return {
    working: all.filter((gate): gate is IbmGate => flawOf(gate) === null),
    flaws: all.flatMap((gate) => {
      const flaw = flawOf(gate);
      return flaw === null ? [] : [`${gate.gate} on ${gate.qubits.join("-")} ${flaw}`];
    }),
  };
}

function pulseOf(file: IbmFile, index: number, notes: string[]): IbmGate {
  const all = file.gatesOn(PULSES, [index]);
  const { working, flaws } = assessed(all);
  const [found] = working;
  if (found === undefined) {
    const hint = `${flaws.map((flaw) => `${flaw}; `).join("")}take other qubits`;
    fail(`noiseFromIbm: qubit ${index}`, `a working gate ${PULSES.join(", ")} in the file`, "none", hint);
  }
  // Those after it in the order of names are not needed.
  for (const passed of assessed(all.slice(0, all.indexOf(found))).flaws) {
    notes.push(`${passed}; ${found.gate} is taken in its place`);
  }
  return found;
}

/** The native gate of each pair of wires that has one. */
function couplingsOf(file: IbmFile, qubits: readonly number[], notes: string[]): { pair: Pair; native: IbmGate }[] {
  const pairs = qubits.flatMap((_, a) => qubits.slice(a + 1).map((_, k): Pair => [a, a + 1 + k]));
  return pairs.flatMap((pair) => {
    const [a, b] = [qubits[pair[0]]!, qubits[pair[1]]!];
    const all = [...file.gatesOn(TWO_WIRES, [a, b]), ...file.gatesOn(TWO_WIRES, [b, a])];
    const { working, flaws } = assessed(all);
    const [native] = working.sort((x, y) => x.length - y.length);
    for (const flaw of flaws) {
      const instead = native && `${native.gate} on ${native.qubits.join("-")} is taken in its place`;
      notes.push(`${flaw}; ${instead ?? "its wires count as not coupled"}`);
    }
    // Named from the pair's first wire on, as the rules are.
    return native === undefined ? [] : [{ pair, native: { ...native, qubits: [a, b] } }];
  });
}

function checkOptions(options: IbmOptions, file: IbmFile) {
  const where = "noiseFromIbm";
  const given = checkRecord(options, ["wires", "name", "excited", "readout", "reset"], `${where}: options`);
  const { wires, name, excited = 0, readout, reset } = given as unknown as IbmOptions;
  if (!Array.isArray(wires) || wires.length === 0 || wires.length > MAX_QUBITS) {
    fail(`${where}: wires`, `a list of 1 to ${MAX_QUBITS} qubits of the machine, one for each wire`, wires);
  }
  const qubits = Array.from(wires as readonly unknown[], (index) =>
    typeof index === "number" && Number.isInteger(index) && index >= 0 && index < file.numQubits
      ? index
      : fail(`${where}: wires`, `qubits from 0 to ${file.numQubits - 1}, as ${file.name} has`, index),
  );
  if (new Set(qubits).size !== qubits.length) fail(`${where}: wires`, "qubits that differ", wires);
  if (name !== undefined && (typeof name !== "string" || name === "")) fail(`${where}: name`, "text", name);
  if (typeof excited !== "number" || !(excited >= 0 && excited <= 1)) {
    fail(`${where}: excited`, "a number from 0 to 1", excited);
  }
  for (const [key, time] of Object.entries({ readout, reset })) {
    if (time !== undefined && !(typeof time === "number" && time >= 0 && time < Infinity)) {
      fail(`${where}: ${key}`, "seconds, from 0", time);
    }
  }
  return { qubits, name, excited, readout, reset };
}

/** The longest, in seconds; 0 of none. */
function longest(gates: readonly IbmGate[]): number {
  return Math.max(0, ...gates.map(({ length }) => length)) / 1e6;
}

function longestOf(states: readonly IbmQubit[], key: "readout" | "reset"): number {
  const times = states.map(
    (state) =>
      state[key] ?? fail("noiseFromIbm", `a length of ${key} in the file`, "none", `Give \`${key}\` in seconds`),
  );
  return Math.max(...times) / 1e6;
}

const short = (value: number): string => String(Number(value.toPrecision(3)));
