import { fail, lookUp } from "../../core/errors.ts";
import type { Dataset } from "../../data/dataset.ts";
import { checkDataset } from "../../data/dataset.ts";
import type { Generator } from "../../data/index.ts";
import { generators } from "../../data/index.ts";
import type { DataSource } from "../results.ts";
import { generated, tabulated } from "../source.ts";
import { checkSplit } from "../specs/compare.ts";

/** Held-out rows of generators, which make as many as one likes. */
const GENERATED_TEST_ROWS = 2000;

/** Of the training rows, for learning curves. */
const SHARES = [1 / 8, 1 / 4, 1 / 2] as const;

/** Fewer rows than this, in all or for each class, are too few to be trained and tuned on. */
const LEAST_ROWS = 20;
const LEAST_OF_CLASS = 5;

/** What is audited on: one of both. */
export interface AuditData {
  /** One table, split anew for each seed. Its rows are not part of the spec: pass the same table to runAudit. */
  readonly table?: Dataset;
  /** In place of a table: a generator that draws new rows for each seed; `samples` is the number of rows trained on. */
  readonly generator?: { readonly name: string; readonly options?: Readonly<Record<string, unknown>> };
}

/** Where the rows of an audit come from, and how they are split. */
export interface Data {
  readonly source: DataSource;
  readonly redraw: boolean;
  readonly testRows: number;
  /** Rows of the least frequent class among those trained on, at least. */
  readonly rarest: number;
  /** Share of the most frequent class. */
  readonly majority: number;
  readonly words: string;
}

/** The data of an audit: one table, or a generator. Errors: none or both; options that are none. */
export function dataOf(
  { table, generator }: AuditData,
  { test, seeds }: { readonly test: number; readonly seeds: number },
): Data {
  if ((table === undefined) === (generator === undefined)) {
    fail("audit", "a table or a generator", table === undefined ? "neither" : "both");
  }
  if (table !== undefined) {
    const rows = checkDataset(table, "audit: table");
    const testRows = checkSplit(rows, test, "audit");
    const source = tabulated(rows);
    const words = `One table, ${rows.name}: ${rows.numSamples} rows, ${rows.numFeatures} features, ${rows.classNames.length} classes. Each of ${seeds} runs splits it anew, ${rows.numSamples - testRows} rows to train on and ${testRows} held out, each class in proportion. Splits overlap, so intervals are those of the corrected resampled t.`;
    return { source, redraw: false, testRows, ...frequencies(rows, rows.numSamples - testRows), words };
  }
  const { name, options = {} } = generator!;
  const { fields, make } = lookUp<Generator>(generators, name, "audit: generator");
  const asked = generated(name, options, { redraw: true });
  const sized = Object.hasOwn(fields, "samples");
  const testRows = sized ? GENERATED_TEST_ROWS : Math.round(test * asked.samples);
  const source = sized ? generated(name, { ...options, samples: asked.samples + testRows }, { redraw: true }) : asked;
  const trainRows = source.samples - testRows;
  const words = `Rows of the generator ${name}: each of ${seeds} runs draws its own, ${trainRows} to train on and ${testRows} held out, and its own start values. Runs are independent.`;
  return { source, redraw: true, testRows, ...frequencies(make(options), trainRows), words };
}

function frequencies({ y, classNames, numSamples }: Dataset, trainRows: number): Pick<Data, "rarest" | "majority"> {
  const counts = classNames.map((_, label) => y.reduce((sum, one) => sum + (one === label ? 1 : 0), 0));
  return {
    rarest: Math.floor((Math.min(...counts) * trainRows) / numSamples),
    majority: Math.max(...counts) / numSamples,
  };
}

/** Numbers of rows to train on, from few to many. Errors: too few rows. */
export function sizesOf({ source, testRows, rarest }: Data, curve: boolean): number[] {
  const all = source.samples - testRows;
  if (all < LEAST_ROWS) fail("audit: rows to train on", `at least ${LEAST_ROWS}`, all, "Use a larger table");
  const fewer = SHARES.map((share) => ({ share, rows: Math.round(share * all) })).filter(
    ({ share, rows }) => rows >= LEAST_ROWS && share * rarest >= LEAST_OF_CLASS,
  );
  return [...(curve ? fewer.map(({ rows }) => rows) : []), all];
}
