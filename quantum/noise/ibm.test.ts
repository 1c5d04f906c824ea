import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fromMatrix, identity, kronecker, product, type Rows } from "../../test/oracle/matrix.ts";
import { type Channel, channels } from "../channels/index.ts";
import { type Circuit, circuit, isNoisy, nameOf, op } from "../circuit.ts";
import { type Gate, type GateName, gates } from "../gates/index.ts";
import { checkNoiseModel, type IbmOptions, nativeGates, noiseFromIbm, withNoise } from "./index.ts";
import { depolarizingOf, residualFactor } from "./residual.ts";

interface Entry {
  name: string;
  unit: string;
  value: number | null;
}
interface File {
  backend_name: string;
  qubits: Entry[][];
  gates: { gate: string; qubits: number[]; parameters: Entry[] }[];
}
const sample = (): File => JSON.parse(readFileSync("samples/ibm-backend.json", "utf8"));
const entry = (list: Entry[], name: string): Entry => list.find((one) => one.name === name)!;
const gateOf = (file: File, gate: string, ...on: number[]): Entry[] =>
  file.gates.find((one) => one.gate === gate && String(one.qubits) === String(on))!.parameters;
const read = (change: (file: File) => void = () => {}, options: Partial<IbmOptions> = {}) => {
  const file = sample();
  change(file);
  return noiseFromIbm(file, { wires: [0, 1, 2, 3, 4], ...options });
};

/** The average gate error of the channels of a circuit, by their Kraus matrices: the fidelity of the process is sum |Tr K|^2 / d^2. */
function averageErrorOf({ numQubits, ops }: Circuit, wires: readonly number[]): number {
  const d = 2 ** wires.length;
  let all: Rows[] = [identity(d)];
  for (const given of ops) {
    if (!("channel" in given)) continue;
    const kraus = (channels[given.channel] as Channel).kraus(given.strengths as number[]).map(fromMatrix);
    const at = wires.indexOf(given.wires[0]!);
    const full = kraus.map((k) => {
      if (given.wires.length === wires.length) return k;
      return kronecker(at === 0 ? [k, identity(2)] : [identity(2), k]);
    });
    all = full.flatMap((k) => all.map((before) => product(k, before)));
  }
  expect(numQubits).toBeGreaterThan(0);
  const fidelity = all.reduce((sum, k) => {
    const [re, im] = k.reduce(([x, y], row, i) => [x + row[i]![0], y + row[i]![1]], [0, 0]);
    return sum + (re * re + im * im) / (d * d);
  }, 0);
  return 1 - (d * fidelity + 1) / (d + 1);
}

const { model, notes } = read();
/** The average error of a gate on wires of the sample, without its readout errors. */
const errorOf = (gate: GateName, wires: number[]): number => {
  const { generators } = gates[gate] as Gate;
  const angles = generators.map(() => 0.3);
  const noisy = withNoise(circuit(5, [op(gate, wires, angles)]), { ...model, rules: model.rules.slice(0, -5) });
  return averageErrorOf(noisy, wires);
};

describe("the average error of a gate is the published one, relaxation and all", () => {
  test.each([0, 1, 2, 3, 4])("one pulse on qubit %i", (q) => {
    const published = entry(gateOf(sample(), "sx", q), "gate_error").value!;
    for (const gate of ["SX", "X", "Y", "H"] as const)
      expect(Math.abs(errorOf(gate, [q]) - published)).toBeLessThan(1e-12);
  });
  test.each([
    [0, 1],
    [2, 1],
    [4, 3],
  ])("a gate of two wires on %i-%i, in either direction", (a, b) => {
    const published = entry(gateOf(sample(), "cx", a, b), "gate_error").value!;
    for (const gate of ["CNOT", "CZ", "CY"] as const) {
      expect(Math.abs(errorOf(gate, [a, b]) - published)).toBeLessThan(1e-12);
      expect(Math.abs(errorOf(gate, [b, a]) - published)).toBeLessThan(1e-12);
    }
  });
});

/** Qiskit Aer's Pauli transfer matrices and readout errors of the sample. */
const golden = JSON.parse(readFileSync("test/golden/ibm-noise.json", "utf8")) as {
  gates: { gate: string; qubits: number[]; entries: [row: number, column: number, value: number][] }[];
  readout: [[number, number], [number, number]][];
};

/** The Pauli transfer matrix of the noise after a gate. */
function transferOf(gate: GateName, wires: number[]): Rows {
  const noisy = withNoise(circuit(5, [op(gate, wires)]), { ...model, rules: model.rules.slice(0, -5) });
  return noisy.ops.reduce<Rows>(
    (all, given) => {
      if (!("channel" in given)) return all;
      const flat = (channels[given.channel] as Channel).transfer(given.strengths as number[]);
      const own = fromMatrix(Array.from(flat, (value) => [value, 0] as const));
      if (given.wires.length === wires.length) return product(own, all);
      return product(kronecker(given.wires[0] === wires[0] ? [own, identity(4)] : [identity(4), own]), all);
    },
    identity(4 ** wires.length),
  );
}

test("gates and readout are those of Qiskit Aer, entry by entry", () => {
  expect(golden.gates).toHaveLength(9);
  for (const { gate, qubits, entries } of golden.gates) {
    const transfer = transferOf(gate === "sx" ? "SX" : "CNOT", qubits);
    const wanted = new Map(entries.map(([row, column, value]) => [`${row},${column}`, value]));
    transfer.forEach((row, r) => {
      row.forEach(([value], c) => {
        expect(Math.abs(value - (wanted.get(`${r},${c}`) ?? 0))).toBeLessThan(1e-14);
      });
    });
  }
  const ours = model.rules.slice(-5).map(({ channel }) => channel);
  const theirs = golden.readout.map(([[, p01], [p10]]) => ({ kind: "readoutError", p01, p10 }));
  expect(ours).toEqual(
    theirs.map(({ p01, p10 }) =>
      expect.objectContaining({ p01: expect.closeTo(p01, 15), p10: expect.closeTo(p10, 15) }),
    ),
  );
});

test("where relaxation alone is above the published error, nothing is added and a note says so", () => {
  expect(notes).toEqual([
    "qubit 3: T2 of 127 us is above 2 T1, which no qubit has; 117 us is taken",
    expect.stringMatching(
      /^cx on 2-3: relaxation alone has an average error of 0.00\d+, above its gate_error of 0.00565; no depolarizing/,
    ),
  ]);
  expect(errorOf("CNOT", [2, 3])).toBeGreaterThan(0.00565);
  const after = withNoise(circuit(5, [op("CNOT", [2, 3])]), { ...model, rules: model.rules.slice(0, -5) });
  expect(after.ops.map(nameOf)).toEqual(["CNOT", "thermalRelaxation", "thermalRelaxation"]);
});

test("gates take the pulses of the table: virtual ones none, two and three in a row", () => {
  for (const name of Object.keys(gates) as GateName[]) {
    const { wires, generators } = gates[name] as Gate;
    if (wires === 3) continue;
    const source = circuit(5, [
      op(
        name,
        [0, 1].slice(0, wires),
        generators.map(() => 0.3),
      ),
    ]);
    const noisy = withNoise(source, { ...model, rules: model.rules.slice(0, -5) });
    const { pulses, twoWires } = nativeGates[name];
    expect(isNoisy(noisy)).toBe(pulses + twoWires > 0);
    expect(noisy.ops.length - 1).toBe(pulses > 0 ? 2 : twoWires > 0 ? 3 : 0);
    if (pulses + twoWires === 0) continue;
    const file = sample();
    const parameters = wires === 1 ? gateOf(file, "sx", 0) : gateOf(file, "cx", 0, 1);
    const relaxation = noisy.ops[2]!;
    expect("channel" in relaxation && relaxation.strengths[2]).toBeCloseTo(
      ((pulses + twoWires) * entry(parameters, "gate_length").value!) / 1000,
      14,
    );
    const last = noisy.ops[1]!;
    const shrink =
      "channel" in last ? 1 - ((last.strengths[0] as number) * (wires === 1 ? 4 : 16)) / (wires === 1 ? 3 : 15) : 0;
    const once = withNoise(circuit(5, [op(wires === 1 ? "SX" : "CNOT", source.ops[0]!.wires)]), {
      ...model,
      rules: model.rules.slice(0, -5),
    });
    const first = once.ops[1]!;
    const one =
      "channel" in first ? 1 - ((first.strengths[0] as number) * (wires === 1 ? 4 : 16)) / (wires === 1 ? 3 : 15) : 0;
    expect(shrink).toBeCloseTo(one ** (pulses + twoWires), 13);
  }
});

test("readout errors, times and the coupling come from the file", () => {
  const noisy = withNoise(circuit(5, [op("X", [0])]), model);
  expect(noisy.ops.at(-1)).toEqual({ channel: "readoutError", wires: [4], strengths: [0.0076, 0.0382] });
  const seconds = { oneWire: 35.56e-9, twoWires: 469.33e-9, readout: 5.35111e-6, reset: 5.51467e-6 };
  for (const [name, time] of Object.entries(seconds))
    expect(model.times).toHaveProperty(name, expect.closeTo(time, 17));
  expect(model.machine).toEqual({
    qubits: [0, 1, 2, 3, 4],
    coupling: [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ],
  });
  expect(checkNoiseModel(JSON.parse(JSON.stringify(model)))).toEqual(model);
  const both = read(({ qubits }) => {
    qubits[4] = qubits[4]!.filter(({ name }) => !name.startsWith("prob"));
  });
  expect(both.model.rules.at(-1)!.channel).toEqual({ kind: "readoutError", p01: 0.0229, p10: 0.0229 });
});

test("wires sit where they are put; pairs that are not coupled are refused by name", () => {
  const two = read(undefined, { wires: [4, 3], name: "mine", readout: 1e-6, reset: 25e-5, excited: 0.02 }).model;
  expect(two).toMatchObject({ name: "mine", times: { readout: 1e-6, reset: 25e-5 }, machine: { qubits: [4, 3] } });
  expect(two.rules[1]!.channel).toMatchObject({ t1: 101.9, t2: 41.7, excited: 0.02 });
  expect(withNoise(circuit(2, [op("CNOT", [1, 0])]), two).ops.map(nameOf)).toEqual([
    "CNOT",
    "twoQubitDepolarizing",
    "thermalRelaxation",
    "thermalRelaxation",
    "readoutError",
    "readoutError",
  ]);
  const apart = read(undefined, { wires: [4, 2] }).model;
  expect(() => withNoise(circuit(2, [op("CNOT", [0, 1])]), apart)).toThrow("CNOT on wires 0-1 (qubits 4-2)");
});

test("machines with ecr or cz in one direction, other units and gates out of order", () => {
  const { model: changed, notes: said } = read((file) => {
    file.gates = file.gates.filter(({ gate, qubits }) => gate !== "cx" || qubits[0]! < qubits[1]!);
    for (const gate of file.gates) if (gate.gate === "cx") gate.gate = "ecr";
    Object.assign(entry(file.qubits[0]!, "T1"), { unit: "s", value: 112.4e-6 });
    entry(gateOf(file, "ecr", 0, 1), "gate_error").value = 1;
  });
  expect(changed.machine!.coupling).toEqual([
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
  expect(said[0]).toMatch(/^qubit 3/);
  expect(said).toContain("ecr on 0-1 is out of order, with a gate_error of 1; its wires count as not coupled");
  expect(changed.rules[1]!.channel).toMatchObject({ kind: "thermalRelaxation", t1: expect.closeTo(112.4, 10) });
});

describe("what the file has no use of is passed over, with a note", () => {
  const without = (list: Entry[], name: string): void => {
    entry(list, name).value = null;
  };

  test.each<[string, (file: File) => void]>([
    ["is out of order, with a gate_error of 1", (file) => (entry(gateOf(file, "sx", 1), "gate_error").value = 1)],
    ["has no gate_error", (file) => without(gateOf(file, "sx", 1), "gate_error")],
    ["has no gate_length", (file) => without(gateOf(file, "sx", 1), "gate_length")],
  ])("sx %s, x is fine", (flaw, change) => {
    const { model: other, notes: said } = read((file) => {
      change(file);
      entry(gateOf(file, "x", 1), "gate_length").value = 40;
    });
    expect(said).toEqual([expect.any(String), `sx on 1 ${flaw}; x is taken in its place`, expect.any(String)]);
    const noisy = withNoise(circuit(5, [op("SX", [1])]), other);
    expect(noisy.ops[2]).toMatchObject({ channel: "thermalRelaxation", strengths: [94.7, 121.3, 0.04, 0] });
  });

  test("x out of order, sx is fine: no note", () => {
    expect(read((file) => (entry(gateOf(file, "x", 1), "gate_error").value = 1)).notes).toEqual(notes);
  });

  test("a pair of wires of which one direction says nothing has the other's gate", () => {
    const { model: other, notes: said } = read((file) => without(gateOf(file, "cx", 0, 1), "gate_error"));
    expect(other.machine).toEqual(model.machine);
    expect(said).toContain("cx on 0-1 has no gate_error; cx on 1-0 is taken in its place");
  });

  test("a pair of which none does is not coupled; the others serve", () => {
    const { model: other, notes: said } = read((file) => {
      without(gateOf(file, "cx", 0, 1), "gate_error");
      without(gateOf(file, "cx", 1, 0), "gate_length");
    });
    expect(said.slice(1, 3)).toEqual([
      "cx on 0-1 has no gate_error; its wires count as not coupled",
      "cx on 1-0 has no gate_length; its wires count as not coupled",
    ]);
    expect(other.machine!.coupling).toEqual(model.machine!.coupling.slice(1));
    withNoise(circuit(5, [op("CNOT", [1, 2])]), other);
    expect(() => withNoise(circuit(5, [op("CNOT", [0, 1])]), other)).toThrow("CNOT on wires 0-1 (qubits 0-1)");
  });
});

test("a gate that keeps nothing is where the factor reaches 0", () => {
  expect(residualFactor(1, 3, 0.5)).toBe(0);
  expect(residualFactor(2, 15, 0.75)).toBe(0);
  expect(residualFactor(1, 3, 0)).toBe(1);
  expect(depolarizingOf(1, 0)).toBe(0.75);
  expect(depolarizingOf(2, 0)).toBe(15 / 16);
});

describe.each<[string, (file: File) => void, Partial<IbmOptions>]>([
  ["qubits from 0 to 4, as sample_five has, got 5", () => {}, { wires: [0, 5] }],
  ["qubits that differ", () => {}, { wires: [1, 1] }],
  ["a list of 1 to 24 qubits", () => {}, { wires: [] }],
  ["excited: expected a number from 0 to 1", () => {}, { excited: 2 }],
  ["reset: expected seconds", () => {}, { reset: -1 }],
  ["name: expected text", () => {}, { name: "" }],
  ["no other keys", () => {}, { qubits: 3 } as Partial<IbmOptions>],
  ["qubit 2: expected T1, got", ({ qubits }) => qubits[2]!.shift(), {}],
  ["qubit 2: T1: expected a number from 0", ({ qubits }) => Object.assign(qubits[2]![0]!, { value: "12" }), {}],
  ["qubit 2: T1: expected a time above 0", ({ qubits }) => Object.assign(qubits[2]![0]!, { value: 0 }), {}],
  ["unit of T1: expected s, ms, us or ns", ({ qubits }) => Object.assign(qubits[2]![0]!, { unit: "dt" }), {}],
  ["a qubit that works", ({ qubits }) => qubits[0]!.push({ name: "operational", unit: "", value: 0 }), {}],
  [
    "a working gate sx, x, u2 in the file",
    (file) => (file.gates = file.gates.filter(({ gate }) => !/^s?x$/.test(gate))),
    {},
  ],
  [
    'got "none". sx on 1 is out of order, with a gate_error of 1; x on 1 has no gate_length; take other qubits',
    (file) => {
      entry(gateOf(file, "sx", 1), "gate_error").value = 1;
      entry(gateOf(file, "x", 1), "gate_length").value = null;
    },
    {},
  ],
  ["gate_error: expected a number from 0", (file) => (entry(gateOf(file, "cx", 0, 1), "gate_error").value = -1), {}],
  ["Give `reset` in seconds", (file) => (file.gates = file.gates.filter(({ gate }) => gate !== "reset")), {}],
  ["prob_meas1_prep0 or readout_error", ({ qubits }) => qubits[0]!.splice(3, 3), {}],
  ["backend_name", (file) => (file.backend_name = ""), {}],
  ["lists `qubits` and `gates`", (file) => Object.assign(file, { gates: 3 }), {}],
])("%s", (message, change, options) => {
  test("is refused", () => expect(() => read(change, options)).toThrow(message));
});
