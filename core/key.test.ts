import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkKey, fold, type Key, keyOf, threefry } from "./key.ts";

describe("Threefry-2x32-20", () => {
  // Known answers of the Random123 distribution (kat_vectors).
  test.each([
    [
      [0, 0],
      [0, 0],
      [0x6b200159, 0x99ba4efe],
    ],
    [
      [0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x1cb996fc, 0xbb002be7],
    ],
    [
      [0x13198a2e, 0x03707344],
      [0x243f6a88, 0x85a308d3],
      [0xc4923a9c, 0x483df7a0],
    ],
  ])("key %j, counter %j", (key, counter, want) => {
    const out = new Uint32Array(2);
    threefry(key[0]!, key[1]!, counter[0]!, counter[1]!, 1, out);
    expect(Array.from(out)).toEqual(want);
  });
});

describe("fold", () => {
  const label = fc.oneof(fc.string({ maxLength: 12 }), fc.integer({ min: 0, max: 2 ** 40 }));
  test("different labels give different keys; the same give the same", () => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 3 }), fc.array(label, { maxLength: 3 }), (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(JSON.stringify(fold(keyOf(1), ...a)) === JSON.stringify(fold(keyOf(1), ...b))).toBe(same);
      }),
      { seed: 1 },
    );
  });
  test("order, kind and key matter", () => {
    const key = keyOf(5);
    const keys = [
      fold(key, "a", "b"),
      fold(key, "b", "a"),
      fold(key, "ab"),
      fold(key, 1),
      fold(key, "1"),
      fold(keyOf(6), 1),
      key,
    ];
    expect(new Set(keys.map(String)).size).toBe(keys.length);
  });
  test("bad seeds and labels are refused", () => {
    expect(() => keyOf(-1)).toThrow("key: expected a whole number from 0 to 2^53 - 1, got -1");
    expect(() => keyOf(0.5)).toThrow("got 0.5");
    expect(() => fold(keyOf(0), -3)).toThrow("fold: expected labels that are text or whole numbers from 0, got -3");
  });
});

test("what is no key is refused", () => {
  expect(checkKey(7, "here")).toEqual(keyOf(7));
  expect(checkKey([1, 4294967295], "here")).toEqual([1, 4294967295]);
  for (const bad of ["a", null, undefined, {}, [], [1], [1, 2, 3], [1, -1], [0.5, 1], [1, 4294967296], ["1", 2]]) {
    expect(() => checkKey(bad, "here")).toThrow("here: expected a whole number from 0, or a key made by keyOf or fold");
    expect(() => fold(bad as unknown as Key, "a")).toThrow("fold: expected a key made by keyOf or fold");
  }
  expect(() => fold(1 as unknown as Key)).toThrow("fold: expected a key made by keyOf or fold, got 1");
  expect(() => fold(keyOf(1), null as unknown as string)).toThrow("labels that are text or whole numbers from 0");
  expect(() => keyOf("1" as unknown as number)).toThrow('expected a whole number from 0 to 2^53 - 1, got "1"');
});
