import { expect, test } from "vitest";
import { param } from "./angle.ts";
import { type Circuit, circuit, type Op, op } from "./circuit.ts";
import { bestEngine, openCircuit } from "./open.ts";
import { routingCircuit } from "./routing.ts";

const source = routingCircuit({ qubits: 2, layers: 1 });
const { numParams } = source;
const numbers = (length: number): Float64Array => new Float64Array(length).fill(0.5);

test.each(["js", bestEngine()] as const)(
  "calls that do not fit are refused on %s, and the next good one works",
  (engine) => {
    const opened = openCircuit(source, 3, { engine });
    const grads = new Float64Array(3 * numParams);
    const forward = (batch: number, params = numParams, inputs = 2 * batch, out = 2 * batch): void =>
      opened.forward(numbers(params), numbers(inputs), batch, numbers(out));
    expect(() => opened.backward(1, numbers(2), grads, 0, null)).toThrow("backward: no forward ran before");
    for (const batch of [0, 4, 1.5, Number.NaN]) {
      expect(() => forward(batch, numParams, 8, 8)).toThrow(`forward: batch: expected from 1 to 3 samples`);
    }
    expect(() => forward(2, numParams - 1)).toThrow("forward: params: expected a Float64Array of at least 6 numbers");
    expect(() => forward(2, numParams, 3)).toThrow("forward: inputs: expected a Float64Array of at least 4 numbers");
    expect(() => forward(2, numParams, 4, 3)).toThrow("forward: out: expected a Float64Array of at least 4");
    expect(() => opened.forward([0] as unknown as Float64Array, numbers(2), 1, numbers(2))).toThrow("forward: params");
    forward(2);
    expect(() => opened.backward(3, numbers(6), grads, 0, null)).toThrow("backward: batch: expected 2, as in the last");
    expect(() => opened.backward(2, numbers(3), grads, 0, null)).toThrow(
      "backward: cotangent: expected a Float64Array",
    );
    expect(() => opened.backward(2, numbers(4), numbers(5), 0, null)).toThrow(
      "gradParams: expected a Float64Array of at",
    );
    expect(() => opened.backward(2, numbers(4), numbers(11), numParams, null)).toThrow("of at least 12 numbers");
    expect(() => opened.backward(2, numbers(4), grads, 1, null)).toThrow("backward: rowStride: expected 0, or a whole");
    expect(() => opened.backward(2, numbers(4), grads, 0, numbers(3))).toThrow("backward: gradInputs");
    opened.backward(2, numbers(4), grads, numParams, numbers(4));
    expect(grads.subarray(0, numParams).some((value) => value !== 0)).toBe(true);
  },
);

test.each<[() => Circuit | Op, string]>([
  [() => circuit(2, undefined as unknown as Op[]), "circuit: expected a list of ops, got undefined"],
  [() => circuit(2, "x" as unknown as Op[]), 'circuit: expected a list of ops, got "x"'],
  [() => circuit(2, [null] as unknown as Op[]), "circuit: ops[0]: expected an op made by `op` or `channel`, got null"],
  [() => circuit(2, new Array<Op>(1)), "circuit: ops[0]: expected an op made by `op` or `channel`, got undefined"],
  [() => op("RX", 0 as unknown as number[], [0.1]), "gate RX: expected a list of wires, got 0"],
  [() => op("RX", [0], 0.1 as unknown as number[]), "gate RX: expected a list of angles, got 0.1"],
  [() => op("RX", [0], [null as unknown as number]), "gate RX: expected an angle: a number, param(i) or input(i), got"],
  [() => op("RX", [0], [param(1e15)]), "gate RX: expected an index that is a whole number from 0 to 1048575, got"],
])("circuits of a wrong type are refused (%#)", (make, message) => {
  expect(make).toThrow(message);
});

test.each(["js", bestEngine()] as const)("%s: after a forward that failed there is no way back", (engine) => {
  const opened = openCircuit(circuit(2, [op("RY", [0], [param(0)])], { amplitudes: 4 }), 2, { engine });
  const z = numbers(4);
  opened.forward(numbers(1), numbers(8), 2, z);
  expect(() => opened.forward(numbers(1), new Float64Array(8), 2, z)).toThrow("sample 0 has amplitudes of length 0");
  expect(() => opened.backward(2, numbers(4), numbers(1), 0, null)).toThrow("the last one failed");
});

test("amplitudes whose squares would not fit a double are refused, not rounded away", () => {
  const opened = openCircuit(circuit(1, [], { amplitudes: 2 }), 1);
  for (const size of [1e-162, 1e-200, 1e200]) {
    expect(() => opened.forward(numbers(0), Float64Array.of(size, size / 2), 1, numbers(1))).toThrow(
      "length from 1e-140 to 1e140",
    );
  }
});

test.each<[unknown, unknown, string]>([
  [null, {}, "circuit: expected a circuit made by `circuit`, got null"],
  [{}, {}, "circuit: expected a number of qubits"],
  [{ ...source, numParams: 0 }, {}, "circuit: numParams: expected 6, as its angles name, got 0"],
  [{ ...source, ops: [{ gate: "NOT", wires: [0], angles: [] }] }, {}, "gate: expected one of I, X, Y"],
  [source, null, "openCircuit: expected options, got null"],
  [
    source,
    { precison: "f32" },
    'openCircuit: expected the options engine, precision, measure, shots and trajectories, got "precison"',
  ],
])("what is no circuit or no options is refused when it is opened (%#)", (given, options, message) => {
  expect(() => openCircuit(given as Circuit, 1, options as object)).toThrow(message);
});
