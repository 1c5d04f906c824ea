import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dataset } from "../../data/index.ts";
import { linearExpert, mixture, mlpRouter } from "../../moe/index.ts";
import { loadModel, predict } from "../../train/index.ts";
import { everythingIn, moire, scratch, smallTable, start } from "./moire.ts";

const { folder, remove } = scratch();
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const table = (): string[] => ["train", "table.csv", "--target", "kind", "--ignore", "id"];

beforeAll(() => {
  writeFileSync(join(folder, "table.csv"), smallTable());
  const numbers = smallTable()
    .split("\n")
    .map((line) => line.split(",").slice(0, 3).join(","));
  writeFileSync(join(folder, "numbers.csv"), numbers.join("\n"));
  const model = mixture({ router: mlpRouter({ hidden: 3 }), experts: [linearExpert(), linearExpert()] });
  writeFileSync(join(folder, "bare.json"), JSON.stringify(model));
  writeFileSync(join(folder, "whole.json"), JSON.stringify({ model, scaling: "standard", training: { epochs: 2 } }));
});
afterAll(remove);

test("train shows progress, prints scores and experts, and writes model, spec, page and pictures", async () => {
  const { code, stdout, stderr } = await moire(folder, ...table(), "--epochs", "3");
  expect(stderr).toMatch(/3 of 3 epochs \(100 %\), loss [\d.]+/);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Quantum router, 2 linear experts on table\.csv\n42 rows trained on, 18 held out and scored/);
  expect(stdout).toMatch(/Accuracy, held out +[.\d]+/);
  expect(stdout).toMatch(/1: linear +[\d.]+ % +\d+/);
  expect(everythingIn(join(folder, "moire-results/train"))).toEqual(
    expect.arrayContaining(["model.json", "spec.json", "summary.json", "report.html", "figures", "figures/plane.png"]),
  );
  expect(read("moire-results/train/report.html")).toContain("What each expert does");
  const fitted = loadModel(read("moire-results/train/model.json"));
  const two = dataset({
    name: "",
    x: [0, 0, 0.9, 0.9],
    y: [0, 1],
    featureNames: ["a", "b"],
    classNames: ["inside", "outside"],
  });
  expect(predict(fitted, two).weights).toHaveLength(4);
});

test("the same command gives the same bytes; its spec.json trains the same model again", async () => {
  const flags = ["--router", "mlp:hidden=3", "--gating", "topK:k=2", "--experts", "3*linear", "--schedule", "cosine"];
  const more = ["--optimiser", "adamw:weightDecay=0.01", "--loss", "crossEntropy:smoothing=0.1", "--epochs", "3"];
  const one = await moire(folder, ...table(), ...flags, ...more, "--out", "one", "--json");
  const two = await moire(folder, ...table(), ...flags, ...more, "--out", "two");
  const three = await moire(folder, ...table(), "--spec", "one/spec.json", "--out", "three");
  expect([one.code, two.code, three.code]).toEqual([0, 0, 0]);
  expect(one.stdout).toBe(read("one/summary.json"));
  expect(read("two/model.json")).toBe(read("one/model.json"));
  expect(read("three/model.json")).toBe(read("one/model.json"));
});

test("flags go before what the file says", async () => {
  const bare = await moire(folder, ...table(), "--spec", "bare.json", "--epochs", "1", "--out", "bare");
  const whole = await moire(folder, ...table(), "--spec", "whole.json", "--experts", "linear", "--out", "whole");
  expect([bare.code, whole.code]).toEqual([0, 0]);
  expect(JSON.parse(read("whole/spec.json"))).toMatchObject({
    model: { router: { kind: "mlp", hidden: 3 }, experts: [{ kind: "linear" }] },
    scaling: "standard",
    training: { epochs: 2 },
  });
});

test("numbers to predict, stopped by held-out rows; a registered set; an oracle, which has no regions", async () => {
  const flags = [
    "--early-stopping",
    "patience=2,share=0.3",
    "--epochs",
    "6",
    "--weight-decay",
    "experts.*.weight=0.01",
  ];
  const numbers = await moire(folder, "train", "numbers.csv", "--target", "id", "--numbers", ...flags, "--out", "n");
  expect(numbers.stderr).toMatch(/held out [\d.]+/);
  expect(numbers.stdout).toMatch(/R², held out/);
  expect(everythingIn(join(folder, "n/figures"))).toContain("answers.svg");
  const moons = await moire(folder, "train", "moons:samples=60", "--router", "oracle", "--epochs", "1", "--out", "m");
  expect([numbers.code, moons.code, moons.stderr.includes("bug")]).toEqual([0, 0, false]);
  const none = await moire(folder, "train", "iris", "--test", "0", "--epochs", "1", "--out", "i");
  expect(none.stdout).toContain("150 rows trained on, none held out: scores are of the training rows");
});

test("Ctrl-C stops a training and leaves nothing", async () => {
  const { child, ended } = start(folder, [...table(), "--epochs", "1000000", "--out", "stopped"]);
  child.stderr!.once("data", () => child.kill("SIGINT"));
  const { code, stderr } = await ended;
  expect(code).toBe(130);
  expect(stderr).toContain("interrupted, nothing was written");
  expect(everythingIn(folder)).not.toContain("stopped");
});

test.each<[string[], number, string]>([
  [["train"], 2, "missing required argument"],
  [["train", "nowhere"], 1, "data: expected a file with an ending, or one of moons"],
  [["train", "nowhere.csv", "--target", "y"], 1, "cannot read nowhere.csv: there is no such file"],
  [["train", "table.csv"], 1, "--target: expected the name of the column to predict"],
  [["train", "iris", "--target", "species"], 1, '--target: expected a table of your own before it, got "iris"'],
  [["train", "moons", "--router", "qft"], 1, "--router: expected one of linear, mlp"],
  [["train", "moons", "--gating", "topK:k=9"], 1, "gating topK: k: expected from 1 to 2, the number of experts, got 9"],
  [["train", "moons", "--epochs", "many"], 2, '--epochs must be a whole number from 1 to 1000000, got "many"'],
  [["train", "moons", "--test", "1"], 2, "--test must be a number from 0 to 0.95"],
  [
    ["train", "moons", "--early-stopping", "patience"],
    1,
    "--early-stopping: expected options of early stopping as name=value",
  ],
  [["train", "moons", "--weight-decay", "router"], 1, "--weight-decay: expected names and decays as name=decay"],
  [["train", "moons", "--weight-decay", "nothing.*=1"], 1, '"nothing.*" fits no trained parameters'],
  [["train", "moons", "--spec", "nowhere.json"], 1, "cannot read nowhere.json: there is no such file"],
  [["train", "moons", "--spec", "table.csv"], 1, "cannot read table.csv: its text is no JSON"],
  [
    ["train", "table.csv", "--target", "kind", "--numbers"],
    1,
    'table table.csv: column "kind", line 2: expected a finite number',
  ],
  [["train", "moons:noise=much"], 1, 'noise must be a number from 0, got "much"'],
])("%j is refused", async (args, code, message) => {
  const ended = await moire(folder, ...args, "--out", "refused");
  expect(ended.stderr).toContain(message);
  expect([ended.code, ended.stdout]).toEqual([code, ""]);
  expect(
    ended.stderr
      .trim()
      .split("\n")
      .filter((line) => line.startsWith("moire:")),
  ).toHaveLength(1);
  expect(everythingIn(folder)).not.toContain("refused");
});
