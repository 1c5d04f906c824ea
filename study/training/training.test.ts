import { beforeAll, expect, test } from "vitest";
import { dataset, moons, regressionDataset, split } from "../../data/index.ts";
import type { MixtureSpec } from "../../moe/index.ts";
import { linearExpert, linearRouter, mixture, mlpExpert, oracleRouter, topKGating } from "../../moe/index.ts";
import { newDocument } from "../../node/render.ts";
import { fit } from "../../train/index.ts";
import type { TrainingView } from "./index.ts";
import { trainingFigures, trainingPage, trainingView } from "./index.ts";

const { train, test: held } = split(moons({ samples: 90, noise: 0.1, key: 1 }), { test: 0.5 });
const model = mixture({ router: linearRouter(), experts: [linearExpert(), mlpExpert({ hidden: 3 }), linearExpert()] });
let view: TrainingView;

const viewOf = async (spec: MixtureSpec): Promise<TrainingView> =>
  trainingView({ title: "A <b>title</b>", fitted: await fit(spec, train, { epochs: 3 }), train, test: held });

beforeAll(async () => {
  view = await viewOf(model);
});

test("loads sum to 1, rows to the scored rows, and by class to 1 for each class", () => {
  expect(view.experts.map(({ name, parameters }) => [name, parameters])).toEqual([
    ["1: linear", 6],
    ["2: mlp", 17],
    ["3: linear", 6],
  ]);
  const total = (of: (expert: TrainingView["experts"][number]) => number): number =>
    view.experts.reduce((sum, expert) => sum + of(expert), 0);
  expect(total(({ load }) => load)).toBeCloseTo(1, 12);
  expect(total(({ rows }) => rows)).toBe(45);
  for (const c of [0, 1]) expect(total(({ byClass }) => byClass[c]!)).toBeCloseTo(1, 12);
  const right = view.points.filter(({ truth, predicted }) => truth === predicted).length;
  expect(total(({ rows, score }) => rows * (score ?? 0))).toBeCloseTo(right, 9);
});

test("pictures: complete SVG with the title escaped, the same for the same view", () => {
  const figures = trainingFigures(view, newDocument());
  expect(Object.keys(figures)).toEqual(["loss", "plane", "experts"]);
  for (const svg of Object.values(figures)) {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain("A &lt;b&gt;title&lt;/b&gt;");
    expect(svg).not.toMatch(/NaN|undefined|<b>/);
  }
  expect(trainingFigures(view, newDocument())).toEqual(figures);
  const page = trainingPage(view, newDocument());
  for (const svg of Object.values(figures)) expect(page).toContain(svg);
  expect(page).toContain("affine functions of the features");
});

test("two features are shown on their plane with regions; an oracle has none; more features on principal components", async () => {
  expect(view.axes).toEqual(["x0", "x1"]);
  expect(view.grid).not.toBeNull();
  expect((await viewOf(mixture({ ...model, router: oracleRouter() }))).grid).toBeNull();
  const wide = dataset({
    name: "wide",
    x: Float64Array.from({ length: 60 }, (_, i) => (i * 7) % 11),
    y: Array.from({ length: 20 }, (_, i) => i % 2),
    featureNames: ["a", "b", "c"],
    classNames: ["p", "q"],
  });
  const fitted = await fit(model, wide, { epochs: 1 });
  const shown = trainingView({ title: "wide", fitted, train: wide, test: null });
  expect(shown.axes[0]).toBe("principal component 1");
  expect(shown.grid).toBeNull();
  expect(shown.subtitle).toContain("scores are of the training rows");
});

test("a regression shows predicted against true, and errors instead of shares", async () => {
  const x = Float64Array.from({ length: 80 }, (_, i) => (i * 13) % 17);
  const targets = Float64Array.from({ length: 40 }, (_, s) => 3 * x[2 * s]! - x[2 * s + 1]!);
  const rows = regressionDataset({ name: "n", x, targets, featureNames: ["a", "b"], targetNames: ["price"] });
  const spec = mixture({ ...model, gating: topKGating({ k: 2 }) });
  const fitted = await fit(spec, rows, { epochs: 2, earlyStopping: {} });
  const shown = trainingView({ title: "n", fitted, train: rows, test: null });
  expect(shown.classNames).toBeNull();
  expect(shown.curves.map(({ name }) => name)).toEqual(["training rows", "rows held out to stop by"]);
  const figures = trainingFigures(shown, newDocument());
  expect(Object.keys(figures)).toEqual(["loss", "answers", "plane", "experts"]);
  expect(figures.answers).toContain("price, predicted");
  const squares = shown.points.reduce((sum, { truth, predicted }) => sum + (truth - predicted) ** 2, 0);
  const weighed = shown.experts.reduce((sum, { rows: own, score }) => sum + own * (score ?? 0) ** 2, 0);
  expect(weighed).toBeCloseTo(squares, 6);
});
