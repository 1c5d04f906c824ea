import { fail, MoireError } from "../core/errors.ts";

/** Rows of features. x: (numSamples, numFeatures) row by row. */
export interface Table {
  readonly name: string;
  readonly numSamples: number;
  readonly numFeatures: number;
  readonly x: Float64Array;
  readonly featureNames: readonly string[];
}

/** A labelled table. y: (numSamples,), each a class from 0 to numClasses - 1. */
export interface Dataset extends Table {
  readonly numClasses: number;
  readonly y: Int32Array;
  readonly classNames: readonly string[];
}

/** What a data set is made from; numbers of samples and features follow from the lengths. */
export interface DatasetParts {
  readonly name: string;
  /** Kept as it is if a Float64Array; other lists of numbers are copied into one. */
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly featureNames: readonly string[];
  readonly classNames: readonly string[];
}

/**
 * Checks the parts and makes a data set of them. Errors: no rows, no features, fewer than two classes, a length that does not fit,
 * a feature that is not finite, a label that is not a whole number of a class, names that are not lists of text, a class named twice.
 */
export function dataset(parts: DatasetParts): Dataset {
  if (typeof parts !== "object" || parts === null) {
    fail("dataset", "an object with name, x, y, featureNames and classNames", parts);
  }
  const { name, y, featureNames, classNames } = parts;
  if (typeof name !== "string") fail("dataset: name", "text", name);
  checkNames(featureNames, `data set ${name}: featureNames`);
  checkClassNames(classNames, `data set ${name}: classNames`);
  if (!isList(y)) fail(`data set ${name}: y`, "a list of labels", y);
  const x = numbersOf(parts.x, `data set ${name}: x`);
  const numFeatures = featureNames.length;
  const numSamples = y.length;
  const numClasses = classNames.length;
  if (numFeatures === 0) fail(`data set ${name}`, "at least one feature", numFeatures);
  if (numSamples === 0) fail(`data set ${name}`, "at least one sample", numSamples);
  if (numClasses < 2) fail(`data set ${name}`, "at least two classes", numClasses);
  if (x.length !== numSamples * numFeatures) {
    fail(
      `data set ${name}`,
      `${numSamples} labels x ${numFeatures} features = ${numSamples * numFeatures} numbers`,
      x.length,
    );
  }
  checkFinite(name, "feature", x, featureNames);
  const labels = new Int32Array(numSamples);
  for (let s = 0; s < numSamples; s++) {
    const label = y[s]!;
    if (!Number.isInteger(label) || label < 0 || label >= numClasses) {
      fail(
        `data set ${name}`,
        `labels that are whole numbers from 0 to ${numClasses - 1}`,
        label,
        `It is at sample ${s}`,
      );
    }
    labels[s] = label;
  }
  return {
    name,
    numSamples,
    numFeatures,
    numClasses,
    x,
    y: labels,
    featureNames: [...featureNames],
    classNames: [...classNames],
  };
}

/**
 * Checks a data set that a caller made, by hand perhaps, and returns it with its own copy of the labels. Errors: no data set; as `dataset`;
 * numbers of samples, features or classes that are not those of its arrays. `where` names the function in errors.
 */
export function checkDataset(value: unknown, where: string, hint = "Make one with `dataset`"): Dataset {
  const given = (typeof value === "object" && value !== null ? value : {}) as Partial<Dataset>;
  const { name, x, y, featureNames, classNames } = given;
  if (name === undefined || !x || !y || !featureNames || !classNames) {
    fail(where, "a data set", value, hint);
  }
  const data = dataset({ name, x, y, featureNames, classNames });
  for (const count of ["numSamples", "numFeatures", "numClasses"] as const) {
    if (given[count] !== data[count]) fail(`data set ${name}: ${count}`, `${data[count]}, as it holds`, given[count]);
  }
  return data;
}

/** Refuses what is not a list of names. */
export function checkNames(names: unknown, where: string): asserts names is readonly string[] {
  if (!Array.isArray(names)) fail(where, "a list of names", names);
  const bad = names.findIndex((name) => typeof name !== "string");
  if (bad >= 0) fail(where, "names that are text", names[bad]);
}

/** Refuses what is not a list of names, and a name that comes twice: its two classes could not be told apart. */
export function checkClassNames(names: unknown, where: string): asserts names is readonly string[] {
  checkNames(names, where);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) fail(where, "names that differ", twice, "It names two classes");
}

/** Refuses a table with a number that is not finite. values: row by row, a number for each name. */
export function checkFinite(
  name: string,
  what: "feature" | "target",
  values: Float64Array,
  names: readonly string[],
): void {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  throw new MoireError(
    `data set ${name}: ${what} ${names[bad % names.length]} of sample ${Math.floor(bad / names.length)} is ${values[bad]}; every ${what} must be a finite number`,
  );
}

export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

export function numbersOf(x: unknown, where: string): Float64Array {
  if (x instanceof Float64Array) return x;
  if (!isList(x)) fail(where, "numbers, row by row: a Float64Array or a list", x);
  return Float64Array.from(x, (value) =>
    typeof value === "number" ? value : fail(where, "one flat list of numbers, row by row", value),
  );
}

/** The rows named, in that order, as a new data set. Errors: no data set; no rows; a row that is not there. */
export function rowsOf(data: Dataset, rows: ArrayLike<number>): Dataset {
  const x = featuresOf(data, rows, "rowsOf");
  const y = new Int32Array(rows.length);
  for (let s = 0; s < rows.length; s++) y[s] = data.y[rows[s]!]!;
  return { ...data, numSamples: rows.length, x, y };
}

/** The features of the rows named, in that order. Errors as `rowsOf`. */
export function featuresOf(data: Table, rows: ArrayLike<number>, where: string): Float64Array {
  if (!(data?.x instanceof Float64Array)) fail(where, "a data set", data, "Make one with `dataset`");
  if (!isList(rows) || rows.length === 0) fail(where, "a list of one or more rows", rows);
  const { numFeatures, numSamples } = data;
  const x = new Float64Array(rows.length * numFeatures);
  for (let s = 0; s < rows.length; s++) {
    const row = rows[s]!;
    if (!Number.isInteger(row) || row < 0 || row >= numSamples) fail(where, `rows from 0 to ${numSamples - 1}`, row);
    x.set(data.x.subarray(row * numFeatures, (row + 1) * numFeatures), s * numFeatures);
  }
  return x;
}
