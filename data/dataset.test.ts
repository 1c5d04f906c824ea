import { expect, test } from "vitest";
import { dataset, rowsOf } from "./dataset.ts";

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
