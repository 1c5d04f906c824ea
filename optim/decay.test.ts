import { expect, test } from "vitest";
import { clipNormInPlace, clipValueInPlace } from "./clip.ts";
import { checkWeightDecay, decayInto, decayRanges } from "./decay.ts";

const spec = (name: string, length: number, trainable = true) => ({ name, shape: [length], trainable, init: () => {} });
const specs = [
  spec("router.circuit.theta", 2, false),
  spec("router.readout.weight", 3),
  spec("router.readout.bias", 1),
  spec("experts.0.weight", 4),
  spec("experts.0.bias", 1),
  spec("experts.10.hidden.weight", 2),
];
const rates = (decays: Record<string, number>): Record<number, number> =>
  Object.fromEntries(decayRanges(decays, specs, "weightDecay").map(({ offset, decay }) => [offset, decay]));

test("a star stands for any text, and the last name that fits counts", () => {
  expect(rates({ "experts.*.weight": 0.1 })).toEqual({ 6: 0.1, 11: 0.1 });
  expect(rates({ "router.*": 0.2 })).toEqual({ 2: 0.2, 5: 0.2 });
  expect(rates({ "*": 0.3, "*.bias": 0, "experts.0.weight": 0.4 })).toEqual({ 2: 0.3, 6: 0.4, 11: 0.3 });
  expect(rates({ "*.0*weight": 0.5 })).toEqual({ 6: 0.5 });
  expect(rates({ "e*1*h*t": 0.5 })).toEqual({ 11: 0.5 });
  expect(rates({})).toEqual({});
});

test("a name that fits nothing trained is an error that lists the names", () => {
  const names =
    "they are router.readout.weight, router.readout.bias, experts.0.weight, experts.0.bias, experts.10.hidden";
  for (const wrong of ["expert.*", "router.circuit.theta", "weight", "experts.0.weight*weight"]) {
    expect(() => rates({ [wrong]: 1 })).toThrow(`weightDecay: "${wrong}" fits no trained parameters; ${names}`);
  }
});

test.each<[unknown, string]>([
  [
    [],
    'weightDecay: expected an object from names of parameters to decays, such as { "experts.*.weight": 0.01 }, got []',
  ],
  [{ "*": -1 }, 'weightDecay: "*": expected a decay that is a number from 0, got -1'],
  [{ "*": Infinity }, "got Infinity"],
  [{ "*": "0.1" }, 'got "0.1"'],
])("decays of a wrong form are refused (%#)", (value, message) => {
  expect(() => checkWeightDecay(value, "weightDecay")).toThrow(message);
});

test("decay takes a share off its stretch alone", () => {
  const params = Float64Array.of(1, 2, 4, 8);
  decayInto(params, { offset: 1, length: 2 }, 0.25);
  expect([...params]).toEqual([1, 1.5, 3, 8]);
});

const ranges = [
  { offset: 0, length: 1 },
  { offset: 2, length: 1 },
];

test("clipping by norm looks at the ranges alone and keeps the direction", () => {
  const grads = Float64Array.of(3, 100, 4);
  expect(clipNormInPlace(grads, ranges, 1)).toBe(5);
  expect([...grads]).toEqual([3 * 0.2, 100, 4 * 0.2]);
  const short = Float64Array.of(0.3, 100, 0.4);
  clipNormInPlace(short, ranges, 1);
  expect([...short]).toEqual([0.3, 100, 0.4]);
});

test("clipping by norm neither overflows nor hides what is not finite", () => {
  const huge = Float64Array.of(3e300, 0, 4e300);
  clipNormInPlace(huge, ranges, 1);
  expect(huge[0]).toBeCloseTo(0.6, 14);
  expect(huge[2]).toBeCloseTo(0.8, 14);
  for (const value of [Number.NaN, Infinity]) {
    const bad = Float64Array.of(value, 0, 1);
    clipNormInPlace(bad, ranges, 1);
    expect(bad[0]).toBeNaN();
  }
  expect(clipNormInPlace(new Float64Array(3), ranges, 1)).toBe(0);
});

test("clipping by value limits each number of the ranges", () => {
  const grads = Float64Array.of(3, 100, Number.NaN);
  clipValueInPlace(grads, ranges, 2);
  expect([...grads]).toEqual([2, 100, Number.NaN]);
});
