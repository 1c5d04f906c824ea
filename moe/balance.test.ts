import { expect, test } from "vitest";
import { balance } from "./balance.ts";

const measure = (rows: readonly (readonly number[])[], labels: readonly number[], classes = 2) =>
  balance(Float64Array.from(rows.flat()), Int32Array.from(labels), rows[0]!.length, classes);

test("even weights: full load, no choice, nothing known about the label", () => {
  const { load, relativeLoad, evenness, variation, dead, sampleEntropy, labelInformation } = measure(
    [
      [0.5, 0.5],
      [0.5, 0.5],
    ],
    [0, 1],
  );
  expect(load).toEqual([0.5, 0.5]);
  expect(relativeLoad).toEqual([1, 1]);
  expect(evenness).toBeCloseTo(1, 14);
  expect(variation).toBe(0);
  expect(dead).toBe(0);
  expect(sampleEntropy).toBeCloseTo(Math.LN2, 14);
  expect(labelInformation).toBeCloseTo(0, 14);
});

test("hard routing by label: each sample decided, the expert tells the label", () => {
  const result = measure(
    [
      [1, 0],
      [0, 1],
      [1, 0],
      [0, 1],
    ],
    [0, 1, 0, 1],
  );
  expect(result.evenness).toBeCloseTo(1, 14);
  expect(result.sampleEntropy).toBe(0);
  expect(result.labelInformation).toBeCloseTo(Math.LN2, 14);
});

test("one expert takes all: the others are dead", () => {
  const result = measure(
    [
      [1, 0, 0, 0],
      [1, 0, 0, 0],
    ],
    [0, 1],
  );
  expect(result.load).toEqual([1, 0, 0, 0]);
  expect(result.evenness).toBeCloseTo(0.25, 14);
  expect(result.dead).toBe(0.75);
  // Standard deviation of (4, 0, 0, 0), whose mean is 1.
  expect(result.variation).toBeCloseTo(Math.sqrt(3), 14);
});

test("an expert is dead below a tenth of an even share", () => {
  expect(measure([[0.94, 0.06]], [0]).dead).toBe(0);
  expect(measure([[0.96, 0.04]], [0]).dead).toBe(0.5);
});

test("mutual information of soft routing, worked out by hand", () => {
  // p(expert, label): .4 .1 / .1 .4, marginals even: 2 (.4 ln 1.6 + .1 ln .4).
  const result = measure(
    [
      [0.8, 0.2],
      [0.2, 0.8],
    ],
    [0, 1],
  );
  expect(result.labelInformation).toBeCloseTo(2 * (0.4 * Math.log(1.6) + 0.1 * Math.log(0.4)), 14);
});

test("bad input is refused", () => {
  expect(() => balance(new Float64Array(0), new Int32Array(0), 2, 2)).toThrow("balance: expected at least one sample");
  expect(() => balance(new Float64Array(5), new Int32Array(2), 2, 2)).toThrow("balance: expected 2 x 2 weights");
});

test("kept probabilities count as shares; a row of zeros for no expert", () => {
  const kept = measure(
    [
      [0.4, 0, 0, 0],
      [0, 0.4, 0, 0],
      [0, 0, 0.4, 0],
      [0, 0, 0, 0.4],
      [0, 0, 0, 0],
    ],
    [0, 1, 0, 1, 0],
  );
  expect(kept.load).toEqual([0.25, 0.25, 0.25, 0.25]);
  expect(kept.evenness).toBeCloseTo(1, 14);
  expect([kept.variation, kept.sampleEntropy, kept.dead]).toEqual([0, 0, 0]);
  expect(() => measure([[0, 0]], [0])).toThrow("balance: expected a row with a weight that is not 0");
});

test("an expert that has every row has all of the load, and no more, though its weights are rounded up", () => {
  const weights = Float64Array.from({ length: 300 }, (_, i) => (i % 3 === 2 ? 1 + 2.2e-16 : 0));
  expect(balance(weights, null, 3, 1).load).toEqual([0, 0, 1]);
});

test("weights and labels that are none are refused", () => {
  const weights = Float64Array.of(0.5, 0.5, 1, 0);
  expect(() => balance(weights, Int32Array.of(0, 2), 2, 2)).toThrow(
    "balance: labels[1]: expected a class from 0 to 1, got 2",
  );
  expect(() => balance(Float64Array.of(0.5, Number.NaN), null, 2, 1)).toThrow("balance: weights of sample 0");
});
