import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import golden from "../../test/golden/circuits.json" with { type: "json" };
import { oracleZ } from "../../test/oracle/kronecker.ts";
import { randomCircuit, uniforms } from "../../test/oracle/random-circuit.ts";
import { input, param } from "../angle.ts";
import { type Circuit, circuit, op } from "../circuit.ts";
import type { GateName } from "../gates/index.ts";
import { routingCircuit } from "../routing.ts";
import { openJs } from "./js.ts";

const key = keyOf(2026);

function expectations(source: Circuit, params: Float64Array, inputs: Float64Array, batch: number): Float64Array {
  const out = new Float64Array(batch * source.numQubits);
  openJs(source, batch).forward(params, inputs, batch, out);
  return out;
}

/** Largest absolute difference. */
const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);
};

function gradients(
  source: Circuit,
  params: Float64Array,
  inputs: Float64Array,
  batch: number,
  cotangent: Float64Array,
  rows: boolean,
) {
  const opened = openJs(source, batch);
  opened.forward(params, inputs, batch, new Float64Array(batch * source.numQubits));
  const gradParams = new Float64Array(rows ? batch * params.length : params.length);
  const gradInputs = new Float64Array(inputs.length);
  opened.backward(batch, cotangent, gradParams, rows ? params.length : 0, gradInputs);
  return { gradParams, gradInputs };
}

describe("against the Kronecker-product oracle", () => {
  const cases = [1, 2, 3, 4].flatMap((n) => [0, 1, 2, 3, 4, 5].map((k) => [n, k] as const));
  test.each(cases)("random circuit on %i qubits, number %i", (n, k) => {
    // Every third circuit starts from amplitudes, all of them or one less.
    const amplitudes = k % 3 === 2 ? 2 ** n - (k % 2) : 0;
    const source = randomCircuit(fold(key, "circuit", n, k), n, 6 + 5 * k, amplitudes);
    const { numInputs } = source;
    const params = uniforms(fold(key, "params", n, k), source.numParams, -3, 3);
    const inputs = uniforms(fold(key, "inputs", n, k), numInputs * 5, -3, 3);
    const z = expectations(source, params, inputs, 5);
    for (let s = 0; s < 5; s++) {
      const want = oracleZ(source, params, inputs.subarray(numInputs * s, numInputs * (s + 1)));
      expect(apart(z.subarray(s * n, s * n + n), want)).toBeLessThan(1e-13);
    }
  });
});

describe("gradients of every parameter and input equal central differences", () => {
  const angles = [1, 2, 3, 4, 5, 6].flatMap((n) => [1, 3, 32, 33].map((batch) => [n, batch, 0] as const));
  const amplitudes = [[1, 2, 2] as const, [2, 3, 3] as const, [3, 33, 8] as const, [4, 3, 11] as const];
  test.each([...angles, ...amplitudes])("%i qubits, batch %i, %i amplitudes", (n, batch, amplitudes) => {
    const source = randomCircuit(fold(key, "gradient", n), n, 10 + 6 * n, amplitudes);
    const params = uniforms(fold(key, "p", n), source.numParams, -3, 3);
    const inputs = uniforms(fold(key, "x", n, batch), source.numInputs * batch, -3, 3);
    const cotangent = uniforms(fold(key, "g", n, batch), n * batch, -1, 1);
    const { gradParams, gradInputs } = gradients(source, params, inputs, batch, cotangent, false);
    const loss = (p: Float64Array, x: Float64Array): number =>
      expectations(source, p, x, batch).reduce((sum, z, i) => sum + z * cotangent[i]!, 0);
    const h = 1e-5;
    const nudged = (values: Float64Array, i: number, by: number): Float64Array =>
      values.map((v, k) => (k === i ? v + by : v));
    params.forEach((_, i) => {
      const want = (loss(nudged(params, i, h), inputs) - loss(nudged(params, i, -h), inputs)) / (2 * h);
      expect(Math.abs(gradParams[i]! - want)).toBeLessThan(2e-8 * Math.max(1, batch / 4));
    });
    inputs.forEach((_, i) => {
      const want = (loss(params, nudged(inputs, i, h)) - loss(params, nudged(inputs, i, -h))) / (2 * h);
      expect(Math.abs(gradInputs[i]! - want)).toBeLessThan(2e-8);
    });
  });
});

test("gradients equal the parameter-shift rule where each parameter turns one gate", () => {
  const source = routingCircuit({ qubits: 3, layers: 2 });
  const params = uniforms(fold(key, "shift"), source.numParams, 0, 6.28);
  const inputs = uniforms(fold(key, "shift x"), 3, 0, 3);
  const cotangent = Float64Array.of(0.3, -1, 0.8);
  const { gradParams, gradInputs } = gradients(source, params, inputs, 1, cotangent, false);
  const loss = (p: Float64Array, x: Float64Array): number =>
    expectations(source, p, x, 1).reduce((sum, z, i) => sum + z * cotangent[i]!, 0);
  const shifted = (values: Float64Array, i: number, by: number): Float64Array =>
    values.map((v, k) => (k === i ? v + by : v));
  params.forEach((_, i) => {
    const shift = (loss(shifted(params, i, Math.PI / 2), inputs) - loss(shifted(params, i, -Math.PI / 2), inputs)) / 2;
    expect(gradParams[i]).toBeCloseTo(shift, 13);
  });
  inputs.forEach((_, i) => {
    const shift = (loss(params, shifted(inputs, i, Math.PI / 2)) - loss(params, shifted(inputs, i, -Math.PI / 2))) / 2;
    expect(gradInputs[i]).toBeCloseTo(shift, 13);
  });
});

test.each(golden.angle.map((g) => [g.qubits, g.layers, g] as const))(
  "golden values: %i qubits, %i layers",
  (n, layers, g) => {
    const source = routingCircuit({ qubits: n, layers });
    const params = Float64Array.from(g.weights.flat(2));
    const inputs = Float64Array.from(g.inputs.flat());
    const batch = g.inputs.length;
    expect(apart(expectations(source, params, inputs, batch), g.expectationZ.flat())).toBeLessThan(1e-12);
    const { gradParams, gradInputs } = gradients(
      source,
      params,
      inputs,
      batch,
      Float64Array.from(g.cotangent.flat()),
      false,
    );
    expect(apart(gradParams, g.gradWeights.flat(2))).toBeLessThan(1e-12);
    expect(apart(gradInputs, g.gradInputs.flat())).toBeLessThan(1e-12);
  },
);

test("rows per sample add up to the batch's sum, and a batch is its samples one by one, bit for bit", () => {
  const source = randomCircuit(fold(key, "rows"), 4, 40);
  const params = uniforms(fold(key, "rows p"), source.numParams, -3, 3);
  const batch = 300;
  const inputs = uniforms(fold(key, "rows x"), 3 * batch, -3, 3);
  const cotangent = uniforms(fold(key, "rows g"), 4 * batch, -1, 1);
  const summed = gradients(source, params, inputs, batch, cotangent, false);
  const rows = gradients(source, params, inputs, batch, cotangent, true);
  expect(Array.from(rows.gradInputs)).toEqual(Array.from(summed.gradInputs));
  const z = expectations(source, params, inputs, batch);
  const sum = new Float64Array(params.length);
  for (let s = 0; s < batch; s++) {
    const alone = inputs.slice(3 * s, 3 * s + 3);
    const one = gradients(source, params, alone, 1, cotangent.slice(4 * s, 4 * s + 4), false);
    const row = rows.gradParams.subarray(s * params.length, (s + 1) * params.length);
    expect(Array.from(one.gradParams)).toEqual(Array.from(row));
    expect(Array.from(expectations(source, params, alone, 1))).toEqual(Array.from(z.subarray(4 * s, 4 * s + 4)));
    for (const [i, value] of row.entries()) sum[i]! += value;
  }
  expect(apart(sum, summed.gradParams)).toBeLessThan(1e-12);
});

test("phases before the measurement have the derivative 0, also in a last block with fewer lanes", () => {
  const source = routingCircuit({ qubits: 8, layers: 2 });
  const params = uniforms(fold(key, "last"), source.numParams, 0, 6);
  const batch = 37;
  const inputs = uniforms(fold(key, "last x"), 8 * batch, 0, 3);
  const cotangent = uniforms(fold(key, "last g"), 8 * batch, -1, 1);
  const { gradParams } = gradients(source, params, inputs, batch, cotangent, false);
  for (let wire = 0; wire < 8; wire++) expect(gradParams[(8 + wire) * 3 + 2]).toBe(0);
});

test("an opened circuit serves smaller batches and is not disturbed by earlier ones", () => {
  const source = routingCircuit({ qubits: 2, layers: 3 });
  const params = uniforms(fold(key, "again"), source.numParams, 0, 6);
  const opened = openJs(source, 64);
  const inputs = uniforms(fold(key, "again x"), 128, 0, 3);
  opened.forward(params, inputs, 64, new Float64Array(128));
  const small = new Float64Array(6);
  opened.forward(params, inputs, 3, small);
  expect(Array.from(small)).toEqual(Array.from(expectations(source, params, inputs.slice(0, 6), 3)));
});

test("what does not fit in memory is refused with the figure", () => {
  expect(() => openJs(routingCircuit({ qubits: 20, layers: 4 }), 4096)).toThrow(/20 qubits.*GiB; at most 4 GiB/);
});

test("amplitudes that make no state are refused with the sample", () => {
  const source = circuit(2, [op("RX", [0], [param(0)])], { amplitudes: 3 });
  expect(source).toMatchObject({ numInputs: 3, amplitudes: 3 });
  for (const row of [
    [0, 0, 0],
    [0, Number.NaN, 1],
    [Infinity, 0, 0],
  ]) {
    const inputs = Float64Array.of(1, 0, 0, ...row);
    expect(() => expectations(source, Float64Array.of(1), inputs, 2)).toThrow(/sample 1 has amplitudes of length/);
  }
  expect(() => circuit(2, [], { amplitudes: 5 })).toThrow("at most 4 amplitudes, as 2 qubits have, got 5");
  expect(() => circuit(2, [], { amplitudes: 3, numInputs: 2 })).toThrow("at least 3 inputs");
});

test("bad circuits are refused", () => {
  expect(() => op("RX", [0])).toThrow("gate RX: expected 1 angles, got 0");
  expect(() => op("CNOT", [0])).toThrow("gate CNOT: expected 2 wires, got 1");
  expect(() => op("CNOTT" as GateName, [0, 1])).toThrow(/gate: expected one of I, X, Y/);
  expect(() => op("RX", [0], [Number.NaN])).toThrow("expected a finite angle, got NaN");
  expect(() => circuit(2, [op("CNOT", [0, 2])])).toThrow("gate CNOT: expected wires from 0 to 1, got 2");
  expect(() => circuit(2, [op("CNOT", [1, 1])])).toThrow("expected wires that differ");
  expect(() => circuit(0, [])).toThrow("circuit: expected a number of qubits from 1 to 24, got 0");
  expect(() => circuit(1, [op("RX", [0], [input(3)])], { numInputs: 2 })).toThrow("at least 4 inputs");
  expect(() => op("RX", [0], [param(-1)])).toThrow("index that is a whole number");
});
