import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold, keyOf } from "./key.ts";
import { permutation, shuffleInto, stream, uniformInto } from "./random.ts";

const key = fc.integer({ min: 0, max: 2 ** 53 - 1 }).map(keyOf);

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
  test("the n-th number depends on the key and n alone; a shorter fill is a prefix of a longer one", () => {
    const long = new Float64Array(100);
    const short = new Float64Array(10);
    uniformInto(keyOf(8), 0, 1, long);
    uniformInto(keyOf(8), 0, 1, short);
    expect(long.subarray(0, 10)).toEqual(short);
    expect(new Set(long).size).toBe(100);
    const random = stream(keyOf(8));
    expect(Array.from(short, () => random.uniform())).toEqual(Array.from(short));
  });
  test("uniform numbers keep to their bounds and to a grid of 2^-53", () => {
    fc.assert(
      fc.property(
        key,
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (k, low, width) => {
          const out = new Float64Array(20);
          uniformInto(k, low, low + width, out);
          expect(out.every((value) => value >= low && value <= low + width)).toBe(true);
          const value = stream(k).uniform() * 2 ** 53;
          expect(Number.isInteger(value)).toBe(true);
        },
      ),
      { seed: 2 },
    );
  });
  test("whole numbers are below their bound, up to 2^32", () => {
    fc.assert(
      fc.property(key, fc.integer({ min: 1, max: 2 ** 32 }), (k, bound) => {
        const value = stream(k).integer(bound);
        expect(Number.isInteger(value) && value >= 0 && value < bound).toBe(true);
      }),
      { seed: 3 },
    );
  });
  test.each([0, -1, 2.5, 2 ** 32 + 1, Number.NaN])("a bound of %d is refused", (bound) => {
    expect(() => stream(keyOf(1)).integer(bound)).toThrow(
      `random integer: expected a whole bound from 1 to 2^32, got ${bound}`,
    );
  });
});

describe("permutations", () => {
  test("hold each number once, and their key decides them", () => {
    fc.assert(
      fc.property(key, fc.integer({ min: 0, max: 60 }), (k, length) => {
        const order = permutation(k, length);
        expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
        expect(permutation(k, length)).toEqual(order);
      }),
      { seed: 4 },
    );
    expect(permutation(keyOf(1), 50)).not.toEqual(permutation(keyOf(2), 50));
  });
  test("all orders of four are equally likely, within 5 standard errors", () => {
    const counts = new Map<string, number>();
    const draws = 24_000;
    for (let k = 0; k < draws; k++) {
      const order = permutation(fold(keyOf(9), k), 4).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const error = Math.sqrt(draws * (1 / 24) * (23 / 24));
    for (const count of counts.values()) expect(Math.abs(count - draws / 24)).toBeLessThan(5 * error);
  });
  test("shuffling in place keeps what is there", () => {
    const values = Uint32Array.from([7, 7, 3, 0, 9]);
    shuffleInto(keyOf(2), values);
    expect(Array.from(values).sort()).toEqual([0, 3, 7, 7, 9]);
  });
});
