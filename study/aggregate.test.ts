import { expect, test } from "vitest";
import { correctedResampledT, wilcoxonSignedRank, wilson } from "../core/statistics/index.ts";
import { medianRun, runsOverlap, summarise } from "./aggregate.ts";
import type { Experiment, Run, StudySpec } from "./results.ts";
import { generated } from "./source.ts";
import { armOf } from "./specs/arms.ts";
import { noiseSpec } from "./specs/noise.ts";

const base: Experiment = {
  name: "by-hand",
  title: "By hand",
  protocol: "controlled",
  description: "",
  flaws: [],
  conditions: [],
  data: generated("moons", { samples: 300 }, { redraw: true }),
  redraw: true,
  testRows: 100,
  scalerRows: "train",
  epochs: 2,
  batchSize: 32,
  learningRate: 0.1,
  metric: { kind: "testAccuracy" },
  threshold: 0.9,
  reference: "quantum",
  arms: [armOf("quantum"), armOf("linear", { printed: 0.875 }), armOf("mlp-4")],
};

const specOf = (experiment: Experiment, seeds: number): StudySpec => ({
  name: "test",
  title: "Test",
  key: 5,
  seeds,
  experiments: [experiment],
});

function runsOf(metrics: Readonly<Record<string, readonly number[]>>): Run[] {
  return Object.entries(metrics).flatMap(([arm, values]) =>
    values.map((metric, seed) => ({
      experiment: "by-hand",
      arm,
      seed,
      metric,
      trainAccuracy: 1,
      testAccuracy: metric,
      losses: [seed, seed / 2],
      load: seed % 2 === 0 ? [0.3, 0.7] : [0.9, 0.1],
      conditions: [],
    })),
  );
}

const metrics = {
  quantum: [0.95, 0.91, 0.99, 0.9, 0.96],
  linear: [0.85, 0.875, 0.87, 0.88, 0.875],
  "mlp-4": [0.95, 0.89, 0.97, 0.95, 0.93],
};

test("means, quantiles, successes, loss bands and loads of runs made by hand", () => {
  const [quantum, linear] = summarise(specOf(base, 5), runsOf(metrics).reverse());
  expect(quantum).toMatchObject({
    runs: 5,
    min: 0.9,
    median: 0.95,
    max: 0.99,
    routerParameters: 24,
    totalParameters: 36,
  });
  expect(quantum!.mean).toBeCloseTo(0.942, 12);
  expect(quantum!.interval[0]).toBeGreaterThan(0.9);
  expect(quantum!.interval[0]).toBeLessThan(quantum!.mean);
  expect(quantum!.interval[1]).toBeGreaterThan(quantum!.mean);
  expect(quantum!.success).toEqual({ count: 5, share: 1, interval: wilson(5, 5) });
  expect(linear!.success).toMatchObject({ count: 0, share: 0 });
  // One run below the printed value of .875, two equal to it.
  const below = metrics.linear.filter((m) => m < 0.875).length;
  expect(linear!.printedQuantile).toBe((below + 1) / 5);
  expect(quantum!.printedQuantile).toBe(null);
  expect(quantum!.lossBand[0]).toEqual({ low: 0.4, median: 2, high: 3.6 });
  expect(quantum!.lossBand[1]!.median).toBe(1);
  // Three runs with (.7, .3) and two with (.9, .1), the busiest first.
  expect(quantum!.load).toEqual([expect.closeTo(0.78, 12), expect.closeTo(0.22, 12)]);
});

test("independent runs: Wilcoxon on pairs by seed, Holm over the arms, none for the reference", () => {
  const [quantum, linear, mlp] = summarise(specOf(base, 5), runsOf(metrics));
  const pairs = metrics["mlp-4"].map((m, i) => m - metrics.quantum[i]!);
  expect(quantum!.difference).toBe(null);
  expect(mlp!.difference).toMatchObject({ test: "Wilcoxon signed-rank", p: wilcoxonSignedRank(pairs).p });
  expect(mlp!.difference!.mean).toBeCloseTo(-0.004, 12);
  // All five differences of the linear arm are below 0: p = 2 / 2^5, doubled by Holm over two arms.
  expect(linear!.difference!.p).toBeCloseTo(0.0625, 12);
  expect(linear!.difference!.pHolm).toBeCloseTo(0.125, 12);
  expect(linear!.difference!.interval[1]).toBeLessThan(0);
});

test("one fixed table split anew: corrected resampled t, its intervals cut to possible values", () => {
  const table: Experiment = {
    ...base,
    data: { kind: "table", name: "t", samples: 300, features: ["a", "b"], classes: ["no", "yes"] },
    redraw: false,
  };
  const [quantum, linear] = summarise(specOf(table, 5), runsOf({ ...metrics, quantum: [1, 1, 0.9, 1, 1] }));
  const pairs = metrics.linear.map((m, i) => m - [1, 1, 0.9, 1, 1][i]!);
  const { interval, p } = correctedResampledT(pairs, { trainRows: 200, testRows: 100 });
  expect(linear!.difference!.test).toBe("corrected resampled t");
  expect(linear!.difference!.p).toBeCloseTo(p, 10);
  expect(linear!.difference!.interval).toEqual(interval.map((end) => expect.closeTo(end, 10)));
  expect(quantum!.interval[1]).toBe(1);
  expect(quantum!.interval[0]).toBe(
    correctedResampledT([1, 1, 0.9, 1, 1], { trainRows: 200, testRows: 100 }).interval[0],
  );
});

test("scores under conditions: means with intervals, null where an arm has none", () => {
  const { conditions } = noiseSpec({ quick: true }).experiments[0]!;
  const shown = conditions.slice(0, 2);
  const scores = [0.9, 0.95, 0.85, 0.9, 0.92];
  const runs = runsOf(metrics).map((run) => ({
    ...run,
    conditions: run.arm === "quantum" ? [scores[run.seed]!, null] : [],
  }));
  const [quantum, linear] = summarise(specOf({ ...base, conditions: shown }, 5), runs);
  expect(linear!.conditions).toEqual([]);
  expect(quantum!.conditions).toEqual([{ mean: expect.closeTo(0.904, 12), interval: expect.anything() }, null]);
  const [low, high] = quantum!.conditions[0]!.interval;
  expect(low).toBeGreaterThan(0.85);
  expect(low).toBeLessThan(0.904);
  expect(high).toBeGreaterThan(0.904);
  expect(high).toBeLessThan(0.95);
});

test("which runs share test rows", () => {
  expect(runsOverlap(base)).toBe(false);
  expect(runsOverlap({ ...base, redraw: false })).toBe(true);
  expect(runsOverlap({ ...base, redraw: false, testRows: 0 })).toBe(false);
});

test("all runs equal: an interval without width and p = 1", () => {
  const same = { quantum: [0.9, 0.9, 0.9], linear: [0.9, 0.9, 0.9], "mlp-4": [0.8, 0.8, 0.8] };
  const [quantum, linear, mlp] = summarise(specOf(base, 3), runsOf(same));
  expect(quantum!.interval).toEqual([0.9, 0.9]);
  expect(quantum!.success!.count).toBe(3);
  expect(linear!.difference).toMatchObject({ mean: 0, interval: [0, 0], p: 1, pHolm: 1 });
  expect(mlp!.difference!.mean).toBeCloseTo(-0.1, 12);
});

test("equal differences of accuracies tie, and the same difference in every split is no certainty", () => {
  // In floating point .95 - .94, .96 - .95 and .97 - .96 are three numbers.
  const runs = runsOf({ quantum: [0.94, 0.95, 0.96], linear: [0.95, 0.96, 0.97], "mlp-4": [0.94, 0.95, 0.96] });
  const [, linear, mlp] = summarise(specOf(base, 3), runs);
  expect(linear!.difference).toMatchObject({ interval: [0.01, 0.01], p: wilcoxonSignedRank([1, 1, 1]).p });
  expect(mlp!.difference!.p).toBe(1);
  const [, fixed] = summarise(specOf({ ...base, redraw: false }, 3), runs);
  expect(fixed!.difference).toMatchObject({ test: "corrected resampled t", p: 0.25, pHolm: 0.5 });
});

test("one seed: no difference, and the interval is the value", () => {
  const one = { quantum: [0.95], linear: [0.85], "mlp-4": [0.9] };
  for (const experiment of [base, { ...base, redraw: false }]) {
    for (const { difference, interval, mean } of summarise(specOf(experiment, 1), runsOf(one))) {
      expect(difference).toBe(null);
      expect(interval).toEqual([mean, mean]);
    }
  }
});

test("the median run is the lower of two and the first of several", () => {
  const [a, b, c, d] = runsOf({ linear: [0.9, 0.8, 0.9, 0.95] });
  expect(medianRun([a!, b!, c!, d!]).seed).toBe(0);
  expect(medianRun([d!, b!]).seed).toBe(1);
  expect(medianRun([c!, a!, b!]).seed).toBe(0);
});

test("a loss has no threshold", () => {
  const loss: Experiment = { ...base, metric: { kind: "lossSum", epoch: 1 }, threshold: null, testRows: 0 };
  const [quantum] = summarise(specOf(loss, 5), runsOf({ ...metrics, quantum: [4, 5, 6, 3, 2] }));
  expect(quantum!.success).toBe(null);
  expect(quantum!.mean).toBe(4);
});
