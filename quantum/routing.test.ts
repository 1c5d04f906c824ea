import { describe, expect, test } from "vitest";
import { keyOf } from "../core/key.ts";
import { initialise } from "../core/parameters.ts";
import { layerContract } from "../test/contracts/layer-contract.ts";
import { input, param, scaledInput } from "./angle.ts";
import { ANSATZE, ansatze } from "./ansatze/index.ts";
import { type Circuit, checkCircuit, circuit, nameOf, op } from "./circuit.ts";
import { circuitLayer } from "./layer.ts";
import { routingCircuit } from "./routing.ts";

describe.each(ANSATZE)("ansatz %s", (ansatz) => {
  test("stands behind the embedding, upload by upload, with parameters of its own", () => {
    const own = ansatze[ansatz].ops({ qubits: 3, layers: 2 });
    const { numParams } = circuit(3, own);
    const once = routingCircuit({ qubits: 3, layers: 2, ansatz });
    expect(once.ops.slice(3)).toEqual(own);
    const twice = routingCircuit({ qubits: 3, layers: 2, ansatz, uploads: 2 });
    expect(twice).toMatchObject({ numParams: 2 * numParams, numInputs: 3 });
    expect(twice.parameters).toEqual([{ name: "theta", size: 2 * numParams, start: "angle" }]);
  });
});

test.each(["offset", "scale"] as const)("inputs with a trained %s start as fixed ones", (inputs) => {
  const options = { qubits: 2, layers: 2, uploads: 3 };
  const [fixed, trained] = [routingCircuit(options), routingCircuit({ ...options, inputs })];
  const angles = trained.numParams - 6;
  expect(angles).toBe(fixed.numParams);
  expect(trained.parameters).toEqual([
    { name: "theta", size: angles, start: "angle" },
    { name: inputs, size: 6, start: inputs === "scale" ? 1 : 0 },
  ]);
  const [before, after] = [fixed, trained].map((source) => {
    const layer = circuitLayer(source);
    const params = initialise(layer.parameters, keyOf(3));
    const out = new Float64Array(4);
    layer.open(2).forward(params, Float64Array.of(0.3, -1, 2, 0.7), 2, out);
    return { params, out };
  });
  // The angles are drawn as without the others, to the bit.
  expect(after!.params.subarray(0, angles)).toEqual(before!.params);
  for (const [i, z] of before!.out.entries()) expect(after!.out[i]).toBeCloseTo(z, 14);
});

test("trained offsets and scales stand where they belong", () => {
  const offset = routingCircuit({ qubits: 2, layers: 1, inputs: "offset", uploads: 2 });
  expect(offset.ops.slice(0, 4)).toEqual([
    op("RX", [0], [input(0)]),
    op("RX", [0], [param(12)]),
    op("RX", [1], [input(1)]),
    op("RX", [1], [param(13)]),
  ]);
  const scale = routingCircuit({ qubits: 2, layers: 1, inputs: "scale", uploads: 2, axis: "Y" });
  expect(scale.ops.filter((given) => nameOf(given) === "RY")).toEqual([
    op("RY", [0], [scaledInput(0, 12)]),
    op("RY", [1], [scaledInput(1, 13)]),
    op("RY", [0], [scaledInput(0, 14)]),
    op("RY", [1], [scaledInput(1, 15)]),
  ]);
});

test("options that an embedding or an ansatz does not have are refused", () => {
  expect(() => routingCircuit({ qubits: 2, embedding: "iqp", inputs: "scale" })).toThrow(
    'routingCircuit: inputs of the embedding iqp: expected "fixed", got "scale". Only angles have other inputs',
  );
  expect(() => routingCircuit({ qubits: 2, ansatz: "basicEntangler", entanglement: "all" })).toThrow(
    'entanglement of the ansatz basicEntangler: expected "ring", the default, as its CNOTs are given, got "all"',
  );
});

describe("layers of other measures", () => {
  const source = routingCircuit({ qubits: 2, layers: 1 });
  describe("state", () => layerContract(circuitLayer(source, { measure: "state" })));
  describe("probabilities", () => layerContract(circuitLayer(source, { measure: { probabilities: [1] } })));
  describe("observables", () => layerContract(circuitLayer(source, { measure: ["X0 Z1", "Y1"] })));
  const start = circuit(2, [...routingCircuit({ qubits: 2, layers: 1 }).ops.slice(2)], {
    amplitudes: 3,
    complex: true,
  });
  describe("trained scales", () =>
    layerContract(circuitLayer(routingCircuit({ qubits: 2, layers: 1, inputs: "scale" }))));
  describe("from complex amplitudes", () => layerContract(circuitLayer(start)));
});

test("groups of parameters are checked and survive JSON", () => {
  const ops = [op("RX", [0], [param(0)]), op("RY", [0], [param(2)])];
  const parameters = [
    { name: "first", size: 1, start: "angle" },
    { name: "rest", size: 2, start: -0.5 },
  ] as const;
  const source = circuit(1, ops, { parameters });
  expect(checkCircuit(JSON.parse(JSON.stringify(source)))).toEqual(source);
  const start = initialise(circuitLayer(source).parameters, keyOf(1));
  expect([...start.subarray(1)]).toEqual([-0.5, -0.5]);
  const bad = (groups: unknown) => () => circuit(1, ops, { parameters: groups as Circuit["parameters"] });
  expect(bad("x")).toThrow('circuit: parameters: expected a list of groups, got "x"');
  expect(bad([null])).toThrow("expected names of letters and digits, got undefined");
  expect(bad([{ name: "a.b", size: 3, start: 0 }])).toThrow("expected names of letters and digits");
  expect(bad([{ name: "a", size: 2, start: 0 }])).toThrow("groups of 3 parameters together, as the angles name, got 2");
  expect(bad([{ name: "a", size: 3, start: Number.NaN }])).toThrow('a: expected the start "angle" or a number');
  expect(bad([{ name: "a", size: -1, start: 0 }])).toThrow("a: expected a size that is a whole number from 0, got -1");
  expect(bad([parameters[0], { ...parameters[1], name: "first" }])).toThrow("expected names that differ");
});
