import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { randomCircuit, uniforms } from "../../test/oracle/random-circuit.ts";
import type { Circuit } from "../circuit.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import { openJs } from "../engine/js.ts";
import { routingCircuit } from "../layer.ts";
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
      for (const [precision, tolerance] of [
        ["f64", 1e-12],
        ["f32", 1e-4],
      ] as [Precision, number][]) {
        const wasm = all(openWasm(source, batch, precision), source, batch, rows, label);
        expect(apart(wasm.z, js.z)).toBeLessThan(tolerance / 10);
        expect(apart(wasm.gradParams, js.gradParams)).toBeLessThan(tolerance);
        expect(apart(wasm.gradInputs, js.gradInputs)).toBeLessThan(tolerance);
      }
    }
  });
});
