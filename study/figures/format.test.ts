import { expect, test } from "vitest";
import type { Experiment } from "../results.ts";
import { bareP, formatDifference, formatLoss, formatP, formatPercent, formatPlain, formatShare } from "./format.ts";

test.each([
  [0.9812, ".981"],
  [1, "1.000"],
  [0, ".000"],
  [0.9996, ".9996"],
  [0.99996, ".99996"],
  [-0.0004, "−.0004"],
  [-0.036, "−.036"],
  [1.0004, "1.0004"],
  [2e-13, ".000"],
  [1 - 2e-13, "1.000"],
])("the share %d reads %s: nothing is rounded to 0 or 1 that is not exactly that", (value, text) => {
  expect(formatShare(value)).toBe(text);
});

test.each([
  [4.085, "4.08"],
  [0.298, ".298"],
  [12.34, "12.3"],
  [1234.5, "1235"],
  [2.5e7, "2.50e+7"],
  [-3.3, "−3.30"],
])("the loss %d reads %s", (value, text) => {
  expect(formatLoss(value)).toBe(text);
});

test.each([
  [0.00003, "p < .0001", "<.0001"],
  [0.0003, "p = .0003", ".0003"],
  [0.018, "p = .018", ".018"],
  [0.0499, "p = .0499", ".0499"],
  [0.4, "p = .40", ".40"],
  [1, "p = 1", "1"],
])("p of %d reads %s", (p, text, bare) => {
  expect(formatP(p)).toBe(text);
  expect(bareP(p)).toBe(bare);
});

test("a p below .05 never reads as .05 or more, nor the other way round", () => {
  for (let p = 0.0001; p < 1; p += 0.00037) {
    expect(Number(bareP(p)) < 0.05, `p = ${p}`).toBe(p < 0.05);
  }
});

test("percentages keep 0 and 100 for none and all", () => {
  expect([0, 0.003, 0.43, 0.997, 1].map(formatPercent)).toEqual([
    "0 %",
    "less than 1 %",
    "43 %",
    "more than 99 %",
    "100 %",
  ]);
});

test("differences carry their sign, settings all their digits", () => {
  const accuracy = { metric: { kind: "testAccuracy" } } as Experiment;
  expect([0.036, -0.036, 0, -2e-13].map((value) => formatDifference(accuracy, value))).toEqual([
    "+.036",
    "−.036",
    ".000",
    ".000",
  ]);
  expect([0.05, 0.1, 0.0125, 2].map(formatPlain)).toEqual([".05", ".1", ".0125", "2"]);
});
