import { expect, test } from "vitest";
import { fewest } from "./shots-needed.ts";

test("the fewest shots by the normal law, to two digits", () => {
  // Phi(-.1 sqrt(S)) = .01 where .1 sqrt(S) = 2.3263: S = 541.2.
  expect(fewest(Float64Array.of(0.1, 0.1), 0.01)).toBe(550);
  // 1.6449: S = 270.6.
  expect(fewest(Float64Array.of(0.1), 0.05)).toBe(280);
  // Rows without noise never differ: half the rows may then differ twice as often.
  expect(fewest(Float64Array.of(0.1, Number.POSITIVE_INFINITY), 0.05)).toBe(170);
  expect(fewest(Float64Array.of(5, 6), 0.05)).toBe(1);
});

test("where one row in two lies on the line between the classes no number is enough", () => {
  expect(fewest(Float64Array.of(0, 1), 0.01)).toBe(null);
});
