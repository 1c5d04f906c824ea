import { describe, expect, test } from "vitest";
import { param } from "../angle.ts";
import { depolarizing, overRotationZX, readoutError, twoQubitDepolarizing } from "../channels/index.ts";
import { type Circuit, channel, checkCircuit, circuit, nameOf, type Op, op } from "../circuit.ts";
import { openCircuit } from "../open.ts";
import { routingCircuit } from "../routing.ts";
import { afterEveryGate, betweenLayers, type NoiseRule, noiseModel, twoPlaces, withNoise } from "./index.ts";

const small = depolarizing({ p: 0.05 });
const pair = twoQubitDepolarizing({ p: 0.02 });
const readout = readoutError({ p01: 0.01, p10: 0.03 });
const rules = (...given: NoiseRule[]) => noiseModel({ name: "own", rules: given });
/** Ops in short: their first letters and wires. */
const short = (ops: readonly Op[]): string =>
  ops.map((one) => `${nameOf(one).slice(0, 3)}${one.wires.join("")}`).join(" ");
const router = routingCircuit({ qubits: 2, layers: 2 });

test("the paper's two places", () => {
  const noisy = withNoise(router, twoPlaces(small));
  expect(short(noisy.ops)).toBe("RX0 RX1 dep0 dep1 Rot0 Rot1 CNO01 CNO10 Rot0 Rot1 CNO01 CNO10 dep0 dep1");
  expect(noisy.ops[2]).toEqual(channel("depolarizing", [0], [0.05]));
  expect(noisy.marks).toEqual([
    { part: "embedding", after: 2 },
    { part: "layer", after: 8 },
    { part: "layer", after: 12 },
  ]);
  expect(noisy.parameters).toEqual(router.parameters);
  expect(checkCircuit(noisy)).toEqual(noisy);
});

test("after every gate, on each wire or on both together", () => {
  const source = circuit(3, [op("H", [0]), op("CNOT", [2, 1]), op("Toffoli", [0, 1, 2])]);
  expect(short(withNoise(source, afterEveryGate(small)).ops)).toBe("H0 dep0 CNO21 dep2 dep1 Tof012 dep0 dep1 dep2");
  const both = afterEveryGate(small, { twoWires: pair });
  expect(() => withNoise(source, both)).toThrow('expected gates of one or two wires, got "Toffoli"');
  const without = circuit(3, source.ops.slice(0, 2));
  expect(short(withNoise(without, both).ops)).toBe("H0 dep0 CNO21 two21");
  const only = rules({ channel: pair, place: "afterGates", gates: ["CNOT"] });
  expect(short(withNoise(source, only).ops)).toBe("H0 CNO21 two21 Tof012");
});

test("by gate, wire and pair", () => {
  const source = circuit(3, [op("X", [0]), op("CNOT", [0, 1]), op("CNOT", [1, 0]), op("CZ", [1, 2])]);
  const at = (rule: Partial<NoiseRule>) =>
    short(withNoise(source, rules({ channel: small, place: "afterGates", ...rule })).ops);
  expect(at({ gates: ["X", "CZ"] })).toBe("X0 dep0 CNO01 CNO10 CZ12 dep1 dep2");
  expect(at({ wires: [0] })).toBe("X0 dep0 CNO01 dep0 CNO10 dep0 CZ12");
  expect(at({ pairs: [[1, 0]] })).toBe("X0 CNO01 dep0 dep1 CNO10 dep1 dep0 CZ12");
  expect(at({ pairs: [[2, 1]], wires: [2], gates: ["CNOT", "CZ"] })).toBe("X0 CNO01 CNO10 CZ12 dep2");
  expect(at({ channel: pair, wires: [[0, 1]] })).toBe("X0 CNO01 two01 CNO10 two10 CZ12");
  // What the circuit lacks is no error: a machine has more than a circuit uses.
  expect(at({ gates: ["SWAP"] })).toBe("X0 CNO01 CNO10 CZ12");
});

test("between layers: at all ends but the last, across uploads", () => {
  const twice = routingCircuit({ qubits: 1, layers: 2, uploads: 2 });
  expect(short(twice.ops)).toBe("RX0 Rot0 Rot0 RX0 Rot0 Rot0");
  expect(short(withNoise(twice, betweenLayers(small)).ops)).toBe("RX0 Rot0 dep0 Rot0 dep0 RX0 Rot0 dep0 Rot0");
  expect(short(withNoise(twice, twoPlaces(small)).ops)).toBe("RX0 dep0 Rot0 Rot0 RX0 dep0 Rot0 Rot0 dep0");
  const one = routingCircuit({ qubits: 1, layers: 1 });
  expect(withNoise(one, betweenLayers(small))).toEqual(one);
});

test("amplitudes: after the embedding is the start", () => {
  const source = routingCircuit({ qubits: 2, embedding: "amplitude", layers: 1 });
  const noisy = withNoise(source, twoPlaces(small));
  expect(short(noisy.ops)).toBe("dep0 dep1 Rot0 Rot1 CNO01 CNO10 dep0 dep1");
  expect(noisy).toMatchObject({ amplitudes: 4, numInputs: source.numInputs, marks: [{ after: 0 }, { after: 6 }] });
});

test("rules go in order, readout errors last, pairs as given", () => {
  const noisy = withNoise(
    router,
    rules(
      { channel: readout, place: "beforeMeasurement" },
      { channel: overRotationZX({ angle: 0.1 }), place: "afterEmbedding", wires: [[1, 0]] },
      { channel: small, place: "afterEmbedding", wires: [1] },
      { channel: small, place: "beforeMeasurement", wires: [0] },
    ),
  );
  expect(short(noisy.ops)).toBe("RX0 RX1 ove10 dep1 Rot0 Rot1 CNO01 CNO10 Rot0 Rot1 CNO01 CNO10 dep0 rea0 rea1");
});

describe("circuits with channels", () => {
  const source = circuit(
    2,
    [op("H", [0]), channel("bitFlip", [0], [0.1]), channel("readoutError", [0], [0.1, 0.1]), op("X", [1])],
    {
      marks: [
        { part: "embedding", after: 2 },
        { part: "layer", after: 4 },
      ],
    },
  );

  test("keep them; new noise stands behind, before readout errors", () => {
    const noisy = withNoise(source, afterEveryGate(small));
    expect(short(noisy.ops)).toBe("H0 bit0 dep0 X1 dep1 rea0");
    expect(noisy.marks.map(({ after }) => after)).toEqual([3, 5]);
    expect(short(withNoise(source, twoPlaces(small)).ops)).toBe("H0 bit0 dep0 dep1 X1 dep0 dep1 rea0");
  });

  test("one model after the other is their rules together", () => {
    const flip = { kind: "bitFlip", p: 0.2 } as const;
    for (const make of [afterEveryGate, twoPlaces, betweenLayers]) {
      const together = rules(...make(small).rules, ...make(flip).rules);
      expect(withNoise(withNoise(router, make(small)), make(flip))).toEqual(withNoise(router, together));
    }
  });

  test("refuse a second readout error on a wire", () => {
    const last: NoiseRule = { channel: readout, place: "beforeMeasurement" };
    expect(() => withNoise(source, rules(last))).toThrow("another on wire 0");
    expect(short(withNoise(source, rules({ ...last, wires: [1] })).ops)).toBe("H0 bit0 X1 rea0 rea1");
    expect(() => withNoise(router, rules(last, { ...last, wires: [1] }))).toThrow("another on wire 1");
  });
});

describe("strengths as parameters", () => {
  const two = rules(
    { channel: small, place: "afterEmbedding" },
    { channel: pair, place: "afterGates", gates: ["SWAP"] },
    { channel: readout, place: "beforeMeasurement" },
  );

  test("are groups behind the circuit's, of the rules that place something", () => {
    const noisy = withNoise(router, two, { strengths: "parameters" });
    expect(noisy.parameters).toEqual([
      ...router.parameters,
      { name: "noise0_p", size: 1, start: 0.05 },
      { name: "noise2_p01", size: 1, start: 0.01 },
      { name: "noise2_p10", size: 1, start: 0.03 },
    ]);
    expect(noisy.numParams).toBe(router.numParams + 3);
    const n = router.numParams;
    expect(noisy.ops[2]).toEqual(channel("depolarizing", [0], [param(n)]));
    expect(noisy.ops.at(-1)).toEqual(channel("readoutError", [1], [param(n + 1), param(n + 2)]));
  });

  test("have new names where there are some", () => {
    const once = withNoise(router, betweenLayers(small), { strengths: "parameters" });
    const twice = withNoise(once, two, { strengths: "parameters" });
    expect(twice.parameters.map(({ name }) => name)).toEqual([
      "theta",
      "noise0_p",
      "noise1_p",
      "noise3_p01",
      "noise3_p10",
    ]);
  });
});

test.each<[string, Circuit, NoiseRule]>([
  ["no marks of the embedding", circuit(1, [op("X", [0])]), { channel: small, place: "afterEmbedding" }],
  ["no marks of the layer", circuit(1, [op("X", [0])]), { channel: small, place: "betweenLayers" }],
  ["wires of the circuit, 0 to 1, got 2", router, { channel: small, place: "beforeMeasurement", wires: [0, 2] }],
  ["wires of the circuit, 0 to 1, got 2", router, { channel: pair, place: "afterGates", wires: [[0, 2]] }],
  ["wires of the circuit, 0 to 1, got 5", router, { channel: small, place: "afterGates", pairs: [[0, 5]] }],
])("a rule without a place is refused: %s", (message, source, rule) => {
  expect(() => withNoise(source, rules(rule))).toThrow(message);
  expect(() => withNoise(source, rules(rule))).toThrow(/noise model "own": rules\[0\]/);
});

test("what is no circuit, model or option is refused", () => {
  expect(() => withNoise({} as Circuit, twoPlaces(small))).toThrow("a number of qubits");
  expect(() => withNoise(router, {} as never)).toThrow("text that is not empty");
  expect(() => withNoise(router, twoPlaces(small), { strengths: "trained" as never })).toThrow(
    '"fixed" or "parameters"',
  );
  expect(() => withNoise(router, twoPlaces(small), { strength: 1 } as never)).toThrow("no other keys");
});

test("a machine refuses what it lacks", () => {
  const machine = {
    qubits: [4, 3, 7],
    coupling: [
      [0, 1],
      [1, 2],
    ] as const,
  };
  const model = noiseModel({ name: "m", rules: afterEveryGate(small).rules, machine });
  expect(short(withNoise(circuit(3, [op("CNOT", [1, 0])]), model).ops)).toBe("CNO10 dep1 dep0");
  expect(() => withNoise(circuit(3, [op("CZ", [0, 2])]), model)).toThrow(
    'coupled pairs: 0-1, 1-2, got "CZ on wires 0-2 (qubits 4-7)"',
  );
  expect(() => withNoise(circuit(3, [op("Toffoli", [0, 1, 2])]), model)).toThrow("Decompose it");
  expect(() => withNoise(circuit(2, [op("H", [0])]), model)).toThrow("a circuit of 3 wires");
});

test("derivatives by strengths come out of backward", () => {
  const model = rules(
    { channel: small, place: "afterEmbedding" },
    { channel: { kind: "amplitudeDamping", gamma: 0.1 }, place: "betweenLayers", wires: [0] },
    { channel: pair, place: "afterGates", gates: ["CNOT"] },
    { channel: readout, place: "beforeMeasurement" },
  );
  const noisy = withNoise(router, model, { strengths: "parameters" });
  const starts = noisy.parameters.flatMap(({ size, start }) =>
    Array.from({ length: size }, (_, k) => (start === "angle" ? 0.3 + k : start)),
  );
  const inputs = Float64Array.of(0.4, 1.1);
  const fixed = new Float64Array(2);
  openCircuit(withNoise(router, model), 1).forward(Float64Array.from(starts), inputs, 1, fixed);
  const opened = openCircuit(noisy, 1);
  const at = (params: readonly number[]): number => {
    const out = new Float64Array(2);
    opened.forward(Float64Array.from(params), inputs, 1, out);
    return out[0]! + 0.5 * out[1]!;
  };
  expect(at(starts)).toBeCloseTo(fixed[0]! + 0.5 * fixed[1]!, 14);
  const gradient = new Float64Array(noisy.numParams);
  opened.backward(1, Float64Array.of(1, 0.5), gradient, 0, null);
  const h = 1e-5;
  for (const k of starts.keys()) {
    const moved = (by: number): number => at(starts.map((value, j) => (j === k ? value + by : value)));
    expect(gradient[k]).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 8);
  }
});
