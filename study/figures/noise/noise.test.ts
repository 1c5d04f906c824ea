import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { newDocument } from "../../../node/render.ts";
import { noiseFromIbm } from "../../../quantum/noise/index.ts";
import { expectPicture, expectTextsInside } from "../../../test/contracts/picture-contract.ts";
import { gridFixture, resultsFixture } from "../../../test/fixtures/results.ts";
import type { Breakdown } from "../../noise/records.ts";
import type { Results } from "../../results.ts";
import { noiseSpec } from "../../specs/noise.ts";
import { reproduceSpec } from "../../specs/reproduce.ts";
import { figures } from "../index.ts";
import { textWidth } from "../text.ts";
import { viewsOf } from "../view.ts";
import { strengthAxis } from "./axis.ts";
import { breakdownRow } from "./breakdown-mark.ts";
import { lineLook } from "./looks.ts";
import { controlsOf, familiesOf, lineOf, valueAt, waysOf } from "./series.ts";
import { shareAxis } from "./share-axis.ts";
import { duration, formatStrength, powerOfTen, wayName } from "./words.ts";

const options = { document: newDocument(), grid: gridFixture };
const machine = noiseFromIbm(JSON.parse(readFileSync("samples/ibm-backend.json", "utf8")), { wires: [0, 1] }).model;
const results = resultsFixture(noiseSpec({ seeds: 4, machine }));
const svgs = figures(results, options);
const NAMES = ["accuracy", "matrix", "shots", "mitigation", "breakdown", "training", "machine", "cost"];

function hostile(): Results {
  const base = resultsFixture(noiseSpec({ seeds: 2, quick: true, machine }));
  const experiments = base.study.experiments.map((experiment) => ({
    ...experiment,
    arms: experiment.arms.map((arm) => ({ ...arm, label: `<b onclick=x>${arm.label}\u0007</b>` })),
  }));
  return { ...base, study: { ...base.study, title: "<script>", experiments } };
}

const cases: Record<string, () => Readonly<Record<string, string>>> = {
  "whole study": () => svgs,
  "no machine, one seed": () => figures(resultsFixture(noiseSpec({ seeds: 1, quick: true })), options),
  "all runs equal": () => figures(resultsFixture(noiseSpec({ seeds: 2, quick: true }), { constant: 1 }), options),
  "hostile names": () => figures(hostile(), options),
};

describe.each(Object.entries(cases))("%s", (_, make) => {
  test("every figure is well-formed, sized, named and free of broken numbers", () => {
    const all = make();
    expect(Object.keys(all).length).toBeGreaterThan(4);
    for (const [name, svg] of Object.entries(all)) {
      expectPicture(name, svg, { most: 80_000, said: 80 });
    }
  });
});

test("a study of noise has its own figures, and none of each of its dozens of arms", () => {
  expect(Object.keys(svgs)).toEqual(NAMES.map((name) => `noise-${name}`));
  expect(figures(resultsFixture(noiseSpec({ seeds: 2, quick: true })), options)).not.toHaveProperty("noise-machine");
});

test("texts stay inside every figure", () => {
  for (const [name, svg] of Object.entries(svgs)) {
    expectTextsInside(name, svg);
  }
});

describe("lines", () => {
  const [view] = viewsOf(results);
  const [family] = familiesOf(view!);
  const score = (arm: string, condition: string): number => {
    const { experiment, arms } = view!;
    const at = experiment.conditions.findIndex(({ name }) => name === condition);
    return arms.find((one) => one.arm.name === arm)!.summary.conditions[at]!.mean;
  };

  test("are of models trained at each p, or clean", () => {
    expect(family).toMatchObject({ name: "quantum", label: "Quantum, 3 layers", sampled: [] });
    const exact = { shots: 0, mitigation: "none" } as const;
    const same = lineOf(view!, family!, { trained: "at the tested p", ...exact });
    expect(same.map(({ p }) => p)).toEqual([0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6]);
    for (const { p, mean } of same) expect(mean, `${p}`).toBe(score(`quantum-p${p}`, `p${p}`));
    const clean = lineOf(view!, family!, { trained: "clean", shots: 100, mitigation: "none" });
    for (const { p, mean } of clean) expect(mean, `${p}`).toBe(score("quantum-p0", `p${p}-s100`));
  });

  test("are there for each way to test, exact first", () => {
    expect(waysOf(view!).map(wayName)).toEqual([
      ...["exact", "exact, extrapolated", "10,000 shots", "1,000 shots", "1,000 shots, extrapolated", "100 shots"],
    ]);
  });

  test("of controls: arms without a circuit, best first", () => {
    const controls = controlsOf(view!);
    expect(controls.map(({ arm }) => arm.name).sort()).toEqual(
      view!.arms
        .filter(({ arm }) => arm.trainedUnder === undefined)
        .map(({ arm }) => arm.name)
        .sort(),
    );
    const means = controls.map(({ summary }) => summary.mean);
    expect(means).toEqual([...means].sort((a, b) => b - a));
    const found = view!.breakdowns.find(({ shots, family: name }) => shots === 0 && name === "quantum");
    expect(controls[0]!.arm.name).toBe(found!.control);
  });

  test("are straight between their points", () => {
    const point = (p: number, mean: number) => ({ p, mean, interval: [mean, mean] as const });
    const line = [point(0, 1), point(0.1, 0.8), point(0.2, 0.9)];
    expect([0, 0.05, 0.1, 0.2].map((p) => valueAt(line, p))).toEqual([1, 0.9, 0.8, 0.9]);
    expect(valueAt(line, 0.3)).toBeNull();
  });
});

test("the matrix has every pair of strengths, its diagonal boxed, the control beside it", () => {
  const svg = svgs["noise-matrix"]!;
  expect(svg.match(/stroke-width="1.8"/g)).toHaveLength(2 * 7);
  const [view] = viewsOf(results);
  const numbers = [...svg.matchAll(/>(\.\d{3}|1\.000)</g)].map(([, text]) => text).filter((text) => text !== ".005");
  // But for the strength .005: the cells, a control for each, the two ends of the scale.
  expect(numbers).toHaveLength(2 * (7 * 7 + 1) + 2);
  const best = controlsOf(view!)[0]!.summary.mean;
  expect(numbers).toContain(best.toFixed(3).replace(/^0/, ""));
});

describe("a breakdown point", () => {
  const plot = { x: (p: number) => 100 + 1000 * p, y: (share: number) => 100 - 50 * share };
  const base = {
    points: [0, 0.1, 0.2].map((p) => ({ p, mean: 0, interval: [0, 0] as const })),
    found: "within the grid",
  } as unknown as Breakdown;
  const row = (p: number | null, interval: Breakdown["interval"]): string =>
    breakdownRow({ ...base, p, interval }, 50, lineLook(0), plot);

  test("is a mark on its interval", () => {
    const svg = row(0.1, [0.05, 0.15]);
    expect(svg).toContain('x1="150" x2="250"');
    expect(svg).not.toMatch(/L206/);
  });

  test("none up to the last p is a hollow mark and an arrow there, never beyond", () => {
    const svg = row(null, [0.05, null]);
    expect(svg).toContain('x1="150" x2="300"');
    expect(svg).toContain("L306,50");
    expect(svg).toContain('fill="#ffffff"');
    expect(row(0.1, [0.05, null])).toContain("L306,50");
  });
});

test("the axis of strengths has ticks at both ends, and none that touch", () => {
  const grid = [0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.55, 0.6];
  for (const room of [120, 200, 310, 700]) {
    const { ticks } = strengthAxis(grid, room);
    expect(ticks![0]).toBe(0);
    expect(ticks!.at(-1)).toBe(0.6);
    for (const [i, p] of ticks!.entries()) {
      if (i === 0) continue;
      const apart = room * (Math.sqrt(p / 0.6) - Math.sqrt(ticks![i - 1]! / 0.6));
      expect(apart, `${room}: ${p}`).toBeGreaterThan((textWidth(formatStrength(p), 11) + 4) / 2);
    }
  }
});

test("the axis of accuracies keeps room below", () => {
  const { domain, ticks } = shareAxis([0.8, 1], "accuracy", 0.25);
  expect(domain[0]).toBeLessThan(0.74);
  expect(Math.min(...ticks)).toBeGreaterThanOrEqual(0.78);
  expect(Math.max(...ticks)).toBe(1);
});

test("numbers in words", () => {
  expect([0, 0.02, 0.123, 0.0053].map(formatStrength)).toEqual(["0", ".02", ".12", ".0053"]);
  expect([1, 100, 1000, 10_000, 1e9].map(powerOfTen)).toEqual(["1", "100", "1k", "10k", "1000M"]);
  expect([1.24, 0.0126, 3.6e-5].map(duration)).toEqual(["1.2 s", "13 ms", "36 µs"]);
});

test("phase 3b: every run and every printed value over p", () => {
  const published = resultsFixture(reproduceSpec({ seeds: 5, phases: ["3b"] }));
  const svg = figures(published, options)["phase-3b-as-published-strength"]!;
  const [path] = /d="(M[\d.]+,[\d.]+h0){2,}"/.exec(svg)!;
  expect(path.match(/h0/g)).toHaveLength(6 * 5);
  expect(svg).toMatch(/printed 1\.000;.*printed \.982;.*printed \.989;.*printed \.994;.*printed \.986;.*printed \.975/);
});
