import { expect, test } from "vitest";
import { dataset } from "../../data/dataset.ts";
import type { Experiment } from "../results.ts";
import { parametersOf } from "../source.ts";
import { compareSpec } from "./compare.ts";
import { reproduceSpec } from "./reproduce.ts";

const experiments = Object.fromEntries(reproduceSpec().experiments.map((e) => [e.name, e]));
const column = <T>({ arms }: Experiment, of: (arm: Experiment["arms"][number]) => T): Record<string, T> =>
  Object.fromEntries(arms.map((arm) => [arm.name, of(arm)]));
const routerSizes = (experiment: Experiment) => column(experiment, (arm) => parametersOf(experiment, arm).router);

test("the published experiments have the paper's arms, printed values and parameter counts", () => {
  const two = experiments["phase-2-as-published"]!;
  expect(column(two, (arm) => arm.printed)).toEqual({ linear: 4.085, quantum: 0.298 });
  expect(routerSizes(two)).toEqual({ linear: 6, quantum: 24 });
  expect(two).toMatchObject({ epochs: 50, learningRate: 0.1, batchSize: 32, metric: { kind: "lossSum", epoch: 40 } });
  expect(two.data).toEqual({ kind: "moons", samples: 500, noise: 0.1, key: 42 });

  const three = experiments["phase-3a-as-published"]!;
  const printed = { "mlp-2": 0.875, "mlp-4": 0.882, "mlp-8": 0.877, "mlp-16": 0.991, "mlp-32": 0.995, "mlp-64": 0.995 };
  expect(column(three, (arm) => arm.printed)).toEqual({ ...printed, quantum: 0.996 });
  const sizes = { "mlp-2": 12, "mlp-4": 22, "mlp-8": 42, "mlp-16": 82, "mlp-32": 162, "mlp-64": 322 };
  expect(routerSizes(three)).toEqual({ ...sizes, quantum: 24 });
  expect(three).toMatchObject({ epochs: 30, learningRate: 0.05, batchSize: 32, metric: { kind: "trainAccuracy" } });
  expect(three.data).toEqual({ kind: "moons", samples: 1000, noise: 0.1, key: 42 });

  for (const published of [two, three]) {
    expect(published).toMatchObject({ protocol: "as published", redraw: false, testRows: 0, scalerRows: "all" });
    expect(published.flaws.length).toBeGreaterThan(4);
    expect(published.arms.every((arm) => arm.scaling === "minmax")).toBe(true);
  }
});

test.each([
  ["phase-2-controlled", 500, 50, 0.1, "minmax"],
  ["phase-2-controlled-standardised", 500, 50, 0.1, "standard"],
  ["phase-3a-controlled", 1000, 30, 0.05, "minmax"],
  ["phase-3a-controlled-standardised", 1000, 30, 0.05, "standard"],
] as const)(
  "%s trains on as many rows as published, scores 2000 others, and scales all arms alike",
  (name, trainRows, epochs, learningRate, scaling) => {
    const experiment = experiments[name]!;
    const shape = { protocol: "controlled", flaws: [], redraw: true, testRows: 2000, scalerRows: "train" };
    expect(experiment).toMatchObject({ ...shape, reference: "quantum" });
    expect(experiment).toMatchObject({ epochs, learningRate, metric: { kind: "testAccuracy" }, threshold: 0.99 });
    expect(experiment.data.samples - experiment.testRows).toBe(trainRows);
    expect(experiment.arms.every((arm) => arm.scaling === scaling)).toBe(true);
    expect(routerSizes(experiment)).toEqual({
      linear: 6,
      "mlp-4": 22,
      "mlp-16": 82,
      "mlp-64": 322,
      trigonometric: 18,
      cosine: 8,
      quantum: 24,
      "quantum-no-cnot": 24,
      "quantum-frozen": 24,
    });
  },
);

test("options of the reproduction", () => {
  const spec = reproduceSpec({ phases: ["3a"], seeds: 40, key: 9, threshold: 0.95 });
  expect(spec.experiments.map(({ name }) => name)).toEqual([
    "phase-3a-as-published",
    "phase-3a-controlled",
    "phase-3a-controlled-standardised",
  ]);
  expect([spec.seeds, spec.key]).toEqual([40, 9]);
  expect(spec.experiments.map(({ threshold }) => threshold)).toEqual([0.95, 0.95, 0.95]);
  const quick = reproduceSpec({ quick: true });
  expect(quick.title).toMatch(/quick/);
  expect([quick.seeds, quick.experiments[1]!.testRows]).toEqual([5, 500]);
  expect(reproduceSpec({ quick: true, seeds: 2 }).seeds).toBe(2);
  expect(() => reproduceSpec({ seeds: 0 })).toThrow("reproduce: seeds must be a whole number from 1 to 1000, got 0");
  expect(() => reproduceSpec({ phases: [] })).toThrow("at least one of 2, 3a");
  expect(() => reproduceSpec({ phases: ["2", "2"] })).toThrow("phases that differ");
  expect(() => reproduceSpec({ phases: ["1" as "2"] })).toThrow('one of 2, 3a, got "1"');
});

const tableOf = (rows: number, features: number) =>
  dataset({
    name: "t.csv",
    x: Float64Array.from({ length: rows * features }, (_, i) => (i * 37) % 101),
    y: Array.from({ length: rows }, (_, i) => i % 3),
    featureNames: Array.from({ length: features }, (_, i) => `f${i}`),
    classNames: ["a", "b", "c"],
  });

test("a comparison holds a share of the table out and has arms for any number of features", () => {
  for (const features of [1, 3, 16]) {
    const [experiment] = compareSpec({ table: tableOf(61, features), test: 0.3, experts: 4 }).experiments;
    expect(experiment).toMatchObject({ redraw: false, testRows: 18, scalerRows: "train", reference: "quantum" });
    expect(experiment!.data).toEqual({ kind: "table", name: "t.csv", samples: 61, features, classes: 3 });
    for (const arm of experiment!.arms) {
      expect(arm.model.experts.length).toBe(4);
      const { router, total } = parametersOf(experiment!, arm);
      expect(total - router).toBe(4 * 3 * (features + 1));
    }
  }
  // 16 features to 4 angles, 36 circuit angles, 4 expectations to 2 scores.
  const [wide] = compareSpec({ table: tableOf(61, 16) }).experiments;
  expect(routerSizes(wide!).quantum).toBe(68 + 36 + 10);
});

test("options of the comparison", () => {
  const table = tableOf(60, 2);
  expect(compareSpec({ table, quick: true })).toMatchObject({
    seeds: 5,
    experiments: [{ epochs: 10 }, { epochs: 10 }],
  });
  expect(compareSpec({ table, quick: true }).title).toMatch(/quick/);
  expect(() => compareSpec({ table, test: 1 })).toThrow("compare: test must be a number from 0.05 to 0.95, got 1");
  expect(() => compareSpec({ table: tableOf(3, 2), test: 0.05 })).toThrow("Use a larger table");
  expect(() => compareSpec({ table: { ...table, classNames: ["a", "b", "c".repeat(201)] } })).toThrow(
    "compare: expected names of classes and columns of at most 200 characters",
  );
  const rare = { ...table, y: table.y.map((label, s) => (label === 2 && s > 2 ? 0 : label)) };
  expect(() => compareSpec({ table: rare })).toThrow(
    'class "c" has 1 of 60 rows, too few to be both trained on and held out',
  );
});
