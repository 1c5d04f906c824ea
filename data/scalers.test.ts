import fc from "fast-check";
import { expect, test } from "vitest";
import type { Dataset } from "./dataset.ts";
import { dataset } from "./dataset.ts";
import type { ScalerKind } from "./scalers.ts";
import { applyScaler, applyScalerInto, checkScaler, fitScaler } from "./scalers.ts";

function table(rows: readonly (readonly number[])[]): Dataset {
  const featureNames = rows[0]!.map((_, f) => `f${f}`);
  return dataset({
    name: "t",
    x: Float64Array.from(rows.flat()),
    y: rows.map((_, s) => s % 2),
    featureNames,
    classNames: ["a", "b"],
  });
}

const column = (data: Dataset, f: number): number[] => Array.from(data.y, (_, s) => data.x[s * data.numFeatures + f]!);

test("minmax maps the fitted rows to [0, pi], feature by feature", () => {
  const data = table([
    [1, -10],
    [3, 30],
    [2, 10],
  ]);
  const scaler = fitScaler("minmax", data);
  expect(scaler).toEqual({ kind: "minmax", shift: [1, -10], factor: [Math.PI / 2, Math.PI / 40] });
  expect(applyScaler(scaler, data).x).toEqual(Float64Array.of(0, 0, Math.PI, Math.PI, Math.PI / 2, Math.PI / 2));
});

test("standard divides by the deviation of all rows", () => {
  // Mean 5, variance 5 (not 20/3).
  const scaler = fitScaler("standard", table([[2], [4], [6], [8]]));
  expect(scaler.shift).toEqual([5]);
  expect(scaler.factor[0]).toBeCloseTo(1 / Math.sqrt(5), 15);
});

test("none changes nothing", () => {
  const data = table([
    [1.5, 7],
    [-2, 7],
  ]);
  expect(applyScaler(fitScaler("none", data), data)).toEqual(data);
});

test("properties: minmax spans [0, pi]; standard has mean 0 and variance 1", () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 40 });
  fc.assert(
    fc.property(values, (x) => {
      fc.pre(Math.max(...x) - Math.min(...x) > 1e-3);
      const data = table(x.map((value) => [value]));
      const angles = column(applyScaler(fitScaler("minmax", data), data), 0);
      expect(Math.min(...angles)).toBe(0);
      expect(Math.max(...angles)).toBeCloseTo(Math.PI, 14);
      const z = column(applyScaler(fitScaler("standard", data), data), 0);
      expect(z.reduce((a, b) => a + b) / z.length).toBeCloseTo(0, 5);
      expect(z.reduce((a, b) => a + b * b, 0) / z.length).toBeCloseTo(1, 5);
    }),
    { seed: 4 },
  );
});

test.each<ScalerKind>(["minmax", "standard"])("%s: a constant column becomes 0, and its distance later", (kind) => {
  // The sum of ten times 0.1 is not 1, so a variance from rounding must not be taken for a spread.
  const fitted = table(Array.from({ length: 10 }, (_, s) => [0.1, s]));
  const scaler = fitScaler(kind, fitted);
  expect(column(applyScaler(scaler, fitted), 0)).toEqual(new Array(10).fill(0));
  const later = applyScaler(
    scaler,
    table([
      [2.1, 0],
      [0.1, 0],
    ]),
  );
  expect(column(later, 0)).toEqual([2, 0]);
});

test("rows seen later use the fitted numbers", () => {
  const scaler = fitScaler("minmax", table([[0], [1]]));
  expect(applyScaler(scaler, table([[2], [-1]])).x).toEqual(Float64Array.of(2 * Math.PI, -Math.PI));
});

test("applyScaler leaves its input alone; applyScalerInto may write over it", () => {
  const data = table([[0], [4]]);
  const scaler = fitScaler("minmax", data);
  applyScaler(scaler, data);
  expect(data.x).toEqual(Float64Array.of(0, 4));
  applyScalerInto(scaler, data.x, data.x);
  expect(data.x).toEqual(Float64Array.of(0, Math.PI));
});

test("unit divides each row by its Euclidean length", () => {
  const data = table([
    [3, 4],
    [0, 0],
    [-5, 0],
    [1e300, 1e300],
    [-3e-300, 4e-300],
    [5e-324, 0],
  ]);
  const scaler = fitScaler("unit", data);
  expect(scaler).toEqual({ kind: "unit", shift: [0, 0], factor: [1, 1] });
  const half = Math.SQRT1_2;
  const got = applyScaler(scaler, data).x;
  [0.6, 0.8, 0, 0, -1, 0, half, half, -0.6, 0.8, 1, 0].forEach((value, i) => {
    expect(got[i]).toBeCloseTo(value, 15);
  });
  applyScalerInto(scaler, data.x, data.x);
  expect(data.x).toEqual(got);
});

test("unit: every row has length 1, in the direction that it had", () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(values, (row) => {
      const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
      fc.pre(length > 1e-100);
      const data = table([row]);
      const { x } = applyScaler(fitScaler("unit", data), data);
      expect(Math.sqrt(x.reduce((sum, value) => sum + value * value, 0))).toBeCloseTo(1, 14);
      row.forEach((value, f) => {
        expect(x[f]).toBeCloseTo(value / length, 14);
      });
    }),
    { seed: 5 },
  );
});

test("checkScaler knows what unit may hold", () => {
  const scaler = fitScaler("unit", table([[3, 4]]));
  expect(checkScaler(scaler, 2, "here")).toBe(scaler);
  expect(() => checkScaler({ ...scaler, factor: [1, 2] }, 2, "here")).toThrow(
    "here: expected shift 0 and factor 1 for each feature, since unit scales rows",
  );
});

test("errors", () => {
  const data = table([
    [0, 1],
    [1, 2],
  ]);
  const scaler = fitScaler("minmax", data);
  expect(() => fitScaler("robust" as ScalerKind, data)).toThrow(
    'scaler: expected one of none, minmax, standard, unit, got "robust"',
  );
  expect(() => applyScaler(scaler, table([[1], [2]]))).toThrow(
    "applyScaler: expected a data set of 2 features, as the scaler was fitted on, got 1",
  );
  expect(() => applyScalerInto(scaler, new Float64Array(3), new Float64Array(3))).toThrow(
    "expected rows of 2 features",
  );
  expect(() => applyScalerInto(scaler, new Float64Array(4), new Float64Array(2))).toThrow(
    "expected out of the same length as x, 4",
  );
  expect(() => fitScaler("minmax", table([[-1e308], [1e308]]))).toThrow(
    "scaler minmax: feature f0 runs from -1e+308 to 1e+308, which is too wide or too narrow",
  );
  expect(() => fitScaler("standard", table([[0], [5e-324]]))).toThrow(
    "scaler standard: feature f0 runs from 0 to 5e-324",
  );
  expect(() => applyScaler(fitScaler("minmax", table([[0], [1e-300]])), table([[0], [1e300]]))).toThrow(
    "feature f0 of sample 1 is Infinity",
  );
});
