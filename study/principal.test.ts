import { expect, test } from "vitest";
import { keyOf } from "../core/key.ts";
import { uniformInto } from "../core/random.ts";
import { principalPlane, project } from "./principal.ts";

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
