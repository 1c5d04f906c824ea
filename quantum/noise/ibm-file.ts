import { fail } from "../../core/errors.ts";

/** A gate as the file has it. length: microseconds; error: the average gate error; null where it does not say. */
export interface IbmEntry {
  readonly gate: string;
  readonly qubits: readonly number[];
  readonly length: number | null;
  readonly error: number | null;
}

/** A gate of which the file says all. */
export interface IbmGate extends IbmEntry {
  readonly length: number;
  readonly error: number;
}

/** What a properties file says of a qubit. Times in microseconds; `reset` and `readout` null where it does not say. */
export interface IbmQubit {
  readonly t1: number;
  readonly t2: number;
  /** Probabilities to read 1 where it is 0, and 0 where it is 1. */
  readonly p01: number;
  readonly p10: number;
  readonly readout: number | null;
  readonly reset: number | null;
}

/** A properties file, read where it is asked. */
export interface IbmFile {
  readonly name: string;
  readonly numQubits: number;
  qubit(index: number): IbmQubit;
  /** The entries on exactly these qubits, in this order, of gates with these names: in the order of the names. */
  gatesOn(names: readonly string[], qubits: readonly number[]): IbmEntry[];
}

interface Entry {
  readonly name?: unknown;
  readonly value?: unknown;
  readonly unit?: unknown;
}

const MICROSECONDS: Readonly<Record<string, number>> = { s: 1e6, ms: 1e3, us: 1, "\u00b5s": 1, "\u03bcs": 1, ns: 1e-3 };

/** Reads the properties of a backend, as parsed JSON. Errors: another shape; asked for a qubit: what it lacks. */
export function readIbmFile(value: unknown): IbmFile {
  const where = "noiseFromIbm: properties";
  const { backend_name: name, qubits, gates } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(qubits) || !Array.isArray(gates)) {
    fail(where, "the parsed properties of an IBM backend, with lists `qubits` and `gates`", value);
  }
  if (typeof name !== "string" || name === "") fail(`${where}: backend_name`, "a name", name);
  const listed = Array.from(gates as readonly unknown[], (gate, g) => {
    const { gate: kind, qubits: on, parameters } = (gate ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof kind !== "string" || !Array.isArray(on)) fail(`${where}: gates[${g}]`, "a gate with its qubits", gate);
    return { kind, on: on as readonly unknown[], parameters };
  });
  const entriesOf = (list: unknown, what: string): Map<string, Entry> => {
    if (!Array.isArray(list)) fail(`${where}: ${what}`, "a list of entries with name, value and unit", list);
    return new Map(Array.from(list as readonly (Entry | null)[], (entry) => [String(entry?.name), entry ?? {}]));
  };
  const numberOf = (entries: Map<string, Entry>, key: string, what: string): number | null => {
    const found = entries.get(key)?.value;
    if (found === undefined || found === null) return null;
    if (typeof found !== "number" || !(found >= 0 && found < Infinity))
      fail(`${where}: ${what}: ${key}`, "a number from 0, finite", found);
    return found;
  };
  const timeOf = (entries: Map<string, Entry>, key: string, what: string): number | null => {
    const found = numberOf(entries, key, what);
    if (found === null) return null;
    const unit = entries.get(key)?.unit;
    if (typeof unit !== "string" || !Object.hasOwn(MICROSECONDS, unit)) {
      fail(`${where}: ${what}: unit of ${key}`, "s, ms, us or ns", unit);
    }
    return found * MICROSECONDS[unit]!;
  };
  const needed = (found: number | null, key: string, what: string): number =>
    found ?? fail(`${where}: ${what}`, key, "none", "Take other qubits, or another calibration of the machine");
  return {
    name,
    numQubits: qubits.length,
    qubit(index) {
      const what = `qubit ${index}`;
      const entries = entriesOf(qubits[index], what);
      if (numberOf(entries, "operational", what) === 0)
        fail(`${where}: ${what}`, "a qubit that works", "operational 0");
      const time = (key: string): number => {
        const found = needed(timeOf(entries, key, what), key, what);
        return found > 0 ? found : fail(`${where}: ${what}: ${key}`, "a time above 0", found, "Take other qubits");
      };
      const both = numberOf(entries, "readout_error", what);
      const chance = (key: string): number => {
        const found = needed(numberOf(entries, key, what) ?? both, `${key} or readout_error`, what);
        return found <= 1 ? found : fail(`${where}: ${what}: ${key}`, "a probability", found);
      };
      const reset = listed.find(({ kind, on }) => kind === "reset" && on.length === 1 && on[0] === index);
      return {
        t1: time("T1"),
        t2: time("T2"),
        p01: chance("prob_meas1_prep0"),
        p10: chance("prob_meas0_prep1"),
        readout: timeOf(entries, "readout_length", what),
        reset: reset === undefined ? null : timeOf(entriesOf(reset.parameters, "reset"), "gate_length", "reset"),
      };
    },
    gatesOn(names, on) {
      return names.flatMap((gate) =>
        listed.flatMap((entry) => {
          if (entry.kind !== gate || entry.on.length !== on.length || entry.on.some((q, k) => q !== on[k])) return [];
          const what = `${gate} on ${on.join("-")}`;
          const entries = entriesOf(entry.parameters, what);
          const length = timeOf(entries, "gate_length", what);
          const error = numberOf(entries, "gate_error", what);
          return [{ gate, qubits: on, length, error }];
        }),
      );
    },
  };
}
