import { fail, MoireError, show } from "../../core/errors.ts";
import type { Options } from "../../core/fields.ts";
import { boolean, integer, number, resolve } from "../../core/fields.ts";
import type { Dataset } from "../../data/dataset.ts";
import { split } from "../../data/split.ts";
import type { StudySpec } from "../results.ts";
import { CONTROLLED_SCALINGS, controlledArms } from "./arms.ts";

/** Options of the study, for functions, flags and forms alike. */
export const compareFields = {
  seeds: integer({ help: "runs of each arm, each on its own split and start", min: 1, max: 1000, default: 30 }),
  test: number({ help: "share of the rows held out for testing", min: 0.05, max: 0.95, default: 0.3 }),
  epochs: integer({ help: "passes over the training rows", min: 1, max: 10000, default: 30 }),
  learningRate: number({ help: "Adam's learning rate", min: 0, max: 10, above: true, default: 0.05 }),
  batchSize: integer({ help: "rows in each step", min: 1, max: 65536, default: 32 }),
  experts: integer({ help: "experts in each mixture", min: 2, max: 16, default: 2 }),
  threshold: number({ help: "accuracy from which a run counts as a success", min: 0, max: 1, default: 0.9 }),
  key: integer({ help: "all randomness follows from this number", min: 0, max: Number.MAX_SAFE_INTEGER, default: 0 }),
  quick: boolean({ help: "a short trial, no evidence: at most 5 seeds and 10 epochs", default: false }),
};

/** Characters of a name that tables and figures have room for; results files hold no longer ones. */
const MAX_NAME = 200;

export interface CompareOptions extends Options<typeof compareFields> {
  /** The user's table. Its rows are not part of the spec: pass the same table to runStudy. */
  readonly table: Dataset;
}

/**
 * Quantum and classical routers on one table: split anew for each seed (stratified), scaler fitted on the training rows, accuracy on the
 * held-out rows. With more than 4 features the quantum and the trigonometric routers learn a linear map to 4 angles first.
 * Errors: an option out of bounds; a table too small to hold out a row of it; a class too rare to be on both sides of the split.
 */
export function compareSpec({ table, ...options }: CompareOptions): StudySpec {
  const values = resolve(compareFields, options, "compare");
  const { test, learningRate, batchSize, experts, threshold, key, quick } = values;
  const seeds = quick ? Math.min(values.seeds, 5) : values.seeds;
  const epochs = quick ? Math.min(values.epochs, 10) : values.epochs;
  const { name, numSamples: samples, numFeatures: features, numClasses: classes } = table;
  const testRows = Math.round(test * samples);
  if (testRows < 1 || testRows >= samples) {
    fail("compare: test", `a share that leaves rows of the ${samples} on both sides`, test, "Use a larger table");
  }
  const long = [...table.classNames, ...table.featureNames].find((word) => word.length > MAX_NAME);
  if (long !== undefined) fail("compare", `names of classes and columns of at most ${MAX_NAME} characters`, long);
  checkClasses(table, testRows);
  return {
    name: "compare",
    title: `Quantum against classical routers on ${name}${quick ? " (quick trial, no evidence)" : ""}`,
    key,
    seeds,
    experiments: (["minmax", "standard"] as const).map((scaling) => {
      const { suffix, words, why } = CONTROLLED_SCALINGS[scaling];
      return {
        name: `compare${suffix}`,
        title: `Routers on ${name}, ${words}: accuracy on held-out rows`,
        protocol: "controlled",
        description:
          `${why} One table of ${samples} rows, ${features} features and ${classes} classes. Each seed draws new start values and a new split: ` +
          `${samples - testRows} rows to train on and ${testRows} held out, each class in proportion; the scaler is fitted on the training rows. ` +
          `All arms of a seed share its rows. ${epochs} epochs at learning rate ${learningRate}. Splits of one table overlap, so intervals and p-values are corrected for that.`,
        flaws: [],
        data: { kind: "table", name, samples, features, classes },
        redraw: false,
        testRows,
        scalerRows: "train",
        epochs,
        batchSize,
        learningRate,
        metric: { kind: "testAccuracy" },
        threshold,
        reference: "quantum",
        arms: controlledArms(scaling, experts),
      };
    }),
  };
}

/** A stratified split holds the same number of rows of each class whatever its key, so one split tells. */
function checkClasses(table: Dataset, testRows: number): void {
  const { train, test } = split(table, { test: testRows, key: 0 });
  for (const [label, name] of table.classNames.entries()) {
    const rows = table.y.filter((y) => y === label).length;
    if (train.y.includes(label) && test.y.includes(label)) continue;
    throw new MoireError(
      `compare: class ${show(name)} has ${rows} of ${table.numSamples} rows, too few to be both trained on and held out. ` +
        "Leave its rows out, join it with another class, or use a larger table",
    );
  }
}
