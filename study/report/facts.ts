import { formatPlain } from "../figures/format.ts";
import type { ExperimentView } from "../figures/view.ts";
import type { Experiment } from "../results.ts";

/** How an experiment was done, as pairs of a name and a text. */
export function facts({ experiment, seeds, noun }: ExperimentView): [name: string, text: string][] {
  const { data, epochs, batchSize, learningRate, testRows } = experiment;
  const trained = data.samples - testRows;
  return [
    ["Data", dataText(experiment)],
    [
      "Rows",
      testRows === 0
        ? `${count(trained)} trained on, none held out`
        : `${count(trained)} trained on, ${count(testRows)} held out`,
    ],
    ["Measure", measureText(experiment)],
    ["Training", `${count(epochs)} epochs, batches of ${count(batchSize)}, learning rate ${formatPlain(learningRate)}`],
    ["Scaling", scalingText(experiment)],
    ["Runs", `${count(seeds)} for each ${noun}`],
  ];
}

/** Options of generators that the numbers of rows, features and classes tell. */
const SHAPE: readonly string[] = ["samples", "features", "classes"];

function dataText({ data, redraw, testRows }: Experiment): string {
  const shape = `${count(data.samples)} rows, ${count(data.features.length)} features, ${count(data.classes.length)} classes`;
  if (data.kind === "table") return `${data.name}: ${shape}${testRows > 0 ? ", split anew for each run" : ""}`;
  const drawn = redraw
    ? "drawn anew for each run"
    : testRows > 0
      ? "the same for each run, split anew"
      : "the same for each run";
  const options = Object.entries(data.options).filter(([name]) => !SHAPE.includes(name));
  const words = options.map(
    ([name, value]) => `${spaced(name)} ${typeof value === "number" ? formatPlain(value) : value}`,
  );
  return `${data.name}: ${shape}, ${drawn}${words.length > 0 ? `; ${words.join(", ")}` : ""}`;
}

/** `clustersPerClass` as words. */
export function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function scalingText({ arms, scalerRows, testRows }: Experiment): string {
  if (arms.every(({ scaling }) => scaling === "none")) return "none";
  if (arms.every(({ scaling }) => scaling === "unit")) return "each row by itself, to length 1; nothing is fitted";
  if (scalerRows === "train") return "fitted on the training rows";
  return `fitted on all rows${testRows > 0 ? ", held-out ones included" : ""}`;
}

function measureText({ metric, threshold }: Experiment): string {
  const success = threshold === null ? "" : `; a run succeeds at ${formatPlain(threshold)} or more`;
  switch (metric.kind) {
    case "testAccuracy":
      return `accuracy on the held-out rows${success}`;
    case "trainAccuracy":
      return `accuracy on the rows trained on${success}`;
    case "lossSum":
      return `training loss summed over the batches of epoch ${metric.epoch} (counted from 0); lower is better`;
  }
  return metric satisfies never;
}

/** Thousands set apart by commas. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
