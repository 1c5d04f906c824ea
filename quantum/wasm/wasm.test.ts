import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { randomCircuit, uniforms } from "../../test/oracle/random-circuit.ts";
import { input, param } from "../angle.ts";
import { type Circuit, circuit, op } from "../circuit.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import { openJs } from "../engine/js.ts";
import { routingCircuit } from "../routing.ts";
import { openWasm } from "./engine.ts";
import { hasSimd, type Precision } from "./module.ts";

const key = keyOf(77);
const apart = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);

function all(opened: OpenCircuit, source: Circuit, batch: number, rows: boolean, label: string) {
  const params = uniforms(fold(key, label), source.numParams, -7, 7);
  const inputs = uniforms(fold(key, label, "x", batch), source.numInputs * batch, -3, 3);
  const cotangent = uniforms(fold(key, label, "g", batch), source.numQubits * batch, -1, 1);
  const z = new Float64Array(batch * source.numQubits);
  opened.forward(params, inputs, batch, z);
  const gradParams = new Float64Array(source.numParams * (rows ? batch : 1));
  const gradInputs = new Float64Array(inputs.length);
  opened.backward(batch, cotangent, gradParams, rows ? source.numParams : 0, gradInputs);
  return { z, gradParams, gradInputs };
}

test("this machine has SIMD", () => {
  expect(hasSimd()).toBe(true);
});

const circuits: [string, Circuit][] = [
  ...[1, 2, 3, 4, 5, 6].flatMap((n) =>
    [0, 1, 2].map((k): [string, Circuit] => [`random ${n} ${k}`, randomCircuit(fold(key, "c", n, k), n, 8 + 12 * k)]),
  ),
  ...[2, 4].map((n): [string, Circuit] => [`amplitudes ${n}`, randomCircuit(fold(key, "a", n), n, 30, 2 ** n - n / 2)]),
  ["paper", routingCircuit({ qubits: 2, layers: 3 })],
  ["4 qubits", routingCircuit({ qubits: 4, layers: 2, entanglement: "all" })],
  ["8 qubits", routingCircuit({ qubits: 8, layers: 4 })],
];

describe.each(circuits)("%s", (label, source) => {
  test.each([1, 3, 32, 33, 100])("batch %i: expectations and every gradient as in plain JavaScript", (batch) => {
    for (const rows of [false, true]) {
      const js = all(openJs(source, batch), source, batch, rows, label);
      for (const [precision, tolerance, packedFrom] of [
        ["f64", 1e-12, 25],
        ["f64", 1e-12, 1],
        ["f32", 1e-4, 25],
      ] as [Precision, number, number][]) {
        // From 1 on: a batch of one is packed. For other batches that is the same once more, at little cost.
        const wasm = all(openWasm(source, batch, precision, "z", packedFrom), source, batch, rows, label);
        expect(apart(wasm.z, js.z)).toBeLessThan(tolerance / 10);
        expect(apart(wasm.gradParams, js.gradParams)).toBeLessThan(tolerance);
        expect(apart(wasm.gradInputs, js.gradInputs)).toBeLessThan(tolerance);
      }
    }
  });
});

test("from 15 qubits on, one sample is packed by itself, in half the memory", () => {
  const source = routingCircuit({ qubits: 15, layers: 2 });
  const js = all(openJs(source, 1), source, 1, false, "15");
  const opened = openWasm(source, 1);
  const wasm = all(opened, source, 1, false, "15");
  expect(opened.bytes).toBeLessThan(0.6 * openWasm(source, 1, "f64", "z", 25).bytes);
  expect(apart(wasm.z, js.z)).toBeLessThan(1e-13);
  expect(apart(wasm.gradParams, js.gradParams)).toBeLessThan(1e-12);
  expect(apart(wasm.gradInputs, js.gradInputs)).toBeLessThan(1e-12);
});

test("below 15 qubits a row's results do not depend on its batch, bit for bit", () => {
  const source = routingCircuit({ qubits: 5, layers: 3 });
  const params = uniforms(fold(key, "row"), source.numParams, 0, 6);
  const inputs = uniforms(fold(key, "row x"), 5 * 70, 0, 3);
  const together = new Float64Array(5 * 70);
  openWasm(source, 70).forward(params, inputs, 70, together);
  const alone = new Float64Array(5);
  const one = openWasm(source, 1);
  for (const s of [0, 1, 33, 69]) {
    one.forward(params, inputs.slice(5 * s, 5 * s + 5), 1, alone);
    expect(Array.from(alone)).toEqual(Array.from(together.subarray(5 * s, 5 * s + 5)));
  }
});

test("amplitudes that make no state are refused with the sample, and the circuit can go on", () => {
  const source = randomCircuit(fold(key, "none"), 3, 12, 7);
  const opened = openWasm(source, 40);
  const params = uniforms(fold(key, "none"), source.numParams, 0, 6);
  const inputs = uniforms(fold(key, "none x"), source.numInputs * 40, 0.1, 1);
  const z = new Float64Array(3 * 40);
  opened.forward(params, inputs, 40, z);
  for (const [sample, value] of [
    [0, 0],
    [37, Number.NaN],
    [39, Infinity],
  ] as const) {
    const bad = inputs.slice();
    bad.fill(value, sample * source.numInputs, (sample + 1) * source.numInputs);
    expect(() => opened.forward(params, bad, 40, z)).toThrow(`sample ${sample} has amplitudes of length`);
  }
  const again = new Float64Array(3 * 40);
  opened.forward(params, inputs, 40, again);
  expect(Array.from(again)).toEqual(Array.from(z));
});

test("not-a-number in one sample stays there, also when a smaller batch follows", () => {
  const source = routingCircuit({ qubits: 3, layers: 2 });
  const opened = openWasm(source, 32);
  const params = uniforms(fold(key, "nan"), source.numParams, 0, 6);
  const inputs = uniforms(fold(key, "nan x"), 96, 0, 3);
  const clean = all(openWasm(source, 32), source, 5, false, "nan after");
  inputs.fill(Number.NaN, 90);
  const z = new Float64Array(96);
  opened.forward(params, inputs, 32, z);
  expect(z.slice(0, 90).every(Number.isFinite)).toBe(true);
  expect(z.slice(90).every(Number.isNaN)).toBe(true);
  const after = all(opened, source, 5, false, "nan after");
  expect(Array.from(after.gradParams)).toEqual(Array.from(clean.gradParams));
});

test.each(["f64", "f32"] as const)("%s: an odd batch after one with NaN has gradients of its own", (precision) => {
  const ops = [op("RY", [0], [input(0)]), op("RY", [1], [input(1)]), op("CNOT", [0, 1]), op("RY", [1], [param(0)])];
  const source = circuit(2, ops);
  const run = (opened: OpenCircuit): number => all(opened, source, 5, false, "odd").gradParams[0]!;
  const opened = openWasm(source, 6, precision);
  const clean = run(openWasm(source, 6, precision));
  const inputs = uniforms(fold(key, "odd before"), 12, 0, 1);
  inputs[10] = Number.NaN;
  inputs[11] = Infinity;
  opened.forward(Float64Array.of(1), inputs, 6, new Float64Array(12));
  expect(run(opened)).toBe(clean);
});

test("backward twice gives the same twice", () => {
  const source = routingCircuit({ qubits: 2, layers: 3 });
  const opened = openWasm(source, 8);
  const first = all(opened, source, 8, false, "twice");
  const again = new Float64Array(source.numParams);
  opened.backward(8, uniforms(fold(key, "twice", "g", 8), 16, -1, 1), again, 0, null);
  expect(Array.from(again)).toEqual(Array.from(first.gradParams));
});

describe.each(["f64", "f32"] as const)("a circuit in %s that is handed batches of all sizes in turn", (precision) => {
  test.each(circuits)("gives the bits of one that was opened for each size: %s", (_, source) => {
    const roomy = openWasm(source, 70, precision);
    for (const batch of [70, 1, 2, 9, 33, 3, 70, 17, 5, 64]) {
      for (const rows of [false, true]) {
        const [one, two] = [roomy, openWasm(source, batch, precision)].map((open) =>
          all(open, source, batch, rows, "p"),
        );
        expect(one!.z).toEqual(two!.z);
        expect(one!.gradInputs).toEqual(two!.gradInputs);
        if (rows) expect(one!.gradParams).toEqual(two!.gradParams);
        // Sums over samples run in another order where blocks are of another size.
        else expect(apart(one!.gradParams, two!.gradParams)).toBeLessThan(precision === "f64" ? 1e-12 : 1e-3);
      }
    }
  });
});
