import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generators, parseTable, samples } from "../../data/index.ts";
import { loadRegistered, registeredNames } from "../../node/samples.ts";
import { everythingIn, moire, scratch } from "./moire.ts";

const { folder, remove } = scratch();

beforeAll(() => {
  writeFileSync(join(folder, "mine.txt"), "mine");
});
afterAll(remove);

test("list names every data set once, with its shape", async () => {
  const { code, stdout, stderr } = await moire(folder, "data", "list");
  expect([code, stderr]).toEqual([0, ""]);
  const lines = stdout.split("\n").slice(1);
  registeredNames().forEach((name, i) => {
    const { numSamples, numFeatures, numClasses } = loadRegistered(name);
    const kind = Object.hasOwn(generators, name) ? "generator" : "table";
    expect(lines[i]!.split(/\s+/).slice(0, 5)).toEqual([
      name,
      kind,
      ...[numSamples, numFeatures, numClasses].map(String),
    ]);
  });
});

test("list as JSON", async () => {
  const { code, stdout } = await moire(folder, "data", "list", "--json");
  expect(code).toBe(0);
  const list = JSON.parse(stdout) as { name: string; what: string }[];
  expect(list.map(({ name }) => name)).toEqual(registeredNames());
  expect(list.find(({ name }) => name === "iris")!.what).toBe(samples.iris.title);
});

test("show prints the card and writes the picture and the table", async () => {
  const { code, stdout, stderr } = await moire(folder, "data", "show", "iris");
  expect([code, stderr]).toEqual([0, ""]);
  for (const text of [
    samples.iris.title,
    samples.iris.source,
    samples.iris.licence,
    "150 rows, 4 features, 3 classes",
  ]) {
    expect(stdout).toContain(text);
  }
  expect(stdout).toMatch(/^virginica +50$/m);
  expect(stdout).toMatch(/^petal_length +1 +3\.758 +6\.9$/m);
  const place = join(folder, "moire-results", "data", "iris");
  expect(everythingIn(place)).toEqual([".moire-files.json", "data.csv", "data.png", "data.svg"]);
  const svg = readFileSync(join(place, "data.svg"), "utf8");
  expect(svg).toContain("principal component 1 (73 % of the variance)");
  expect(readFileSync(join(place, "data.png")).subarray(1, 4).toString()).toBe("PNG");
  const table = parseTable(readFileSync(join(place, "data.csv"), "utf8"), samples.iris);
  expect(table).toEqual(loadRegistered("iris"));
});

test("show takes a generator's options, and the written table holds the same bits", async () => {
  const word = "circles:samples=40,noise=0.05,key=7";
  const { code, stdout } = await moire(folder, "data", "show", word, "--out", "rings", "--json");
  expect(code).toBe(0);
  const card = JSON.parse(stdout) as Record<string, unknown>;
  expect(card).toMatchObject({ name: "circles", kind: "generator", rows: 40, licence: null });
  expect(card.options).toEqual({ samples: 40, noise: 0.05, key: 7, factor: 0.8 });
  const table = readFileSync(join(folder, "rings", "data.csv"), "utf8");
  const data = loadRegistered("circles", { samples: 40, noise: 0.05, key: 7 });
  expect(parseTable(table, { name: "circles", target: "class" }).x).toEqual(data.x);
});

test.each([
  ["barsAndStripes:samples=20,height=2,width=3", /Images of 2 x 3 pixels/],
  ["blobs:samples=20,features=1", /The only feature/],
  ["classification:samples=30,features=300", /The first two of 300 features/],
  ["moons:samples=3000", /The two features; the first 2000 rows/],
])("the picture of %s says what it shows", async (word, what) => {
  const { code } = await moire(folder, "data", "show", word, "--out", "pictures");
  expect(code).toBe(0);
  expect(readFileSync(join(folder, "pictures", "data.svg"), "utf8")).toMatch(what);
});

test.each([
  [2, ["data"], /missing required argument/],
  [2, ["data", "lst"], /data: expected list, or show and a name, got "lst"/],
  [2, ["data", "list", "iris"], /data: list takes no name, got "iris"; try moire data show iris/],
  [2, ["data", "show"], /data: show needs a name: one of moons, .*iris/],
  [2, ["data", "show", "iris", "wine"], /data: show takes one name, got "iris wine"; write options as NAME:/],
  [2, ["data", "show", "iris", "--colour"], /unknown option '--colour'/],
  [1, ["data", "show", "irises"], /data show: expected one of moons, .*iris, .*got "irises"/],
  [
    1,
    ["data", "show", "iris:samples=3"],
    /data show: iris is a shipped table and takes no options, got "iris:samples=3"/,
  ],
  [1, ["data", "show", "moons:"], /data show: expected options of moons as name=value/],
  [
    1,
    ["data", "show", "moons:colour=red"],
    /data show: moons has no option "colour"; its options are samples, noise, key/,
  ],
  [1, ["data", "show", "moons:noise=much"], /data show \(moons\): noise must be a number from 0, got "much"/],
  [1, ["data", "show", "blobs:samples=2"], /blobs: samples: expected at least one for each of the 3 classes, got 2/],
  [1, ["data", "show", "iris", "--out", "mine.txt"], /cannot write to mine\.txt/],
  [1, ["data", "show", "iris", "--out", "."], /cannot write to \.: it already holds/],
] as const)("exit code %i for moire %j", async (code, args, message) => {
  const before = everythingIn(folder);
  const ended = await moire(folder, ...args);
  expect(ended.stderr).toMatch(message);
  expect(ended.stderr).toMatch(/^moire: [^\n]+\n$/);
  expect(ended.code).toBe(code);
  expect(ended.stdout).toBe("");
  expect(everythingIn(folder)).toEqual(before);
});
