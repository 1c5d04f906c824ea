import { expect, test } from "vitest";
import { param } from "../angle.ts";
import { channel, circuit } from "../circuit.ts";

test.each([
  ["an index beyond all bounds", param(10_000_000), "an index that is a whole number from 0 to 1048575, got 10000000"],
  ["a negative index", param(-1), "an index that is a whole number"],
  ["half an index", param(0.5), "an index that is a whole number"],
  ["text as an index", param("0" as never), 'an index that is a whole number from 0 to 1048575, got "0"'],
  ["a scale that is no number", param(0, NaN), "a finite scale, got NaN"],
])("a strength that is a parameter is checked as an angle is: %s", (_, strength, message) => {
  expect(() => channel("depolarizing", [0], [strength])).toThrow(`channel depolarizing: expected ${message}`);
  // As it may come from JSON, past `channel`.
  const given = { channel: "depolarizing", wires: [0], strengths: [strength] } as const;
  expect(() => circuit(1, [given])).toThrow(`channel depolarizing: expected ${message}`);
});
