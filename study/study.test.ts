import { beforeAll, expect, test } from "vitest";
import { keyOf } from "../core/key.ts";
import { stream } from "../core/random.ts";
import { dataset } from "../data/dataset.ts";
import { moons } from "../data/index.ts";
import type { MixtureSpec } from "../moe/index.ts";
import {
  linearExpert,
  linearRouter,
  logisticRegression,
  mixture,
  oracleRouter,
  sumAggregation,
  topKGating,
} from "../moe/index.ts";
import { newDocument } from "../node/render.ts";
import { figures } from "./figures/index.ts";
import { decisionGrid } from "./grid.ts";
import { summaryLines } from "./report/index.ts";
import type { Arm, Experiment, Results, StudySpec } from "./results.ts";
import { checkResults, serialise } from "./results-file.ts";
import { runTask } from "./run.ts";
import { drawRows, generated, tabulated } from "./source.ts";
import { armOf, modelArm } from "./specs/arms.ts";
import { compareSpec } from "./specs/compare.ts";
import { reproduceSpec } from "./specs/reproduce.ts";
import type { Executor } from "./study.ts";
import { inlineExecutor, runStudy, tasksOf } from "./study.ts";

/** Two arms, two seeds, a few epochs: of each protocol. */
function tiny(): StudySpec {
  const spec = reproduceSpec({ phases: ["2"], seeds: 2, key: 3 });
  const arms = [armOf("linear", { printed: 4.085 }), armOf("quantum")];
  const [published, controlled] = spec.experiments as [Experiment, Experiment];
  const fixed = generated("moons", { samples: 96, key: 42 }, { redraw: false });
  const data = generated("moons", { samples: 260 }, { redraw: true });
  return {
    ...spec,
    experiments: [
      { ...published, arms, data: fixed, epochs: 4, metric: { kind: "lossSum", epoch: 3 } },
      { ...controlled, arms, data, testRows: 200, epochs: 4 },
    ],
  };
}

let results: Results;
beforeAll(async () => {
  results = await runStudy(tiny(), { execute: inlineExecutor, version: "1.2.3" });
});

test("a small study end to end", () => {
  expect(results.versions).toEqual({ moire: "1.2.3", engine: "wasm", precision: "f64" });
  expect(results.runs.map(({ experiment, arm, seed }) => [experiment.slice(8), arm, seed])).toEqual(
    ["as-published", "controlled"].flatMap((experiment) =>
      ["linear", "quantum"].flatMap((arm) => [0, 1].map((seed) => [experiment, arm, seed])),
    ),
  );
  expect(results.summaries.length).toBe(4);
  const [published, controlled] = [results.runs[0]!, results.runs[6]!];
  expect(published.testAccuracy).toBe(null);
  // 96 rows are 3 batches of 32: the sum over batches is 3 times the mean over rows.
  expect(published.metric).toBeCloseTo(3 * published.losses[3]!, 4);
  expect(controlled.metric).toBe(controlled.testAccuracy);
  expect(controlled.load.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(controlled.losses.length).toBe(4);
  expect(results.summaries[0]!.printedQuantile).not.toBe(null);
});

test("results do not depend on the order in which tasks run, nor on what ran before", async () => {
  const backwards: Executor = async (tasks, options) => {
    const order = tasks.map((_, index) => index).reverse();
    const reordered = await inlineExecutor(
      order.map((index) => structuredClone(tasks[index]!)),
      { ...options, onDone: (i, result) => options.onDone(order[i]!, result) },
    );
    return structuredClone(reordered.reverse());
  };
  const again = await runStudy(tiny(), { execute: backwards, version: "1.2.3" });
  expect(serialise(again)).toBe(serialise(results));
});

test("all arms of a seed get the same rows; seeds differ; a published experiment never redraws", () => {
  const [published, controlled] = tiny().experiments as [Experiment, Experiment];
  const one = drawRows(controlled, 1, 3, null);
  expect(drawRows({ ...controlled, arms: [], name: "other" }, 1, 3, null)).toEqual(one);
  expect([one.train.numSamples, one.test!.numSamples]).toEqual([60, 200]);
  expect(one.train.y.filter((label) => label === 1).length).toBe(30);
  expect(drawRows(controlled, 2, 3, null).all.x).not.toEqual(one.all.x);
  expect(drawRows(published, 0, 3, null).train).toEqual(moons({ samples: 96, noise: 0.1, key: 42 }));
  expect(drawRows(published, 1, 3, null)).toEqual(drawRows(published, 0, 3, null));
});

test("arms share start values and batches: the same model under two names gives the same run", async () => {
  const [, controlled] = tiny().experiments as [Experiment, Experiment];
  const twin = { ...armOf("quantum"), name: "twin" };
  const experiment = { ...controlled, arms: [...controlled.arms, twin] };
  const [a, b] = await Promise.all(
    ["quantum", "twin"].map((arm) => runTask({ experiment, arm, seed: 1, key: 3 }, null)),
  );
  expect(b!.params).toEqual(a!.params);
  expect({ ...b!.run, arm: "quantum" }).toEqual(a!.run);
});

test("a showcase is the median run; the grid gives at its points what the showcase says", () => {
  for (const showcase of results.showcases) {
    const experiment = results.study.experiments.find(({ name }) => name === showcase.experiment)!;
    const arm = experiment.arms.find(({ name }) => name === showcase.arm)!;
    const runs = results.runs.filter((run) => run.experiment === experiment.name && run.arm === arm.name);
    const chosen = runs.find(({ seed }) => seed === showcase.seed)!;
    expect(chosen.metric).toBe(Math.min(...runs.map(({ metric }) => metric)));
    expect(showcase.points.length).toBe(experiment.testRows === 0 ? 96 : 200);
    expect(showcase.axes).toEqual(experiment.data.features);
    if (experiment.testRows > 0) {
      const right = showcase.points.filter(({ label, predicted }) => label === predicted).length;
      expect(right / 200).toBe(chosen.testAccuracy);
    }
    const rows = Float64Array.from(showcase.points.flatMap(({ at }) => at));
    const { probabilities, weights } = decisionGrid(experiment, arm, showcase, rows);
    showcase.points.forEach(({ weights: shown, predicted }, s) => {
      expect(weights[2 * s]!).toBeCloseTo(shown[0]!, 4);
      const lead = probabilities[2 * s]! - probabilities[2 * s + 1]!;
      // Coordinates are rounded: at a boundary the winner may change.
      if (Math.abs(lead) > 1e-4) expect(predicted).toBe(lead > 0 ? 0 : 1);
    });
  }
});

function smallTable(features: number) {
  const random = stream(keyOf(4));
  const y = Array.from({ length: 40 }, (_, i) => i % 2);
  const x = Float64Array.from({ length: 40 * features }, (_, i) => random.uniform() + y[Math.floor(i / features)]!);
  const featureNames = Array.from({ length: features }, (_, i) => `f${i}`);
  return dataset({ name: "t.csv", x, y, featureNames, classNames: ["no", "yes"] });
}

test.each([
  [1, ["f0", ""]],
  [2, ["f0", "f1"]],
  [6, ["principal component 1", "principal component 2"]],
] as const)("a table of %i features", async (features, axes) => {
  const table = smallTable(features);
  const spec = compareSpec({ table, seeds: 2, epochs: 2 });
  const compared = await runStudy(spec, { execute: inlineExecutor, version: "1", table });
  expect(checkResults(JSON.parse(serialise(compared)))).toEqual(compared);
  expect(compared.study.experiments[0]!.data.classes).toEqual(["no", "yes"]);
  expect(compared.summaries.map(({ difference }) => difference?.test ?? "reference")).toEqual(
    spec.experiments.flatMap(({ arms }) =>
      arms.map(({ name }) => (name === "quantum" ? "reference" : "corrected resampled t")),
    ),
  );
  expect(compared.showcases.every((showcase) => showcase.axes[0] === axes[0] && showcase.axes[1] === axes[1])).toBe(
    true,
  );
  if (features === 1) expect(compared.showcases[0]!.points.every(({ at }) => at[1] === 0)).toBe(true);
  if (features !== 2) {
    const [experiment] = spec.experiments;
    const draw = () => decisionGrid(experiment!, experiment!.arms[0]!, compared.showcases[0]!, new Float64Array(2));
    expect(draw).toThrow(`a model of two features, got ${features}`);
  }
});

test("a table must be there and have the shape of the spec", async () => {
  const spec = compareSpec({ table: smallTable(2), seeds: 1 });
  const run = (table: ReturnType<typeof smallTable> | null) =>
    runStudy(spec, { execute: inlineExecutor, version: "1", table });
  await expect(run(null)).rejects.toThrow('expected the table "t.csv", got null');
  await expect(run(smallTable(3))).rejects.toThrow("expected a table of 2 features, got 3");
});

test("a spec that contradicts itself is refused", async () => {
  const spec = tiny();
  const run = (change: Partial<Experiment>, seeds = 1) =>
    runStudy(
      { ...spec, seeds, experiments: [{ ...spec.experiments[1]!, ...change }] },
      { execute: inlineExecutor, version: "1" },
    );
  await expect(run({}, 0)).rejects.toThrow("at least one seed");
  await expect(run({ reference: "none" })).rejects.toThrow('an arm that is the reference, got "none"');
  await expect(run({ testRows: 260 })).rejects.toThrow("held-out rows from 0 to 259, got 260");
  await expect(run({ testRows: 0 })).rejects.toThrow("held-out rows, as the metric is taken on them");
  await expect(run({ metric: { kind: "lossSum", epoch: 4 } })).rejects.toThrow("an epoch before 4");
  await expect(run({ arms: [armOf("quantum"), armOf("quantum")] })).rejects.toThrow('names that differ, got "quantum"');
});

test("progress counts every run, and an abort stops between two", async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const running = runStudy(tiny(), {
    execute: inlineExecutor,
    version: "1",
    signal: controller.signal,
    onProgress: ({ done, total }) => {
      seen.push(done);
      expect(total).toBe(tasksOf(tiny()).length);
      if (done === 3) controller.abort(new Error("enough"));
    },
  });
  await expect(running).rejects.toThrow("enough");
  expect(seen).toEqual([1, 2, 3]);
});

test("experiments on a table and on a generator in one study, arms with trainings and numbers of experts of their own", async () => {
  const table = smallTable(3);
  const [, controlled] = tiny().experiments as [Experiment, Experiment];
  const many = mixture({ router: linearRouter(), experts: Array.from({ length: 16 }, () => linearExpert()) });
  const stopping = { epochs: 9, earlyStopping: { patience: 1, minDelta: 10 } };
  const arms: Arm[] = [
    { name: "alone", label: "Alone", model: logisticRegression(), scaling: "none", printed: null },
    { name: "many", label: "Many", model: many, scaling: "unit", training: { epochs: 2 }, printed: null },
    {
      name: "sparse",
      label: "Sparse",
      model: { ...many, gating: topKGating({ k: 2 }) },
      scaling: "standard",
      training: { ...stopping, optimiser: { kind: "sgd" }, loss: { kind: "binary" } },
      printed: null,
    },
  ];
  const onTable = { ...controlled, name: "table", data: tabulated(table), redraw: false, testRows: 10 };
  const shared = { arms, reference: "alone", epochs: 4 };
  const spec = {
    ...tiny(),
    experiments: [
      { ...controlled, ...shared },
      { ...onTable, ...shared },
    ],
  };
  const done = await runStudy(spec, { execute: inlineExecutor, version: "1", table });
  expect(checkResults(JSON.parse(serialise(done)))).toEqual(done);
  for (const { arm, load, losses } of done.runs) {
    expect(load.length).toBe(arm === "alone" ? 1 : 16);
    expect(load.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    // No epoch is better by 10: training stops after the first that is not.
    expect(losses.length).toBe({ alone: 4, many: 2, sparse: 2 }[arm]);
  }
  const pictures = figures(done, { document: newDocument(), grid: decisionGrid });
  expect(Object.keys(pictures).filter((name) => name.endsWith("load")).length).toBe(2);
  for (const svg of Object.values(pictures)) expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  expect(summaryLines(done).join(" ")).toContain("Alone reached a test accuracy");
});

test("a model that does not fit the data, or needs labels, is refused before any run", async () => {
  const table = smallTable(6);
  const [, controlled] = tiny().experiments as [Experiment, Experiment];
  const run = (model: MixtureSpec) => {
    const arm: Arm = { name: "odd", label: "Odd", model, scaling: "none", printed: null };
    const changed = { data: tabulated(table), redraw: false, testRows: 10, arms: [arm], reference: "odd" };
    const spec = { ...tiny(), experiments: [{ ...controlled, ...changed }] };
    return runStudy(spec, { execute: inlineExecutor, version: "1", table });
  };
  const circuits = modelArm("single-circuit", "none").model;
  await expect(run({ ...circuits, aggregation: sumAggregation() })).rejects.toThrow(/arm odd: .*qubits/);
  const oracle = mixture({ router: oracleRouter(), experts: [linearExpert(), linearExpert()] });
  await expect(run(oracle)).rejects.toThrow("arm odd: expected a model that needs no labels to predict");
});
