import { expect, test } from "vitest";
import { keyOf } from "../core/key.ts";
import { initialise } from "../core/parameters.ts";
import { linear, relu, sequential, trigonometric } from "./index.ts";

test("linear is x W^T + b, W row by row", () => {
  const out = new Float64Array(4);
  linear(3, 2)
    .open(2)
    .forward(Float64Array.of(1, 2, 3, 4, 5, 6, 10, 20), Float64Array.of(1, 0, 0, 1, 1, 2), 2, out);
  expect([...out]).toEqual([11, 24, 19, 41]);
});

test("linear starts uniform in +-1/sqrt(inputs), weight and bias", () => {
  const start = initialise(linear(16, 500).parameters, keyOf(3));
  const largest = start.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  expect(largest).toBeLessThanOrEqual(0.25);
  expect(largest).toBeGreaterThan(0.2499);
  // The variance of U(-a, a) is a^2 / 3; the tolerance is 5 standard errors (its kurtosis is 9/5).
  const variance = start.reduce((sum, value) => sum + value * value, 0) / start.length;
  expect(Math.abs(variance / (0.0625 / 3) - 1)).toBeLessThan(5 * Math.sqrt(0.8 / start.length));
});

test("relu keeps NaN and is flat at 0", () => {
  const open = relu(4).open(1);
  const x = Float64Array.of(-1, 0, 2, Number.NaN);
  const out = new Float64Array(4);
  const gradX = new Float64Array(4);
  open.forward(new Float64Array(0), x, 1, out);
  open.backward(new Float64Array(0), x, 1, new Float64Array(4).fill(1), new Float64Array(0), 0, gradX);
  expect([...out.slice(0, 3)]).toEqual([0, 0, 2]);
  expect(out[3]).toBeNaN();
  expect([...gradX.slice(0, 3)]).toEqual([0, 0, 1]);
});

test.each([
  ["all", 2, 8],
  ["cosine", 3, 7],
] as const)("trigonometric products (%s) of %i inputs come in the order of their digits", (terms, inputs, size) => {
  const x = [0.4, -1.1, 2.3].slice(0, inputs);
  const factors = [() => 1, Math.cos, Math.sin].slice(0, terms === "all" ? 3 : 2);
  // The first input's factor changes slowest.
  const expected = x.reduce<number[]>((list, value) => list.flatMap((p) => factors.map((f) => p * f(value))), [1]);
  const layer = trigonometric(inputs, terms);
  const out = new Float64Array(layer.outputs);
  layer.open(1).forward(new Float64Array(0), Float64Array.from(x), 1, out);
  expect(layer.outputs).toBe(size);
  expected.slice(1).forEach((value, t) => {
    expect(out[t]).toBeCloseTo(value, 14);
  });
});

test("sequential puts each layer's name before its parameters' names", () => {
  const model = sequential([
    ["hidden", linear(2, 3)],
    ["relu", relu(3)],
    ["tail", sequential([["readout", linear(3, 1)]])],
  ]);
  expect([model.inputs, model.outputs]).toEqual([2, 1]);
  const names = model.parameters.map(({ name }) => name);
  expect(names).toEqual(["hidden.weight", "hidden.bias", "tail.readout.weight", "tail.readout.bias"]);
});

test.each([
  [() => linear(0, 2), "linear: inputs: expected a whole number from 1, got 0"],
  [() => linear(2, 1.5), "linear: outputs: expected a whole number from 1, got 1.5"],
  [() => relu(-1), "relu: size"],
  [() => trigonometric(7), "trigonometric: inputs: expected a whole number from 1 to 6, got 7"],
  [() => trigonometric(2, "sine" as "all"), 'expected one of all, cosine, got "sine"'],
  [() => sequential([]), "sequential: expected at least one layer"],
  [
    () =>
      sequential([
        ["a", relu(2)],
        ["a", relu(2)],
      ]),
    'sequential: expected names that differ, got "a"',
  ],
  [
    () =>
      sequential([
        ["a", linear(2, 3)],
        ["b", linear(2, 3)],
      ]),
    "sequential: b: expected 3 inputs, got 2",
  ],
])("bad input is refused (%#)", (make, message) => {
  expect(make).toThrow(message);
});
