import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold, type Key, keyOf, threefry } from "./key.ts";
import { permutation, stream, uniformInto } from "./random.ts";

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
    threefry(key as unknown as Key, counter[0]!, counter[1]!, out);
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

describe("random streams", () => {
  test("uniform numbers have the mean and variance of the law, within 5 standard errors", () => {
    const n = 100_000;
    const values = new Float64Array(n);
    uniformInto(keyOf(3), 0, 1, values);
    const mean = values.reduce((a, b) => a + b) / n;
    const square = values.reduce((a, b) => a + b * b) / n;
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(square - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / n));
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  });
  test("whole numbers fill their range evenly, within 5 standard errors", () => {
    const random = stream(keyOf(4));
    const counts = new Array<number>(6).fill(0);
    for (let k = 0; k < 60_000; k++) counts[random.integer(6)]! += 1;
    for (const count of counts)
      expect(Math.abs(count - 10_000)).toBeLessThan(5 * Math.sqrt(60_000 * (1 / 6) * (5 / 6)));
  });
  test("a permutation holds each number once, and its key decides it", () => {
    expect(Array.from(permutation(keyOf(1), 50)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i),
    );
    expect(permutation(keyOf(1), 50)).toEqual(permutation(keyOf(1), 50));
    expect(permutation(keyOf(1), 50)).not.toEqual(permutation(keyOf(2), 50));
    expect(permutation(keyOf(1), 0).length).toBe(0);
  });
});
