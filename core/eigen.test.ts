import { expect, test } from "vitest";
import { cholesky, logDeterminant, solveCholesky } from "./cholesky.ts";
import { singularValues, symmetricEigen } from "./eigen.ts";
import { keyOf } from "./key.ts";
import { uniformInto } from "./random.ts";

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

test("singular values: of a diagonal, of a product of known ones, of a flat and a tall matrix, and tiny ones beside large ones", () => {
  expect(Array.from(singularValues(Float64Array.of(0, -3, 2, 0, 0, 0), 3, 2))).toEqual([3, 2]);
  // Columns (1, 1) and (1, -1) with lengths 5 and 1e-9.
  const [a, b] = [5 / Math.SQRT2, 1e-9 / Math.SQRT2];
  const values = singularValues(Float64Array.of(a, b, a, -b), 2, 2);
  expect(values[0]).toBeCloseTo(5, 14);
  expect(values[1]! / 1e-9).toBeCloseTo(1, 6);
  const raw = new Float64Array(35);
  uniformInto(keyOf(4), -1, 1, raw);
  const flipped = Float64Array.from(raw, (_, i) => raw[(i % 5) * 7 + Math.floor(i / 5)]!);
  const flat = singularValues(raw, 5, 7);
  expect(flat.length).toBe(5);
  singularValues(flipped, 7, 5).forEach((value, k) => {
    expect(value).toBeCloseTo(flat[k]!, 13);
  });
  const gram = Float64Array.from({ length: 25 }, (_, k) => {
    const [i, j] = [Math.floor(k / 5), k % 5];
    return [0, 1, 2, 3, 4, 5, 6].reduce((sum, c) => sum + raw[i * 7 + c]! * raw[j * 7 + c]!, 0);
  });
  const squares = symmetricEigen(gram, 5).values.sort().reverse();
  flat.forEach((value, k) => {
    expect(value * value).toBeCloseTo(squares[k]!, 12);
  });
});

test("singular values of a rank that is not full: what is left is rounding, in a few sweeps", () => {
  const [rows, columns, rank] = [600, 60, 20];
  const [a, b] = [new Float64Array(rows * rank), new Float64Array(rank * columns)];
  uniformInto(keyOf(5), -1, 1, a);
  uniformInto(keyOf(6), -1, 1, b);
  const matrix = Float64Array.from({ length: rows * columns }, (_, k) => {
    let sum = 0;
    for (let r = 0; r < rank; r++) sum += a[Math.floor(k / columns) * rank + r]! * b[r * columns + (k % columns)]!;
    return sum;
  });
  const values = singularValues(matrix, rows, columns);
  expect(values[rank - 1]! / values[0]!).toBeGreaterThan(0.01);
  expect(values[rank]! / values[0]!).toBeLessThan(1e-14);
  const squares = matrix.reduce((sum, value) => sum + value * value, 0);
  expect(values.reduce((sum, value) => sum + value * value, 0) / squares).toBeCloseTo(1, 12);
  expect(Array.from(singularValues(new Float64Array(6), 3, 2))).toEqual([0, 0]);
});

test("Cholesky: a known factor, its solution and determinant; no factor where a matrix is not positive definite", () => {
  const matrix = Float64Array.of(4, 2, 2, 5);
  const lower = cholesky(matrix, 2)!;
  expect(Array.from(lower)).toEqual([2, 0, 1, 2]);
  const x = Float64Array.of(10, 17);
  solveCholesky(lower, 2, x);
  expect([4 * x[0]! + 2 * x[1]!, 2 * x[0]! + 5 * x[1]!]).toEqual([expect.closeTo(10, 13), expect.closeTo(17, 13)]);
  expect(logDeterminant(lower, 2)).toBeCloseTo(Math.log(16), 14);
  expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
  expect(cholesky(Float64Array.of(1, 1, 1, 1), 2)).toBeNull();
});
