import { expect } from "vitest";

/** `count` rows that are all the same. */
export function repeated(row: ArrayLike<number>, count: number): Float64Array {
  return Float64Array.from({ length: row.length * count }, (_, i) => row[i % row.length]!);
}

/** Expects the mean of rows (count, width) within 5 standard errors of these numbers, the rows' own spread giving the error. Returns their variances. */
export function expectMeans(rows: Float64Array, want: ArrayLike<number>): number[] {
  const width = want.length;
  const count = rows.length / width;
  return Array.from({ length: width }, (_, k) => {
    let [sum, square] = [0, 0];
    for (let s = 0; s < count; s++) sum += rows[s * width + k]! / count;
    for (let s = 0; s < count; s++) square += (rows[s * width + k]! - sum) ** 2 / count;
    expect(Math.abs(sum - want[k]!), `${sum} for ${want[k]}`).toBeLessThan(5 * Math.sqrt(square / count) + 1e-10);
    return square;
  });
}
