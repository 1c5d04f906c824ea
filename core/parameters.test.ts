import { expect, test } from "vitest";
import { fold, type Key, keyOf } from "./key.ts";
import { type ParameterSpec, parameterCount, sizeOf } from "./layer.ts";
import { initialise, layoutOf, prefixed, viewOf } from "./parameters.ts";
import { uniformInto } from "./random.ts";

const array = (name: string, shape: readonly number[], trainable = true): ParameterSpec => ({
  name,
  shape,
  trainable,
  init: (key: Key, out: Float64Array) => uniformInto(key, 0, 1, out),
});
const specs = [array("theta", [2, 3]), array("scale", []), array("bias", [4], false)];

test("arrays lie one after the other in the order given", () => {
  const layout = layoutOf(specs);
  expect(layout.length).toBe(11);
  expect(
    Object.values(layout.slices).map(({ name, offset, length, trainable }) => [name, offset, length, trainable]),
  ).toEqual([
    ["theta", 0, 6, true],
    ["scale", 6, 1, true],
    ["bias", 7, 4, false],
  ]);
  expect(layoutOf([])).toEqual({ length: 0, slices: {} });
  expect(parameterCount({ parameters: specs })).toBe(layout.length);
  expect([sizeOf([]), sizeOf([3, 0]), sizeOf([2, 3, 4])]).toEqual([1, 0, 24]);
});

test("a view writes into the vector", () => {
  const layout = layoutOf(specs);
  const vector = new Float64Array(layout.length);
  viewOf(layout, vector, "bias").fill(5);
  expect(Array.from(vector)).toEqual([0, 0, 0, 0, 0, 0, 0, 5, 5, 5, 5]);
});

test("start values depend on the key and the array's own name, not on its neighbours", () => {
  const key = keyOf(11);
  const all = initialise(specs, key);
  const alone = initialise(specs.slice(2), key);
  expect(all.subarray(7)).toEqual(alone);
  const expected = new Float64Array(4);
  uniformInto(fold(key, "bias"), 0, 1, expected);
  expect(alone).toEqual(expected);
  expect(initialise(specs, keyOf(12))).not.toEqual(all);
});

test("a prefix changes names and nothing else", () => {
  const renamed = prefixed("router", specs);
  expect(renamed.map(({ name }) => name)).toEqual(["router.theta", "router.scale", "router.bias"]);
  expect(renamed.map(({ shape, trainable }) => [shape, trainable])).toEqual(
    specs.map(({ shape, trainable }) => [shape, trainable]),
  );
});

test("names that clash and names nobody has are refused", () => {
  expect(() => layoutOf([array("a", [1]), array("a", [2])])).toThrow('parameters: expected names that differ, got "a"');
  expect(() => layoutOf([array("__proto__", [1])])).toThrow('got "__proto__"');
  const layout = layoutOf([array("constructor", [2])]);
  expect(viewOf(layout, new Float64Array(2), "constructor").length).toBe(2);
  expect(() => viewOf(layout, new Float64Array(2), "toString")).toThrow(
    'parameter: expected one of constructor, got "toString"',
  );
});
