import { fail } from "../core/errors.ts";
import type { Dataset, Table } from "./dataset.ts";
import { checkDataset, checkFinite, checkNames, featuresOf, numbersOf, rowsOf } from "./dataset.ts";

/** A table with numbers to predict. targets: (numSamples, numTargets) row by row. */
export interface RegressionDataset extends Table {
  readonly numTargets: number;
  readonly targets: Float64Array;
  readonly targetNames: readonly string[];
}

/** What a data set for regression is made from; numbers of samples, features and targets follow from the lengths. */
export interface RegressionParts {
  readonly name: string;
  /** Kept as it is if a Float64Array; other lists of numbers are copied into one. */
  readonly x: ArrayLike<number>;
  /** As x. */
  readonly targets: ArrayLike<number>;
  readonly featureNames: readonly string[];
  readonly targetNames: readonly string[];
}

/**
 * Checks the parts and makes a data set for regression of them. Errors: no rows, no features, no targets, a length that does not fit, a number that
 * is not finite, names that are not lists of text, a target named twice.
 */
export function regressionDataset(parts: RegressionParts): RegressionDataset {
  if (typeof parts !== "object" || parts === null) {
    fail("regressionDataset", "an object with name, x, targets, featureNames and targetNames", parts);
  }
  const { name, featureNames, targetNames } = parts;
  if (typeof name !== "string") fail("regressionDataset: name", "text", name);
  const where = `data set ${name}`;
  checkNames(featureNames, `${where}: featureNames`);
  checkTargetNames(targetNames, `${where}: targetNames`);
  const x = numbersOf(parts.x, `${where}: x`);
  const targets = numbersOf(parts.targets, `${where}: targets`);
  const numFeatures = featureNames.length;
  const numTargets = targetNames.length;
  if (numFeatures === 0) fail(where, "at least one feature", numFeatures);
  const numSamples = Math.floor(targets.length / numTargets);
  if (numSamples === 0) fail(where, "at least one sample", numSamples);
  if (targets.length !== numSamples * numTargets) {
    fail(`${where}: targets`, `rows of ${numTargets} targets`, targets.length);
  }
  if (x.length !== numSamples * numFeatures) {
    fail(where, `${numSamples} rows x ${numFeatures} features = ${numSamples * numFeatures} numbers`, x.length);
  }
  checkFinite(name, "feature", x, featureNames);
  checkFinite(name, "target", targets, targetNames);
  const names = { featureNames: [...featureNames], targetNames: [...targetNames] };
  return { name, numSamples, numFeatures, numTargets, x, targets, ...names };
}

/** Refuses what is not a list of one or more names, and a name that comes twice. */
export function checkTargetNames(names: unknown, where: string): asserts names is readonly string[] {
  checkNames(names, where);
  if (names.length === 0) fail(where, "at least one target", names);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) fail(where, "names that differ", twice);
}

/** Checks a data set for regression that a caller made. Errors: no such data set; as `regressionDataset`; counts that do not fit its arrays. */
export function checkRegression(value: unknown, where: string): RegressionDataset {
  const given = (typeof value === "object" && value !== null ? value : {}) as Partial<RegressionDataset>;
  const { name, x, targets, featureNames, targetNames } = given;
  if (name === undefined || !x || !targets || !featureNames || !targetNames) {
    fail(where, "a data set for regression", value, "Make one with `regressionDataset`");
  }
  const data = regressionDataset({ name, x, targets, featureNames, targetNames });
  for (const count of ["numSamples", "numFeatures", "numTargets"] as const) {
    if (given[count] !== data[count]) fail(`data set ${name}: ${count}`, `${data[count]}, as it holds`, given[count]);
  }
  return data;
}

/** Checks a data set with classes or for regression; what has targets is taken for the latter. Errors as `checkDataset` and `checkRegression`. */
export function checkRows(value: unknown, where: string, hint?: string): Dataset | RegressionDataset {
  const regression = typeof value === "object" && value !== null && "targets" in value;
  return regression ? checkRegression(value, where) : checkDataset(value, where, hint);
}

/** The rows named, in that order, as a new data set. Errors: no data set; no rows; a row that is not there. */
export function pickRows<T extends Dataset | RegressionDataset>(data: T, rows: ArrayLike<number>): T;
export function pickRows(data: Dataset | RegressionDataset, rows: ArrayLike<number>): Dataset | RegressionDataset {
  if (!("targets" in data)) return rowsOf(data, rows);
  const { numTargets } = data;
  const x = featuresOf(data, rows, "pickRows");
  const targets = new Float64Array(rows.length * numTargets);
  for (let s = 0; s < rows.length; s++) {
    const row = rows[s]!;
    targets.set(data.targets.subarray(row * numTargets, (row + 1) * numTargets), s * numTargets);
  }
  return { ...data, numSamples: rows.length, x, targets };
}
