import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { everythingIn, moire, scratch, smallTable, start } from "./moire.ts";

const { folder, remove } = scratch();
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const quick = ["--samples", "100", "--draws", "2", "--rows", "30"];

beforeAll(async () => {
  writeFileSync(join(folder, "table.csv"), smallTable());
  const model = { router: { kind: "mlp", hidden: 3 }, experts: [{ kind: "linear" }, { kind: "linear" }] };
  writeFileSync(join(folder, "mixture.json"), JSON.stringify(model));
  writeFileSync(join(folder, "two.json"), JSON.stringify(["a", "b"].map((name) => ({ name, model }))));
  writeFileSync(join(folder, "results.json"), '{"format": "moire-results-3"}');
  writeFileSync(join(folder, "damaged.json"), '{"format": "moire-analysis-1"}');
  const moons = ["train", "moons:samples=120", "--router", "quantum:layers=1", "--key", "5", "--epochs", "2"];
  await moire(folder, ...moons, "--out", "moons");
  await moire(folder, "train", "table.csv", "--target", "kind", "--ignore", "id", "--epochs", "2", "--out", "own");
  const numbers = ["train", "table.csv", "--target", "b", "--ignore", "id,kind", "--numbers", "--epochs", "1"];
  await moire(folder, ...numbers, "--out", "numbers");
});
afterAll(remove);

test("analyse takes data and key of a training, shows progress, prints words and numbers, and writes its files", async () => {
  const { code, stdout, stderr } = await moire(folder, "analyse", "moons", ...quick);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^quantum router on moons:samples=120\n[\s\S]*measures \(\d+ %\)/);
  expect(stdout).toMatch(/84 rows to train on, 36 held out/);
  expect(stdout).toMatch(/6 trained parameters; its\s+derivative on 30 rows has rank 4/);
  expect(everythingIn(join(folder, "moire-results/analyse"))).toEqual(
    expect.arrayContaining(["analysis.json", "report.html", "figures/gram.png", "figures/gram.svg"]),
  );
  expect(stdout).toMatch(
    /a row takes the model [\d.]+ µs with its router simulated and [\d.]+ µs with the router's twin/,
  );
  const { format, original, twin } = JSON.parse(read("moire-results/analyse/times.json"));
  expect([format, original > 0, twin > 0]).toEqual(["moire-twin-times-1", true, true]);
  expect(JSON.parse(read("moire-results/analyse/analysis.json")).options).toMatchObject({ key: 5, rows: 30 });
});

test("report draws the same again; --json prints the document; a model file is as good as its folder", async () => {
  const one = await moire(folder, "analyse", "moons/model.json", ...quick, "--out", "one", "--json");
  expect(one.stdout).toBe(read("one/analysis.json"));
  const again = await moire(folder, "report", "one/analysis.json", "--out", "again");
  expect(again.code).toBe(0);
  expect(again.stdout).toContain("Which states can the circuit reach?");
  for (const name of ["analysis.json", "report.html", "figures/spectra.svg"]) {
    expect(read(`again/${name}`)).toBe(read(`one/${name}`));
  }
});

test("a table of one's own; a mixture that is not trained, and rows that are not held out", async () => {
  // Table, columns and share of held-out rows are those of the training.
  const own = await moire(folder, "analyse", "own", ...quick, "--out", "own-out");
  expect([own.code, own.stderr]).toEqual([0, expect.stringContaining("quantum router on table.csv")]);
  const whole = read("table.csv");
  writeFileSync(join(folder, "table.csv"), whole.trimEnd().split("\n").slice(0, -3).join("\n"));
  const cut = await moire(folder, "analyse", "own", ...quick, "--out", "cut");
  writeFileSync(join(folder, "table.csv"), whole);
  expect([cut.code, cut.stderr]).toEqual([
    1,
    expect.stringMatching(/rows of table\.csv that the model was trained and scored on/),
  ]);
  const bare = await moire(
    folder,
    "analyse",
    "mixture.json",
    "--data",
    "iris",
    "--test",
    "0",
    ...quick,
    "--out",
    "bare",
  );
  expect(bare.code).toBe(0);
  expect(bare.stdout).toMatch(/the router has no circuit/);
  expect(bare.stdout).toMatch(/150 rows to train on, none held out/);
});

test.each<[number, string[], RegExp]>([
  [2, ["analyse"], /missing required argument 'model'/],
  [1, ["analyse", "none.json"], /cannot read none\.json: there is no such file/],
  [1, ["analyse", "."], /a folder with a model\.json/],
  [1, ["analyse", "two.json"], /two\.json: arms: expected one model to analyse, got 2/],
  [1, ["analyse", "results.json"], /results\.json: format: expected a trained model, or a mixture/],
  [1, ["analyse", "numbers"], /model\.json: task: expected a model of classes, got "numbers"/],
  [1, ["analyse", "moons", "--data", "iris"], /data with 2 features, as the model was trained on, got 4/],
  [1, ["analyse", "moons", "--target", "kind"], /--target: expected a table of your own/],
  [
    2,
    ["analyse", "own", "--data", "table.csv"],
    /required option '--target <value>' not specified: it names the column of table\.csv/,
  ],
  [2, ["analyse", "moons", "--test", "2"], /--test must be a number from 0 to 0\.95, got "2"/],
  [2, ["analyse", "moons", "--key", "x"], /--key must be a whole number from 0, got "x"/],
  [2, ["analyse", "moons", "--rows", "5"], /--rows must be a whole number from 20 to 400/],
  [1, ["analyse", "moons", "--out", "table.csv"], /cannot write to table\.csv.*--out/],
  [1, ["report", "damaged.json"], /damaged\.json: analysis file: versions is missing or wrong/],
])("exit code %i: %s", async (code, args, message) => {
  const before = everythingIn(folder);
  const ended = await moire(folder, ...args);
  expect(ended.stderr).toMatch(message);
  expect([ended.code, ended.stdout]).toEqual([code, ""]);
  expect(everythingIn(folder)).toEqual(before);
});

test("Ctrl-C ends it with nothing written", async () => {
  const { child, ended } = start(folder, [
    "analyse",
    "moons",
    "--samples",
    "100000",
    "--draws",
    "1000",
    "--out",
    "stopped",
  ]);
  await new Promise<void>((resolve) => child.stderr!.on("data", (text: string) => /measures/.test(text) && resolve()));
  child.kill("SIGINT");
  const { code, stderr } = await ended;
  expect([code, stderr]).toEqual([130, expect.stringContaining("interrupted, nothing was written")]);
  expect(everythingIn(folder)).not.toContain("stopped");
});
