import fc from "fast-check";
import { expect, test } from "vitest";
import golden from "../test/golden/datasets.json" with { type: "json" };
import type { RandomState } from "./mersenne.ts";
import { randomState } from "./mersenne.ts";

const take = (random: RandomState, count: number, kind: "word" | "uniform" | "normal"): number[] =>
  Array.from({ length: count }, () => random[kind]());

function shuffled(random: RandomState, length: number): number[] {
  const order = Uint32Array.from({ length }, (_, i) => i);
  random.shuffleInto(order);
  return [...order];
}

/** NumPy's logarithm may differ from ours in the last bit. */
function expectNear(got: readonly number[], wanted: readonly number[]): void {
  expect(got.length).toBe(wanted.length);
  got.forEach((value, i) => {
    expect(Math.abs(value - wanted[i]!)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.max(1, Math.abs(wanted[i]!)));
  });
}

test.each(golden.streams)("seed $seed gives NumPy's words, over two refills of the state", (wanted) => {
  const words = take(randomState(wanted.seed), 1251, "word");
  expect(words.slice(0, 8)).toEqual(wanted.words);
  expect(words.slice(620, 628)).toEqual(wanted.wordsFrom620);
  expect(words.slice(1245)).toEqual(wanted.wordsFrom1245);
});

test.each(golden.streams)("seed $seed gives NumPy's uniforms and normals", ({ seed, uniforms, normals }) => {
  expect(take(randomState(seed), uniforms.length, "uniform")).toEqual(uniforms);
  expectNear(take(randomState(seed), normals.length, "normal"), normals);
});

test.each(golden.streams)("seed $seed gives NumPy's shuffles", ({ seed, orders, orderOf1000 }) => {
  for (const order of orders) expect(shuffled(randomState(seed), order.length)).toEqual(order);
  const long = shuffled(randomState(seed), 1000);
  expect(long.slice(0, 12)).toEqual(orderOf1000.first);
  expect(long.slice(-4)).toEqual(orderOf1000.last);
});

test.each(golden.streams)(
  "seed $seed: calls of all kinds share one stream, and the second normal is kept",
  (wanted) => {
    const random = randomState(wanted.seed);
    const got = [random.normal(), random.uniform(), ...shuffled(random, 5), random.normal(), random.normal()];
    expectNear(got, wanted.mixed);
  },
);

test("whole numbers stay within their bound and reach it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), fc.integer({ min: 0, max: 0xffffffff }), (seed, max) => {
      const value = randomState(seed).upTo(max);
      expect(Number.isInteger(value) && value >= 0 && value <= max).toBe(true);
    }),
    { seed: 1 },
  );
  const random = randomState(5);
  expect(new Set(Array.from({ length: 200 }, () => random.upTo(4)))).toEqual(new Set([0, 1, 2, 3, 4]));
});

test("a bound of 0 takes nothing from the stream", () => {
  const random = randomState(9);
  expect(random.upTo(0)).toBe(0);
  expect(random.word()).toBe(randomState(9).word());
});

test.each([-1, 4294967296, 0.5, Number.NaN])("seed %s is refused", (seed) => {
  expect(() => randomState(seed)).toThrow(`randomState: expected a seed from 0 to 2^32 - 1, got ${seed}`);
});
