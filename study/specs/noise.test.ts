import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { noiseFromIbm } from "../../quantum/noise/index.ts";
import { hasConditions, isScored } from "../noise/scored.ts";
import { parametersOf } from "../source.ts";
import { noiseSpec } from "./noise.ts";
import { reproduceSpec } from "./reproduce.ts";

const machine = noiseFromIbm(JSON.parse(readFileSync("samples/ibm-backend.json", "utf8")), { wires: [0, 1] }).model;

test("phase 3b as published: printed values, noise at two places, all rows trained on", () => {
  const [published, controlled] = reproduceSpec({ phases: ["3b"] }).experiments;
  expect(published).toMatchObject({
    name: "phase-3b-as-published",
    ...{ epochs: 20, learningRate: 0.05, batchSize: 32, testRows: 0, scalerRows: "all", redraw: false },
    metric: { kind: "trainAccuracy" },
    reference: "quantum-p0",
    data: { name: "moons", options: { samples: 1000, noise: 0.1, key: 42 } },
  });
  expect(published!.arms.map(({ printed, trainedUnder, family }) => [trainedUnder?.p, printed, family])).toEqual([
    [0, 1, "quantum"],
    [0.02, 0.982, "quantum"],
    [0.05, 0.989, "quantum"],
    [0.1, 0.994, "quantum"],
    [0.15, 0.986, "quantum"],
    [0.2, 0.975, "quantum"],
  ]);
  expect(published!.flaws.length).toBeGreaterThan(5);
  for (const arm of published!.arms) {
    expect(parametersOf(published!, arm).router).toBe(24);
    const { p } = arm.trainedUnder!;
    const channel = { kind: "depolarizing", p };
    const rules = [
      { channel, place: "afterEmbedding" },
      { channel, place: "beforeMeasurement" },
    ];
    expect(arm.model.router).toMatchObject({ kind: "quantum", shots: 0, noise: p === 0 ? null : { rules } });
  }
  expect(controlled).toMatchObject({ name: "phase-3b-controlled", redraw: true, testRows: 2000, flaws: [] });
  expect(controlled!.arms.map(({ name }) => name)).toEqual([
    ...["linear", "mlp-4", "mlp-16", "mlp-64", "trigonometric", "cosine"],
    ...["quantum-p0", "quantum-p0.05", "quantum-p0.1", "quantum-p0.2"],
  ]);
});

test("the noise laboratory crosses noise at training and at test, at each place", () => {
  const spec = noiseSpec({ machine });
  expect(spec.experiments.map(({ name }) => name)).toEqual([
    "noise-two-places",
    "noise-every-gate",
    "noise-training-with-shots",
    "noise-machine",
  ]);
  expect(noiseSpec().experiments.length).toBe(3);
  for (const experiment of spec.experiments) {
    const { arms, conditions, reference } = experiment;
    expect(reference).toBe("quantum-p0");
    expect(new Set(conditions.map(({ name }) => name)).size).toBe(conditions.length);
    const quantum = arms.filter((arm) => hasConditions(experiment, arm));
    expect(quantum.every(({ trainedUnder, family }) => trainedUnder !== undefined && family !== undefined)).toBe(true);
    expect(arms.filter((arm) => !quantum.includes(arm)).map(({ name }) => name)).toEqual([
      ...["linear", "mlp-4", "mlp-16", "mlp-64", "trigonometric", "cosine", "fourier", "rbf"],
    ]);
  }
  const [two, every] = spec.experiments;
  for (const experiment of [two!, every!]) {
    const grid = [...new Set(experiment.conditions.map(({ p }) => p))];
    expect([grid[0], grid.length]).toEqual([0, 7]);
    for (const family of ["quantum", "quantum-no-cnot", "quantum-frozen"]) {
      const own = experiment.arms.filter((arm) => arm.family === family);
      expect(own.map(({ trainedUnder }) => trainedUnder!.p)).toEqual(grid);
    }
    const scored = (name: string, ...ps: number[]) =>
      experiment.conditions
        .filter((condition) => isScored(experiment.arms.find((arm) => arm.name === name)!, condition))
        .filter(({ p }) => ps.length === 0 || ps.includes(p)).length;
    // 7 exact; 3 numbers of shots and 2 ways of mitigation at each p, for the clean arm at all of them.
    expect(scored("quantum-p0")).toBe(7 + 7 * 5);
    expect(scored(`quantum-p${grid[2]}`)).toBe(7 + 5);
    expect(scored("quantum-frozen-p0")).toBe(7 + 7);
    expect(scored(`quantum-no-cnot-p${grid[2]}`)).toBe(7 + 1);
    expect(scored(`quantum-p${grid[2]}`, grid[2]!)).toBe(1 + 5);
  }
});

test("options of the noise laboratory", () => {
  const quick = noiseSpec({ quick: true, key: 3 });
  expect(quick.title).toMatch(/quick/);
  expect([quick.seeds, quick.key, quick.experiments[0]!.testRows]).toEqual([5, 3, 500]);
  expect(noiseSpec({ seeds: 7, threshold: 0.9 }).experiments[1]).toMatchObject({ threshold: 0.9 });
  expect(() => noiseSpec({ seeds: 0 })).toThrow("noise: seeds must be a whole number from 1 to 1000, got 0");
  expect(() => noiseSpec({ machine: { name: "m", rules: [], times: undefined as never } })).not.toThrow();
  expect(() => noiseSpec({ machine: { name: "", rules: [] } })).toThrow("noise model: name");
});
