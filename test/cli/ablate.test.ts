import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { everythingIn, moire, scratch, smallTable } from "./moire.ts";

const { folder, remove } = scratch();
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const small = ["ablate", "table.csv", "--target", "kind", "--ignore", "id", "--seeds", "2", "--epochs", "2"];

beforeAll(() => writeFileSync(join(folder, "table.csv"), smallTable()));
afterAll(remove);

test("ablate moves switches, prints a table and draws each; its report is built again from the results alone", async () => {
  const options = ["--axes", "place,entanglement,layers", "--router", "quantum:layers=2", "--out", "out"];
  const { code, stdout, stderr } = await moire(folder, ...small, ...options);
  expect(stderr).toMatch(/100 %/);
  expect(code).toBe(0);
  for (const words of ["Classical routers in its place", "place by place", "Entanglement", "Layers", "base router"]) {
    expect(stdout).toContain(words);
  }
  const files = everythingIn(join(folder, "out"));
  for (const name of ["classical", "place", "entanglement", "layers"]) {
    expect(files).toEqual(expect.arrayContaining([`figures/ablate-${name}.svg`, `figures/ablate-${name}.png`]));
  }
  const results = JSON.parse(read("out/results.json"));
  expect(results).toMatchObject({ format: "moire-results-3", study: { name: "ablate", seeds: 2 } });
  expect(results.effects.length).toBeGreaterThan(10);
  const again = await moire(folder, "report", "out/results.json", "--out", "again", "--json");
  expect([again.code, again.stdout]).toEqual([0, read("out/results.json")]);
  expect(read("again/report.html")).toBe(read("out/report.html"));
});

test.each([
  [1, ["--axes", "colour"], /--axes: expected names of classical, dial, .*with commas between, got "colour"/],
  [1, ["--axes", "dial,dial"], /axes that differ, got "dial"/],
  [1, ["--axes", ","], /at least one of classical/],
  [1, ["--router", "linear"], /--router/],
  [1, ["--router", "quantum:dial=.5"], /dial: expected 0, as the axis dial turns it, got 0\.5/],
  [1, ["--router", "quantum:layers=1", "--axes", "place"], /one layer has nothing between layers/],
  [2, ["--scaling", "unit"], /--scaling must be one of minmax, standard/],
  [2, ["--seeds", "0"], /--seeds must be/],
] as const)("exit %i for %j", async (code, args, message) => {
  const ended = await moire(folder, ...small, ...args, "--out", "never");
  expect([ended.code, ended.stdout]).toEqual([code, ""]);
  expect(ended.stderr).toMatch(message);
  expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(everythingIn(folder)).not.toContain("never");
});
