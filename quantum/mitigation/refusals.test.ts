import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { param } from "../angle.ts";
import { depolarizing, readoutError } from "../channels/index.ts";
import { type Circuit, channel, circuit, op } from "../circuit.ts";
import {
  afterEveryGate,
  betweenLayers,
  type NoiseModel,
  type NoiseRule,
  noiseFromIbm,
  noiseModel,
} from "../noise/index.ts";
import type { Measure } from "../observables/measure.ts";
import { routingCircuit } from "../routing.ts";
import { type MitigationSpec, readoutInversion, zeroNoise } from "./index.ts";
import { openMitigated } from "./open.ts";

const router = routingCircuit({ qubits: 3, layers: 2 });
const weak = (p: number): NoiseModel => afterEveryGate(depolarizing({ p }));
const open = (
  source: Circuit,
  noise: NoiseModel | null,
  mitigation: readonly MitigationSpec[],
  measure: Measure = "z",
  maxBatch = 1,
) => openMitigated(source, noise, maxBatch, mitigation, { measure });

const gate = (name: "S" | "SX" | "RX" | "T") => circuit(1, [op(name, [0], name === "RX" ? [1] : [])]);
const noiseAfter = (...gates: ("S" | "Sdg" | "SX" | "RX")[]): NoiseModel =>
  noiseModel({ name: "some", rules: [{ channel: depolarizing({ p: 0.1 }), place: "afterGates", gates }] });
const noisy = circuit(1, [op("H", [0]), channel("bitFlip", [0], [0.1])]);
const singular = noiseModel({
  name: "bad",
  rules: [{ channel: readoutError({ p01: 0.4, p10: 0.6 }), place: "beforeMeasurement", wires: [0] }],
});
test.each<[string, () => unknown, string]>([
  ["the state", () => open(router, weak(0.1), [zeroNoise()], "state"), "openMitigated: measure: expected expectations"],
  ["no readout errors", () => open(router, weak(0.1), [readoutInversion()]), "There is nothing to invert"],
  ["a singular readout", () => open(router, singular, [readoutInversion()]), "wire 0: expected a readout that tells"],
  [
    "a strength that is a parameter",
    () => open(circuit(1, [channel("readoutError", [0], [param(0), 0.1])]), null, [readoutInversion()]),
    "known numbers",
  ],
  ["no noise model", () => open(router, null, [zeroNoise()]), 'got "no noise model". There is nothing to extrapolate'],
  ["channels of the circuit", () => open(noisy, null, [zeroNoise()]), 'got "channel bitFlip"'],
  ["no gates", () => open(circuit(1, []), null, [zeroNoise()]), "a circuit with gates"],
  [
    "scales that one gate cannot tell apart",
    () => open(gate("S"), null, [zeroNoise({ scales: [1, 1.5, 3] })]),
    "scales that 1 gates can tell apart",
  ],
  ["noise after S alone", () => open(gate("S"), noiseAfter("S"), [zeroNoise()]), "Add Sdg to the rule's gates"],
  [
    "noise after RX alone, with SX",
    () => open(gate("SX"), noiseAfter("RX"), [zeroNoise()]),
    'Write SX as op("RX", [0], [1.5707963267948966])',
  ],
  ["a measure that is none", () => open(router, null, [zeroNoise()], ["Z7"]), "wires from 0 to 2"],
])("%s", (_, act, message) => {
  expect(act).toThrow(message);
});
const two = depolarizing({ p: 0.1 });
const ruled = (...rules: readonly NoiseRule[]): NoiseModel => noiseModel({ name: "mine", rules });
const misread: NoiseRule = { channel: readoutError({ p01: 0.1, p10: 0.1 }), place: "beforeMeasurement" };

describe.each(["global", "local"] as const)("%s: noise at marks", (folding) => {
  const scaled = (...scales: number[]) => [zeroNoise({ scales, folding, fit: "linear" })];

  test.each(["afterEmbedding", "betweenLayers"] as const)("%s needs scales that are odd", (place) => {
    const noise = ruled({ channel: two, place: "afterGates" }, { channel: two, place });
    for (const scales of [
      [1, 2, 3],
      [1, 1.5, 2],
      [1, 3, 4],
    ]) {
      expect(() => open(router, noise, scaled(...scales))).toThrow(
        `zeroNoise: noise model "mine": depolarizing ${place}: expected scales that are odd whole numbers`,
      );
    }
    open(router, noise, scaled(1, 3, 5));
    // Of 2 gates as many are folded as for 3.
    const marks = [{ part: "embedding", after: 1 } as const, { part: "layer", after: 1 } as const];
    const short = circuit(1, [op("H", [0]), op("X", [0])], { marks: [...marks, { part: "layer", after: 2 }] });
    open(short, noise, scaled(1, 2.9));
  });

  test("other noise does not", () => {
    const gates = betweenLayers(two).rules.concat(afterEveryGate(two).rules, {
      channel: two,
      place: "beforeMeasurement",
    });
    // One layer: nothing is between layers.
    open(routingCircuit({ qubits: 2, layers: 1 }), ruled(...gates, misread), scaled(1, 1.5, 2));
  });
});

test.each<[string, readonly NoiseRule[], string]>([
  ["no rules", [], 'got "none in this circuit". There is nothing to extrapolate: leave zeroNoise out'],
  ["nothing that the circuit has", [{ channel: two, place: "afterGates", gates: ["SWAP"] }], "none in this circuit"],
  ["nothing between layers", betweenLayers(two).rules, "none in this circuit"],
  ["before the measurement", [{ channel: two, place: "beforeMeasurement" }], 'got "depolarizing beforeMeasurement"'],
  ["readout errors", [misread], "readoutInversion undoes readout errors"],
])("a model without noise that folding repeats is refused: %s", (_, rules, message) => {
  const one = routingCircuit({ qubits: 2, layers: 1 });
  expect(() => open(one, ruled(...rules), [zeroNoise()])).toThrow(message);
  expect(() => open(one, ruled(...rules), [zeroNoise()])).toThrow(
    'zeroNoise: noise model "mine": expected noise after',
  );
  open(one, ruled(...rules, { channel: two, place: "afterEmbedding" }), [zeroNoise()]);
});

test("SX on a machine: what the error says to write can be opened, and is the same gate", () => {
  const file: unknown = JSON.parse(readFileSync("samples/ibm-backend.json", "utf8"));
  const { model } = noiseFromIbm(file, { wires: [0] });
  const before = [op("RY", [0], [0.4])];
  const steps = [readoutInversion(), zeroNoise()];
  const written = 'op("RX", [0], [1.5707963267948966])';
  expect(() => open(circuit(1, [...before, op("SX", [0])]), model, steps)).toThrow(`Write SX as ${written}`);
  const instead = circuit(1, [...before, op("RX", [0], [1.5707963267948966])]);
  open(instead, model, steps);
  const run = (source: Circuit): Float64Array => {
    const out = new Float64Array(3);
    openMitigated(source, null, 1, [], { measure: ["X0", "Y0", "Z0"] }).forward(out, out, 1, out);
    return out;
  };
  run(circuit(1, [...before, op("SX", [0])])).forEach((value, k) => {
    expect(value).toBeCloseTo(run(instead)[k]!, 14);
  });
});

test("which do not go too far", () => {
  open(gate("S"), noiseAfter("S", "Sdg"), [zeroNoise()]);
  open(circuit(1, [op("T", [0]), op("S", [0])]), noiseAfter("S", "Sdg"), [zeroNoise()]);
  // Only wire 1 has noise after S alone, and wire 0 is where S is.
  const alone: NoiseRule = { channel: two, place: "afterGates", gates: ["S", "H"], wires: [1] };
  open(circuit(2, [op("S", [0]), op("H", [1])]), ruled(alone), [zeroNoise()]);
  // What is not measured may be unreadable.
  open(router, singular, [readoutInversion()], ["Z1"]);
});
test("long strings are split so far and no further", () => {
  const wide = circuit(13, [op("H", [0])]);
  const read = noiseModel({
    name: "read",
    rules: [{ channel: readoutError({ p01: 0, p10: 0.1 }), place: "beforeMeasurement" }],
  });
  const string = Array.from({ length: 13 }, (_, w) => `Z${w}`).join(" ");
  expect(() => open(wide, read, [readoutInversion()], [string], 1)).toThrow("at most 12 letters");
});
