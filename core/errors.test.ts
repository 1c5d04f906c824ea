import { expect, test } from "vitest";
import { fail, show } from "./errors.ts";

test.each([
  ["text", '"text"'],
  ["x".repeat(61), `"${"x".repeat(57)}..."`],
  [null, "null"],
  [new Float64Array(3), "Float64Array of 3"],
  [{ a: 1, b: 2 }, "an object with keys a, b"],
  [[1, [2, ["a"]]], '[1, [2, ["a"]]]'],
  [[1, 2, 3, 4, 5, 6, 7], "a list of 7"],
  [[[[[[]]]]], "[[[a list of 1]]]"],
])("%j is shown on one short line", (value, text) => {
  expect(show(value)).toBe(text);
});

test("lists nested without end are shown, too", () => {
  const nested: unknown = JSON.parse("[".repeat(100_000) + "]".repeat(100_000));
  expect(() => fail("here", "a number", nested, "Give one")).toThrow(
    "here: expected a number, got [[[a list of 1]]]. Give one",
  );
});
