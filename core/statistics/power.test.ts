import { expect, test } from "vitest";
import { power } from "./power.ts";

const one = { level: 0.95, overlap: null, samples: 1 };

test("G*Power's example: half a standard deviation, 34 pairs, .05 on both sides: .8077775", () => {
  expect(power(0.5, 1, 34, one)).toBeCloseTo(0.8077775, 5);
});

test("the scale does not matter; more runs help, more samples and the other direction do not", () => {
  expect(power(0.05, 0.1, 34, one)).toBeCloseTo(power(0.5, 1, 34, one), 12);
  expect(power(0.5, 1, 35, one)).toBeGreaterThan(power(0.5, 1, 34, one));
  expect(power(0.5, 1, 34, { ...one, samples: 15 })).toBeLessThan(power(0.5, 1, 34, one));
  expect(power(-0.5, 1, 34, one)).toBeLessThan(1e-6);
});

test("one table: 1/runs + testRows/trainRows takes the place of 1/runs", () => {
  const overlap = { trainRows: 100, testRows: 50 };
  const runs = 10;
  const factor = Math.sqrt(1 / runs / (1 / runs + 1 / 2));
  expect(power(1, 1, runs, { ...one, overlap })).toBeCloseTo(power(factor, 1, runs, one), 12);
});
