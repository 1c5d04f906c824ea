import { expect, test } from "vitest";
import { keyOf } from "../core/key.ts";
import { uniformInto } from "../core/random.ts";
import { principalPlane, project, symmetricEigen } from "./principal.ts";

test("eigenvectors of a known matrix", () => {
  // Eigenvalues 1 and 3 with eigenvectors (1, -1) and (1, 1) over sqrt 2.
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
  expect(Array.from(values).sort()).toEqual([1, 3].map((value) => expect.closeTo(value, 14)));
  const large = values[0]! > values[1]! ? 0 : 1;
  expect(vectors[large]! * vectors[2 + large]!).toBeCloseTo(0.5, 14);
});

test("a random symmetric matrix is rebuilt from its eigenvectors, which are orthonormal", () => {
  const n = 9;
  const raw = new Float64Array(n * n);
  uniformInto(keyOf(3), -1, 1, raw);
  const matrix = raw.map((_, i) => raw[i]! + raw[(i % n) * n + Math.floor(i / n)]!);
  const { values, vectors } = symmetricEigen(matrix, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let rebuilt = 0;
      let inner = 0;
      for (let k = 0; k < n; k++) {
        rebuilt += vectors[i * n + k]! * values[k]! * vectors[j * n + k]!;
        inner += vectors[k * n + i]! * vectors[k * n + j]!;
      }
      expect(rebuilt).toBeCloseTo(matrix[i * n + j]!, 12);
      expect(inner).toBeCloseTo(i === j ? 1 : 0, 12);
    }
  }
});

/** Rows that spread along (1, -1, 0) most; the second feature in other units; the last feature constant. */
function table(unit: number): Float64Array {
  const noise = new Float64Array(120);
  uniformInto(keyOf(8), -1, 1, noise);
  return Float64Array.from({ length: 180 }, (_, i) => {
    const s = Math.floor(i / 3);
    if (i % 3 === 2) return 7;
    return i % 3 === 0 ? noise[s]! : unit * (-noise[s]! + 0.1 * noise[60 + s]!);
  });
}

test("the plane follows the spread, ignores units and constant features, and fixes its sign", () => {
  const plane = principalPlane(table(1), 3);
  const inOtherUnits = principalPlane(table(1000), 3);
  expect(plane.axes[0]!).toBeCloseTo(Math.SQRT1_2, 10);
  expect(plane.axes[1]!).toBeCloseTo(-Math.SQRT1_2, 10);
  expect(plane.axes[2]!).toBe(0);
  for (let i = 0; i < 6; i++) expect(inOtherUnits.axes[i]!).toBeCloseTo(plane.axes[i]!, 9);
  const at = project(plane, table(1).subarray(0, 3));
  const other = project(inOtherUnits, table(1000).subarray(0, 3));
  expect(other[0]).toBeCloseTo(at[0], 9);
  expect(project(plane, plane.mean)).toEqual([0, 0]);
});

test("with many features the two axes are found by iteration, and are those of all components", () => {
  const features = 130;
  const samples = 90;
  const x = new Float64Array(samples * features);
  for (let s = 0; s < samples; s++) {
    for (let j = 0; j < features; j++) {
      const [a, b] = [((s * 29) % 31) - 15, ((s * 17) % 23) - 11];
      x[s * features + j] = a * (1 + (j % 3)) + 0.8 * b * ((j % 5) - 2) + (((s * 13 + j * 7) % 11) - 5) / 10;
    }
  }
  const { axes, mean, deviation } = principalPlane(x, features);
  const dots = (i: number, j: number): number => {
    let sum = 0;
    for (let f = 0; f < features; f++) sum += axes[i * features + f]! * axes[j * features + f]!;
    return sum;
  };
  expect([dots(0, 0), dots(1, 1)].map((value) => Number(value.toFixed(12)))).toEqual([1, 1]);
  expect(Math.abs(dots(0, 1))).toBeLessThan(1e-12);
  // An eigenvector: the correlation matrix only stretches it.
  for (const axis of [0, 1]) {
    const image = new Float64Array(features);
    for (let s = 0; s < samples; s++) {
      const row = Float64Array.from({ length: features }, (_, j) => (x[s * features + j]! - mean[j]!) / deviation[j]!);
      const along = row.reduce((sum, value, j) => sum + value * axes[axis * features + j]!, 0);
      for (let j = 0; j < features; j++) image[j]! += along * row[j]!;
    }
    const stretch = Math.sqrt(image.reduce((sum, value) => sum + value * value, 0));
    image.forEach((value, j) => {
      expect(Math.abs(value / stretch - axes[axis * features + j]!)).toBeLessThan(1e-6);
    });
  }
});
