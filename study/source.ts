import { fail, lookUp } from "../core/errors.ts";
import { fold, keyOf } from "../core/key.ts";
import { parameterCount } from "../core/layer.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Generator } from "../data/index.ts";
import { generators, split } from "../data/index.ts";
import { buildMixture } from "../moe/mixture.ts";
import type { Arm, DataSource, Experiment } from "./results.ts";

/** The rows of one seed: trained on, held out (null where nothing is), and all of them. */
export interface Rows {
  readonly train: Dataset;
  readonly test: Dataset | null;
  readonly all: Dataset;
}

/**
 * The rows that every arm of an experiment gets for a seed: they depend on the data's and the study's key and on the seed, not on the arm,
 * so that arms can be compared in pairs. Held-out rows are drawn class by class (stratified): the training rows keep the balance.
 */
export function drawRows(
  { data, redraw, testRows }: Experiment,
  seed: number,
  key: number,
  table: Dataset | null,
): Rows {
  const all = redraw ? makeRows(data, table, seed) : makeRows(data, table);
  if (testRows === 0) return { train: all, test: null, all };
  return { ...split(all, { test: testRows, key: fold(keyOf(key), "split", seed), stratify: true }), all };
}

/** The source's rows; with a seed, those that the seed draws. */
function makeRows(data: DataSource, table: Dataset | null, seed: number | null = null): Dataset {
  if (data.kind === "table") return table ?? fail("experiment", `the table ${data.name}`, table, "Pass it as `table`");
  const { kind, samples, noise, key } = data;
  const drawn = seed === null ? key : fold(keyOf(key), "data", seed)[0];
  return lookUp<Generator>(generators, kind, "experiment: data").make({ samples, noise, key: drawn });
}

/** The names of a source's features and classes. */
export function namesOf(data: DataSource, table: Dataset | null): Pick<Dataset, "classNames" | "featureNames"> {
  const { classNames, featureNames } = makeRows(data, table);
  return { classNames, featureNames };
}

/** How many parameters the router of an arm has, and its whole model; frozen ones are counted, too. */
export function parametersOf(
  { data }: Experiment,
  { model }: Arm,
): { readonly router: number; readonly total: number } {
  const sizes = data.kind === "table" ? data : { features: 2, classes: 2 };
  const built = buildMixture(model, sizes);
  return { router: parameterCount(built.router), total: parameterCount(built) };
}
