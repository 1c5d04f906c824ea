import { expect, test } from "vitest";
import { fold, keyOf } from "../core/key.ts";
import { randomCircuit, uniforms } from "../test/oracle/random-circuit.ts";
import { input, inputProduct, param, scaledInput } from "./angle.ts";
import { type Circuit, channel, circuit, op } from "./circuit.ts";
import { openCircuit } from "./open.ts";
import { parameterShift } from "./parameter-shift.ts";

const key = keyOf(1811);

function adjoint(source: Circuit, params: Float64Array, inputs: Float64Array, cotangent: Float64Array) {
  const opened = openCircuit(source, 1);
  opened.forward(params, inputs, 1, new Float64Array(source.numQubits));
  const gradParams = new Float64Array(source.numParams);
  const gradInputs = new Float64Array(source.numInputs);
  opened.backward(1, cotangent, gradParams, 0, gradInputs);
  return { gradParams, gradInputs };
}

const cases = [1, 2, 3, 4, 5].flatMap((n) => [0, 1, 2].map((k) => [n, k] as const));
test.each(cases)(
  "equals the adjoint gradient on %i qubits, circuit %i: all gates, shared and scaled angles",
  (n, k) => {
    const source = randomCircuit(fold(key, n, k), n, 15 + 15 * k);
    const params = uniforms(fold(key, "p", n, k), source.numParams, -3, 3);
    const inputs = uniforms(fold(key, "x", n, k), source.numInputs, -3, 3);
    const cotangent = uniforms(fold(key, "g", n, k), n, -1, 1);
    const want = adjoint(source, params, inputs, cotangent);
    const got = parameterShift(source, params, inputs, cotangent);
    want.gradParams.forEach((value, i) => {
      expect(got.gradParams[i]).toBeCloseTo(value, 11);
    });
    want.gradInputs.forEach((value, i) => {
      expect(got.gradInputs[i]).toBeCloseTo(value, 11);
    });
  },
);

test("says what it costs: two circuits for an angle, four in a controlled rotation, none for a fixed angle", () => {
  const source = circuit(2, [op("RX", [0], [param(0)]), op("CRY", [0, 1], [input(0)]), op("RZ", [1], [0.3])]);
  const { evaluations } = parameterShift(source, Float64Array.of(1), Float64Array.of(2), Float64Array.of(1, 1));
  expect(evaluations).toBe(6);
});

test("with amplitudes the parameters' derivatives hold; arrays that are too short are refused", () => {
  const source = randomCircuit(fold(key, "amplitudes"), 3, 20, 7);
  const params = uniforms(fold(key, "a p"), source.numParams, -3, 3);
  const inputs = uniforms(fold(key, "a x"), source.numInputs, -1, 1);
  const cotangent = Float64Array.of(1, -0.5, 0.2);
  const want = adjoint(source, params, inputs, cotangent);
  const got = parameterShift(source, params, inputs, cotangent);
  want.gradParams.forEach((value, i) => {
    expect(got.gradParams[i]).toBeCloseTo(value, 11);
  });
  expect(() => parameterShift(source, params, new Float64Array(1), cotangent)).toThrow("parameterShift: inputs");
});

test("with noise: angles of gates and of unitary errors shift; other strengths are refused by name", () => {
  const ops = [
    op("Rot", [0], [param(0), input(0), 0.2]),
    channel("overRotationX", [0], [param(1, 0.5)]),
    channel("amplitudeDamping", [0], [0.2]),
    op("CRX", [0, 1], [scaledInput(0, 2)]),
    channel("overRotationZX", [1, 0], [param(1)]),
    channel("twoQubitDepolarizing", [0, 1], [0.1]),
    op("U3", [1], [inputProduct(0, 1), param(0, -1), input(1)]),
    op("H", [0]),
    channel("readoutError", [1], [0.1, 0.2]),
  ];
  const source = circuit(2, ops);
  const params = Float64Array.of(0.4, -0.7, 1.3);
  const inputs = Float64Array.of(0.9, -0.5);
  const cotangent = Float64Array.of(0.6, -1);
  const want = adjoint(source, params, inputs, cotangent);
  const got = parameterShift(source, params, inputs, cotangent);
  want.gradParams.forEach((value, i) => {
    expect(got.gradParams[i]).toBeCloseTo(value, 11);
  });
  want.gradInputs.forEach((value, i) => {
    expect(got.gradInputs[i]).toBeCloseTo(value, 11);
  });
  // Eight places, four terms in the controlled rotation.
  expect(got.evaluations).toBe(2 * 7 + 4);
  const trained = circuit(1, [op("RX", [0], [param(0)]), channel("phaseDamping", [0], [param(1)])]);
  expect(() => parameterShift(trained, Float64Array.of(1, 0.1), inputs, cotangent)).toThrow(
    "parameterShift: expected constant strengths of phaseDamping",
  );
});
