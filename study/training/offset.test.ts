import { expect, test } from "vitest";
import { offsetAxis } from "./offset.ts";

test("an axis far from 0 is counted from a round offset that its name says", () => {
  const { label, tickFormat } = offsetAxis("t", [101325000, 101325005]);
  expect(label).toBe("t − 101325000");
  expect([101325001, 101325004].map((value, i, all) => tickFormat(value, i, all))).toEqual(["1", "4"]);
});

test("an ordinary axis keeps its labels, one with a single value, too", () => {
  expect(offsetAxis("t", [-1, 3]).label).toBe("t");
  expect(offsetAxis("t", [0, 0]).label).toBe("t");
  expect(offsetAxis("t", [5, 5.001]).label).not.toMatch(/NaN|Infinity/);
});
