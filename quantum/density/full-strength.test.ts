import { describe, expect, test } from "vitest";
import { input, param } from "../angle.ts";
import { type ChannelOp, channel, circuit, type Op, op } from "../circuit.ts";
import { type EngineName, type EngineOptions, openCircuit } from "../open.ts";

const ENGINES: EngineName[] = ["js", "wasm"];
const NO_INPUTS = new Float64Array(0);

function gradient(ops: readonly Op[], params: readonly number[], options: EngineOptions): number[] {
  const opened = openCircuit(circuit(2, ops), 1, options);
  opened.forward(Float64Array.from(params), NO_INPUTS, 1, new Float64Array(opened.outputs));
  const grads = new Float64Array(params.length);
  opened.backward(1, new Float64Array(opened.outputs).fill(1), grads, 0, null);
  return [...grads];
}

/** Channels with sqrt(1 - gamma), and what <Z> then has for a derivative by gamma, from a <Z> of `z`. */
const CASES: readonly [
  name: string,
  make: (gamma: number, wire?: number) => ChannelOp,
  slope: (z: number) => number,
][] = [
  ["amplitudeDamping", (i, w = 0) => channel("amplitudeDamping", [w], [param(i)]), (z) => 1 - z],
  [
    "generalizedAmplitudeDamping",
    (i, w = 0) => channel("generalizedAmplitudeDamping", [w], [param(i), 0.7]),
    (z) => 0.4 - z,
  ],
  ["phaseDamping", (i, w = 0) => channel("phaseDamping", [w], [param(i)]), () => 0],
];

describe.each(ENGINES)("%s: gamma = 1", (engine) => {
  describe.each(CASES)("%s", (name, make, slope) => {
    const before = [op("RY", [0], [param(0)]), op("RY", [1], [0.4])];

    test("has the derivative that there is where coherences are not seen", () => {
      const [, byGamma] = gradient([...before, make(1)], [0.9, 1], { engine, measure: ["Z0"] });
      expect(byGamma).toBeCloseTo(slope(Math.cos(0.9)), 14);
      // In the diagonal of a map, and before one.
      const joined = [op("CNOT", [0, 1]), make(1, 1), op("CNOT", [0, 1])];
      const [angle, inMap] = gradient([...before, ...joined], [0.9, 1], { engine, measure: ["Z0"] });
      expect(Number.isFinite(angle)).toBe(true);
      expect(inMap).toBeCloseTo(0, 14);
    });

    test("is an error where they are", () => {
      const tail = [op("H", [0])];
      expect(() => gradient([...before, make(1), ...tail], [0.9, 1], { engine, measure: ["Z0"] })).toThrow(
        `backward: channel ${name}: gamma: expected a value where the derivative is finite, got 1`,
      );
      const joined = [op("CNOT", [1, 0]), make(1), op("CNOT", [1, 0]), ...tail];
      expect(() => gradient([...before, ...joined], [0.9, 1], { engine, measure: ["Z0"] })).toThrow("got 1. The slope");
    });

    test("also where what X and what Y loses have opposite signs", () => {
      const turned = [op("RY", [0], [param(0)]), op("RZ", [0], [0.7])];
      const measure = [
        {
          terms: [
            [1, "X0"],
            [-2, "Y0"],
          ] as const,
        },
      ];
      expect(() => gradient([...turned, make(1)], [0.9, 1], { engine, measure })).toThrow(
        "derivative is finite, got 1",
      );
      const joined = [op("CNOT", [1, 0]), op("CNOT", [1, 0]), make(1), op("CNOT", [1, 0]), op("CNOT", [1, 0])];
      expect(() => gradient([...turned, ...joined], [0.9, 1], { engine, measure })).toThrow(
        "derivative is finite, got 1",
      );
    });

    test("one parameter of several channels is refused: two roots may be seen together", () => {
      const both = [...before, make(1), make(1, 1)];
      expect(() => gradient(both, [0.9, 1], { engine, measure: ["X0 X1"] })).toThrow("below 1 where one parameter");
      const apart = [...before, make(1), make(2, 1)];
      expect(gradient(apart, [0.9, 1, 1], { engine, measure: ["X0 X1"] })).toEqual(
        [0, 0, 0].map(() => expect.closeTo(0, 14)),
      );
    });

    test("below 1 is as ever", () => {
      const [, byGamma] = gradient([...before, make(1)], [0.9, 1 - 2 ** -40], { engine, measure: ["Z0"] });
      expect(byGamma).toBeCloseTo(slope(Math.cos(0.9)), 10);
    });
  });

  test("numbers that are none stay so, unnamed as a strength", () => {
    const source = circuit(1, [op("RY", [0], [input(0)]), channel("amplitudeDamping", [0], [param(0)]), op("H", [0])]);
    const opened = openCircuit(source, 1, { engine });
    opened.forward(Float64Array.of(1), Float64Array.of(NaN), 1, new Float64Array(1));
    const grads = new Float64Array(1);
    opened.backward(1, Float64Array.of(1), grads, 0, null);
    expect(grads[0]).toBeNaN();
  });
});
