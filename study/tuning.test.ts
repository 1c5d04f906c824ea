import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../core/key.ts";
import { fitScaler } from "../data/scalers.ts";
import { split } from "../data/split.ts";
import { fit } from "../train/fit.ts";
import { evaluate } from "../train/predict.ts";
import type { Experiment, StudySpec } from "./results.ts";
import { checkResults, serialise } from "./results-file.ts";
import { runTask } from "./run.ts";
import { drawRows, generated } from "./source.ts";
import { armOf } from "./specs/arms.ts";
import { inlineExecutor, runStudy } from "./study.ts";
import { tunedRate } from "./tuning.ts";

const experiment: Experiment = {
  name: "tuned",
  title: "Tuned",
  protocol: "controlled",
  description: "",
  flaws: [],
  data: generated("moons", { samples: 120 }, { redraw: true }),
  redraw: true,
  testRows: 40,
  trainRows: 50,
  scalerRows: "train",
  tuning: { learningRates: [0.0001, 0.1], share: 0.2 },
  epochs: 5,
  batchSize: 16,
  learningRate: 0.05,
  metric: { kind: "testAccuracy" },
  threshold: 0.9,
  reference: "linear",
  arms: [armOf("linear"), armOf("mlp-4")],
  conditions: [],
};
const study: StudySpec = { name: "tuned", title: "Tuned", key: 3, seeds: 2, experiments: [experiment] };
const [arm] = experiment.arms;

describe("a run that chooses its learning rate", () => {
  test("takes the one with the best accuracy on rows that were not trained on, and trains on all rows with it", async () => {
    const { run, params } = await runTask({ experiment, arm: "linear", seed: 1, key: 3 }, null);
    const key = fold(keyOf(3), "train", 1);
    const { train } = drawRows(experiment, 1, 3, null);
    expect(train.numSamples).toBe(50);
    const parts = split(train, { test: 10, key: fold(key, "tuning") });
    const common = { epochs: 5, batchSize: 16, key };
    const scores: { accuracy: number; loss: number }[] = [];
    for (const learningRate of [0.0001, 0.1]) {
      const scaler = fitScaler("minmax", parts.train);
      scores.push(evaluate(await fit(arm!.model, parts.train, { ...common, learningRate, scaler }), parts.test));
    }
    const [slow, fast] = scores;
    const faster = fast!.accuracy > slow!.accuracy || (fast!.accuracy === slow!.accuracy && fast!.loss < slow!.loss);
    const learningRate = faster ? 0.1 : 0.0001;
    expect(run.learningRate).toBe(learningRate);
    const again = await fit(arm!.model, train, { ...common, learningRate, scaler: fitScaler("minmax", train) });
    expect(params).toEqual(again.params);
  });

  test("passes over a rate at which training diverges, unless all do", async () => {
    const { train } = drawRows(experiment, 0, 3, null);
    const far = { ...train, x: train.x.map((value) => value * 1e160) };
    const options = { epochs: 3, optimiser: { kind: "sgd" as const } };
    const trial = { arm: { ...arm!, scaling: "none" as const }, options, key: keyOf(0) };
    expect(await tunedRate({ learningRates: [10, 1e-300, 5], share: 0.2 }, far, trial)).toBe(1e-300);
    await expect(tunedRate({ learningRates: [10, 5], share: 0.2 }, far, trial)).rejects.toThrow("fit: the loss");
  });
});

test("results hold the rate of each run and the rows trained on, and are checked for them", async () => {
  const results = await runStudy(study, { execute: inlineExecutor, version: "0" });
  const text = serialise(results);
  expect(checkResults(JSON.parse(text))).toEqual(results);
  const changed = JSON.parse(text);
  changed.runs[0].learningRate = 0.2;
  expect(() => checkResults(changed)).toThrow(
    "a learning rate of 0.0001, 0.1 in seed 0 of arm linear of tuned, got 0.2",
  );
  changed.runs[0].learningRate = undefined;
  expect(() => checkResults(JSON.parse(JSON.stringify(changed)))).toThrow("a learning rate of 0.0001, 0.1 in seed 0");
});

test.each([
  [{ trainRows: 81 }, "trainRows: expected 1 to 80, got 81"],
  [{ trainRows: 2.5 }, "trainRows: expected 1 to 80, got 2.5"],
  [{ tuning: { learningRates: [], share: 0.2 } }, "tuning: learningRates: expected at least one, got []"],
  [{ tuning: { learningRates: [0.1, 0.1], share: 0.2 } }, "expected rates that differ, got 0.1"],
  [{ tuning: { learningRates: [0], share: 0.2 } }, "expected numbers above 0, to 10, got 0"],
  [{ tuning: { learningRates: [0.1], share: 1 } }, "share: expected a number between 0 and 1, got 1"],
  [{ tuning: { learningRates: [0.1], share: 0.001 } }, "leaves rows on both sides of the 50"],
])("what cannot be done is refused: %j", async (change, message) => {
  const changed = { ...study, experiments: [{ ...experiment, ...change }] };
  await expect(runStudy(changed, { execute: inlineExecutor, version: "0" })).rejects.toThrow(message);
});
