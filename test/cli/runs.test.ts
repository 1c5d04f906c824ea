import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { alone, type Ended, everythingIn, moire, scratch, smallTable, start } from "./moire.ts";

const { folder, remove } = scratch();
const inFolder = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(inFolder(name), "utf8");
const compare = (...args: string[]): string[] => [
  "compare",
  "table.csv",
  ...["--target", "kind", "--ignore", "id", "--seeds", "2", "--epochs", "2", "--experts", "2"],
  ...args,
];

/** Where the number of workers is not what is tested: each that starts costs half a second. */
const alike = ["--workers", "1"];

/** A study's files serve several tests: drawing and painting them takes seconds. */
let reproduced: Ended;
let one: Ended;

beforeAll(async () => {
  writeFileSync(inFolder("table.csv"), smallTable());
  reproduced = await alone(folder, "reproduce", "--quick", "--seeds", "2", "--phase", "1", ...alike);
  one = await moire(folder, ...compare("--workers", "1", "--out", "one", "--json"));
});
afterAll(remove);

test("reproduce trains, prints a table and says where the files are", () => {
  const { code, stdout, stderr } = reproduced;
  expect(stderr).toMatch(/100 %/);
  expect(code).toBe(0);
  for (const name of ["results.json", "report.html", "figures"]) {
    expect(stdout).toContain(join("moire-results/reproduce", name));
  }
  const files = everythingIn(inFolder("moire-results/reproduce"));
  const svg = files.filter((name) => name.endsWith(".svg"));
  expect(files).toEqual(expect.arrayContaining(["results.json", "report.html", "figures"]));
  expect(svg.length).toBeGreaterThan(0);
  expect(files.filter((name) => name.endsWith(".png"))).toEqual(svg.map((name) => name.replace(".svg", ".png")));
  const results = JSON.parse(read("moire-results/reproduce/results.json"));
  expect(results).toMatchObject({ format: "moire-results-3", study: { name: "reproduce", seeds: 2 } });
  for (const { arms } of results.study.experiments) for (const { label } of arms) expect(stdout).toContain(label);
});

test("one worker and four give the same bytes, and --json prints just them", async () => {
  const four = await alone(folder, ...compare("--workers", "4", "--out", "four"));
  expect([one.code, four.code]).toEqual([0, 0]);
  expect(one.stdout).toBe(read("one/results.json"));
  for (const name of everythingIn(inFolder("one")).filter((path) => path.includes("."))) {
    expect(readFileSync(inFolder(`four/${name}`)).equals(readFileSync(inFolder(`one/${name}`))), name).toBe(true);
  }
  const { study } = JSON.parse(one.stdout);
  expect(study).toMatchObject({ name: "compare", seeds: 2 });
  expect([study.experiments[0].data.features, study.experiments[0].data.classes]).toEqual([
    ["a", "b"],
    ["inside", "outside"],
  ]);
  expect(read("four/report.html")).toMatch(/^<!doctype html>/i);
});

test("phase 1 shows times beside the paper's, in a file of their own; report uses them where they lie", async () => {
  const out = join("moire-results", "reproduce");
  const results = JSON.parse(read(`${out}/results.json`));
  const times = JSON.parse(read(`${out}/times.json`));
  expect(times.runs.map(({ arm }: { arm: string }) => arm)).toEqual([
    ...["mlp-experts", "single-circuit", "circuits"],
    ...["mlp-experts", "single-circuit", "circuits"],
  ]);
  for (const { seconds } of times.runs) expect(seconds).toBeGreaterThan(0);
  expect(JSON.stringify(results)).not.toContain(times.machine);
  const again = await moire(folder, "report", `${out}/results.json`, "--out", "reproduced-again");
  expect(again.code).toBe(0);
  for (const { stdout } of [reproduced, again]) expect(stdout).toContain("171.7 s");
  expect(read("reproduced-again/report.html")).toBe(read(`${out}/report.html`));
  writeFileSync(inFolder(`${out}/times.json`), '{"format": "moire-times-0"}');
  const broken = await moire(folder, "report", `${out}/results.json`, "--out", "reproduced-again");
  expect([broken.code, broken.stdout]).toEqual([1, ""]);
  expect(broken.stderr).toMatch(
    /^moire: moire-results\/reproduce\/times\.json: times: format is missing or wrong [^\n]+\n$/,
  );
});

test("noise says what it found, and its report is built again from the results alone", async () => {
  const { code, stdout, stderr } = await alone(folder, "noise", "--quick", "--seeds", "2", "--out", "noisy", ...alike);
  expect(stderr).toMatch(/100 %/);
  expect(code).toBe(0);
  const results = JSON.parse(read("noisy/results.json"));
  expect(results).toMatchObject({ format: "moire-results-3", study: { name: "noise", seeds: 2 } });
  expect(results.study.experiments.map(({ name }: { name: string }) => name)).toEqual([
    ...["noise-two-places", "noise-every-gate", "noise-training-with-shots", "noise-machine"],
  ]);
  for (const part of ["breakdowns", "costs", "shotsNeeded"]) expect(results[part].length).toBeGreaterThan(0);
  expect(stdout).toContain("withstands noise");
  const again = await moire(folder, "report", "noisy/results.json", "--out", "noisy-again", "--json");
  expect([again.code, again.stdout]).toEqual([0, read("noisy/results.json")]);
  expect(read("noisy-again/report.html")).toBe(read("noisy/report.html"));
}, 120_000);

test("models of one's own on registered data", async () => {
  const linear = { kind: "linear" };
  writeFileSync(inFolder("small.json"), JSON.stringify({ router: linear, experts: [linear, linear] }));
  const uniform = { router: { kind: "uniform" }, experts: [{ kind: "mlp", hidden: 4 }] };
  writeFileSync(
    inFolder("more.json"),
    JSON.stringify([
      { name: "mlp", label: "An MLP", model: uniform, scaling: "standard", training: { epochs: 3 } },
      { name: "wide", model: { ...uniform, experts: Array(12).fill(linear) } },
    ]),
  );
  const own = ["--specs", "small.json,more.json", "--reference", "mlp", "--seeds", "3", "--epochs", "2", ...alike];
  const { code, stdout } = await moire(folder, "compare", "iris", ...own, "--out", "own");
  expect(code).toBe(0);
  for (const label of ["small", "An MLP", "wide"]) expect(stdout).toContain(`\n${label} `);
  const { study } = JSON.parse(read("own/results.json"));
  expect(study.experiments).toMatchObject([{ reference: "mlp", redraw: false, data: { kind: "table", name: "iris" } }]);
  const flags = ["--seeds", "2", "--epochs", "2", ...alike];
  const drawn = await moire(
    folder,
    "compare",
    "moons:noise=.3,samples=90",
    ...flags,
    "--specs",
    "small.json",
    "--out",
    "drawn",
  );
  expect(drawn.code).toBe(0);
  expect(JSON.parse(read("drawn/results.json")).study.experiments[0]).toMatchObject({
    redraw: true,
    data: { kind: "generator", name: "moons", options: { noise: 0.3, samples: 90 } },
  });
});

test("report makes the same files again from results.json alone", async () => {
  writeFileSync(inFolder("sent.json"), read("one/results.json"));
  const { code, stderr } = await alone(folder, "report", "sent.json", "--out", "again");
  expect([code, stderr]).toEqual([0, "Drawing the report and its figures\n"]);
  expect(everythingIn(inFolder("again"))).toEqual(everythingIn(inFolder("one")));
  for (const name of everythingIn(inFolder("one")).filter((path) => path.includes("."))) {
    expect(readFileSync(inFolder(`again/${name}`)).equals(readFileSync(inFolder(`one/${name}`))), name).toBe(true);
  }
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s before the first run is finished stops and leaves no files", async (signal, code) => {
  const before = everythingIn(folder);
  const { child, ended } = start(folder, compare("--seeds", "500", "--epochs", "500", "--out", "never"));
  await new Promise((resolve) => child.stderr?.once("data", resolve));
  child.kill(signal);
  const { code: got, stdout, stderr } = await ended;
  expect(got).toBe(code);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/\nmoire: interrupted, nothing was written\n$/);
  expect(everythingIn(folder)).toEqual(before);
});

test("a reader that closes early is no error", async () => {
  writeFileSync(inFolder("arm.json"), '{"router": {"kind": "linear"}, "experts": [{"kind": "linear"}]}');
  const { child, ended } = start(folder, compare("--specs", "arm.json", "--out", "head", "--json", ...alike));
  child.stdout?.destroy();
  const { code, stderr } = await ended;
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/EPIPE|\n\s+at /);
});
