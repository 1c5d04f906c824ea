import { expect, test } from "vitest";
import { lowerShareDifference, shareDifferenceInterval, shareInterval } from "./shares.ts";

test.each([0.025, 0.0017])("one share: closed forms at the ends, tail %d", (tail) => {
  for (const runs of [2, 10, 30]) {
    const root = tail ** (1 / runs);
    expect(shareInterval(0, runs, tail)).toEqual([0, expect.closeTo(1 - root, 10)]);
    expect(shareInterval(runs, runs, tail)).toEqual([expect.closeTo(root, 10), 1]);
  }
  // P(K >= 1) = 1 - (1 - p)^2 and P(K <= 1) = 1 - p^2.
  const [low, high] = shareInterval(1, 2, tail);
  expect(low).toBeCloseTo(1 - Math.sqrt(1 - tail), 10);
  expect(high).toBeCloseTo(Math.sqrt(1 - tail), 10);
});

test.each([0.025, 0.0017])("only the first succeeds, in all runs: the root of the tail, tail %d", (tail) => {
  for (const runs of [2, 5, 30]) {
    // ((1 + d) / 2)^runs, the most that a difference of d allows, is the tail; the share is found on a grid.
    const low = lowerShareDifference(runs, 0, runs, tail);
    expect(Math.abs(low - (2 * tail ** (1 / runs) - 1))).toBeLessThan(1e-3);
  }
});

test("turned about, the interval is mirrored; more for the first moves it up", () => {
  const [low, high] = shareDifferenceInterval(5, 2, 12, 0.025);
  const [less, more] = shareDifferenceInterval(2, 5, 12, 0.025);
  expect([less, more]).toEqual([-high, -low]);
  expect(low).toBeLessThan(3 / 12);
  expect(high).toBeGreaterThan(3 / 12);
  expect(lowerShareDifference(6, 2, 12, 0.025)).toBeGreaterThan(low);
  expect(lowerShareDifference(5, 3, 12, 0.025)).toBeLessThan(low);
  expect(lowerShareDifference(5, 2, 12, 0.002)).toBeLessThan(low);
});
