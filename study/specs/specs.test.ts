import { expect, test } from "vitest";
import { dataset } from "../../data/dataset.ts";
import { logisticRegression, perceptron } from "../../moe/index.ts";
import { readSample } from "../../node/samples.ts";
import type { Experiment } from "../results.ts";
import { parametersOf, tabulated } from "../source.ts";
import { checkArms } from "./arms-file.ts";
import { compareSpec } from "./compare.ts";
import { MNIST } from "./phase-1.ts";
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
  expect(two.data).toMatchObject({ name: "moons", samples: 500, options: { samples: 500, noise: 0.1, key: 42 } });

  const three = experiments["phase-3a-as-published"]!;
  const printed = { "mlp-2": 0.875, "mlp-4": 0.882, "mlp-8": 0.877, "mlp-16": 0.991, "mlp-32": 0.995, "mlp-64": 0.995 };
  expect(column(three, (arm) => arm.printed)).toEqual({ ...printed, quantum: 0.996 });
  const sizes = { "mlp-2": 12, "mlp-4": 22, "mlp-8": 42, "mlp-16": 82, "mlp-32": 162, "mlp-64": 322 };
  expect(routerSizes(three)).toEqual({ ...sizes, quantum: 24 });
  expect(three).toMatchObject({ epochs: 30, learningRate: 0.05, batchSize: 32, metric: { kind: "trainAccuracy" } });
  expect(three.data).toMatchObject({ name: "moons", samples: 1000, options: { samples: 1000, noise: 0.1, key: 42 } });

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

test("phase 1 has the paper's models, printed values and times", () => {
  const sizes = (experiment: Experiment) => column(experiment, (arm) => parametersOf(experiment, arm).total);
  const names = ["phase-1-as-published", "phase-1-mnist-as-published"] as const;
  const [synthetic, mnist] = names.map((name) => experiments[name]!) as [Experiment, Experiment];
  for (const published of [synthetic, mnist]) {
    // 16 x 8 + 8 + 8 x 4 + 4 = 172 an expert; router 51, head 10; a circuit 2 layers x 4 wires x 3 angles.
    expect(sizes(published)).toEqual({ "mlp-experts": 51 + 3 * 172 + 10, "single-circuit": 34, circuits: 133 });
    expect(published).toMatchObject({ epochs: 7, learningRate: 0.01, batchSize: 32, metric: { kind: "testAccuracy" } });
    expect(published.arms.every(({ scaling }) => scaling === "unit")).toBe(true);
    expect(published.flaws.length).toBeGreaterThan(4);
  }
  expect(synthetic).toMatchObject({ redraw: false, testRows: 100, threshold: null });
  expect(synthetic.data).toMatchObject({
    name: "classification",
    samples: 500,
    options: { features: 16, informative: 10, redundant: 0, key: 42, clustersPerClass: 2, flipY: 0.01 },
  });
  expect(Object.values(column(synthetic, (arm) => [arm.printed, arm.printedTime?.seconds]))).toEqual([
    [0.88, 0.58],
    [0.65, 61.4],
    [0.78, 171.7],
  ]);
  expect(Object.values(column(mnist, (arm) => [arm.printed, arm.printedTime?.seconds]))).toEqual([
    [0.9948, 23.3],
    [0.9939, 1709],
    [0.9934, 5258],
  ]);
  for (const suffix of ["", "-standardised"]) {
    const controlled = experiments[`phase-1-controlled${suffix}`]!;
    expect(controlled.data.samples - controlled.testRows).toBe(400);
    expect(controlled).toMatchObject({ redraw: true, scalerRows: "train", reference: "circuits", flaws: [] });
    expect(controlled.data).not.toHaveProperty("options.key");
    expect(sizes(controlled)).toMatchObject({ logistic: 34, perceptron: 135, "linear-experts": 153, circuits: 133 });
  }
});

test("the table of phase 1 is the package's sample", () => {
  const { samples: numSamples, ...shape } = MNIST;
  expect(tabulated(readSample("mnist"))).toEqual({ ...shape, samples: numSamples });
});

test("options of the reproduction", () => {
  const spec = reproduceSpec({ phases: ["3a"], seeds: 40, key: 9, threshold: 0.95 });
  expect(spec.experiments.map(({ name }) => name)).toEqual([
    "phase-3a-as-published",
    "phase-3a-controlled",
    "phase-3a-controlled-standardised",
  ]);
  expect([spec.seeds, spec.key]).toEqual([40, 9]);
  expect(spec.experiments.map(({ threshold }) => threshold)).toEqual([0.95, 0.95, 0.95]);
  const quick = reproduceSpec({ quick: true, phases: ["2"] });
  expect(quick.title).toMatch(/quick/);
  expect([quick.seeds, quick.experiments[1]!.testRows]).toEqual([5, 500]);
  expect(reproduceSpec({ quick: true, seeds: 2 }).seeds).toBe(2);
  expect(() => reproduceSpec({ seeds: 0 })).toThrow("reproduce: seeds must be a whole number from 1 to 1000, got 0");
  expect(() => reproduceSpec({ phases: [] })).toThrow("at least one of 1, 2, 3a, 3b");
  expect(() => reproduceSpec({ phases: ["2", "2"] })).toThrow("phases that differ");
  expect(() => reproduceSpec({ phases: ["3c" as "2"] })).toThrow('one of 1, 2, 3a, 3b, got "3c"');
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
    expect(experiment!.data).toMatchObject({ kind: "table", name: "t.csv", samples: 61, classes: ["a", "b", "c"] });
    expect(experiment!.data.features.length).toBe(features);
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

test("a comparison on a generator redraws for each seed and needs no key of it", () => {
  const generator = { name: "moons", options: { noise: 0.3, samples: 200 } };
  const spec = compareSpec({ generator });
  expect(spec.experiments.length).toBe(2);
  expect(spec.experiments[0]).toMatchObject({ redraw: true, testRows: 60, reference: "quantum" });
  expect(spec.experiments[0]!.data).toMatchObject({ name: "moons", options: { noise: 0.3, samples: 200 } });
  const wrong = (options: Parameters<typeof compareSpec>[0]) => () => compareSpec(options);
  expect(wrong({ generator: { name: "moonz" } })).toThrow("one of moons, circles");
  expect(wrong({ generator: { name: "moons", options: { noise: -1 } } })).toThrow("noise must be a number from 0");
  expect(wrong({ generator: { name: "moons", options: { key: 3 } } })).toThrow(
    "no key, as each seed draws its own rows",
  );
  expect(wrong({})).toThrow('a table or a generator, got "neither"');
  expect(wrong({ generator, table: tableOf(60, 2) })).toThrow('got "both"');
});

test("arms of one's own are compared with the first, or with the one that is named", () => {
  const arms = checkArms(
    [
      { name: "a", model: logisticRegression() },
      { name: "b", model: perceptron() },
    ],
    "x",
  );
  const table = tableOf(60, 2);
  const [own, ...others] = compareSpec({ table, arms, epochs: 7 }).experiments;
  expect(others).toEqual([]);
  expect(own).toMatchObject({ reference: "a", epochs: 7, arms });
  expect(compareSpec({ table, arms, reference: "b" }).experiments[0]!.reference).toBe("b");
  expect(compareSpec({ table, reference: "cosine" }).experiments[1]!.reference).toBe("cosine");
  expect(() => compareSpec({ table, arms, reference: "c" })).toThrow('reference: expected one of a, b, got "c"');
  expect(() => compareSpec({ table, arms: [] })).toThrow("at least one arm");
});
