import { fail, lookUp, MoireError } from "../core/errors.ts";
import type { Table } from "./dataset.ts";
import { checkFinite } from "./dataset.ts";

/**
 * An affine map of each feature: x' = (x - shift) * factor. shift, factor: (numFeatures,). The kind `unit` works on rows instead: its
 * shifts are 0, its factors 1, and each row is divided by its Euclidean length.
 */
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
  unit: () => [0, 1],
} satisfies Record<string, Law>;

/** The kinds that learn from the columns. */
const FITTED: readonly ScalerKind[] = ["minmax", "standard"];

/**
 * Fits a scaler to the rows of a data set.
 * none: leaves x as it is. minmax: the fitted rows span [0, pi] radians, up to rounding. standard: mean 0 and variance 1 (divided by
 * the number of rows, as scikit-learn's StandardScaler does). unit: every row gets Euclidean length 1, and a row of zeros stays as it is;
 * nothing is learnt from the fitted rows. Rows seen later are mapped by the same numbers and may fall outside.
 * A column that is constant in the fitted rows gets shift = its value and factor 1 under minmax and standard: it becomes 0, and
 * another value seen later becomes its distance from there. Errors: an unknown kind; numbers too large or too close to scale.
 */
export function fitScaler(kind: ScalerKind, data: Table): Scaler {
  const law: Law = lookUp(scalers, kind, "scaler");
  const shift: number[] = [];
  const factor: number[] = [];
  const column = new Float64Array(data.numSamples);
  for (let f = 0; f < data.numFeatures; f++) {
    for (let s = 0; s < data.numSamples; s++) column[s] = data.x[s * data.numFeatures + f]!;
    const [min, max] = extremes(column);
    const [a, b] = FITTED.includes(kind) && min === max ? [min, 1] : law(column);
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

/** Checks a scaler that came as unknown data. Errors: an unknown kind; shift or factor that is not one finite number for each feature, or that is not 0 or 1 under `unit`. */
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
  if (kind === "unit" && !(shift!.every((value) => value === 0) && factor!.every((value) => value === 1))) {
    fail(where, "shift 0 and factor 1 for each feature, since unit scales rows", { shift, factor });
  }
  return value as Scaler;
}

/** The data set with each feature scaled. Errors: another number of features; a result that is not finite. */
export function applyScaler<T extends Table>(scaler: Scaler, data: T): T {
  if (data.numFeatures !== scaler.shift.length) {
    fail("applyScaler", `a data set of ${scaler.shift.length} features, as the scaler was fitted on`, data.numFeatures);
  }
  const x = new Float64Array(data.x.length);
  applyScalerInto(scaler, data.x, x);
  checkFinite(data.name, "feature", x, data.featureNames);
  return { ...data, x };
}

/** Scales rows. x, out: (rows, numFeatures), row by row; out may be x itself. Errors: lengths that do not fit. */
export function applyScalerInto({ kind, shift, factor }: Scaler, x: Float64Array, out: Float64Array): void {
  const numFeatures = shift.length;
  if (x.length % numFeatures !== 0) fail("applyScalerInto", `rows of ${numFeatures} features`, x);
  if (out.length !== x.length) fail("applyScalerInto", `out of the same length as x, ${x.length}`, out);
  if (kind === "unit") {
    for (let at = 0; at < x.length; at += numFeatures) unitRowInto(x, at, numFeatures, out);
    return;
  }
  for (let i = 0; i < x.length; i++) {
    const f = i % numFeatures;
    out[i] = (x[i]! - shift[f]!) * factor[f]!;
  }
}

/** A row of very large or very small features is divided by its largest magnitude first: their squares would overflow or vanish. */
function unitRowInto(x: Float64Array, at: number, numFeatures: number, out: Float64Array): void {
  let largest = 0;
  for (let f = 0; f < numFeatures; f++) largest = Math.max(largest, Math.abs(x[at + f]!));
  const by = largest === 0 || (largest > 1e-140 && largest < 1e140) ? 1 : largest;
  let squares = 0;
  for (let f = 0; f < numFeatures; f++) squares += (x[at + f]! / by) * (x[at + f]! / by);
  const length = squares > 0 ? Math.sqrt(squares) : 1;
  for (let f = 0; f < numFeatures; f++) out[at + f] = x[at + f]! / by / length;
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
