import fc from "fast-check";
import { expect, test } from "vitest";
import { fold, keyOf } from "../core/key.ts";
import type { Dataset } from "./dataset.ts";
import { dataset } from "./dataset.ts";
import type { SplitOptions } from "./split.ts";
import { split } from "./split.ts";

/** Rows numbered in their only feature, class by class. */
function numbered(counts: readonly number[]): Dataset {
  const y = counts.flatMap((count, label) => new Array<number>(count).fill(label));
  const classNames = counts.map((_, label) => `class ${label}`);
  return dataset({ name: "numbered", x: Float64Array.from(y.keys()), y, featureNames: ["row"], classNames });
}

const countsOf = (data: Dataset): number[] =>
  data.classNames.map((_, label) => data.y.filter((y) => y === label).length);

const tables = fc
  .array(fc.integer({ min: 0, max: 30 }), { minLength: 2, maxLength: 5 })
  .filter((c) => c.reduce((a, b) => a + b) > 1);

test("every row is in exactly one part, with its own label", () => {
  fc.assert(
    fc.property(tables, fc.nat(), fc.boolean(), fc.nat(), (counts, key, stratify, at) => {
      const data = numbered(counts);
      const rows = 1 + (at % (data.numSamples - 1));
      const { train, test } = split(data, { test: rows, key, stratify });
      expect(test.numSamples).toBe(rows);
      expect([...train.x, ...test.x].sort((a, b) => a - b)).toEqual([...data.x]);
      for (const part of [train, test]) expect([...part.y]).toEqual([...part.x].map((row) => data.y[row]));
    }),
    { seed: 2 },
  );
});

test("stratified counts are within one row of their exact share, and the same for every key", () => {
  fc.assert(
    fc.property(tables, fc.nat(), fc.nat(), (counts, key, at) => {
      const data = numbered(counts);
      const rows = 1 + (at % (data.numSamples - 1));
      const got = countsOf(split(data, { test: rows, key }).test);
      expect(got).toEqual(countsOf(split(data, { test: rows, key: 0 }).test));
      got.forEach((count, label) => {
        expect(Math.abs(count - (counts[label]! * rows) / data.numSamples)).toBeLessThan(1);
      });
    }),
    { seed: 3 },
  );
});

test.each([
  [[50, 50, 50], 0.2, [10, 10, 10]],
  [[250, 250], 100, [50, 50]],
  // Quotas 2.4, 1.6, 1.0: the row left over goes to the second class.
  [[12, 8, 5], 5, [2, 2, 1]],
  // Equal remainders: the lower class gets it.
  [[5, 5], 3, [2, 1]],
  [[1, 99], 10, [0, 10]],
])("counts %j, test %d: %j", (counts, share, wanted) => {
  expect(countsOf(split(numbered(counts), { test: share }).test)).toEqual(wanted);
});

test("the key decides, and nothing else", () => {
  const data = numbered([20, 20]);
  const one = split(data, { test: 10, key: 5 });
  expect(split(data, { test: 0.25, key: 5, stratify: true })).toEqual(one);
  expect(split(data, { test: 10, key: keyOf(5) })).toEqual(one);
  expect(split(data, { test: 10, key: 6 }).test.x).not.toEqual(one.test.x);
  expect(split(data, { test: 10, key: fold(keyOf(5), "a") }).test.x).not.toEqual(one.test.x);
  expect(split(data, { test: 10 })).toEqual(split(data, { test: 10, key: 0 }));
});

test("both parts are in random order, not class by class", () => {
  const { train, test } = split(numbered([40, 40]), { test: 40 });
  for (const { y } of [train, test]) expect([...y]).not.toEqual([...y].sort());
});

test("every row is held out equally often", () => {
  const data = numbered([6, 4]);
  const keys = 2000;
  for (const stratify of [true, false]) {
    const times = new Array<number>(10).fill(0);
    for (let key = 0; key < keys; key++)
      for (const row of split(data, { test: 5, key, stratify }).test.x) times[row]! += 1;
    // Held out half the time: five standard errors of a fair coin.
    for (const count of times) expect(Math.abs(count - keys / 2)).toBeLessThan(5 * Math.sqrt(keys / 4));
  }
});

test.each([0, -1, 1.5, Number.NaN])("test %s is no share and no number of rows", (wrong) => {
  expect(() => split(numbered([5, 5]), { test: wrong })).toThrow(
    `split: test: expected a share between 0 and 1, or a whole number of rows, got ${wrong}`,
  );
});

test.each([10, 11, 0.04, 0.96])("test %s leaves a part empty", (wrong) => {
  expect(() => split(numbered([5, 5]), { test: wrong })).toThrow(
    "split: test: expected from 1 to 9 of the 10 rows, so that neither part is empty, got",
  );
});

test.each<[unknown, string]>([
  [undefined, "split: expected options with test, got undefined"],
  [null, "split: expected options with test, got null"],
  [{ test: 2, stratfy: false }, 'split: unknown option "stratfy"; the options are test, key, stratify'],
  [{ test: 2, stratify: "no" }, 'split: stratify: expected true or false, got "no"'],
  [{ test: "0.3" }, 'split: test: expected a share between 0 and 1, or a whole number of rows, got "0.3"'],
  [{}, "split: test: expected a share between 0 and 1, or a whole number of rows, got undefined"],
  [{ test: 2, key: "a" }, 'split: key: expected a whole number from 0, or a key made by keyOf or fold, got "a"'],
  [{ test: 2, key: null }, "split: key: expected a whole number from 0, or a key made by keyOf or fold, got null"],
])("options that are wrong are refused: %j", (options, message) => {
  expect(() => split(numbered([5, 5]), options as SplitOptions)).toThrow(message);
});

test("what is no data set is refused", () => {
  const none = undefined as unknown as Dataset;
  expect(() => split(none, { test: 2 })).toThrow("split: expected a data set, got undefined. Make one");
});
