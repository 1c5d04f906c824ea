import { expect, test } from "vitest";
import { param } from "../angle.ts";
import { depolarizing, readoutError } from "../channels/index.ts";
import { type Circuit, channel, circuit, op } from "../circuit.ts";
import { afterEveryGate, type NoiseModel, noiseModel } from "../noise/index.ts";
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
  ["the state", () => open(router, null, [zeroNoise()], "state"), "openMitigated: measure: expected expectations"],
  ["no readout errors", () => open(router, weak(0.1), [readoutInversion()]), "There is nothing to invert"],
  ["a singular readout", () => open(router, singular, [readoutInversion()]), "wire 0: expected a readout that tells"],
  [
    "a strength that is a parameter",
    () => open(circuit(1, [channel("readoutError", [0], [param(0), 0.1])]), null, [readoutInversion()]),
    "known numbers",
  ],
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
    "Add SX to the rule's gates",
  ],
  ["a measure that is none", () => open(router, null, [zeroNoise()], ["Z7"]), "wires from 0 to 2"],
])("%s", (_, act, message) => {
  expect(act).toThrow(message);
});
test("which do not go too far", () => {
  open(gate("S"), noiseAfter("S", "Sdg"), [zeroNoise()]);
  open(gate("T"), noiseAfter("S"), [zeroNoise()]);
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
