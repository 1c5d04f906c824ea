import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { channels, depolarizing, overRotationZX, readoutError, twoQubitDepolarizing } from "../channels/index.ts";
import { circuit, nameOf, op } from "../circuit.ts";
import {
  afterEveryGate,
  betweenLayers,
  checkNoiseModel,
  type NoiseModel,
  noiseModel,
  shotsFor,
  twoPlaces,
  withNoise,
} from "./index.ts";
import { noiseModelSchema } from "./schema.ts";

const validate = new Ajv2020({ strict: true }).compile(noiseModelSchema);
const small = depolarizing({ p: 0.05 });
const pair = twoQubitDepolarizing({ p: 0.02 });
const readout = readoutError({ p01: 0.01, p10: 0.03 });
const times = { oneWire: 35e-9, twoWires: 3e-7, readout: 5e-6, reset: 25e-5 };

const good: NoiseModel[] = [
  twoPlaces(small),
  afterEveryGate(small, { times }),
  afterEveryGate(small, { twoWires: pair, name: "both" }),
  betweenLayers(small),
  noiseModel({
    name: "own",
    rules: [
      { channel: small, place: "afterGates", gates: ["RX", "CNOT"], wires: [0, 2] },
      { channel: small, place: "afterGates", gates: ["CNOT"], wires: [0], pairs: [[2, 0]] },
      { channel: pair, place: "afterGates", gates: ["CNOT"], wires: [[0, 1]] },
      { channel: overRotationZX({ angle: 0.1 }), place: "betweenLayers", wires: [[1, 0]] },
      { channel: readout, place: "beforeMeasurement", wires: [1] },
    ],
    times,
    machine: { qubits: [4, 3, 7], coupling: [[0, 1]] },
  }),
  noiseModel({ name: "none", rules: [], machine: { qubits: [0], coupling: [] } }),
];

test.each(good.map((model) => [model.name, model]))("%s fits the schema and goes through JSON", (_, model) => {
  const json: unknown = JSON.parse(JSON.stringify(model));
  expect(validate(json)).toBe(true);
  expect(checkNoiseModel(json)).toEqual(model);
});

test("all channels are in the schema", () => {
  const text = JSON.stringify(noiseModelSchema);
  for (const kind of Object.keys(channels)) expect(text).toContain(`"const":"${kind}"`);
});

const rule = (change: object): unknown => ({
  name: "n",
  rules: [{ channel: small, place: "afterGates", ...change }],
});

describe.each<[unknown, string]>([
  [3, "an object with name, rules"],
  [{ name: "", rules: [] }, "text that is not empty"],
  [{ name: "n" }, "a list of rules"],
  [{ name: "n", rules: [], noise: 1 }, "no other keys"],
  [{ name: "n", rules: [3] }, "rules[0]: expected an object"],
  [rule({ channel: { kind: "depolarising", p: 0.1 } }), "one of depolarizing, twoQubitDepolarizing"],
  [rule({ channel: { kind: "depolarizing", p: 1.5 } }), "p must be a number from 0 to 1"],
  [rule({ channel: { kind: "depolarizing" } }), "p is missing"],
  [rule({ place: "between" }), "one of afterGates, afterEmbedding"],
  [rule({ channel: readout }), '"beforeMeasurement"'],
  [rule({ channel: readout, place: "betweenLayers" }), '"beforeMeasurement"'],
  [rule({ place: "betweenLayers", gates: ["RX"] }), 'only "afterGates" has them'],
  [rule({ place: "betweenLayers", pairs: [[0, 1]] }), 'only "afterGates" has them'],
  [rule({ gates: [] }), "a list of names of gates that is not empty"],
  [rule({ gates: ["CX"] }), "one of I, X, Y"],
  [rule({ gates: ["RX", "RX"] }), "names of gates that differ"],
  [rule({ gates: ["RX"], pairs: [[0, 1]] }), "gates of two wires"],
  [rule({ wires: [] }), "a list of wires that is not empty"],
  [rule({ wires: [0, 24] }), "wires from 0 to 23"],
  [rule({ wires: [[0, 1]] }), "Pairs are for channels of two wires"],
  [rule({ channel: pair, wires: [0] }), "pairs of two different wires"],
  [rule({ channel: pair, wires: [[1, 1]] }), "pairs of two different wires"],
  [rule({ channel: pair, pairs: [[0, 1]] }), "Give its pairs as `wires`"],
  [rule({ channel: pair, gates: ["RX"] }), "gates of two wires"],
  [rule({ channel: pair, gates: ["Toffoli"] }), "gates of two wires"],
  [rule({ channel: pair, place: "beforeMeasurement" }), "pairs of wires, as twoQubitDepolarizing has two"],
  [{ name: "n", rules: [], times: { oneWire: 1 } }, "times: twoWires: expected seconds"],
  [{ name: "n", rules: [], times: { ...times, readout: -1 } }, "times: readout: expected seconds"],
  [{ name: "n", rules: [], machine: { qubits: [] } }, "a list of numbers of qubits"],
  [{ name: "n", rules: [], machine: { qubits: [0, 0.5], coupling: [] } }, "whole numbers from 0"],
])("%j", (value, message) => {
  test("is refused by schema and check alike", () => {
    expect(validate(value)).toBe(false);
    expect(() => checkNoiseModel(value)).toThrow(message);
  });
});

test("what the schema cannot say, the check refuses", () => {
  const relaxation = { kind: "thermalRelaxation", t1: 1, t2: 3, time: 0.1, excited: 0 };
  expect(() => checkNoiseModel(rule({ channel: relaxation }))).toThrow("t2 at most 2 t1");
  const beyond = { name: "n", rules: [], machine: { qubits: [5], coupling: [[0, 1]] } };
  expect(validate(beyond)).toBe(true);
  expect(() => checkNoiseModel(beyond)).toThrow("wires below 1");
  expect(() => checkNoiseModel(rule({ channel: { kind: "pauli", px: 0.5, py: 0.4, pz: 0.3 } }))).toThrow("expected");
});

test("builders refuse channels that do not fit", () => {
  expect(() => twoPlaces(pair)).toThrow(
    'twoPlaces: expected a channel of one wire, such as depolarizing({ p: 0.05 }), got "twoQubitDepolarizing". Give a rule with pairs of wires',
  );
  expect(() => twoPlaces(readout)).toThrow('"beforeMeasurement"');
  expect(() => betweenLayers(pair)).toThrow("betweenLayers: expected a channel of one wire");
});

describe("after every gate", () => {
  test("a channel of one wire, and with gates of two wires one of two", () => {
    expect(() => afterEveryGate(pair)).toThrow("afterEveryGate: expected a channel of one wire, such as depolarizing(");
    expect(() => afterEveryGate(pair)).toThrow("give the channel of two wires beside it, as `twoWires`");
    expect(() => afterEveryGate(pair, { twoWires: pair })).toThrow("afterEveryGate: expected a channel of one wire");
    expect(() => afterEveryGate(small, { twoWires: small })).toThrow(
      'afterEveryGate: twoWires: expected a channel of two wires, such as twoQubitDepolarizing({ p: 0.05 }), got "depolarizing"',
    );
    expect(() => afterEveryGate(readout)).toThrow('"beforeMeasurement"');
  });

  test("gates of one wire and of two have noise once", () => {
    const source = circuit(2, [op("H", [0]), op("CNOT", [0, 1])]);
    const kinds = (model: NoiseModel) => withNoise(source, model).ops.map(nameOf);
    const [h, cnot] = ["H", "CNOT"];
    expect(kinds(afterEveryGate(small))).toEqual([h, "depolarizing", cnot, "depolarizing", "depolarizing"]);
    expect(kinds(afterEveryGate(small, { twoWires: pair }))).toEqual([h, "depolarizing", cnot, "twoQubitDepolarizing"]);
  });
});

describe.each(Object.entries({ twoPlaces, afterEveryGate, betweenLayers }))("%s", (name, make) => {
  test.each([undefined, null, "depolarizing"])("says what a channel is where it gets %j", (given) => {
    expect(() => make(given as never)).toThrow(
      `${name}: expected a channel such as depolarizing({ p: 0.05 }), got ${typeof given === "string" ? `"${given}"` : given}`,
    );
  });

  test("says what options are", () => {
    expect(() => make(small, null as never)).toThrow(`${name}: options: expected an object with`);
    expect(() => make(small, { time: times } as never)).toThrow(`${name}: options: expected no other keys than`);
    expect(() => make({ kind: "depolarising" } as never)).toThrow(`${name}: kind: expected one of depolarizing, `);
    expect(make(small, { name: "mine", times })).toMatchObject({ name: "mine", times });
  });
});

test("a machine's errors say what to do", () => {
  const of = (machine: unknown) => () => checkNoiseModel({ name: "n", rules: [], machine });
  const sits = "Say which of the machine's qubits each wire sits on, such as [3, 4]";
  for (const qubits of [[], 3, [0, -1]]) expect(of({ qubits, coupling: [] })).toThrow(sits);
  expect(of({ qubits: [3, 3], coupling: [] })).toThrow("numbers of qubits that differ, got 3. Name each once");
  expect(of({ qubits: [3] })).toThrow(
    "machine: coupling: expected a list of pairs of wires that is not empty, got undefined. Give [] where no wires are coupled",
  );
  expect(of({ qubits: [3, 4], coupling: [[3, 4]] })).toThrow("the places in `qubits`, not of the machine's qubits");
  expect(of({ qubits: [3, 4], coupling: [0, 1] })).toThrow("Write a pair as [0, 1]");
});

test("pairs may be given in both orders, in schema and check alike", () => {
  const both: unknown = rule({
    channel: pair,
    wires: [
      [0, 1],
      [1, 0],
    ],
  });
  expect(validate(both)).toBe(true);
  expect(checkNoiseModel(both)).toEqual(both);
});

test("times and shots' deviation are finite", () => {
  const endless = { name: "n", rules: [], times: { ...times, reset: Infinity } };
  expect(() => checkNoiseModel(endless)).toThrow("times: reset: expected seconds, finite and from 0, got Infinity");
  expect(() => shotsFor({ signal: 0, deviation: Infinity })).toThrow(
    "shotsFor: deviation: expected a finite number above 0, got Infinity",
  );
  expect(() => shotsFor(null as never)).toThrow("shotsFor: expected options");
});
