import { expect, test } from "vitest";
import { keyOf } from "../../core/key.ts";
import { input, param } from "../../quantum/angle.ts";
import { channel, circuit, op } from "../../quantum/circuit.ts";
import { oracleDensity, oracleNoisyZ, oracleProbabilities, oracleStrings } from "./density.ts";
import { oracleState } from "./kronecker.ts";
import { adjoint, product, trace } from "./matrix.ts";
import { randomCircuit, uniforms } from "./random-circuit.ts";
import { noisyParams, randomNoisyCircuit } from "./random-noisy.ts";

const t = 0.7;

test.each([1, 2, 3])("without noise the density matrix is that of the state: %i qubits", (n) => {
  const key = keyOf(40 + n);
  for (const [amplitudes, complex] of [
    [0, false],
    [2 ** n - 1, false],
    [2 ** n, true],
  ] as const) {
    const source = randomCircuit(key, n, 12, amplitudes, complex);
    const params = uniforms(key, source.numParams, -3, 3);
    const inputs = uniforms(key, source.numInputs, -3, 3);
    const state = oracleState(source, params, inputs);
    for (const [i, row] of oracleDensity(source, params, inputs).entries()) {
      for (const [j, [re, im]] of row.entries()) {
        const [a, b] = state[i]!;
        const [c, d] = state[j]!;
        expect(re).toBeCloseTo(a * c + b * d, 13);
        expect(im).toBeCloseTo(b * c - a * d, 13);
      }
    }
  }
});

test("closed forms: depolarizing shrinks every coordinate, damping pulls to |0>, dephasing of a pair", () => {
  const p = 0.12;
  const one = circuit(1, [op("RY", [0], [input(0)]), channel("depolarizing", [0], [param(0)])]);
  const [x, y, z] = oracleStrings(one, [p], [t], ["X0", "Y0", "Z0"]);
  expect(x).toBeCloseTo((1 - (4 * p) / 3) * Math.sin(t), 14);
  expect(y).toBeCloseTo(0, 14);
  expect(z).toBeCloseTo((1 - (4 * p) / 3) * Math.cos(t), 14);
  const decayed = circuit(1, [op("X", [0]), channel("amplitudeDamping", [0], [0.3])]);
  expect(oracleProbabilities(decayed, [], [])).toEqual([expect.closeTo(0.3, 14), expect.closeTo(0.7, 14)]);
  const pair = circuit(2, [op("H", [0]), op("CNOT", [0, 1]), ...[0, 1].map((w) => channel("dephasing", [w], [0.2]))]);
  const got = oracleStrings(pair, [], [], ["X0 X1", "Y0 Y1", "Z0 Z1", "Z1", "I"]);
  for (const [k, want] of [0.64, -0.64, 1, 0, 1].entries()) expect(got[k]).toBeCloseTo(want, 14);
});

test("an error of two wires acts on the wires named, the first one first", () => {
  // Z on the first named wire, X on the second: of |000>, X flips wire 0 with certainty.
  const strengths = Array.from({ length: 15 }, (_, k) => (k === 12 ? 1 : 0));
  const source = circuit(3, [channel("twoQubitPauli", [2, 0], strengths)]);
  expect(oracleNoisyZ(source, [], [])).toEqual([-1, 1, 1]);
});

test("readout errors: classical confusion, of each letter in its own basis, of products factor by factor", () => {
  const [p01, p10] = [0.05, 0.2];
  const source = circuit(2, [
    op("H", [0]),
    op("X", [1]),
    ...[0, 1].map((w) => channel("readoutError", [w], [p01, p10])),
  ]);
  const shift = p10 - p01;
  const factor = 1 - p01 - p10;
  const got = oracleStrings(source, [], [], ["X0", "Z0", "Z1", "X0 Z1"]);
  for (const [k, want] of [shift + factor, shift, shift - factor, (shift + factor) * (shift - factor)].entries())
    expect(got[k]).toBeCloseTo(want, 14);
  // Wire 0 is 0 or 1 alike, wire 1 is 1.
  const zero = (1 - p01 + p10) / 2;
  const want = [zero * p10, zero * (1 - p10), (1 - zero) * p10, (1 - zero) * (1 - p10)];
  for (const [k, value] of oracleProbabilities(source, [], []).entries()) expect(value).toBeCloseTo(want[k]!, 14);
  expect(oracleProbabilities(source, [], [], [1])[0]).toBeCloseTo(p10, 14);
});

test.each([1, 2, 3])("random noisy circuits of %i qubits stay density matrices, and are noisy", (n) => {
  for (let seed = 0; seed < 8; seed++) {
    const key = keyOf(100 * n + seed);
    const source = randomNoisyCircuit(key, n, 20, seed % 2 ? { amplitudes: 2 ** n, complex: seed % 4 === 1 } : {});
    const params = noisyParams(key, source);
    const inputs = uniforms(key, source.numInputs, -3, 3);
    const rho = oracleDensity(source, params, inputs);
    const [one, nothing] = trace(rho);
    expect(one).toBeCloseTo(1, 13);
    expect(nothing).toBeCloseTo(0, 13);
    adjoint(rho).forEach((row, i) => {
      row.forEach(([re, im], j) => {
        expect(re).toBeCloseTo(rho[i]![j]![0], 13);
        expect(im).toBeCloseTo(rho[i]![j]![1], 13);
      });
    });
    expect(trace(product(rho, rho))[0]).toBeLessThan(1 - 1e-3);
    const probabilities = oracleProbabilities(source, params, inputs);
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 13);
    for (const [wire, z] of oracleNoisyZ(source, params, inputs).entries()) {
      const sum = probabilities.reduce((found, p, i) => found + ((i >> (n - 1 - wire)) & 1 ? -p : p), 0);
      expect(z).toBeCloseTo(sum, 13);
    }
  }
});
