import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { ChannelSpec } from "../channels/index.ts";
import { channels, depolarizing, overRotationZX, readoutError, twoQubitDepolarizing } from "../channels/index.ts";
import { afterEveryGate, betweenLayers, checkNoiseModel, type NoiseModel, noiseModel, twoPlaces } from "./index.ts";
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
  expect(() => checkNoiseModel(beyond)).toThrow("wires below 1");
  expect(() => checkNoiseModel(rule({ channel: { kind: "pauli", px: 0.5, py: 0.4, pz: 0.3 } }))).toThrow("expected");
});

test("builders refuse channels that do not fit", () => {
  expect(() => twoPlaces(pair)).toThrow("pairs of wires");
  expect(() => twoPlaces(readout)).toThrow('"beforeMeasurement"');
  expect(() => betweenLayers(null as unknown as ChannelSpec)).toThrow("an object whose kind");
  expect(() => afterEveryGate(small, { twoWires: null as unknown as ChannelSpec })).toThrow("an object whose kind");
  expect(() => afterEveryGate(pair, { twoWires: pair })).toThrow("gates of two wires");
});
