import { expect, test } from "vitest";
import type { Dataset, DatasetParts } from "./dataset.ts";
import { checkDataset, dataset, rowsOf } from "./dataset.ts";

const parts = {
  name: "four",
  x: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  y: [0, 1, 1, 0],
  featureNames: ["a", "b"],
  classNames: ["no", "yes"],
};

test("numbers of rows, features and classes follow from the parts", () => {
  const data = dataset(parts);
  expect([data.numSamples, data.numFeatures, data.numClasses]).toEqual([4, 2, 2]);
  expect(data.y).toEqual(Int32Array.of(0, 1, 1, 0));
});

test("rowsOf takes the rows named, in that order, as copies", () => {
  const data = dataset(parts);
  const rows = rowsOf(data, [3, 0, 3]);
  expect(rows.x).toEqual(Float64Array.of(7, 8, 1, 2, 7, 8));
  expect(rows.y).toEqual(Int32Array.of(0, 0, 0));
  expect([rows.numSamples, rows.numClasses]).toEqual([3, 2]);
  rows.x.fill(0);
  expect(data.x[7]).toBe(8);
  expect(() => rowsOf(data, [4])).toThrow("rowsOf: expected rows from 0 to 3, got 4");
});

test.each([
  [{ featureNames: [] }, "data set four: expected at least one feature, got 0"],
  [{ x: new Float64Array(), y: [] }, "data set four: expected at least one sample, got 0"],
  [{ classNames: ["no"] }, "data set four: expected at least two classes, got 1"],
  [{ y: [0, 1, 1] }, "data set four: expected 3 labels x 2 features = 6 numbers, got 8"],
  [{ x: Float64Array.of(1, 2, 3, Number.NaN, 5, 6, 7, 8) }, "data set four: feature b of sample 1 is NaN"],
  [{ y: [0, 1, 2, 0] }, "data set four: expected labels that are whole numbers from 0 to 1, got 2. It is at sample 2"],
  [{ y: [0, 0.5, 1, 0] }, "labels that are whole numbers from 0 to 1, got 0.5"],
])("parts that do not fit are refused: %#", (wrong, message) => {
  expect(() => dataset({ ...parts, ...wrong })).toThrow(message);
});

test("lists of numbers are copied into Float64Array", () => {
  const data = dataset({ ...parts, x: [1, 2, 3, 4, 5, 6, 7, 8] });
  expect(data).toEqual(dataset(parts));
  expect(rowsOf(data, [1]).x).toEqual(Float64Array.of(3, 4));
});

test.each<[Record<string, unknown>, string]>([
  [{ name: undefined }, "dataset: name: expected text, got undefined"],
  [{ x: "12345678" }, "data set four: x: expected numbers, row by row: a Float64Array or a list"],
  [{ x: undefined }, "data set four: x: expected numbers, row by row"],
  [{ x: [1, 2, 3, "4", 5, 6, 7, 8] }, 'data set four: x: expected one flat list of numbers, row by row, got "4"'],
  [{ x: [[1, 2]] }, "data set four: x: expected one flat list of numbers, row by row, got [1, 2]"],
  [{ y: undefined }, "data set four: y: expected a list of labels, got undefined"],
  [{ y: "0110" }, "data set four: y: expected a list of labels"],
  [{ featureNames: "ab" }, 'data set four: featureNames: expected a list of names, got "ab"'],
  [{ featureNames: ["a", 2] }, "data set four: featureNames: expected names that are text, got 2"],
  [{ classNames: "no" }, 'data set four: classNames: expected a list of names, got "no"'],
  [{ classNames: new Array(2) }, "data set four: classNames: expected names that are text, got undefined"],
  [{ classNames: ["no", "no"] }, 'data set four: classNames: expected names that differ, got "no"'],
])("parts of a wrong type are refused: %j", (wrong, message) => {
  expect(() => dataset({ ...parts, ...wrong } as DatasetParts)).toThrow(message);
});

test("no parts at all are refused", () => {
  expect(() => dataset(undefined as unknown as DatasetParts)).toThrow("dataset: expected an object with name, x, y");
});

test.each<[unknown, string]>([
  [[1.5], "rowsOf: expected rows from 0 to 3, got 1.5"],
  [["1"], 'rowsOf: expected rows from 0 to 3, got "1"'],
  [[], "rowsOf: expected a list of one or more rows, got []"],
  [5, "rowsOf: expected a list of one or more rows, got 5"],
])("rowsOf refuses %j", (rows, message) => {
  expect(() => rowsOf(dataset(parts), rows as number[])).toThrow(message);
  expect(() => rowsOf(undefined as unknown as Dataset, [0])).toThrow("rowsOf: expected a data set, got undefined");
});

test("a data set made by hand is checked", () => {
  const data = dataset(parts);
  expect(checkDataset(data, "here")).toEqual(data);
  expect(() => checkDataset(5, "here")).toThrow("here: expected a data set, got 5. Make one with `dataset`");
  expect(() => checkDataset({ ...data, x: data.x.slice(2) }, "here")).toThrow("= 8 numbers, got 6");
  expect(() => checkDataset({ ...data, x: data.x.map(() => Number.NaN) }, "here")).toThrow("of sample 0 is NaN");
  expect(() => checkDataset({ ...data, numSamples: 3 }, "here")).toThrow("numSamples: expected 4, as it holds, got 3");
});
