import { fail } from "../core/errors.ts";
import { fold, keyOf } from "../core/key.ts";
import { circles, moons, split } from "../data/index.ts";
import type { Dataset } from "../data/dataset.ts";
import { buildMixture } from "../moe/mixture.ts";
import type { Arm, DataSource, Experiment } from "./results.ts";

/** The rows of one seed: trained on, held out (null where nothing is), and all of them. */
export interface Rows {
  readonly train: Dataset;
  readonly test: Dataset | null;
  readonly all: Dataset;
}

/**
 * The rows that every arm of an experiment gets for a seed: they depend on the data's and the study's key and on the seed, not on the arm, so
 * that arms can be compared in pairs. Held-out rows are drawn class by class (stratified), so that the training rows keep the balance.
 */
export function drawRows(experiment: Experiment, seed: number, key: number, table: Dataset | null): Rows {
  const all = allRows(experiment, seed, table);
  if (experiment.testRows === 0) return { train: all, test: null, all };
  const { train, test } = split(all, { test: experiment.testRows, key: fold(keyOf(key), "split", seed), stratify: true });
  return { train, test, all };
}

function allRows({ data, redraw }: Experiment, seed: number, table: Dataset | null): Dataset {
  if (data.kind === "table") return table ?? fail("experiment", `the table ${data.name}`, table, "Pass it as `table`");
  const { kind, samples, noise, key } = data;
  const drawn = redraw ? fold(keyOf(key), "data", seed)[0] : key;
  return kind === "moons" ? moons({ samples, noise, key: drawn }) : circles({ samples, noise, key: drawn });
}

/** How many features and classes the rows of a source have. */
export function shapeOf(data: DataSource): { features: number; classes: number } {
  return data.kind === "table" ? { features: data.features, classes: data.classes } : { features: 2, classes: 2 };
}

/** The names of an experiment's features and classes. */
export function namesOf({ data }: Experiment, table: Dataset | null): { classNames: readonly string[]; featureNames: readonly string[] } {
  const { classNames, featureNames } = allRows({ data, redraw: false } as Experiment, 0, table);
  return { classNames, featureNames };
}

/** How many parameters an arm's model has, and how many of them its router. */
export function parametersOf({ data }: Experiment, { model }: Arm): { router: number; total: number } {
  const mixture = buildMixture(model, shapeOf(data));
  return { router: mixture.router, total: 0 };
}
