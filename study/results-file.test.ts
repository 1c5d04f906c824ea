import { beforeAll, expect, test } from "vitest";
import { MoireError } from "../core/errors.ts";
import type { Results } from "./results.ts";
import { checkResults, serialise } from "./results-file.ts";
import { generated } from "./source.ts";
import { armOf } from "./specs/arms.ts";
import { reproduceSpec } from "./specs/reproduce.ts";
import { inlineExecutor, runStudy } from "./study.ts";

let results: Results;
beforeAll(async () => {
  const spec = reproduceSpec({ phases: ["3a"], seeds: 2 });
  const arms = [armOf("linear"), armOf("quantum", { printed: 0.996 })];
  const data = generated("moons", { samples: 40 }, { redraw: false });
  const experiment = { ...spec.experiments[0]!, epochs: 1, arms, data };
  results = await runStudy({ ...spec, experiments: [experiment] }, { execute: inlineExecutor, version: "1" });
});

test("a file is read as it was written, and written the same again", () => {
  const text = serialise(results);
  const read = checkResults(JSON.parse(text));
  expect(read).toEqual(results);
  expect(serialise(read)).toBe(text);
  const run = JSON.stringify(results.runs[0]);
  expect(text.split("\n")).toContain(`${run},`);
});

test("a number that JSON cannot hold is no silent null", () => {
  const broken = { ...results, runs: [{ ...results.runs[0]!, metric: Number.NaN }] };
  expect(() => serialise(broken)).toThrow("a finite number as metric, got NaN");
});

test.each([
  ["text", "not a file"],
  ["null", null],
  ["a list", []],
  ["something else", { colour: "red" }],
])("%s is no results file", (_, value) => {
  expect(() => checkResults(value)).toThrow("This is not a results file; give the results.json of a study");
});

test("another format asks for a new run", () => {
  expect(() => checkResults({ ...results, format: "moire-results-0" })).toThrow(
    'expected format "moire-results-3", got "moire-results-0". Another version of moire wrote this file',
  );
  expect(() => checkResults({ ...results, format: "moire-results-2" })).toThrow('got "moire-results-2"');
});

/** The file with the value at a path replaced (undefined: removed). */
function damaged(path: string, value: unknown): unknown {
  const copy: unknown = JSON.parse(serialise(results));
  const steps = path.split(".");
  const last = steps.pop()!;
  const place = steps.reduce((at, step) => (at as Record<string, unknown>)[step], copy) as Record<string, unknown>;
  if (value === undefined && Array.isArray(place)) place.splice(Number(last), 1);
  else if (value === undefined) delete place[last];
  else place[last] = value;
  return copy;
}

test.each([
  ["runs", undefined, "runs"],
  ["showcases", 3, "showcases"],
  ["versions.engine", undefined, "versions.engine"],
  ["runs.2.metric", null, "runs.2.metric"],
  ["runs.1.losses.0", "low", "runs.1.losses.0"],
  ["summaries.0.interval", [1], "summaries.0.interval"],
  ["summaries.1.success.share", 1.5, "summaries.1.success.share"],
  ["showcases.0.points.3.label", -1, "showcases.0.points.3.label"],
  ["study.experiments.0.data.kind", "spirals", "study.experiments.0.data"],
  ["study.experiments.0.data.name", "moonz", "one of moons, circles"],
  ["study.experiments.0.data.options.noise", -1, "noise must be a number from 0"],
  ["study.experiments.0.data.options.colour", 1, 'unknown option "colour"'],
  ["study.experiments.0.data.options.noise", undefined, "a value of the generator's option noise"],
  ["study.experiments.0.data.options.samples", 41, "41 samples, as its options say, got 40"],
  ["study.experiments.0.redraw", true, "no key, as each seed draws its own rows"],
  ["study.experiments.0.arms.0.scaling", "none at all", "study.experiments.0.arms.0.scaling"],
  ["study.experiments.0.arms.0.training", { colour: 1 }, 'unknown option "colour"'],
  ["study.experiments.0.arms.0.training", { epochs: 2 }, "losses in each run of arm linear"],
  ["study.experiments.0.arms.1.model.router.kind", "wizard", "router"],
  ["study.experiments.0.reference", "none", "an arm named none"],
  ["runs.3", undefined, "runs of arm quantum of phase-3a-as-published to be 2, got 1"],
  ["runs.0.arm", "stranger", "runs of arm linear"],
  ["summaries.0", undefined, "summaries of arm linear of phase-3a-as-published to be 1, got 0"],
  ["showcases.1", undefined, "showcases of arm quantum of phase-3a-as-published to be 1, got 0"],
  ["runs.0.losses", [], "losses in each run of arm linear of phase-3a-as-published to be 1, got 0"],
  ["runs.0.load", [1], "loads in each run of arm linear of phase-3a-as-published to be 2, got 1"],
  ["showcases.0.params.0", undefined, "parameters of arm linear of phase-3a-as-published to be 18, got 17"],
  [
    "summaries.0.mean",
    0.5,
    "the summary of arm linear of phase-3a-as-published does not follow from its runs: mean is 0.5",
  ],
  ["summaries.0.difference.pHolm", 0.001, "the summary of arm linear of phase-3a-as-published does not follow"],
  ["summaries.1.success", null, "The file was altered, or another version of moire made it"],
  ["summaries.1.lossBand.0.high", 9, "lossBand.0.high is 9"],
  ["runs.1.seed", 0, "one run of arm linear of phase-3a-as-published for each seed from 0 to 1, got 0"],
  ["runs.0.conditions", [0.5], "accuracies under 0 conditions in seed 0 of arm linear"],
  ["runs.0.conditions", undefined, "runs.0.conditions"],
  ["study.experiments.0.conditions", undefined, "study.experiments.0.conditions"],
  ["breakdowns", undefined, "breakdowns"],
  ["costs", [{}], "costs.0"],
  ["runs.0.metric", 3, "the metric in seed 0 of arm linear of phase-3a-as-published to be its"],
  ["runs.0.trainAccuracy", 1.5, "runs.0.trainAccuracy"],
  ["showcases.0.points", [], "showcases.0.points"],
  ["showcases.0.points.3.label", 2, "classes of the points of arm linear of phase-3a-as-published below 2, got 2"],
  ["showcases.0.points.3.predicted", 7, "below 2, got 7"],
  ["showcases.0.points.3.weights", [1], "weights of each point of arm linear of phase-3a-as-published to be 2, got 1"],
  ["showcases.1.scaler.factor", [1], "factors of the scaler of arm quantum of phase-3a-as-published to be 2, got 1"],
  ["showcases.1.seed", 9, "the showcase's seed of arm quantum"],
  ["study.experiments.0.data.classes.1", undefined, "study.experiments.0.data.classes"],
  ["study.experiments.0.data.features.0", "", "study.experiments.0.data.features.0"],
  [
    "study.experiments.0.data.features.1",
    undefined,
    "parameters of arm linear of phase-3a-as-published to be 12, got 18",
  ],
  ["study.experiments.0.arms.0.label", "x".repeat(100_000), "study.experiments.0.arms.0.label"],
  ["study.experiments.0.arms.1.name", "linear", "arms of phase-3a-as-published with names that differ"],
])("a damaged file: %s", (path, value, message) => {
  const check = () => checkResults(damaged(path, value));
  expect(check).toThrow(MoireError);
  expect(check).toThrow(message);
});
