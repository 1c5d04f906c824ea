import { expect, test } from "vitest";
import type { RegressionDataset, RegressionParts } from "./index.ts";
import { applyScaler, fitScaler, parseRegression, pickRows, regressionDataset, split } from "./index.ts";
import { checkRegression } from "./regression.ts";

const parts = { name: "two", featureNames: ["a", "b"], targetNames: ["u", "v", "w"] };
const rows = regressionDataset({
  ...parts,
  x: Array.from({ length: 20 }, (_, i) => i),
  targets: Array.from({ length: 30 }, (_, i) => i / 10),
});

test("numbers of samples, features and targets follow from the lengths", () => {
  expect([rows.numSamples, rows.numFeatures, rows.numTargets]).toEqual([10, 2, 3]);
  expect(rows.x).toBeInstanceOf(Float64Array);
  const targets = new Float64Array(3);
  expect(regressionDataset({ ...parts, x: [1, 2], targets }).targets).toBe(targets);
  expect(checkRegression(rows, "here")).toEqual(rows);
});

test("rows are picked with all their numbers", () => {
  const picked = pickRows(rows, [3, 0]);
  expect([...picked.x]).toEqual([6, 7, 0, 1]);
  expect([...picked.targets]).toEqual([0.9, 1, 1.1, 0, 0.1, 0.2]);
  expect(picked.numSamples).toBe(2);
  expect(() => pickRows(rows, [10])).toThrow("pickRows: expected rows from 0 to 9, got 10");
  expect(() => pickRows(rows, [])).toThrow("pickRows: expected a list of one or more rows");
});

test("a split keeps every row once, whole", () => {
  const { train, test: held } = split(rows, { test: 0.3, key: 5 });
  expect([train.numSamples, held.numSamples]).toEqual([7, 3]);
  const seen = [train, held].flatMap(({ x, targets, numSamples }) =>
    Array.from({ length: numSamples }, (_, s) => {
      expect(targets[3 * s]).toBeCloseTo((3 * (x[2 * s]! / 2)) / 10, 14);
      return x[2 * s]! / 2;
    }),
  );
  expect(seen.sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(split(rows, { test: 0.3, key: 5 })).toEqual({ train, test: held });
  expect(() => split(rows, { test: 0.3, stratify: true })).toThrow("split: stratify: expected data with classes");
});

test("scalers take the features and leave the targets", () => {
  const scaled = applyScaler(fitScaler("minmax", rows), rows);
  expect(scaled.targets).toBe(rows.targets);
  expect(scaled.x[0]).toBe(0);
  expect(scaled.x[18]).toBeCloseTo(Math.PI, 15);
});

const made = { ...parts, x: [1, 2], targets: [1, 2, 3] };

test.each<[Partial<Record<keyof RegressionParts, unknown>>, string]>([
  [{ name: 5 }, "regressionDataset: name: expected text, got 5"],
  [{ targetNames: [] }, "data set two: targetNames: expected at least one target"],
  [{ targetNames: ["u", "u", "w"] }, 'data set two: targetNames: expected names that differ, got "u"'],
  [{ featureNames: [] }, "data set two: expected at least one feature, got 0"],
  [{ targets: [] }, "data set two: expected at least one sample, got 0"],
  [{ targets: [1, 2, 3, 4] }, "data set two: targets: expected rows of 3 targets, got 4"],
  [{ x: [1, 2, 3] }, "data set two: expected 1 rows x 2 features = 2 numbers, got 3"],
  [{ x: [1, Number.NaN] }, "data set two: feature b of sample 0 is NaN"],
  [
    { targets: [1, 2, Infinity] },
    "data set two: target w of sample 0 is Infinity; every target must be a finite number",
  ],
  [{ targets: ["1", 2, 3] }, "data set two: targets: expected one flat list of numbers"],
])("parts that do not fit are refused: %j", (change, message) => {
  expect(() => regressionDataset({ ...made, ...change } as RegressionParts)).toThrow(message);
});

test("data that are none are refused", () => {
  expect(() => regressionDataset(null as unknown as RegressionParts)).toThrow(
    "regressionDataset: expected an object with",
  );
  expect(() => checkRegression({}, "here")).toThrow("here: expected a data set for regression");
  expect(() => checkRegression({ ...rows, numTargets: 2 } as RegressionDataset, "here")).toThrow(
    "data set two: numTargets: expected 3, as it holds, got 2",
  );
});

test("a table with a target of numbers", () => {
  const table = parseRegression("id;size;price;rooms\n1;20.5;1e3;2\n2;31;999.5;3\n", {
    name: "flats",
    target: "price",
    ignore: ["id"],
  });
  expect(table).toEqual(
    regressionDataset({
      name: "flats",
      x: [20.5, 2, 31, 3],
      targets: [1000, 999.5],
      featureNames: ["size", "rooms"],
      targetNames: ["price"],
    }),
  );
});

test.each<[unknown, unknown, string]>([
  [5, {}, "parseRegression: expected the table as text, got 5"],
  [
    "a,b\n1,2\n3,4",
    {},
    "parseRegression: target: expected the name of the column of numbers to predict, got undefined",
  ],
  [
    "a,b\n1,2\n3,four",
    { target: "b" },
    'table t: column "b", line 3: expected a finite number, got "four"; a column of classes is read by',
  ],
  ["a,b\n1,2\n3,", { target: "b" }, 'table t: column "b", line 3: the cell is empty'],
  [
    "a,b\nx,2\n3,4",
    { target: "b" },
    'column "a", line 2: expected a finite number, got "x"; if the column is no feature, ignore it',
  ],
  ["a,b\n1,2\n3,4", { target: "c" }, 'there is no column "c"'],
])("tables that cannot be read are refused (%#)", (text, options, message) => {
  expect(() => parseRegression(text as string, { name: "t", ...(options as { target: string }) })).toThrow(message);
});
