import { formatPlain } from "../figures/format.ts";
import type { Experiment } from "../results.ts";

/** How an experiment was done, as pairs of a name and a text. */
export function facts(experiment: Experiment, seeds: number): [name: string, text: string][] {
  const { data, epochs, batchSize, learningRate, testRows, scalerRows } = experiment;
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
    [
      "Scaling",
      `fitted on ${scalerRows === "all" && testRows > 0 ? "all rows, held-out ones included" : scalerRows === "all" ? "all rows" : "the training rows"}`,
    ],
    ["Runs", `${count(seeds)} for each router`],
  ];
}

function dataText({ data, redraw, testRows }: Experiment): string {
  if (data.kind === "table") {
    const split = testRows > 0 ? ", split anew for each run" : "";
    return `${data.name}: ${count(data.samples)} rows, ${count(data.features)} features, ${count(data.classes)} classes${split}`;
  }
  const shape = data.kind === "moons" ? "two moons" : "two circles";
  const drawn = redraw
    ? "drawn anew for each run"
    : testRows > 0
      ? "the same for each run, split anew"
      : "the same for each run";
  return `${shape}, ${count(data.samples)} points, noise ${formatPlain(data.noise)}, ${drawn}`;
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
