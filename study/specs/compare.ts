import { fail, lookUp, MoireError, show } from "../../core/errors.ts";
import type { Options, Values } from "../../core/fields.ts";
import { boolean, integer, number, resolve } from "../../core/fields.ts";
import type { Dataset } from "../../data/dataset.ts";
import { checkDataset } from "../../data/dataset.ts";
import type { Generator } from "../../data/index.ts";
import { generators } from "../../data/index.ts";
import { split } from "../../data/split.ts";
import type { Arm, DataSource, Experiment, StudySpec } from "../results.ts";
import { generated, tabulated } from "../source.ts";
import { CONTROLLED_SCALINGS, controlledArms } from "./arms.ts";

/** Options of the study, for functions, flags and forms alike. */
export const compareFields = {
  seeds: integer({ help: "runs of each arm, each on its own split and start", min: 1, max: 1000, default: 30 }),
  test: number({ help: "share of the rows held out for testing", min: 0.05, max: 0.95, default: 0.3 }),
  epochs: integer({ help: "passes over the training rows", min: 1, max: 10000, default: 30 }),
  learningRate: number({ help: "Adam's learning rate", min: 0, max: 10, above: true, default: 0.05 }),
  batchSize: integer({ help: "rows in each step", min: 1, max: 65536, default: 32 }),
  experts: integer({ help: "experts in each mixture, where no arms are given", min: 2, max: 16, default: 2 }),
  threshold: number({ help: "accuracy from which a run counts as a success", min: 0, max: 1, default: 0.9 }),
  key: integer({ help: "all randomness follows from this number", min: 0, max: Number.MAX_SAFE_INTEGER, default: 0 }),
  quick: boolean({ help: "a short trial, no evidence: at most 5 seeds and 10 epochs", default: false }),
};

/** Characters of a name that tables and figures have room for; results files hold no longer ones. */
const MAX_NAME = 200;

export interface CompareOptions extends Options<typeof compareFields> {
  /** One table, split anew for each seed. Its rows are not part of the spec: pass the same table to runStudy. */
  readonly table?: Dataset;
  /** In place of a table: a generator of moire/data that draws new rows for each seed, with its options but the key. */
  readonly generator?: { readonly name: string; readonly options?: Readonly<Record<string, unknown>> };
  /** What to compare; default: quantum and classical routers, once on inputs scaled to [0, pi], once on standardised ones. `checkArms` reads them from JSON. */
  readonly arms?: readonly Arm[];
  /** The name of the arm that all others are compared with; default `quantum`, or the first of your own arms. */
  readonly reference?: string;
}

/**
 * Models on one table, or on new rows of a generator for each seed: split anew for each seed (stratified), scaler fitted on the training rows,
 * accuracy on the held-out rows. Without arms of your own these are quantum and classical routers; with more than 4 features the quantum and
 * the trigonometric ones learn a linear map to 4 angles first. Errors: no data, or two; an option out of bounds; a table too small to hold out a
 * row of it; a class too rare to be on both sides of the split; a reference that is no arm.
 */
export function compareSpec({ table, generator, arms, reference, ...options }: CompareOptions): StudySpec {
  const values = resolve(compareFields, options, "compare");
  const { rows, data } = dataOf(table, generator, "compare");
  const testRows = checkSplit(rows, values.test, "compare");
  const shared = { values, data, testRows, quick: values.quick, reference };
  const experiments =
    arms === undefined
      ? (["minmax", "standard"] as const).map((scaling) => onRouters(shared, scaling))
      : [ownArms(shared, arms)];
  const subject = arms === undefined ? "Quantum against classical routers" : `${arms.length} models compared`;
  return {
    name: "compare",
    title: `${subject} on ${data.name}${values.quick ? " (quick trial, no evidence)" : ""}`,
    key: values.key,
    seeds: values.quick ? Math.min(values.seeds, 5) : values.seeds,
    experiments,
  };
}

interface Data {
  /** The table, or rows of the generator: for checks. */
  readonly rows: Dataset;
  readonly data: DataSource;
}

/** The rows that a study is on. Errors: none, or two; a generator that is unknown or takes no such options. where: the study. */
export function dataOf(table: CompareOptions["table"], generator: CompareOptions["generator"], where: string): Data {
  if ((table === undefined) === (generator === undefined)) {
    fail(where, "a table or a generator", table === undefined ? "neither" : "both");
  }
  if (table !== undefined) return { rows: checkDataset(table, `${where}: table`), data: tabulated(table) };
  const { name, options = {} } = generator!;
  const data = generated(name, options, { redraw: true });
  return { rows: lookUp<Generator>(generators, name, `${where}: generator`).make(options), data };
}

/** How many rows are held out. Errors: a share that leaves none on a side, a class too rare to be on both, names too long for tables. */
export function checkSplit(rows: Dataset, test: number, where: string): number {
  const { numSamples: samples, classNames, featureNames } = rows;
  const testRows = Math.round(test * samples);
  if (testRows < 1 || testRows >= samples) {
    fail(`${where}: test`, `a share that leaves rows of the ${samples} on both sides`, test, "Use a larger table");
  }
  const long = [...classNames, ...featureNames].find((word) => word.length > MAX_NAME);
  if (long !== undefined) fail(where, `names of classes and columns of at most ${MAX_NAME} characters`, long);
  checkClasses(rows, testRows, where);
  return testRows;
}

/** A stratified split holds the same number of rows of each class whatever its key, so one split tells. */
function checkClasses(table: Dataset, testRows: number, where: string): void {
  const { train, test } = split(table, { test: testRows, key: 0 });
  for (const [label, name] of table.classNames.entries()) {
    const rows = table.y.filter((y) => y === label).length;
    if (train.y.includes(label) && test.y.includes(label)) continue;
    throw new MoireError(
      `${where}: class ${show(name)} has ${rows} of ${table.numSamples} rows, too few to be both trained on and held out. ` +
        "Leave its rows out, join it with another class, or use a larger table",
    );
  }
}

interface Shared {
  readonly values: Values<typeof compareFields>;
  readonly data: DataSource;
  readonly testRows: number;
  readonly reference: string | undefined;
}

function protocol({ values, data, testRows }: Shared) {
  const { learningRate, batchSize, threshold, quick } = values;
  return {
    protocol: "controlled",
    flaws: [],
    conditions: [],
    data,
    redraw: data.kind === "generator",
    testRows,
    scalerRows: "train",
    epochs: quick ? Math.min(values.epochs, 10) : values.epochs,
    batchSize,
    learningRate,
    metric: { kind: "testAccuracy" },
    threshold,
  } as const;
}

function onRouters(shared: Shared, scaling: keyof typeof CONTROLLED_SCALINGS): Experiment {
  const { suffix, words, why } = CONTROLLED_SCALINGS[scaling];
  const arms = controlledArms(scaling, shared.values.experts);
  return {
    ...protocol(shared),
    name: `compare${suffix}`,
    title: `Routers on ${shared.data.name}, ${words}: accuracy on held-out rows`,
    description: `${why} ${descriptionOf(shared)}`,
    reference: referenceOf(arms, shared.reference ?? "quantum"),
    arms,
  };
}

function ownArms(shared: Shared, arms: readonly Arm[]): Experiment {
  if (arms.length === 0) fail("compare: arms", "at least one arm", arms);
  return {
    ...protocol(shared),
    name: "compare",
    title: `Models on ${shared.data.name}: accuracy on held-out rows`,
    description: descriptionOf(shared),
    reference: referenceOf(arms, shared.reference ?? arms[0]!.name),
    arms,
  };
}

function referenceOf(arms: readonly Arm[], name: string): string {
  const names = arms.map((arm) => arm.name);
  if (!names.includes(name)) fail("compare: reference", `one of ${names.join(", ")}`, name);
  return name;
}

function descriptionOf(shared: Shared): string {
  const { data, testRows } = shared;
  const { samples, features, classes } = data;
  const { epochs, learningRate } = protocol(shared);
  const drawn = data.kind === "generator";
  return (
    `${drawn ? `Rows of the generator ${data.name}` : "One table"}: ${samples} rows, ${features.length} features and ${classes.length} classes. ` +
    `Each seed draws ${drawn ? "new rows, " : ""}new start values and a new split: ${samples - testRows} rows to train on and ${testRows} held out, each class in proportion; the scaler is fitted on the training rows. ` +
    `All arms of a seed share its rows. ${epochs} epochs at learning rate ${learningRate}.${drawn ? "" : " Splits of one table overlap, so intervals and p-values are corrected for that."}`
  );
}
