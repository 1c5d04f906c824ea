import { expect, test } from "vitest";
import type { Dataset } from "./index.ts";
import {
  barsAndStripes,
  blobs,
  checkerboard,
  classification,
  hiddenManifold,
  hyperplanes,
  linearlySeparable,
  spheres,
  spirals,
  twoCurves,
  xor,
} from "./index.ts";

const rowsOf = ({ x, y, numFeatures }: Dataset): number[][] =>
  Array.from(y, (_, s) => [...x.subarray(s * numFeatures, (s + 1) * numFeatures)]);
const norm = (row: readonly number[]): number => Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
const sum = (row: readonly number[]): number => row.reduce((total, value) => total + value, 0);

/** Mean and variance of each feature. */
function moments(data: Dataset): [number, number][] {
  const rows = rowsOf(data);
  return data.featureNames.map((_, f) => {
    const column = rows.map((row) => row[f]!);
    const mean = sum(column) / column.length;
    return [mean, sum(column.map((value) => (value - mean) * (value - mean))) / column.length];
  });
}

test("spirals: radius and angle go together, and the classes are half a turn apart", () => {
  const data = spirals({ samples: 101, noise: 0 });
  rowsOf(data).forEach(([a, b], s) => {
    const radius = norm([a!, b!]);
    expect(radius).toBeLessThan(5);
    const angle = 3.5 * Math.PI * (radius / 5) + data.y[s]! * Math.PI;
    expect(a).toBeCloseTo(radius * Math.sin(angle), 12);
    expect(b).toBeCloseTo(radius * Math.cos(angle), 12);
  });
  expect(data.y.filter((label) => label === 1)).toHaveLength(51);
});

test.each([2, 3, 8])("checkerboard: with %i tiles the class is the parity of the tile", (tiles) => {
  const data = checkerboard({ samples: 400, tiles });
  rowsOf(data).forEach(([a, b], s) => {
    expect(a! >= 0 && a! < 1 && b! >= 0 && b! < 1).toBe(true);
    expect(data.y[s]).toBe((Math.floor(a! * tiles) + Math.floor(b! * tiles)) % 2);
  });
});

test("checkerboard: noise moves the points and leaves their classes", () => {
  const still = checkerboard({ samples: 300 });
  const moved = checkerboard({ samples: 300, noise: 0.02 });
  expect(moved.y).toEqual(still.y);
  const shifts = moved.x.map((value, i) => value - still.x[i]!);
  // The deviation of 600 normals is within 5 standard errors of 0.02.
  expect(norm([...shifts]) / Math.sqrt(600)).toBeGreaterThan(0.02 * (1 - 5 / Math.sqrt(1200)));
  expect(norm([...shifts]) / Math.sqrt(600)).toBeLessThan(0.02 * (1 + 5 / Math.sqrt(1200)));
});

test("xor: the class is the sign of the product, and each corner has a quarter", () => {
  const data = xor({ samples: 400, noise: 0 });
  const corners = new Map<string, number>();
  rowsOf(data).forEach((row, s) => {
    expect(data.y[s]).toBe(row[0]! * row[1]! > 0 ? 0 : 1);
    corners.set(row.join(), (corners.get(row.join()) ?? 0) + 1);
  });
  expect([...corners.values()]).toEqual([100, 100, 100, 100]);
});

test.each([2, 3, 10])("spheres: in %i dimensions every point has its class's radius", (features) => {
  const data = spheres({ samples: 301, features, factor: 0.25, noise: 0 });
  rowsOf(data).forEach((row, s) => {
    expect(norm(row)).toBeCloseTo(data.y[s] === 0 ? 1 : 0.25, 12);
  });
  expect(data.y.filter((label) => label === 1)).toHaveLength(151);
});

test("spheres: directions have no preferred side", () => {
  const { x } = spheres({ samples: 2000, features: 5, factor: 0.99, noise: 0 });
  for (let f = 0; f < 5; f++) {
    const mean = sum([...x].filter((_, i) => i % 5 === f)) / 2000;
    // Each coordinate has variance 1/5.
    expect(Math.abs(mean)).toBeLessThan((5 * Math.sqrt(1 / 5)) / Math.sqrt(2000));
  }
});

test.each([
  [2, 0.02],
  [10, 0.1],
  [1, 0.9],
])("linearlySeparable: %i features keep a margin of %f times their number", (features, margin) => {
  const data = linearlySeparable({ samples: 400, features, margin });
  rowsOf(data).forEach((row, s) => {
    expect(row.every((value) => value >= -1 && value < 1)).toBe(true);
    expect(Math.abs(sum(row))).toBeGreaterThan(margin * features);
    expect(data.y[s]).toBe(sum(row) > 0 ? 0 : 1);
  });
});

test("linearlySeparable: a margin that nothing can keep is refused", () => {
  expect(() => linearlySeparable({ features: 100, margin: 0.9 })).toThrow(
    "linearlySeparable: a margin of 0.9 leaves out almost every point in 100 dimensions; choose a smaller margin or fewer features",
  );
});

test.each([200, 201])(
  "hiddenManifold: %i samples are cut at the median, and features stay within (-1, 1)",
  (samples) => {
    const data = hiddenManifold({ samples });
    expect(data.y.filter((label) => label === 0)).toHaveLength(Math.floor(samples / 2));
    expect(data.x.every((value) => value > -1 && value < 1)).toBe(true);
    // One manifold dimension: with the biases removed, all features of a point are one number times constants.
    const line = hiddenManifold({ samples, features: 3, manifoldDimension: 1 });
    const inverse = rowsOf(line).map((row) => row.map(Math.atanh));
    const [first, second, third] = [inverse[0]!, inverse[1]!, inverse[2]!];
    const ratio = (a: number[], b: number[]): number => (a[0]! - b[0]!) / (a[1]! - b[1]!);
    expect(ratio(first, second)).toBeCloseTo(ratio(first, third), 6);
  },
);

test("twoCurves: features are standardised, and without an offset the classes share one curve", () => {
  for (const [mean, variance] of moments(twoCurves({ samples: 300 }))) {
    expect(mean).toBeCloseTo(0, 12);
    expect(variance).toBeCloseTo(1, 12);
  }
  // On a curve of degree 1 every feature is a constant and two waves: three features fix the plane in which all points lie.
  const data = twoCurves({ samples: 40, features: 3, degree: 1, offset: 0, noise: 0 });
  const rows = rowsOf(data);
  const volume = (a: number[], b: number[], c: number[], d: number[]): number => {
    const [p, q, r] = [b, c, d].map((row) => row.map((value, f) => value - a[f]!)) as [number[], number[], number[]];
    return (
      p[0]! * (q[1]! * r[2]! - q[2]! * r[1]!) -
      p[1]! * (q[0]! * r[2]! - q[2]! * r[0]!) +
      p[2]! * (q[0]! * r[1]! - q[1]! * r[0]!)
    );
  };
  for (const row of rows.slice(3)) expect(volume(rows[0]!, rows[1]!, rows[2]!, row)).toBeCloseTo(0, 10);
});

test("hyperplanes: classes are balanced, and the features span only the dimension of the space", () => {
  const data = hyperplanes({ samples: 201, features: 4, dimension: 1, hyperplanes: 1 });
  expect(data.y.filter((label) => label === 1)).toHaveLength(101);
  for (const [mean, variance] of moments(data)) {
    expect(mean).toBeCloseTo(0, 12);
    expect(variance).toBeCloseTo(1, 12);
  }
  // One dimension, standardised: all features are equal, and one hyperplane is one threshold.
  const rows = rowsOf(data);
  for (const row of rows) for (const value of row) expect(value).toBeCloseTo(row[0]!, 10);
  const odd = rows.filter((_, s) => data.y[s] === 1).map(([value]) => value!);
  const even = rows.filter((_, s) => data.y[s] === 0).map(([value]) => value!);
  expect(Math.min(...odd)).toBeGreaterThan(Math.max(...even));
});

test("barsAndStripes: without noise every line is of one value, in the direction of its class", () => {
  const data = barsAndStripes({ samples: 300, height: 3, width: 5, noise: 0 });
  expect(data.featureNames[7]).toBe("p12");
  rowsOf(data).forEach((row, s) => {
    for (let r = 0; r < 3; r++) {
      for (let c = 0; c < 5; c++) {
        const value = row[5 * r + c]!;
        expect(Math.abs(value)).toBe(1);
        expect(value).toBe(data.y[s] === 1 ? row[5 * r] : row[c]);
      }
    }
  });
});

test("blobs: without spread every point is its class's centre, inside the box", () => {
  const data = blobs({ samples: 100, features: 3, classes: 4, clusterStd: 0, centerBox: 2 });
  const centres = new Set(rowsOf(data).map((row, s) => `${data.y[s]}: ${row.join()}`));
  expect(centres.size).toBe(4);
  expect(data.x.every((value) => Math.abs(value) <= 2)).toBe(true);
});

test.each([
  [() => blobs({ samples: 2 }), "blobs: samples: expected at least one for each of the 3 classes, got 2"],
  [
    () => classification({ features: 4, informative: 3 }),
    "informative + redundant + repeated must be at most features, 4, got 5",
  ],
  [
    () => classification({ classes: 3 }),
    "at most the corners of the cube, 2^informative = 4, got 6; ask for more informative features",
  ],
  [() => classification({ samples: 2, classes: 3, informative: 5 }), "samples must be at least classes, 3, got 2"],
] as const)("options that do not go together are refused: %#", (call, message) => {
  expect(call).toThrow(message);
});
