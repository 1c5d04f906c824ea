import { describe, expect, test } from "vitest";
import golden from "../../test/golden/statistics.json" with { type: "json" };
import { fold, keyOf } from "../key.ts";
import { studentTCdf } from "../math/index.ts";
import {
  bootstrapMean,
  correctedResampledT,
  holm,
  mean,
  quantile,
  variance,
  wilcoxonSignedRank,
  wilson,
} from "./index.ts";

const key = keyOf(7);

describe.each(golden.cases)("$name, against SciPy", ({ name, values, ...want }) => {
  test("mean, variance, quantiles", () => {
    expect(mean(values)).toBeCloseTo(want.mean, 14);
    expect(variance(values)).toBeCloseTo(want.variance, 13);
    for (const [q, value] of want.quantiles) expect(quantile(values, q!)).toBeCloseTo(value!, 14);
  });
  test("Wilcoxon", () => {
    const { statistic, p } = wilcoxonSignedRank(values);
    expect(statistic).toBe(want.wilcoxon.statistic);
    expect(p / want.wilcoxon.p).toBeCloseTo(1, 10);
  });
  // With five values the BCa end points are far-out quantiles of few distinct means, where this tolerance does not hold.
  if (values.length > 5)
    test("bootstrap interval within 5 standard errors of Monte Carlo", () => {
      const resamples = 40000;
      const [low, high] = bootstrapMean(values, { key: fold(key, name), resamples });
      // A 2.5 % quantile of a normal spread s over R resamples has the standard error s sqrt(p (1 - p) / R) / density = 2.67 s / sqrt(R).
      // Means of rounded values lie on a grid, which a quantile can miss by one step.
      const grid = name.includes("ties") ? 1 / values.length : 0;
      const tolerance = 5 * 2.67 * want.standardError * Math.sqrt(1 / resamples + 1 / 200000) + grid;
      expect(Math.abs(low - want.bca[0]!)).toBeLessThan(tolerance);
      expect(Math.abs(high - want.bca[1]!)).toBeLessThan(tolerance);
    });
  test("corrected resampled t", () => {
    const { interval, p } = correctedResampledT(values, { trainRows: 700, testRows: 300 });
    expect(interval[0]).toBeCloseTo(want.nadeau.interval[0]!, 11);
    expect(interval[1]).toBeCloseTo(want.nadeau.interval[1]!, 11);
    expect(p).toBeCloseTo(want.nadeau.p, 11);
  });
});

test.each(golden.wilcoxon)("Wilcoxon, $name, against SciPy", ({ values, statistic, p }) => {
  const got = wilcoxonSignedRank(values);
  expect(got.statistic).toBe(statistic);
  expect(got.p / p).toBeCloseTo(1, 10);
  expect(got.pairs).toBe(values.filter((value) => value !== 0).length);
  // Turning all signs changes neither.
  expect(wilcoxonSignedRank(values.map((value) => -value))).toEqual(got);
});

test("Wilson's interval", () => {
  const levels = golden.wilson.map(([successes, trials, ...ends]) => [successes, trials, 0.95, ...ends]);
  for (const [successes, trials, level, low, high] of [...levels, ...golden.wilsonLevels]) {
    const got = wilson(successes!, trials!, level);
    expect(got[0]).toBeCloseTo(low!, 12);
    expect(got[1]).toBeCloseTo(high!, 12);
  }
});

test("Holm", () => {
  for (const { p, adjusted } of [golden.holm, ...golden.holmMore]) {
    expect(holm(p)).toEqual(adjusted.map((value) => expect.closeTo(value, 14)));
  }
  expect(holm([])).toEqual([]);
});

test("quantiles leave the sample as it was", () => {
  const values = [3, 1, 2];
  expect(quantile(values, 0.5)).toBe(2);
  expect(values).toEqual([3, 1, 2]);
});

test("Student's t", () => {
  for (const [t, degrees, p] of golden.t) expect(studentTCdf(t!, degrees!)).toBeCloseTo(p!, 12);
});

test("the bootstrap does not see the unit of its values", () => {
  const [low, high] = bootstrapMean([0.1, 0.2, 0.3], { key });
  const [low10, high10] = bootstrapMean([1, 2, 3], { key });
  expect([low * 10, high * 10]).toEqual([expect.closeTo(low10, 12), expect.closeTo(high10, 12)]);
});

test("nothing to tell apart", () => {
  expect(wilcoxonSignedRank([0, 0, 0])).toEqual({ statistic: 0, p: 1, pairs: 0 });
  expect(bootstrapMean([0.9, 0.9, 0.9], { key })).toEqual([0.9, 0.9]);
  expect(bootstrapMean([0.7], { key })).toEqual([0.7, 0.7]);
  expect(correctedResampledT([0, 0], { trainRows: 7, testRows: 3 }).p).toBe(1);
  expect(correctedResampledT([-0.1, -0.1, -0.1], { trainRows: 7, testRows: 3 })).toEqual({
    mean: -0.1,
    interval: [-0.1, -0.1],
    t: -Infinity,
    p: 1 / 4,
  });
});

test("bad samples are refused", () => {
  expect(() => mean([])).toThrow("mean: expected at least one value, got 0");
  expect(() => quantile([1, Number.NaN], 0.5)).toThrow("quantile: expected finite values, got NaN");
  expect(() => wilson(5, 4)).toThrow("wilson: expected successes from 0 to 4, got 5");
  expect(() => holm([0.5, 1.5])).toThrow("holm: expected p-values from 0 to 1, got 1.5");
  expect(() => correctedResampledT([1], { trainRows: 1, testRows: 1 })).toThrow("at least two values");
  expect(() => correctedResampledT([1, 2], { trainRows: 1, testRows: -1 })).toThrow("test rows from 0, got -1");
  expect(() => wilcoxonSignedRank([1, Infinity])).toThrow("wilcoxonSignedRank: expected finite values, got Infinity");
  for (const resamples of [0, 2.5, Number.NaN]) {
    expect(() => bootstrapMean([1, 2], { key, resamples })).toThrow("a whole number of resamples from 1");
  }
  for (const level of [0, 1, 1.5, Number.NaN]) {
    const message = `expected a level between 0 and 1, got ${level}`;
    expect(() => wilson(3, 5, level)).toThrow(`wilson: ${message}`);
    expect(() => bootstrapMean([1, 2], { key, level })).toThrow(`bootstrapMean: ${message}`);
    expect(() => correctedResampledT([1, 2], { trainRows: 7, testRows: 3, level })).toThrow(message);
  }
});
