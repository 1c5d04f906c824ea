import { fail, lookUp } from "../core/errors.ts";
import { resolve } from "../core/fields.ts";
import { fold, keyOf } from "../core/key.ts";
import { parameterCount } from "../core/layer.ts";
import { checkSpec } from "../core/spec.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Generator } from "../data/index.ts";
import { generators, split } from "../data/index.ts";
import type { Mixture } from "../moe/mixture.ts";
import { buildMixture } from "../moe/mixture.ts";
import type { LossSpec } from "../nn/index.ts";
import { losses } from "../nn/index.ts";
import { defaultLoss } from "../train/index.ts";
import { lossFor } from "../train/task.ts";
import type { Arm, DataSource, Experiment } from "./results.ts";
import { checkTuning } from "./tuning.ts";

/** The rows of one seed: trained on, held out (null where nothing is), and all of them. */
export interface Rows {
  readonly train: Dataset;
  readonly test: Dataset | null;
  readonly all: Dataset;
}

/**
 * The rows that every arm of an experiment gets for a seed: they depend on the data's and the study's key and on the seed, not on the arm,
 * so that arms can be compared in pairs; nobody may change them. Held-out rows are drawn class by class (stratified): the training rows keep the balance.
 */
export function drawRows(experiment: Experiment, seed: number, key: number, table: Dataset | null): Rows {
  const { data, redraw, testRows, trainRows } = experiment;
  const asked = JSON.stringify([data, redraw, testRows, trainRows, seed, key]);
  if (last === null || last.asked !== asked || last.table !== table) {
    last = { asked, table, rows: newRows(experiment, seed, key, table) };
  }
  return last.rows;
}

/** The rows that were drawn last: the arms of a seed are trained one after another. */
let last: { readonly asked: string; readonly table: Dataset | null; readonly rows: Rows } | null = null;

function newRows(experiment: Experiment, seed: number, key: number, table: Dataset | null): Rows {
  const { data, redraw, testRows, trainRows } = experiment;
  const all = makeRows(data, table, redraw ? { key: fold(keyOf(key), "data", seed)[0] } : {});
  const parts =
    testRows === 0
      ? { train: all, test: null }
      : split(all, { test: testRows, key: fold(keyOf(key), "split", seed), stratify: true });
  if (trainRows === undefined || trainRows === parts.train.numSamples) return { ...parts, all };
  const fewer = split(parts.train, { test: trainRows, key: fold(keyOf(key), "fewer", seed), stratify: true });
  return { ...parts, train: fewer.test, all };
}

/** How many rows a run of an experiment is trained on. */
export function trainRowsOf({ data, testRows, trainRows }: Experiment): number {
  return trainRows ?? data.samples - testRows;
}

function makeRows(data: DataSource, table: Dataset | null, drawn: { readonly key?: number }): Dataset {
  if (data.kind === "table") return table ?? fail("experiment", `the table ${data.name}`, table, "Pass it as `table`");
  return generatorOf(data.name).make({ ...data.options, ...drawn });
}

function generatorOf(name: string): Generator {
  return lookUp<Generator>(generators, name, "experiment: data");
}

/** Refuses a number of rows to train on that there are not, and a tuning that cannot be done on them. */
export function checkTrainRows(experiment: Experiment, where: string): void {
  const { data, testRows, tuning } = experiment;
  const most = data.samples - testRows;
  const rows = trainRowsOf(experiment);
  if (!Number.isInteger(rows) || rows < 1 || rows > most) fail(`${where}: trainRows`, `1 to ${most}`, rows);
  if (tuning !== undefined) checkTuning(tuning, rows, `${where}: tuning`);
}

/**
 * A generator as a source: number and names of its features and classes are taken from what it makes of the options. Those not given get the
 * generator's defaults, and all are kept, so that a later default changes no study. redraw: each seed draws new rows, so there is no key.
 * Errors: an unknown generator, an option that is unknown or out of bounds, a key where each seed draws its own.
 */
export function generated(
  name: string,
  options: Readonly<Record<string, unknown>>,
  { redraw }: { readonly redraw: boolean },
): DataSource {
  const generator = generatorOf(name);
  if (redraw && Object.hasOwn(options, "key")) {
    fail(`data ${name}`, "no key, as each seed draws its own rows", options.key, "Give the study another key instead");
  }
  const { key, ...values } = resolve(generator.fields, options, `data ${name}`) as Record<string, unknown>;
  return {
    kind: "generator",
    name,
    options: redraw ? values : { ...values, key },
    ...shapeOf(generator.make(options)),
  };
}

/** A table as a source. Pass the same table to runStudy. */
export function tabulated(table: Dataset): DataSource {
  return { kind: "table", name: table.name, ...shapeOf(table) };
}

/** Rows, features and classes of a data set, as a source holds them. */
export function shapeOf({ numSamples, featureNames, classNames }: Dataset): Omit<DataSource, "kind" | "name"> {
  return { samples: numSamples, features: featureNames, classes: classNames };
}

/** Checks a source that came with a results file: its generator is known and takes its options. */
export function checkSource(data: DataSource, redraw: boolean, where: string): void {
  if (data.kind === "table") {
    if (redraw) fail(where, "data from a generator, as each seed draws anew", data.kind);
    return;
  }
  const { fields } = generatorOf(data.name);
  const { samples } = resolve(fields, data.options, where) as Record<string, unknown>;
  if (samples !== undefined && samples !== data.samples)
    fail(where, `${samples} samples, as its options say`, data.samples);
  const expected = Object.keys(fields).filter((name) => !(redraw && name === "key"));
  const differs = expected.find((name) => !Object.hasOwn(data.options, name));
  if (differs !== undefined) fail(where, `a value of the generator's option ${differs}`, undefined);
  if (redraw && Object.hasOwn(data.options, "key"))
    fail(where, "no key, as each seed draws its own rows", data.options.key);
}

/** What an arm's training makes small. */
export function lossOf({ training = {} }: Arm): LossSpec {
  return training.loss == null ? defaultLoss.classes : checkSpec(losses, training.loss, "training: loss");
}

/** Builds an arm's model for the experiment's data. Errors: a model that does not fit it. */
export function builtFor({ data }: Experiment, arm: Arm): Mixture {
  const task = { task: "classes", classNames: data.classes } as const;
  const { outputs } = lossFor(lossOf(arm), task, `arm ${arm.name}`);
  return buildMixture(arm.model, { features: data.features.length, outputs });
}

/** How many parameters the router of an arm has, and its whole model; frozen ones are counted, too. */
export function parametersOf(experiment: Experiment, arm: Arm): { readonly router: number; readonly total: number } {
  const built = builtFor(experiment, arm);
  return { router: parameterCount(built.router), total: parameterCount(built) };
}
