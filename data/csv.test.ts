import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { MoireError } from "../core/errors.ts";
import type { TableOptions } from "./csv.ts";
import { parseTable } from "./csv.ts";

const parse = (text: string, more: { target?: string; ignore?: string[] } = {}) =>
  parseTable(text, { target: "kind", name: "t.csv", ...more });

const plain = "a,b,kind\n1,2.5,yes\n-3,4e2,no\n.5,+6,yes\n";
const expected = {
  name: "t.csv",
  numSamples: 3,
  numFeatures: 2,
  numClasses: 2,
  x: Float64Array.of(1, 2.5, -3, 400, 0.5, 6),
  y: Int32Array.of(1, 0, 1),
  featureNames: ["a", "b"],
  classNames: ["no", "yes"],
};

test("reads features, target and class names", () => {
  expect(parse(plain)).toEqual(expected);
});

test.each([
  ["CRLF line ends", plain.replaceAll("\n", "\r\n")],
  ["CR line ends", plain.replaceAll("\n", "\r")],
  ["mixed line ends", plain.replace("\n", "\r\n")],
  ["no last line end", plain.trimEnd()],
  ["a byte order mark", `\uFEFF${plain}`],
  ["semicolons", plain.replaceAll(",", ";")],
  ["tabs", plain.replaceAll(",", "\t")],
  ["bars", plain.replaceAll(",", "|")],
  ["blank lines", `\n\n${plain.replaceAll("\n", "\n  \n")}\n\n`],
  ["spaces around cells", plain.replaceAll(",", " , ")],
  ["quotes", plain.replace(/[^,\n]+/g, '"$&"')],
])("reads the same with %s", (_, text) => {
  expect(parse(text)).toEqual(expected);
});

test("the target may be in any place, and ignored columns are left out", () => {
  const data = parse("id,kind,a,note\nx1,no,1,\nx2,yes,2,hm\n", { ignore: ["id", "note"] });
  expect(data.featureNames).toEqual(["a"]);
  expect(data.x).toEqual(Float64Array.of(1, 2));
  expect(data.y).toEqual(Int32Array.of(0, 1));
});

test("quoted cells may hold delimiters, quotes and line ends", () => {
  const data = parse('"a; b",kind\n1,"x, ""y"""\n2,"two\nlines"\n');
  expect(data.featureNames).toEqual(["a; b"]);
  expect(data.classNames).toEqual(["two\nlines", 'x, "y"']);
  // The line of an error counts the line ends inside cells.
  expect(() => parse('a,kind\n1,"two\nlines"\nbad,no\n')).toThrow('column "a", line 4: expected a finite number');
});

test("classes that are all numbers are sorted by value, and the same number is the same class", () => {
  const data = parse("a,kind\n1,10\n2,9\n3,9.0\n4,-1\n5,10\n");
  expect(data.classNames).toEqual(["-1", "9", "10"]);
  expect(data.y).toEqual(Int32Array.of(2, 1, 1, 0, 2));
  expect(parse("a,kind\n1,10\n2,9\n3,x\n4,x\n").classNames).toEqual(["10", "9", "x"]);
});

test("long identifiers are never merged as numbers", () => {
  const data = parse("a,kind\n1,12345678901234567890\n2,12345678901234567891\n");
  expect(data.classNames).toEqual(["12345678901234567890", "12345678901234567891"]);
});

const many = (rows: number, kind: (s: number) => string): string =>
  `a,kind\n${Array.from({ length: rows }, (_, s) => `${s},${kind(s)}`).join("\n")}\n`;

test("up to 100 classes, and up to half the rows, are classes", () => {
  expect(parse(many(200, (s) => `c${s % 100}`)).numClasses).toBe(100);
  expect(parse(many(30, (s) => `c${s % 20}`)).numClasses).toBe(20);
  expect(parse("a,kind\n1,x\n2,y\n").numClasses).toBe(2);
});

const errors: [text: string, more: { ignore?: string[] }, message: string][] = [
  ['"a\nb",kind\n1,x\n2,y\n', { ignore: ["c"] }, 'ignore: there is no column "c"; the columns are a b, kind'],
  [`${Array.from({ length: 23 }, (_, i) => `p${i}`).join(",")}\n`, {}, "p18, p19 and 3 more"],
  ["", {}, "the file is empty; it needs a header line and at least two rows"],
  ["\uFEFF \n\n", {}, "the file is empty"],
  ["a,kind\n", {}, "found no rows below the header; at least 2 are needed"],
  ["a,kind\n1,x\n", {}, "found 1 row below the header; at least 2 are needed"],
  ["1,2,0\n3,4,1\n5,6,0\n", {}, "line 1 should name the columns, but all its cells are numbers; add a header line"],
  [
    "5.1,3.5,setosa\n4,3,virginica\n",
    {},
    'target: there is no column "kind"; the columns are 5.1, 3.5, setosa; is the header line missing?',
  ],
  ["a,b\n1,x\n2,y\n", {}, 'target: there is no column "kind"; the columns are a, b'],
  [plain, { ignore: ["c"] }, 'ignore: there is no column "c"; the columns are a, b, kind'],
  [plain, { ignore: ["kind"] }, 'column "kind" cannot be both the target and ignored'],
  [plain, { ignore: ["a", "b"] }, 'no feature is left besides the target "kind"'],
  ["kind\nx\ny\n", {}, 'no feature is left besides the target "kind"'],
  ["a,b,a,kind\n1,2,3,x\n1,2,3,y\n", {}, 'the header names column "a" more than once'],
  [",a,kind\n0,1,x\n1,2,y\n", {}, "column 1 of 3 has no name in the header line"],
  ["a,b,kind\n1,2,x\n3,y\n", {}, "line 3 has 2 cells, but the header has 3"],
  ["a,b,kind\n1,2,x\n\n3,4,5,y\n", {}, "line 4 has 4 cells, but the header has 3"],
  [
    "a,b,kind\n1,2,x\n3,red,y\n",
    {},
    'column "b", line 3: expected a finite number, got "red"; if the column is no feature, ignore it',
  ],
  [
    "a;b;kind\n1;2,5;x\n3;4;y\n",
    {},
    'column "b", line 2: expected a finite number, got "2,5"; write decimals with a point',
  ],
  ["a,kind\n1,x\nNaN,y\n", {}, 'column "a", line 3: expected a finite number, got "NaN"'],
  ["a,kind\n1,x\n0x10,y\n", {}, 'column "a", line 3: expected a finite number, got "0x10"'],
  ["a,kind\n1,x\n1e999,y\n", {}, 'column "a", line 3: expected a finite number, got "1e999"'],
  [
    "a,b,kind\n1,2,x\n3,,y\n",
    {},
    'column "b", line 3: the cell is empty; fill it in, or leave the row or the column out',
  ],
  ["a,kind\n1,x\n2, \n", {}, 'column "kind", line 3: the cell is empty; every row needs a class'],
  ["a,kind\n1,x\n2,x\n", {}, 'target "kind": every row has the class "x"; at least two classes are needed'],
  [
    many(300, (s) => `c${s % 101}`),
    {},
    'target "kind": 101 different values in 300 rows; a target must name a few classes',
  ],
  [many(100, (s) => `c${s % 51}`), {}, 'target "kind": 51 different values in 100 rows'],
  ["a,kind\n1,x\n2,y\n3,z\n", {}, 'target "kind": 3 different values in 3 rows'],
  ['a,kind\n1,x\n2,"y\n3,x\n', {}, "the row at line 3 has a quote that is not closed or is followed by more text"],
];

test.each(errors.map(([text, more, message]) => ({ text, more, message })))(
  "error: $message",
  ({ text, more, message }) => {
    const read = () => parse(text, more);
    expect(read).toThrow(MoireError);
    expect(read).toThrow(/^table t\.csv: .+$/);
    expect(read).toThrow(message);
  },
);

test("every text gives a data set or one clear line", () => {
  const pieces = fc.constantFrom("a", "kind", "1", "-2.5", "x", ",", ";", "\n", "\r\n", '"', " ", "");
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (list) => {
      try {
        expect(parse(list.join("")).numSamples).toBeGreaterThan(1);
      } catch (error) {
        expect(error).toBeInstanceOf(MoireError);
        expect((error as Error).message).toMatch(/^table t\.csv: .+$/);
      }
    }),
    { seed: 5, numRuns: 500 },
  );
});

test("numbers survive a round trip to the last bit", () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.array(finite, { minLength: 3, maxLength: 20 }), (values) => {
      const text = `a,kind\n${values.map((value, s) => `${Object.is(value, -0) ? "-0" : value},${s % 2}`).join("\n")}`;
      expect(parse(text).x).toEqual(Float64Array.from(values));
    }),
    { seed: 6 },
  );
});

test("the samples are what their cards say", () => {
  const sample = (name: string, target: string) =>
    parseTable(readFileSync(new URL(`../samples/${name}`, import.meta.url), "utf8"), { name, target });
  const iris = sample("iris.csv", "species");
  expect([iris.numSamples, iris.numFeatures]).toEqual([150, 4]);
  expect(iris.classNames).toEqual(["setosa", "versicolor", "virginica"]);
  for (const label of [0, 1, 2]) expect(iris.y.filter((y) => y === label)).toHaveLength(50);
  // Fisher's rows 35 and 38, which some copies of the table have wrong.
  expect([...iris.x.subarray(4 * 34, 4 * 35)]).toEqual([4.9, 3.1, 1.5, 0.2]);
  expect([...iris.x.subarray(4 * 37, 4 * 38)]).toEqual([4.9, 3.6, 1.4, 0.1]);
  const digits = sample("mnist-0-1-4x4.csv", "digit");
  expect([digits.numSamples, digits.numFeatures]).toEqual([2128, 16]);
  expect(digits.classNames).toEqual(["0", "1"]);
  expect(digits.featureNames.slice(3, 5)).toEqual(["p03", "p10"]);
  expect(digits.y.filter((y) => y === 1)).toHaveLength(1127);
  expect(digits.x.every((value) => value >= 0 && value <= 255)).toBe(true);
});

test.each<[unknown, unknown, string]>([
  [undefined, { target: "kind", name: "t" }, "parseTable: expected the table as text, got undefined"],
  [plain, undefined, "parseTable: expected options with target and name, got undefined"],
  [plain, { target: "kind" }, "parseTable: name: expected text, such as the file's name, got undefined"],
  [plain, { name: "t" }, "parseTable: target: expected the name of the column of classes, got undefined"],
  [plain, { target: "kind", name: "t", ignore: "a" }, 'parseTable: ignore: expected a list of names, got "a"'],
])("arguments of a wrong type are refused (%#)", (text, options, message) => {
  expect(() => parseTable(text as string, options as TableOptions)).toThrow(message);
});
