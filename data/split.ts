import { fail, MoireError, show } from "../core/errors.ts";
import type { Key } from "../core/key.ts";
import { checkKey, fold } from "../core/key.ts";
import { permutation, shuffleInto } from "../core/random.ts";
import type { Dataset } from "./dataset.ts";
import type { RegressionDataset } from "./regression.ts";
import { checkRows, pickRows } from "./regression.ts";

export interface SplitOptions {
  /** Below 1: the share of rows held out, rounded to the nearest whole number of rows. From 1: the number of rows. */
  readonly test: number;
  /** The same key gives the same split. Default 0. */
  readonly key?: number | Key;
  /** Keep the share of each class in both parts. Default true; data without classes have none to keep. */
  readonly stratify?: boolean;
}

export interface Split<T = Dataset> {
  readonly train: T;
  readonly test: T;
}

/**
 * Splits rows at random into a training part and a test part, each in random order; every row is in exactly one of them.
 * Stratified: class c gets floor(n_c T / n) of the T test rows, and the rows left over go to the largest remainders, ties to the
 * lower class, so the counts are exact and the same for every key. A class of very few rows may be missing from one part.
 * Errors: no data set; test that is no share or row count, or that leaves a part empty; an option that is unknown or wrong.
 */
export function split(source: Dataset, options: SplitOptions): Split;
export function split(source: RegressionDataset, options: SplitOptions): Split<RegressionDataset>;
export function split(source: Dataset | RegressionDataset, options: SplitOptions): Split<Dataset | RegressionDataset> {
  const data = checkRows(source, "split");
  const { train, test } = splitRows(data, options);
  return { train: pickRows(data, train), test: pickRows(data, test) };
}

/** The rows of each part of a split, in their random order. Errors as `split`, but the data are taken as they are. */
export function splitRows(data: Dataset | RegressionDataset, options: SplitOptions): Split<Uint32Array> {
  const { test, key, stratify } = optionsOf(options);
  const { numSamples } = data;
  const testRows = rowsFor(test, numSamples);
  const root = fold(key, "split");
  const held: number[] = [];
  const kept: number[] = [];
  if (options.stratify === true && !("y" in data)) {
    fail("split: stratify", "data with classes, whose shares it keeps", data, "Leave it out for regression");
  }
  if (stratify && "y" in data) {
    const members: number[][] = Array.from({ length: data.numClasses }, () => []);
    data.y.forEach((label, row) => {
      members[label]!.push(row);
    });
    const shares = largestRemainder(
      members.map((rows) => rows.length),
      testRows,
    );
    members.forEach((rows, label) => {
      const order = permutation(fold(root, "class", label), rows.length);
      order.forEach((at, i) => {
        (i < shares[label]! ? held : kept).push(rows[at]!);
      });
    });
  } else {
    permutation(fold(root, "rows"), numSamples).forEach((row, i) => {
      (i < testRows ? held : kept).push(row);
    });
  }
  return { train: shuffled(kept, fold(root, "train")), test: shuffled(held, fold(root, "test")) };
}

const NAMES = ["test", "key", "stratify"];

function optionsOf(options: SplitOptions): { test: number; key: Key; stratify: boolean } {
  if (typeof options !== "object" || options === null) fail("split", "options with test", options);
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    throw new MoireError(`split: unknown option ${show(unknown)}; the options are ${NAMES.join(", ")}`);
  }
  const { test, key = 0, stratify = true } = options;
  if (typeof stratify !== "boolean") fail("split: stratify", "true or false", stratify);
  return { test, key: checkKey(key, "split: key"), stratify };
}

function rowsFor(test: number, numSamples: number): number {
  if (typeof test !== "number" || !(test > 0) || (test >= 1 && !Number.isInteger(test))) {
    fail("split: test", "a share between 0 and 1, or a whole number of rows", test);
  }
  const rows = test < 1 ? Math.round(test * numSamples) : test;
  if (rows < 1 || rows >= numSamples) {
    const hint = test < 1 ? `A share of ${test} is ${rows} of the ${numSamples} rows` : "";
    fail(
      "split: test",
      `from 1 to ${numSamples - 1} of the ${numSamples} rows, so that neither part is empty`,
      rows,
      hint,
    );
  }
  return rows;
}

/** Shares `total` out in proportion to counts: whole numbers that add up to total (Hamilton's method). */
function largestRemainder(counts: readonly number[], total: number): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  // Whole-number arithmetic, exact below 2^53: a rounded quotient could move a row from one class to another.
  const remainders = counts.map((count) => (count * total) % all);
  const shares = counts.map((count, c) => (count * total - remainders[c]!) / all);
  const left = total - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = counts.map((_, c) => c).sort((a, b) => remainders[b]! - remainders[a]! || a - b);
  for (const c of byRemainder.slice(0, left)) shares[c]! += 1;
  return shares;
}

function shuffled(rows: readonly number[], key: Key): Uint32Array {
  const order = Uint32Array.from(rows);
  shuffleInto(key, order);
  return order;
}
