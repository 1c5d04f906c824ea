import { describe, expect, test } from "vitest";
import { binomial, multinomialInto } from "./binomial.ts";
import { fold, keyOf } from "./key.ts";
import { exp, lnGamma, log, log1p } from "./math/index.ts";
import { stream } from "./random.ts";

const key = keyOf(1993);
const DRAWS = 100_000;

/** Chi-squared over cells of at least 20 expected draws, in standard errors from its mean (its variance is twice its mean). */
function offBy(observed: readonly number[], expected: readonly number[]): number {
  let [chi, cells, seen, wanted] = [0, 0, 0, 0];
  for (const [k, e] of expected.entries()) {
    seen += observed[k] ?? 0;
    wanted += e;
    if (wanted < 20) continue;
    chi += ((seen - wanted) * (seen - wanted)) / wanted;
    cells++;
    [seen, wanted] = [0, 0];
  }
  return (chi - (cells - 1)) / Math.sqrt(2 * Math.max(1, cells - 1));
}

function law(n: number, p: number, k: number): number {
  return exp(lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1) + k * log(p) + (n - k) * log1p(-p));
}

describe("binomial draws", () => {
  test.each([
    [1, 0.3],
    [5, 0.5],
    [20, 0.07],
    [100, 0.099],
    [100, 0.101],
    [25, 0.45],
    [40, 0.9],
    [1000, 0.02],
    [1000, 0.5],
    [1000, 0.995],
    [10_000, 0.7],
    [100_000, 0.00005],
  ])("of %i trials with probability %d follow the law, within 5 standard errors", (n, p) => {
    const random = stream(fold(key, n, Math.floor(p * 1e6)));
    const counts: number[] = new Array<number>(n + 1).fill(0);
    for (let k = 0; k < DRAWS; k++) counts[binomial(random, n, p)]! += 1;
    const expected = counts.map((_, k) => DRAWS * law(n, p, k));
    expect(expected.reduce((a, b) => a + b)).toBeCloseTo(DRAWS, 3);
    expect(Math.abs(offBy(counts, expected))).toBeLessThan(5);
  });
  test.each([
    [1e9, 0.3],
    [1e9, 2e-8],
    [1e9, 1e-9],
    [123_456_789, 0.999],
  ])("of %d trials with probability %d have its mean and variance, within 5 standard errors", (n, p) => {
    const random = stream(fold(key, "large", n));
    let [sum, square] = [0, 0];
    for (let k = 0; k < DRAWS; k++) {
      const d = binomial(random, n, p) - n * p;
      sum += d / DRAWS;
      square += (d * d) / DRAWS;
    }
    const variance = n * p * (1 - p);
    expect(Math.abs(sum)).toBeLessThan(5 * Math.sqrt(variance / DRAWS));
    const fourth = 3 * variance * variance + variance * (1 - 6 * p * (1 - p));
    expect(Math.abs(square - variance)).toBeLessThan(5 * Math.sqrt((fourth - variance * variance) / DRAWS));
  });
  test("the same key gives the same draws; certain and impossible ones take none", () => {
    const draw = () =>
      Array.from(
        { length: 20 },
        (
          (random) => () =>
            binomial(random, 1000, 0.4)
        )(stream(key)),
      );
    expect(draw()).toEqual(draw());
    const random = stream(key);
    expect([binomial(random, 0, 0.5), binomial(random, 7, 0), binomial(random, 7, 1)]).toEqual([0, 0, 7]);
    expect(random.uniform()).toBe(stream(key).uniform());
  });
  test("what is no number of trials and no probability is refused", () => {
    const random = stream(key);
    for (const n of [-1, 1.5, Number.NaN, 2e9]) expect(() => binomial(random, n, 0.5)).toThrow("binomial: n");
    for (const p of [-1e-15, 1.1, Number.NaN]) expect(() => binomial(random, 5, p)).toThrow("binomial: p");
  });
});

describe("multinomial draws", () => {
  const probabilities = Float64Array.of(9, 0.1, 0, 0.25, 0.35, 0.3, 0, 9);
  test.each([1, 3, 6, 50, 100_000])("of %i shots have the means and variances of the law", (shots) => {
    const random = stream(fold(key, "multinomial", shots));
    const counts = new Float64Array(6);
    const [sums, squares] = [new Float64Array(6), new Float64Array(6)];
    const repeats = 20_000;
    let all = 0;
    for (let k = 0; k < repeats; k++) {
      multinomialInto(random, shots, probabilities, counts, 1);
      counts.forEach((count, i) => {
        all += count;
        sums[i]! += count;
        squares[i]! += (count - shots * probabilities[i + 1]!) ** 2;
      });
    }
    expect(all).toBe(shots * repeats);
    for (let i = 0; i < 6; i++) {
      const p = probabilities[i + 1]!;
      const variance = shots * p * (1 - p);
      expect(Math.abs(sums[i]! / repeats - shots * p)).toBeLessThanOrEqual(5 * Math.sqrt(variance / repeats));
      const fourth = 3 * variance * variance + variance * (1 - 6 * p * (1 - p));
      expect(Math.abs(squares[i]! / repeats - variance)).toBeLessThanOrEqual(
        5 * Math.sqrt((fourth - variance * variance) / repeats),
      );
    }
  });
  test("two shots of many outcomes follow the joint law", () => {
    const random = stream(fold(key, "pairs"));
    const p = [0.1, 0.2, 0.3, 0.4];
    const pairs = new Array<number>(16).fill(0);
    const counts = new Float64Array(4);
    for (let k = 0; k < DRAWS; k++) {
      multinomialInto(random, 2, Float64Array.from(p), counts);
      const found = p.flatMap((_, i) => new Array<number>(counts[i]!).fill(i));
      pairs[4 * found[0]! + found[1]!]! += 1;
    }
    const expected = pairs.map((_, c) => {
      const [i, j] = [c >> 2, c & 3];
      return i > j ? 0 : DRAWS * p[i]! * p[j]! * (i === j ? 1 : 2);
    });
    const kept = expected.flatMap((e, c) => (e > 0 ? [c] : []));
    expect(
      Math.abs(
        offBy(
          kept.map((c) => pairs[c]!),
          kept.map((c) => expected[c]!),
        ),
      ),
    ).toBeLessThan(5);
  });
  test("what sums to 1 by rounding alone loses no shot; nothing is drawn of what has no probability", () => {
    const counts = new Float64Array(3);
    multinomialInto(stream(key), 1e9, Float64Array.of(1 / 3, 1 / 3, 1 / 3 - 1e-16), counts);
    expect(counts.reduce((a, b) => a + b)).toBe(1e9);
    multinomialInto(stream(key), 2, Float64Array.of(0, 1e-300, 0), counts);
    expect([...counts]).toEqual([0, 2, 0]);
    expect(() => multinomialInto(stream(key), 2, new Float64Array(3), counts)).toThrow("multinomial");
    expect(() => multinomialInto(stream(key), 2, Float64Array.of(-1e-9, 1, 0), counts)).toThrow("multinomial");
  });
});
