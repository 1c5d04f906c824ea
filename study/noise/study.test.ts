import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { onDevice } from "../../moe/on-device.ts";
import { noiseFromIbm } from "../../quantum/noise/index.ts";
import { predict } from "../../train/predict.ts";
import { summarise } from "../aggregate.ts";
import { viewsOf } from "../figures/view.ts";
import type { Results, StudySpec } from "../results.ts";
import { checkResults, serialise } from "../results-file.ts";
import { drawRows, generated, lossOf } from "../source.ts";
import { noiseSpec } from "../specs/noise.ts";
import { inlineExecutor, runStudy } from "../study.ts";
import { breakdownsOf } from "./breakdowns.ts";
import { costsOf } from "./costs.ts";
import { hasConditions, isScored } from "./scored.ts";
import { SHARES, shotCases } from "./shots-needed.ts";
import { claimFindings, noiseFindings } from "./words.ts";

const file = JSON.parse(readFileSync("samples/ibm-backend.json", "utf8"));
const { model: machine } = noiseFromIbm(file, { wires: [0, 1] });

/** All experiments with few rows, arms and epochs: no evidence of anything. */
function tiny(seeds: number): StudySpec {
  const spec = noiseSpec({ machine, quick: true, seeds, key: 4 });
  const experiments = spec.experiments.map((experiment) => ({
    ...experiment,
    data: generated("moons", { samples: 60, noise: 0.1 }, { redraw: true }),
    testRows: 30,
    epochs: 1,
    arms: experiment.arms.filter(({ name, family }) => ["linear", "cosine"].includes(name) || family === "quantum"),
  }));
  return { ...spec, experiments };
}

const run = (spec: StudySpec) => runStudy(spec, { execute: inlineExecutor, version: "1" });

let results: Results;
beforeAll(async () => {
  results = await run(tiny(2));
}, 60_000);

test("a study of noise goes into a file and comes back", () => {
  const text = serialise(results);
  const read = checkResults(JSON.parse(text));
  expect(read).toEqual(results);
  expect(serialise(read)).toBe(text);
});

test("quantum arms are scored under the conditions that are theirs, classical ones under none", () => {
  for (const experiment of results.study.experiments) {
    for (const arm of experiment.arms) {
      const own = results.runs.filter((one) => one.experiment === experiment.name && one.arm === arm.name);
      for (const { conditions, testAccuracy } of own) {
        if (!hasConditions(experiment, arm)) {
          expect(conditions).toEqual([]);
          continue;
        }
        expect(conditions.map((score) => score !== null)).toEqual(
          experiment.conditions.map((condition) => isScored(arm, condition)),
        );
        // The device that the arm was trained on is one of the conditions, and gives the same bits.
        const { p, shots } = arm.trainedUnder!;
        const same = experiment.conditions.findIndex(
          (one) => one.p === p && one.shots === 0 && one.mitigation === "none",
        );
        if (shots === 0) expect(conditions[same]).toBe(testAccuracy);
      }
    }
  }
});

test("summaries, breakdown points and costs follow from spec and runs", () => {
  const { study, runs } = results;
  expect(summarise(study, runs)).toEqual(results.summaries);
  expect(breakdownsOf(study, [...runs].reverse())).toEqual(results.breakdowns);
  expect(costsOf(study)).toEqual(results.costs);
  const inTwoPlaces = results.breakdowns.filter(({ experiment }) => experiment === "noise-two-places");
  // Four numbers of shots, and two ways with mitigation; trained clean or at the tested p.
  expect(inTwoPlaces.length).toBe(12);
  expect(results.breakdowns.some(({ experiment }) => experiment === "noise-machine")).toBe(false);
  expect(results.shotsNeeded.length).toBe(shotCases(study).length * SHARES.length);
  const [cost] = results.costs.filter(({ shots, mitigation }) => shots === 1000 && mitigation === "none");
  expect(cost).toMatchObject({ family: "quantum", circuits: 1, totalShots: 1000 });
  const folded = results.costs.find(({ shots, mitigation }) => shots === 1000 && mitigation === "zeroNoise")!;
  expect(folded.circuits).toBe(2);
  expect(folded.seconds).toBeGreaterThan(2 * cost!.seconds);
});

test("with the shots that are said to be needed, about that share of decisions differs", async () => {
  const spec = tiny(1);
  const [first] = spec.experiments;
  const trained = {
    ...first!,
    data: generated("moons", { samples: 500, noise: 0.1 }, { redraw: true }),
    testRows: 200,
    epochs: 20,
    arms: first!.arms.filter(({ name }) => ["linear", "quantum-p0"].includes(name)),
    conditions: first!.conditions.filter(({ shots, mitigation }) => shots === 0 && mitigation === "none"),
  };
  const { study, showcases, shotsNeeded } = await run({ ...spec, experiments: [trained] });
  const [experiment] = study.experiments;
  const found = shotsNeeded.find(({ share, shots, p }) => share === 0.01 && p > 0 && shots !== null && shots >= 50)!;
  const arm = experiment!.arms.find(({ name }) => name === found.arm)!;
  const { params, scaler, seed } = showcases.find(
    (one) => one.experiment === experiment!.name && one.arm === arm.name,
  )!;
  const { device } = experiment!.conditions.find(({ p, shots }) => p === found.p && shots === 0)!;
  const { test: rows } = drawRows(experiment!, seed, study.key, null);
  const classes = (shots: number, key: number): Int32Array => {
    const fitted = {
      model: onDevice(arm.model, { ...device, shots }),
      featureNames: experiment!.data.features,
      task: "classes" as const,
      classNames: experiment!.data.classes,
      loss: lossOf(arm),
      params: Float64Array.from(params),
      scaler: { kind: arm.scaling, ...scaler },
      history: [],
    };
    return predict(fitted, rows!, { key }).classes;
  };
  const exact = classes(0, 0);
  const draws = 100;
  let differing = 0;
  for (let key = 0; key < draws; key++) {
    classes(found.shots!, key).forEach((one, s) => {
      if (one !== exact[s]) differing++;
    });
  }
  // Five standard errors of a share of .01, and a fifth of it for the spread of eight draws and shots that are no normal law.
  const error = Math.sqrt((0.01 * 0.99) / (draws * exact.length));
  expect(Math.abs(differing / (draws * exact.length) - 0.01)).toBeLessThan(5 * error + 0.002);
});

test("the same spec gives the same bits", async () => {
  expect(serialise(await run(tiny(2)))).toBe(serialise(results));
}, 60_000);

test("a single seed has no breakdown points, and says why", async () => {
  const spec = tiny(1);
  const [first] = spec.experiments;
  const one = await run({ ...spec, experiments: [first!] });
  expect(one.breakdowns).toEqual([]);
  expect(checkResults(JSON.parse(serialise(one)))).toEqual(one);
  const said = claimFindings(viewsOf(one)).flatMap(({ items }) => items);
  expect(said.every((sentence) => sentence.includes("one run says nothing"))).toBe(true);
}, 60_000);

test("sentences speak of every experiment", () => {
  const views = viewsOf(results);
  const claims = claimFindings(views).flatMap(({ text, items }) => [text, ...items]);
  expect(claimFindings(views).length).toBe(4);
  for (const words of ["two places", "every gate", "100 shots", "extrapolated", "readout inverted", "the machine"]) {
    expect(claims.join("\n")).toContain(words);
  }
  for (const view of views) {
    const found = noiseFindings(view).flatMap(({ text, items }) => [text, ...items]);
    expect(found.length).toBeGreaterThan(2);
    expect(found.join("\n")).not.toMatch(/NaN|undefined|null|Infinity/);
  }
});

function damaged(change: (copy: Results) => void): unknown {
  const copy = JSON.parse(serialise(results)) as Results;
  change(copy);
  return copy;
}

type Loose = Record<string, unknown>;

test.each<[string, (copy: Results) => void, string]>([
  ["a breakdown point", (copy) => Object.assign(copy.breakdowns[0]!, { noneWithin: 0.123 }), "breakdowns.0.noneWithin"],
  ["a breakdown too few", (copy) => (copy.breakdowns as unknown[]).pop(), "breakdowns do not follow"],
  ["a cost", (copy) => Object.assign(copy.costs[1]!, { seconds: 1 }), "costs.1.seconds is 1"],
  ["an arm's shots", (copy) => Object.assign(copy.shotsNeeded[0]!, { arm: "linear" }), "shotsNeeded.0.arm"],
  ["a price of shots", (copy) => Object.assign(copy.shotsNeeded[2]!, { seconds: 1 }), "shotsNeeded.2.seconds is 1"],
  [
    "a score of a classical arm",
    (copy) => Object.assign(copy.runs.find(({ arm }) => arm === "linear")!, { conditions: [0.5] }),
    "accuracies under 0 conditions in seed 0 of arm linear",
  ],
  [
    "a score that is missing",
    (copy) => Object.assign(copy.runs.find(({ arm }) => arm === "quantum-p0")!.conditions, { 0: null }),
    "an accuracy under p0 in seed 0 of arm quantum-p0",
  ],
  [
    "a score that no device gave",
    (copy) => Object.assign(copy.runs.find(({ arm }) => arm === "quantum-p0")!.conditions, { 0: 1.5 }),
    "conditions.0",
  ],
  [
    "a summary of a condition",
    (copy) => Object.assign(copy.summaries.find(({ arm }) => arm === "quantum-p0")!.conditions[0]!, { mean: 0.123 }),
    "conditions.0.mean is 0.123",
  ],
  [
    "two conditions of one name",
    (copy) => Object.assign(copy.study.experiments[0]!.conditions[0]!, { name: "p0-s100" }),
    "conditions with names that differ",
  ],
  [
    "a device with other shots than it says",
    (copy) => Object.assign(copy.study.experiments[0]!.conditions[0]!.device, { shots: 3 }),
    "0 shots in the device of p0, got 3",
  ],
  [
    "noise that is none",
    (copy) => ((copy.study.experiments[0]!.conditions[2]!.device.noise as unknown as Loose).rules = "loud"),
    "rules",
  ],
  [
    "no rows to score conditions on",
    (copy) => Object.assign(copy.study.experiments[0]!, { testRows: 0, metric: { kind: "trainAccuracy" } }),
    "held-out rows",
  ],
])("a damaged file: %s", (_, change, message) => {
  expect(() => checkResults(damaged(change))).toThrow(message);
});
