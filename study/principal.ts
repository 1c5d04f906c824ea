import { symmetricEigen } from "../core/eigen.ts";

/** Two directions along which standardised rows spread most, and where a row falls on them. */
export interface PrincipalPlane {
  /** Each row is standardised by these before it is projected. Length: features. */
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  /** (2, features) row by row: orthogonal directions of length 1; the entry of largest magnitude of each is positive. */
  readonly axes: Float64Array;
}

/**
 * The first two principal components of the features' correlation matrix: features are standardised first, so that a change of
 * units does not turn the plane. x: (samples, features) row by row, features at least 2. A constant feature gets no part.
 */
export function principalPlane(x: Float64Array, features: number): PrincipalPlane {
  const samples = x.length / features;
  const mean = new Float64Array(features);
  const deviation = new Float64Array(features);
  for (let j = 0; j < features; j++) {
    let sum = 0;
    for (let s = 0; s < samples; s++) sum += x[s * features + j]!;
    const centre = sum / samples;
    let squares = 0;
    for (let s = 0; s < samples; s++) squares += (x[s * features + j]! - centre) * (x[s * features + j]! - centre);
    mean[j] = centre;
    deviation[j] = Math.sqrt(squares / samples);
  }
  if (features > MOST_EXACT) return { mean, deviation, axes: leadingAxes(x, features, mean, deviation) };
  const correlation = new Float64Array(features * features);
  for (let i = 0; i < features; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let s = 0; s < samples; s++) {
        const row = s * features;
        sum += standardised(x[row + i]!, mean[i]!, deviation[i]!) * standardised(x[row + j]!, mean[j]!, deviation[j]!);
      }
      correlation[i * features + j] = correlation[j * features + i] = sum / samples;
    }
  }
  const { values, vectors } = symmetricEigen(correlation, features);
  const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]! || a - b);
  const axes = new Float64Array(2 * features);
  for (let axis = 0; axis < 2; axis++) {
    const column = Float64Array.from({ length: features }, (_, j) => vectors[j * features + order[axis]!]!);
    axes.set(signFixed(column), axis * features);
  }
  return { mean, deviation, axes };
}

/** More features than this, and the two axes are found by iteration: all components cost features^3. */
const MOST_EXACT = 120;
const MOST_ROWS = 2000;
const ROUNDS = 60;

/**
 * The two leading axes by subspace iteration on at most 2,000 rows, spread evenly: both are multiplied by the correlation matrix, which is never formed, and made
 * orthogonal, again and again. Golub & Van Loan, Matrix Computations, 7.3.
 */
function leadingAxes(x: Float64Array, features: number, mean: Float64Array, deviation: Float64Array): Float64Array {
  const samples = x.length / features;
  const step = Math.max(1, Math.ceil(samples / MOST_ROWS));
  const rows: Float64Array[] = [];
  for (let s = 0; s < samples; s += step) {
    rows.push(
      Float64Array.from({ length: features }, (_, j) => standardised(x[s * features + j]!, mean[j]!, deviation[j]!)),
    );
  }
  let axes: Float64Array[] = [0, 1].map((axis) =>
    Float64Array.from({ length: features }, (_, j) => 1 + ((j * (axis + 2)) % 7)),
  );
  for (let round = 0; round < ROUNDS; round++) {
    axes = axes.map((axis) => {
      const next = new Float64Array(features);
      for (const row of rows) {
        const along = dot(row, axis);
        for (let j = 0; j < features; j++) next[j]! += along * row[j]!;
      }
      return next;
    });
    const first = unit(axes[0]!);
    const along = dot(first, axes[1]!);
    axes = [first, unit(axes[1]!.map((value, j) => value - along * first[j]!))];
  }
  const both = new Float64Array(2 * features);
  axes.forEach((axis, i) => void both.set(signFixed(axis), i * features));
  return both;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

/** The vector over its length; zeros stay zeros. */
function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  return length > 0 ? vector.map((value) => value / length) : vector;
}

/** Where one row (length: features) falls on the plane, in standard deviations. */
export function project({ mean, deviation, axes }: PrincipalPlane, row: Float64Array): [number, number] {
  const at: [number, number] = [0, 0];
  for (let j = 0; j < mean.length; j++) {
    const value = standardised(row[j]!, mean[j]!, deviation[j]!);
    at[0] += axes[j]! * value;
    at[1] += axes[mean.length + j]! * value;
  }
  return at;
}

function standardised(value: number, mean: number, deviation: number): number {
  return deviation > 0 ? (value - mean) / deviation : 0;
}

function signFixed(vector: Float64Array): Float64Array {
  let largest = 0;
  // A margin keeps the choice from hanging on the last bit when two entries have the same magnitude.
  for (const value of vector) if (Math.abs(value) > Math.abs(largest) * (1 + 1e-9)) largest = value;
  return largest < 0 ? vector.map((value) => -value) : vector;
}
