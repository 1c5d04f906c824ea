import { expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { stream } from "../../core/random.ts";
import { depolarizing } from "../channels/index.ts";
import { circuit, op } from "../circuit.ts";
import { type GateName, gates } from "../gates/index.ts";
import { routingCircuit } from "../routing.ts";
import { afterEveryGate, decisionCost, nativeGates, noiseModel, shotsFor, withNoise } from "./index.ts";

const times = { oneWire: 35e-9, twoWires: 3e-7, readout: 5e-6, reset: 25e-5 };
const model = afterEveryGate(depolarizing({ p: 0.01 }), { times });

test("the paper's router: two layers' worth of pulses on the longest path", () => {
  const router = routingCircuit({ qubits: 2, layers: 3 });
  const cost = decisionCost(router, model, { shots: 1000 });
  // RX, then three times Rot and two CNOTs on both wires.
  expect(cost).toMatchObject({ pulses: 8, twoWires: 6, shots: 1000, circuits: 1, readout: 5e-6, reset: 25e-5 });
  expect(cost.path).toBeCloseTo(8 * 35e-9 + 6 * 3e-7, 15);
  expect(cost.perShot).toBe(cost.path + 5e-6 + 25e-5);
  expect(cost.total).toBe(1000 * cost.perShot);
  expect(decisionCost(withNoise(router, model), model, { shots: 1000 })).toEqual(cost);
  expect(decisionCost(router, model, { shots: 10, circuits: 3 }).total).toBeCloseTo(30 * cost.perShot, 12);
});

test("gates wait for their wires: the path is the longest, not the sum", () => {
  const source = circuit(3, [op("H", [0]), op("RX", [1], [1]), op("CNOT", [0, 1]), op("X", [2]), op("RZ", [2], [1])]);
  expect(decisionCost(source, model, { shots: 1 })).toMatchObject({ pulses: 2, twoWires: 1 });
  expect(decisionCost(circuit(1, []), model, { shots: 1 })).toMatchObject({ pulses: 0, twoWires: 0, path: 0 });
  expect(decisionCost(circuit(3, [op("Toffoli", [0, 1, 2])]), model, { shots: 1 }).twoWires).toBe(6);
});

test("all gates have their native ones", () => {
  expect(Object.keys(nativeGates).sort()).toEqual((Object.keys(gates) as GateName[]).sort());
});

test("what has no cost is refused", () => {
  const router = routingCircuit({ qubits: 2 });
  const bare = afterEveryGate(depolarizing({ p: 0.01 }));
  expect(() => decisionCost(router, bare, { shots: 10 })).toThrow("has no times");
  expect(() => decisionCost(router, model, { shots: 0 })).toThrow("shots must be a whole number from 1");
  const amplitudes = routingCircuit({ qubits: 2, embedding: "amplitude" });
  expect(() => decisionCost(amplitudes, model, { shots: 10 })).toThrow("Take another embedding");
  const apart = noiseModel({ ...model, machine: { qubits: [0, 3], coupling: [] } });
  expect(() => decisionCost(router, apart, { shots: 10 })).toThrow("coupled pairs: none");
});

test("shots that hold a signal", () => {
  expect(shotsFor({ signal: 0, deviation: 0.1 })).toBe(100);
  expect(shotsFor({ signal: 0.6, deviation: 0.01 })).toBe(6400);
  expect(shotsFor({ signal: 1, deviation: 0.01 })).toBe(1);
  expect(shotsFor({ signal: 0, deviation: 0.1, contraction: 0.5 })).toBe(400);
  expect(shotsFor({ signal: 1, deviation: 0.1, contraction: 0.5 })).toBe(300);
  expect(() => shotsFor({ signal: 2, deviation: 0.1 })).toThrow("signal must be a number from -1 to 1");
  expect(() => shotsFor({ signal: 0, deviation: 0 })).toThrow("deviation must be a number above 0");
  expect(() => shotsFor({ signal: 0, deviation: 1e-9 })).toThrow("a countable number of shots");
});

test("means of so many shots scatter as promised", () => {
  const [signal, contraction, deviation, repeats] = [0.4, 0.7, 0.05, 4000];
  const shots = shotsFor({ signal, contraction, deviation });
  const random = stream(fold(keyOf(5), "shots"));
  let squares = 0;
  for (let r = 0; r < repeats; r++) {
    let sum = 0;
    for (let s = 0; s < shots; s++) sum += random.uniform() < (1 + contraction * signal) / 2 ? 1 : -1;
    squares += (sum / shots / contraction - signal) ** 2;
  }
  // The variance of a variance of n near-normal numbers is 2/n of its square.
  expect(Math.abs(squares / repeats / deviation ** 2 - 1)).toBeLessThan(5 * Math.sqrt(2 / repeats) + 1 / shots);
});
