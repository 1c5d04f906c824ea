import { expect, test } from "vitest";
import golden from "../test/golden/datasets.json" with { type: "json" };
import type { Dataset } from "./dataset.ts";
import { circles, generators, moons } from "./index.ts";

/** Coordinates are about 1, and noise cancels, so the error is counted in units of the last place of 1. */
const FOUR_ULP = 4 * Number.EPSILON;

function made(generator: string, options: object): Dataset {
  return generator === "moons" ? moons(options) : circles(options);
}

const rowOf = (data: Dataset, s: number): number[] => [...data.x.subarray(2 * s, 2 * s + 2)];

function expectRows(got: number[][], wanted: number[][]): void {
  expect(got.length).toBe(wanted.length);
  const worst = Math.max(...got.flatMap((row, s) => row.map((value, f) => Math.abs(value - wanted[s]![f]!))));
  expect(worst).toBeLessThanOrEqual(FOUR_ULP);
}

test.each(golden.points)("$generator $options equals scikit-learn's", ({ generator, options, labels, ...wanted }) => {
  const data = made(generator, options);
  expect([...data.y].join("")).toBe(labels);
  expect(data.numFeatures).toBe(2);
  const rows = Array.from(data.y, (_, s) => rowOf(data, s));
  if (wanted.rows) expectRows(rows, wanted.rows);
  if (wanted.first) expectRows(rows.slice(0, wanted.first.length), wanted.first);
  if (wanted.last) expectRows(rows.slice(-wanted.last.length), wanted.last);
  for (const f of [0, 1]) {
    const column = rows.map((row) => row[f]!);
    expect(Math.abs(Math.min(...column) - wanted.min[f]!)).toBeLessThanOrEqual(FOUR_ULP);
    expect(Math.abs(Math.max(...column) - wanted.max[f]!)).toBeLessThanOrEqual(FOUR_ULP);
    const sum = column.reduce((total, value) => total + value, 0);
    expect(Math.abs(sum - wanted.sum[f]!)).toBeLessThanOrEqual(data.numSamples * FOUR_ULP);
  }
});

test("the documented defaults are the defaults", () => {
  expect(moons()).toEqual(moons({ samples: 500, noise: 0.1, key: 42 }));
  expect(circles()).toEqual(circles({ samples: 500, noise: 0.1, key: 42, factor: 0.8 }));
});

test("without noise the points lie on their curves", () => {
  const upper = moons({ samples: 60, noise: 0 });
  const ring = circles({ samples: 61, noise: 0, factor: 0.25 });
  for (let s = 0; s < upper.numSamples; s++) {
    const [x, y] = rowOf(upper, s) as [number, number];
    const [dx, dy] = upper.y[s] === 0 ? [x, y] : [x - 1, y - 0.5];
    expect(dx * dx + dy * dy).toBeCloseTo(1, 14);
    expect(upper.y[s] === 0 ? dy : -dy).toBeGreaterThan(-1e-15);
  }
  for (let s = 0; s < ring.numSamples; s++) {
    const [x, y] = rowOf(ring, s) as [number, number];
    expect(x * x + y * y).toBeCloseTo(ring.y[s] === 0 ? 1 : 0.0625, 14);
  }
});

test("bad options say what is wrong", () => {
  expect(() => moons({ samples: 1 })).toThrow("moons: samples must be a whole number from 2 to 1000000, got 1");
  expect(() => moons({ noise: -0.1 })).toThrow("moons: noise must be a number from 0, got -0.1");
  expect(() => moons({ key: 4294967296 })).toThrow("moons: key must be a whole number from 0 to 4294967295");
  expect(() => circles({ factor: 1 })).toThrow("circles: factor must be a number from 0 to 0.99, got 1");
  const wrong = { factor: 0.5 } as object;
  expect(() => moons(wrong)).toThrow('moons: unknown option "factor"; the options are samples, noise, key');
});

test("the registry makes what the plain functions make", () => {
  expect(generators.moons.make({ samples: 12 })).toEqual(moons({ samples: 12 }));
  expect(generators.circles.make({ samples: 12 })).toEqual(circles({ samples: 12 }));
});
