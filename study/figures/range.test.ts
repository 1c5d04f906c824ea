import { expect, test } from "vitest";
import { metricRange, paddedRange } from "./range.ts";

test("an axis of accuracies ends a little outside 0 and 1, and is .02 long at least", () => {
  const [low, high] = metricRange([0.2, 1], true);
  expect([low, high]).toEqual([expect.closeTo(0.16, 12), expect.closeTo(1 + 0.03 * 0.88, 12)]);
  expect(metricRange([0, 0.5], true)[0]).toBeCloseTo(-0.03 * 0.55, 12);
  const [equal, top] = metricRange([1, 1], true);
  expect(top - equal).toBeGreaterThan(0.02);
  expect(top).toBeLessThan(1.01);
});

test.each([
  ["accuracies in percent", [89, 90.5, 92]],
  ["values around 10", [9.1, 10, 11.3]],
  ["values on both sides of 0", [-1.2, 0.3, 11]],
  ["values below 0", [-3, -1]],
  ["losses in the column of accuracies", [0.9, 1.4]],
  ["very large values", [-1e100, 1e100]],
])("%s lie on their axis, which runs upwards", (_, values) => {
  for (const accuracy of [true, false]) {
    const [low, high] = metricRange(values, accuracy);
    expect(low).toBeLessThan(Math.min(...values));
    expect(high).toBeGreaterThan(Math.max(...values));
  }
});

test("an axis of what is never below 0 does not begin there", () => {
  expect(metricRange([0.1, 30], false)[0]).toBe(0);
  expect(metricRange([0.1, 30], true)[0]).toBe(0);
  expect(metricRange([89, 92], true)[0]).toBeCloseTo(88.85, 12);
});

test("more values than a call takes arguments", () => {
  const values = Array.from({ length: 300_000 }, (_, i) => i / 300_000);
  expect(paddedRange(values, 0.5)).toEqual([expect.closeTo(-0.5, 4), expect.closeTo(1.5, 4)]);
  expect(metricRange(values, true)[1]).toBeGreaterThan(1);
});
