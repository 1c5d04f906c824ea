import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { alone, everythingIn, moire, scratch, smallTable } from "./moire.ts";

const { folder, remove } = scratch();
const fine = ["compare", "table.csv", "--target", "kind"];

beforeAll(() => {
  writeFileSync(join(folder, "table.csv"), smallTable());
  writeFileSync(join(folder, "words.csv"), smallTable().replace("\n0.617,", "\nmuch,"));
  writeFileSync(join(folder, "empty.csv"), "");
  writeFileSync(join(folder, "damaged.json"), '{"format": "moire-results-3", "runs": 3}');
  writeFileSync(join(folder, "training.json"), '{"format": "moire-training-1"}');
  writeFileSync(join(folder, "older.json"), '{"format": "moire-results-2", "runs": []}');
  writeFileSync(join(folder, "other.json"), '{"colour": "red"}');
});
afterAll(remove);

test.each([
  [2, ["repoduce"], /unknown command 'repoduce'.*Did you mean reproduce.*the commands are .*reproduce/],
  [2, ["help", "repoduce"], /unknown command 'repoduce'/],
  [2, ["--colour"], /unknown option '--colour'; see moire --help/],
  [2, ["reproduce", "--sedes", "3"], /unknown option '--sedes'.*--seeds/],
  [2, ["reproduce", "--colour", "red"], /unknown option '--colour'.*moire reproduce --help/],
  [2, ["reproduce", "extra"], /too many arguments/],
  [2, ["reproduce", "--seeds", "0"], /--seeds must be a whole number from 1 to \d+, got "0"/],
  [2, ["reproduce", "--seeds", "abc"], /--seeds must be a whole number from 1 to \d+, got "abc"/],
  [2, ["reproduce", "--seeds"], /--seeds/],
  [2, ["reproduce", "--phase", "9"], /--phase must be one of 1, 2, 3a, 3b, all, got "9"/],
  [2, ["reproduce", "--threshold", "1.5"], /--threshold must be a number from 0 to 1, got "1.5"/],
  [2, ["reproduce", "--workers", "0"], /--workers must be a whole number from 1/],
  [1, ["noise", "--qubits", "0"], /--qubits: expected two numbers with a comma between, got "0"/],
  [1, ["noise", "--qubits", "0,9"], /wires: expected qubits from 0 to 4, as sample_five has, got 9/],
  [1, ["noise", "--machine", "other.json"], /other\.json: noiseFromIbm: properties: expected the parsed properties/],
  [2, ["noise", "extra"], /too many arguments/],
  [2, ["noise", "--seeds", "0"], /--seeds must be a whole number from 1 to \d+, got "0"/],
  [2, ["noise", "--threshold", "high"], /--threshold must be a number from 0 to 1, got "high"/],
  [2, ["noise", "--grid", "0,1"], /unknown option '--grid'.*moire noise --help/],
  [1, ["noise", "--out", "table.csv"], /cannot write to table\.csv.*--out/],
  [2, ["compare", "--target", "kind"], /missing required argument 'data'/],
  [2, ["compare", "table.csv"], /required option '--target/],
  [2, [...fine, "--test", "0"], /--test must be/],
  [1, ["compare", "moonz"], /one of moons, circles.*iris.*got "moonz"/],
  [1, ["compare", "moons", "--target", "kind"], /--target: expected a table of your own before it, got "moons"/],
  [1, ["compare", "iris:noise=1"], /iris is a shipped table and takes no options/],
  [1, ["compare", "moons:noise=-1"], /noise must be a number from 0/],
  [1, ["compare", "moons:noize=.1"], /moons has no option "noize"/],
  [1, ["compare", "moons:noise"], /data: expected options of moons as name=value, got "noise"/],
  [1, ["compare", "moons:key=3"], /no key, as each seed draws its own rows/],
  [1, ["compare", "moons", "--specs", "missing.json"], /cannot read missing\.json: there is no such file/],
  [1, ["compare", "moons", "--specs", "words.csv"], /cannot read words\.csv: its text is no JSON/],
  [
    1,
    ["compare", "moons", "--specs", "other.json"],
    /other\.json: arm: expected no other keys than name, label, model/,
  ],
  [1, ["compare", "moons", "--reference", "none"], /reference: expected one of linear, .*quantum/],
  [1, ["compare", "missing.csv", "--target", "kind"], /cannot read missing\.csv: there is no such file/],
  [1, ["compare", ".", "--target", "kind"], /cannot read \.: it is a folder/],
  [1, ["compare", "empty.csv", "--target", "kind"], /empty/],
  [1, ["compare", "table.csv", "--target", "sort"], /sort.*a, b, id, kind/],
  [1, [...fine, "--ignore", "sort"], /sort.*a, b, id/],
  [1, [...fine, "--ignore", "kind"], /kind/],
  [1, ["compare", "words.csv", "--target", "kind"], /much/],
  [1, [...fine, "--out", "table.csv"], /cannot write to table\.csv.*--out/],
  [1, [...fine, "--out", "table.csv/below"], /cannot write to table\.csv\/below.*--out/],
  [1, [...fine, "--out", "."], /cannot write to \.: it already holds/],
  [1, ["reproduce", "--out", "/dev/null/results"], /cannot write to \/dev\/null\/results/],
  [1, ["report", "missing.json"], /cannot read missing\.json: there is no such file/],
  [1, ["report", "table.csv"], /table\.csv is not a results file: it is no JSON/],
  [1, ["report", "damaged.json"], /damaged\.json/],
  [1, ["report", "other.json"], /other\.json/],
  [
    1,
    ["report", "training.json"],
    /training\.json: format: expected a results file, got "moire-training-1"\. Give the results\.json/,
  ],
  [1, ["report", "older.json"], /older\.json: .*format "moire-results-3", got "moire-results-2".*run the study again/],
] as const)("exit code %i for moire %j", async (code, args, message) => {
  const before = everythingIn(folder);
  const ended = await moire(folder, ...args);
  expect(ended.stderr).toMatch(message);
  expect(ended.stderr).toMatch(/^moire: [^\n]+\n$/);
  expect(ended.code).toBe(code);
  expect(ended.stdout).toBe("");
  expect(everythingIn(folder)).toEqual(before);
});

test.each([
  [0, ["--version"], /^\d+\.\d+\.\d+\n$/, /^$/],
  [1, ["compare", "moonz"], /^$/, /^moire: [^\n]+\n$/],
  [2, ["reproduce", "--seeds", "0"], /^$/, /^moire: [^\n]+\n$/],
] as const)("exit code %i of a process of its own for moire %j", async (code, args, stdout, stderr) => {
  expect(await alone(folder, ...args)).toEqual({
    code,
    stdout: expect.stringMatching(stdout),
    stderr: expect.stringMatching(stderr),
  });
});

test("help and version are no errors", async () => {
  for (const args of [[], ["--help"], ["help"]]) {
    const { code, stdout, stderr } = await moire(folder, ...args);
    expect([code, stderr]).toEqual([0, ""]);
    for (const name of ["reproduce", "noise", "compare", "report"]) expect(stdout).toContain(name);
  }
  for (const args of [
    ["compare", "--help"],
    ["help", "compare"],
  ]) {
    const { code, stdout } = await moire(folder, ...args);
    expect(code).toBe(0);
    for (const flag of ["--target", "--learning-rate", "--out", "(default: 30)"]) expect(stdout).toContain(flag);
  }
  const { stdout } = await moire(folder, "--version");
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
