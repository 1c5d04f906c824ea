import { beforeAll, describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { fitScaler } from "../../data/scalers.ts";
import { mixture } from "../../moe/index.ts";
import { onDevice } from "../../moe/on-device.ts";
import { linearRouter } from "../../moe/routers/index.ts";
import { interferenceDial } from "../../quantum/index.ts";
import { fit } from "../../train/fit.ts";
import { evaluate, predict } from "../../train/predict.ts";
import { viewsOf } from "../figures/view.ts";
import type { Experiment, Results } from "../results.ts";
import { checkResults, serialise } from "../results-file.ts";
import { runTask } from "../run.ts";
import { drawRows } from "../source.ts";
import { ablationSpec } from "../specs/ablation.ts";
import { BASE_ARM } from "../specs/ablation-arms.ts";
import { inlineExecutor, runStudy } from "../study.ts";
import { axesOf } from "./view.ts";

const spec = ablationSpec({
  generator: { name: "moons", options: { samples: 240 } },
  axes: ["dial", "axis", "entanglement"],
  ...{ seeds: 2, epochs: 3 },
});
const [experiment] = spec.experiments as [Experiment];
const armOf = (name: string) => experiment.arms.find((arm) => arm.name === name)!;
const scoresOf = (arm: string) => results.runs.filter((run) => run.arm === arm).map(({ testAccuracy }) => testAccuracy);
let results: Results;

beforeAll(async () => {
  results = await runStudy(spec, { execute: inlineExecutor, version: "0" });
}, 60_000);

/** The trained model of seed 0 of an arm, with its rows. */
async function trained(name: string) {
  const { params } = await runTask({ experiment, arm: name, seed: 0, key: spec.key }, null);
  const rows = drawRows(experiment, 0, spec.key, null);
  const options = { epochs: 1, key: fold(keyOf(0)), scaler: fitScaler("minmax", rows.train) };
  const fitted = await fit(armOf(name).model, rows.train, options);
  return { fitted: { ...fitted, params }, test: rows.test! };
}

test("about Z the router is constant: one weight for each expert, and the accuracy of that routing", async () => {
  const axis = experiment.ablation!.find((line) => line.axis === "axis")!;
  const name = axis.points.find(({ value }) => value === "Z (null control)")!.arm;
  const { fitted, test: rows } = await trained(name);
  const { weights } = predict(fitted, rows);
  const [first, second] = [weights[0]!, weights[1]!];
  for (let row = 0; row < rows.numSamples; row++) {
    expect(weights[2 * row]).toBeCloseTo(first, 12);
    expect(weights[2 * row + 1]).toBeCloseTo(second, 12);
  }
  // The same experts behind a linear router that knows no input: weights of its own bias.
  const constant = mixture({ router: linearRouter(), experts: fitted.model.experts });
  const experts = fitted.params.slice(-2 * (2 * 2 + 2));
  const bias = [Math.log(first), Math.log(second)];
  const params = Float64Array.from([0, 0, 0, 0, ...bias, ...experts]);
  const { accuracy } = evaluate({ ...fitted, model: constant, params }, rows);
  expect(scoresOf(name)[0]).toBe(accuracy);
});

test("the dial at 0 is the base router bit for bit, and put in afterwards it gives the model's own accuracy", async () => {
  const { fitted, test: rows } = await trained(BASE_ARM);
  for (const dialBy of ["dephasing", "depolarizing"] as const) {
    const noise = interferenceDial({ dial: 0, dialBy });
    const model = onDevice(fitted.model, { noise, shots: 0, trajectories: 0, mitigation: [] });
    expect(evaluate({ ...fitted, model }, rows).accuracy).toBe(scoresOf(BASE_ARM)[0]);
  }
  const [axis] = axesOf(viewsOf(results)[0]!).filter(({ name }) => name === "dial");
  const zero = axis!.lines
    .filter(({ panel }) => panel === "3 layers")
    .map(({ points }) => points.find(({ value }) => value === 0)!);
  expect(zero).toHaveLength(4);
  for (const { scores, effect } of zero) {
    expect(scores).toEqual(scoresOf(BASE_ARM));
    expect(effect).toBeNull();
  }
});

test("afterwards the trained numbers stay: what is scored is the base model with channels", async () => {
  const { fitted, test: rows } = await trained(BASE_ARM);
  const [axis] = axesOf(viewsOf(results)[0]!).filter(({ name }) => name === "dial");
  for (const dialBy of ["dephasing", "depolarizing"] as const) {
    const noise = interferenceDial({ dial: 1, dialBy });
    const model = onDevice(fitted.model, { noise, shots: 0, trajectories: 0, mitigation: [] });
    const line = axis!.lines.find(({ panel, label }) => panel === "3 layers" && label === `afterwards: ${dialBy}`)!;
    expect(line.points.at(-1)!.scores[0]).toBe(evaluate({ ...fitted, model }, rows).accuracy);
  }
});

describe("a results file", () => {
  const read = () => JSON.parse(serialise(results));

  test("is read again as it is", () => {
    expect(checkResults(read())).toEqual(read());
    expect(results.effects!.length).toBeGreaterThan(20);
  });

  test.each<[string, (file: ReturnType<typeof read>) => void, RegExp]>([
    [
      "an altered effect",
      (file) => {
        file.effects[0].difference.mean += 0.1;
      },
      /effects do not follow .*effects\.0\.difference\.mean/,
    ],
    ["no effects", (file) => delete file.effects, /effects do not follow/],
    [
      "a stranger among the points",
      (file) => {
        file.study.experiments[0].ablation[0].points[0].arm = "nobody";
      },
      /expected arms that there are, got "nobody"/,
    ],
    [
      "a condition that an arm is not scored under",
      (file) => {
        Object.assign(file.study.experiments[0].ablation[0].points[0], {
          arm: "linear",
          condition: "dephasing-both-0.5",
        });
      },
      /a condition that linear is scored under/,
    ],
    [
      "an unknown axis",
      (file) => {
        file.study.experiments[0].ablation[0].axis = "colour";
      },
      /ablation\.0\.axis is missing or wrong/,
    ],
    [
      "a name on a numeric axis",
      (file) => {
        file.study.experiments[0].ablation.find(({ axis }: { axis: string }) => axis === "dial").points[0].value =
          "low";
      },
      /expected numbers, got "low"/,
    ],
    [
      "a condition of an arm without a circuit",
      (file) => {
        file.study.experiments[0].conditions[0].arms.push("linear");
      },
      /expected arms with a circuit/,
    ],
  ])("%s is refused", (_, alter, message) => {
    const file = read();
    alter(file);
    expect(() => checkResults(file)).toThrow(message);
  });
});
