import { describe, expect, test } from "vitest";
import { type Dataset, dataset, moons, split } from "../../data/index.ts";
import {
  circuitExpert,
  coherentAggregation,
  linearExpert,
  type MixtureParts,
  mixture,
  mlpRouter,
  ownCircuitRouter,
  quantumRouter,
} from "../../moe/index.ts";
import { newDocument } from "../../node/render.ts";
import { circuit, input, op, param } from "../../quantum/index.ts";
import { fit } from "../../train/index.ts";
import { analysisFigures } from "../figures/analysis/index.ts";
import { analyse } from "./analyse.ts";
import { checkAnalysis, serialiseAnalysis } from "./file.ts";
import type { Analysis } from "./records.ts";
import { sectionsOf } from "./sections.ts";
import { analysisText } from "./text.ts";

const few = { rows: 60, samples: 100, draws: 2 };
const two = [linearExpert(), linearExpert()];
const quantum: MixtureParts = { router: quantumRouter(), experts: two };
const all = split(moons({ samples: 120, noise: 0.1, key: 1 }), { test: 0.3, key: 0 });
const whys = ({ notes }: Analysis): Record<string, string> =>
  Object.fromEntries(notes.map(({ measure, why }) => [measure, why]));
const said = (analysis: Analysis, name: string): string =>
  sectionsOf(analysis)
    .find((section) => section.name === name)!
    .sentences.join(" ");
/** What it says is kept, and holds no broken number. */
const kept = (analysis: Analysis): Analysis => {
  expect(checkAnalysis(JSON.parse(serialiseAnalysis(analysis)))).toEqual(analysis);
  expect(analysisText(analysis)).not.toMatch(/NaN|undefined|Infinity/);
  return analysis;
};
const table = (points: readonly (readonly number[])[]): Dataset =>
  dataset({
    name: "points",
    x: Float64Array.from(points.flat()),
    y: points.map((_, s) => s % 2),
    featureNames: ["a", "b"],
    classNames: ["one", "two"],
  });

test("a trained model whose aggregation joins states is measured whole, experts alone among it", async () => {
  const experts = [circuitExpert({ layers: 1 }), circuitExpert({ layers: 1 })];
  const spec = mixture({ router: quantumRouter({ layers: 1 }), experts, aggregation: coherentAggregation() });
  const found = kept(analyse(await fit(spec, all.train, { epochs: 1 }), all, few));
  expect(found.specialisation!.experts).toHaveLength(2);
  expect(found.notes).toEqual([]);
});

describe("few rows", () => {
  test("one row held out: no gain with an error; two are enough", async () => {
    const points = Array.from({ length: 40 }, (_, s) => [((s * 37) % 41) / 41, ((s * 23) % 41) / 41]);
    const fitted = await fit(mixture(quantum), table(points), { epochs: 1 });
    const of = (count: number): Analysis =>
      kept(analyse(fitted, { train: table(points), test: table(points.slice(0, count)) }, few));
    expect(whys(of(1))["linear probes"]).toMatch(/one row is held out/);
    expect(of(2).probes!.gain.error).toBeGreaterThanOrEqual(0);
  });
  test("one row to train on, or less than the effective dimension can resolve: from n = 1,000 on, with a note", () => {
    for (const count of [1, 2, 19]) {
      const train = table(Array.from({ length: count }, (_, s) => [s / 20, ((7 * s) % 20) / 20]));
      const found = kept(analyse(mixture(quantum), { train, test: all.test }, few));
      expect(found.dimensions.map(({ points }) => points[0]!.samples)).toEqual([1000, 1000]);
      expect(whys(found)["effective dimension"]).toContain(`at n = ${count},`);
    }
    expect(analyse(mixture(quantum), all, few).dimensions[0]!.points[0]!.samples).toBe(84);
  });
  test("60 rows of 4 points: the rank is that of 4 rows, and nothing is called redundant", () => {
    const corners = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ];
    const train = table(Array.from({ length: 60 }, (_, s) => corners[(s * 7) % 4]!));
    const found = kept(analyse(mixture(quantum), { train, test: null }, few));
    expect(found.jacobian).toMatchObject({ rows: 4, most: 8, parameters: 18 });
    expect(found.jacobian!.rank).toBeLessThanOrEqual(8);
    expect(said(found, "jacobian")).toMatch(/on the 4 that differ of 60 rows has rank .* cannot show more than 8/);
    expect(said(found, "jacobian")).not.toMatch(/change nothing/);
    expect(said(analyse(mixture(quantum), all, few), "jacobian")).toMatch(/On these rows 6 of them change nothing/);
  });
});

test("a router that sees nothing of the rows: its kernels have no dimension once centred", () => {
  const router = quantumRouter({ axis: "Z", layers: 1 });
  const { kernels } = kept(analyse(mixture({ router, experts: two }), all, few));
  for (const name of ["circuit", "features"]) {
    const found = kernels.find((one) => one.name === name)!;
    expect(found.centredRank).toEqual({ entropy: 0, participation: 0 });
  }
  // <Z> is 0, but for rounding, whatever the row.
  const ops = [op("H", [0]), op("RX", [0], [input(0)]), op("RX", [0], [input(1)]), op("RX", [0], [param(0)])];
  const own = kept(
    analyse(mixture({ router: ownCircuitRouter({ circuit: circuit(1, ops) }), experts: two }), all, few),
  );
  expect(own.kernels.find(({ name }) => name === "features")!.rank).toEqual({ entropy: 0, participation: 0 });
  expect(own.jacobian!.rank).toBe(0);
  expect(whys(own)["geometric difference"]).toMatch(/router's features is 0/);
  expect(own.differences.map(({ router }) => router)).toEqual(["circuit", "circuit"]);
  expect(Object.keys(analysisFigures(own, newDocument()))).not.toContain("jacobian");
});

test("layers are those of all uploads, in the circuit, in the text and in the figure", () => {
  const found = kept(analyse(mixture({ router: quantumRouter({ layers: 1, uploads: 3 }), experts: two }), all, few));
  expect(found.circuit).toMatchObject({ layers: 3, parameters: 18 });
  expect([...new Set(found.gradients!.cells.map(({ layers }) => layers))]).toEqual([3, 6]);
  expect(said(found, "gradients")).toMatch(/with 6 layers in all/);
  const figure = analysisFigures(found, newDocument()).gradients!;
  expect(figure).toContain("own circuit, 3 layers");
  // The star and the mark of its own kind agree: both are of 2 qubits and 3 layers.
  const same = found.gradients!.cells.find(({ qubits, layers }) => qubits === 2 && layers === 3)!;
  const { mean, error } = found.gradients!.own;
  expect(Math.abs(same.mean - mean)).toBeLessThan(5 * Math.sqrt(error * error + same.error * same.error));
});

test("expressibility: the verdict is that of the limit, and of wide circuits it says how little it tells", () => {
  const found = analyse(mixture(quantum), all, few);
  const of = (qubits: number, divergence: number): string => {
    const power = 2 ** qubits - 1;
    const above = (k: number): number => (1 - k / 75) ** power;
    const haar = Array.from({ length: 75 }, (_, k) => above(k) - above(k + 1));
    return said(
      { ...found, expressibility: { ...found.expressibility!, haar, divergence, limit: 0.02 } },
      "expressibility",
    );
  };
  expect(of(2, 0.019)).toMatch(/So these states cannot be told from random ones\./);
  expect(of(2, 0.021)).toMatch(/less evenly spread/);
  expect(of(10, 0.019)).toMatch(/says little: one of the 75 bins holds more than 99 %/);
  expect(of(10, 0.021)).toMatch(/less evenly spread/);
});

test("names that begin alike stand whole below the figure of the experts", async () => {
  const names = Array.from({ length: 10 }, (_, c) => `a very long class name ${c}`);
  const many = dataset({
    name: "ten",
    x: Float64Array.from({ length: 80 }, (_, i) => ((i * 37) % 61) / 61),
    y: Array.from({ length: 40 }, (_, s) => s % 10),
    featureNames: ["a", "b"],
    classNames: names,
  });
  const halves = { train: many, test: null };
  const found = analyse(await fit(mixture(quantum), many, { epochs: 1 }), halves, few);
  const figure = analysisFigures(found, newDocument()).experts!;
  for (const [c, name] of names.entries()) expect(figure).toContain(`${c + 1}: ${name}`);
});

test("a wide classical router takes seconds; what is no model, and what are no rows, is refused", () => {
  const router = mlpRouter({ hidden: 40 });
  expect(analyse(mixture({ router, experts: two }), all, { ...few, rows: 20 }).jacobian!.parameters).toBe(120);
  const model = mixture(quantum);
  expect(() => analyse(null as never, all)).toThrow("analyse: model: expected a trained model, or a mixture");
  expect(() => analyse({} as never, all)).toThrow("mixture: router");
  expect(() => analyse(model, null as never)).toThrow("analyse: rows: expected { train, test }");
  expect(() => analyse(model, { train: null, test: null } as never)).toThrow(
    "analyse: rows: train: expected a data set",
  );
  expect(() => analyse(model, { train: all.train, test: {} } as never)).toThrow("analyse: rows: test");
  expect(() => analyse(model, all, null as never)).toThrow("analyse: options");
});
