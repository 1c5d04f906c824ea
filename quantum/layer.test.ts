import { describe, expect, test } from "vitest";
import { keyOf } from "../core/key.ts";
import { input, param } from "./angle.ts";
import { channel, circuit, op } from "./circuit.ts";
import { circuitLayer, overRotationX, readoutError, readoutInversion, twoPlaces, zeroNoise } from "./index.ts";
import { routingCircuit } from "./routing.ts";

const router = routingCircuit({ qubits: 2, layers: 1 });
const over = twoPlaces(overRotationX({ angle: 0.1 }));

describe("a natural gradient is of a circuit as it is, on an ideal device", () => {
  const run = (layer: ReturnType<typeof circuitLayer>) => {
    const open = layer.open(1);
    const params = new Float64Array(router.numParams).fill(0.4);
    const x = Float64Array.of(0.3, 0.8);
    open.forward(params, x, 1, new Float64Array(2));
    open.naturalGradient!(params, x, 1, new Float64Array(params.length).fill(1), 0.01);
  };
  test("with none of it", () => {
    expect(() => run(circuitLayer(router))).not.toThrow();
  });
  test.each([
    ["over-rotations by a model", () => circuitLayer(router, { noise: over })],
    [
      "over-rotations of the circuit",
      () => circuitLayer(circuit(2, [...router.ops, channel("overRotationZ", [0], [0.1])])),
    ],
    ["mitigation", () => circuitLayer(router, { noise: over, mitigation: [zeroNoise()] })],
    ["mitigation of reading", () => circuitLayer(router, { noise: readout, mitigation: [readoutInversion()] })],
    ["shots", () => circuitLayer(router, { shots: 10 })],
  ])("not with %s", (_, make) => {
    const layer = make();
    const sampled = layer.open(1);
    sampled.useKey?.(keyOf(1));
    expect(() =>
      sampled.naturalGradient!(
        new Float64Array(router.numParams),
        new Float64Array(2),
        1,
        new Float64Array(router.numParams),
        0.01,
      ),
    ).toThrow("natural gradient: expected a circuit without noise and shots");
  });
});

const readout = {
  name: "reading",
  rules: [{ channel: readoutError({ p01: 0.1, p10: 0.1 }), place: "beforeMeasurement" }],
} as const;

describe("strengths that are parameters start in their range", () => {
  const ops = [op("RX", [0], [input(0)]), op("RY", [0], [param(0)]), channel("amplitudeDamping", [0], [param(1, 0.5)])];
  const theta = { name: "theta", size: 1, start: "angle" } as const;
  const gamma = (start: number) => circuit(1, ops, { parameters: [theta, { name: "gamma", size: 1, start }] });

  test("an angle is refused, with what to write", () => {
    expect(() => circuitLayer(circuit(1, ops))).toThrow(
      /circuit layer: channel amplitudeDamping: gamma: expected a parameter that starts from a number in its range.*start: 0.05/,
    );
  });
  test("so is a number out of the range, times its scale", () => {
    expect(() => circuitLayer(gamma(2.5))).toThrow("amplitudeDamping: gamma: expected a number from 0 to 1, got 1.25");
    expect(() => circuitLayer(gamma(-0.1))).toThrow("got -0.05");
    const together = channel("pauli", [0], [param(0), param(0), 0.4]);
    const half = [{ name: "p", size: 1, start: 0.4 }];
    expect(() => circuitLayer(circuit(1, [together], { parameters: half }))).toThrow("at most 1 together");
  });
  test("what starts in its range trains, and over-rotations may start anywhere", () => {
    const open = circuitLayer(gamma(1.5)).open(1);
    const grads = new Float64Array(2);
    const params = Float64Array.of(0.2, 1.5);
    open.forward(params, Float64Array.of(0.5), 1, new Float64Array(1));
    open.backward(params, Float64Array.of(0.5), 1, Float64Array.of(1), grads, 0, null);
    expect(grads[1]).toBeCloseTo(0.5 * (1 - Math.cos(0.5) * Math.cos(0.2)), 12);
    expect(() => circuitLayer(circuit(1, [channel("overRotationX", [0], [param(0)])]))).not.toThrow();
  });
  test("a strength that leaves its range says what helps", () => {
    const open = circuitLayer(gamma(0.1)).open(1);
    expect(() => open.forward(Float64Array.of(0.2, -0.1), Float64Array.of(0.5), 1, new Float64Array(1))).toThrow(
      /amplitudeDamping: gamma: expected a number from 0 to 1, got -0.05.*smaller learning rate/,
    );
  });
});
