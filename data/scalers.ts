import { fail, lookUp, MoireError } from "../core/errors.ts";
import type { Dataset } from "./dataset.ts";
import { dataset } from "./dataset.ts";

/** An affine map of each feature: x' = (x - shift) * factor. shift, factor: (numFeatures,). */
export interface Scaler {
  readonly kind: ScalerKind;
  readonly shift: readonly number[];
  readonly factor: readonly number[];
}

export type ScalerKind = keyof typeof scalers;

/** Finds shift and factor of one column that is not constant. */
type Law = (column: Float64Array) => readonly [shift: number, factor: number];

/** The laws by name. A column that is constant in the fitted rows never reaches its law; see `fitScaler`. */
export const scalers = {
  none: () => [0, 1],
  minmax: (column) => {
    const [min, max] = extremes(column);
    return [min, Math.PI / (max - min)];
  },
  standard: (column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const variance = column.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / column.length;
    return [mean, 1 / Math.sqrt(variance)];
  },
} satisfies Record<string, Law>;

/**
 * Fits a scaler to the rows of a data set.
 * none: leaves x as it is. minmax: the fitted rows span [0, pi] radians, up to rounding. standard: mean 0 and variance 1 (divided by
 * the number of rows, as scikit-learn's StandardScaler does). Rows seen later are mapped by the same numbers and may fall outside.
 * A column that is constant in the fitted rows gets shift = its value and factor 1 under minmax and standard: it becomes 0, and
 * another value seen later becomes its distance from there. Errors: an unknown kind; numbers too large or too close to scale.
 */
export function fitScaler(kind: ScalerKind, data: Dataset): Scaler {
  const law: Law = lookUp(scalers, kind, "scaler");
  const shift: number[] = [];
  const factor: number[] = [];
  const column = new Float64Array(data.numSamples);
  for (let f = 0; f < data.numFeatures; f++) {
    for (let s = 0; s < data.numSamples; s++) column[s] = data.x[s * data.numFeatures + f]!;
    const [min, max] = extremes(column);
    const [a, b] = kind !== "none" && min === max ? [min, 1] : law(column);
    if (!Number.isFinite(a) || !Number.isFinite(b) || b === 0) {
      throw new MoireError(
        `scaler ${kind}: feature ${data.featureNames[f]} runs from ${min} to ${max}, which is too wide or too narrow to scale in double precision; change its unit`,
      );
    }
    shift.push(a);
    factor.push(b);
  }
  return { kind, shift, factor };
}

/** Checks a scaler that came as unknown data. Errors: an unknown kind; shift or factor that is not one finite number for each feature. */
export function checkScaler(value: unknown, numFeatures: number, where: string): Scaler {
  if (typeof value !== "object" || value === null) fail(where, "a scaler made by fitScaler", value);
  const { kind, shift, factor } = value as Partial<Scaler>;
  lookUp(scalers, kind as string, `${where}: kind`);
  for (const numbers of [shift, factor]) {
    const fits = Array.isArray(numbers) && numbers.length === numFeatures;
    if (!fits || !Array.from(numbers).every(Number.isFinite)) {
      fail(where, `a scaler of ${numFeatures} features, with a finite shift and factor for each`, numbers);
    }
  }
  return value as Scaler;
}

/** The data set with each feature scaled. Errors: another number of features; a result that is not finite. */
export function applyScaler(scaler: Scaler, data: Dataset): Dataset {
  if (data.numFeatures !== scaler.shift.length) {
    fail("applyScaler", `a data set of ${scaler.shift.length} features, as the scaler was fitted on`, data.numFeatures);
  }
  const x = new Float64Array(data.x.length);
  applyScalerInto(scaler, data.x, x);
  return dataset({ ...data, x });
}

/** Scales rows. x, out: (rows, numFeatures), row by row; out may be x itself. Errors: lengths that do not fit. */
export function applyScalerInto({ shift, factor }: Scaler, x: Float64Array, out: Float64Array): void {
  const numFeatures = shift.length;
  if (x.length % numFeatures !== 0) fail("applyScalerInto", `rows of ${numFeatures} features`, x);
  if (out.length !== x.length) fail("applyScalerInto", `out of the same length as x, ${x.length}`, out);
  for (let i = 0; i < x.length; i++) {
    const f = i % numFeatures;
    out[i] = (x[i]! - shift[f]!) * factor[f]!;
  }
}

function extremes(column: Float64Array): [min: number, max: number] {
  let min = Infinity;
  let max = -Infinity;
  for (const value of column) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return [min, max];
}
