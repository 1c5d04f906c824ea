import { fail, MoireError } from "../core/errors.ts";

/** A labelled table. x: (numSamples, numFeatures) row by row; y: (numSamples,), each a class from 0 to numClasses - 1. */
export interface Dataset {
  readonly name: string;
  readonly numSamples: number;
  readonly numFeatures: number;
  readonly numClasses: number;
  readonly x: Float64Array;
  readonly y: Int32Array;
  readonly featureNames: readonly string[];
  readonly classNames: readonly string[];
}

/** What a data set is made from; numbers of samples and features follow from the lengths. */
export interface DatasetParts {
  readonly name: string;
  readonly x: Float64Array;
  readonly y: ArrayLike<number>;
  readonly featureNames: readonly string[];
  readonly classNames: readonly string[];
}

/**
 * Checks the parts and makes a data set of them. Errors: no rows, no features, fewer than two classes, a length that does not fit,
 * a feature that is not finite, a label that is not a whole number of a class.
 */
export function dataset({ name, x, y, featureNames, classNames }: DatasetParts): Dataset {
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
  const bad = x.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const column = featureNames[bad % numFeatures];
    throw new MoireError(
      `data set ${name}: feature ${column} of sample ${Math.floor(bad / numFeatures)} is ${x[bad]}; every feature must be a finite number`,
    );
  }
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

/** The rows named, in that order, as a new data set. */
export function rowsOf(data: Dataset, rows: ArrayLike<number>): Dataset {
  const { numFeatures } = data;
  const x = new Float64Array(rows.length * numFeatures);
  const y = new Int32Array(rows.length);
  for (let s = 0; s < rows.length; s++) {
    const row = rows[s]!;
    if (!(row >= 0 && row < data.numSamples)) fail("rowsOf", `rows from 0 to ${data.numSamples - 1}`, row);
    x.set(data.x.subarray(row * numFeatures, (row + 1) * numFeatures), s * numFeatures);
    y[s] = data.y[row]!;
  }
  return { ...data, numSamples: rows.length, x, y };
}
