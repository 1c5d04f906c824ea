import { describe, expect, test } from "vitest";
import { dataset, moons, split } from "../../data/index.ts";
import {
  compareTwin,
  linearExpert,
  type MixtureParts,
  mixture,
  mlpRouter,
  oracleRouter,
  ownCircuitRouter,
  quantumRouter,
  randomCircuitRouter,
  softMoeGating,
  switchBalancing,
  topKGating,
  trigonometricRouter,
  uniformRouter,
} from "../../moe/index.ts";
import { newDocument } from "../../node/render.ts";
import { channel, circuit, input, op, param } from "../../quantum/index.ts";
import { expectPicture } from "../../test/contracts/picture-contract.ts";
import { fit } from "../../train/index.ts";
import { analysisFigures, analysisPictures } from "../figures/analysis/index.ts";
import { analyse, analysisSteps } from "./analyse.ts";
import { checkAnalysis, serialiseAnalysis } from "./file.ts";
import { analysisPage } from "./page.ts";
import type { Analysis } from "./records.ts";
import { analysisText } from "./text.ts";
import { twinPair } from "./twin.ts";

const few = { rows: 30, samples: 100, draws: 3 };
const rows = split(moons({ samples: 120, noise: 0.1, key: 1 }), { test: 0.3, key: 0 });
const two = [linearExpert(), linearExpert()];
const trained = async (parts: MixtureParts): Promise<Analysis> =>
  analyse(await fit(mixture(parts), rows.train, { epochs: 2 }), rows, few);
const whole = await trained({ router: quantumRouter(), experts: two });
const whys = ({ notes }: Analysis): Record<string, string> =>
  Object.fromEntries(notes.map(({ measure, why }) => [measure, why]));

describe("a trained quantum router", () => {
  test("every measure is there, and what is known is right", () => {
    expect(whole.notes).toEqual([]);
    expect(whole.parameters).toEqual({ all: 36, trained: 36, router: 24 });
    expect(whole.circuit).toEqual({ qubits: 2, layers: 3, parameters: 18, noisy: false });
    // Three random points and the trained one.
    expect(whole.jacobian).toMatchObject({ rank: 12, ranks: [12, 12, 12, 12], parameters: 18, most: 18, outputs: 2 });
    expect(whole.kernels.map(({ name }) => name)).toEqual(["circuit", "features", "rbf", "linear"]);
    const [circuitKernel, features, , linear] = whole.kernels;
    // A product of cos^2 spans 9 functions, <Z> of two wires 2, and two inputs 2.
    const above = (values: readonly number[]): number => values.filter((value) => value > 1e-10).length;
    expect([circuitKernel, features, linear].map((one) => above(one!.spectrum))).toEqual([9, 2, 2]);
    for (const { spectrum } of whole.kernels) expect(spectrum.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(whole.differences.map(({ classical, router }) => `${classical} ${router}`)).toEqual([
      "rbf circuit",
      "linear circuit",
      "rbf features",
      "linear features",
    ]);
    expect(whole.entanglement!.haar).toBeCloseTo(0.4, 14);
    expect(whole.gradients!.cells).toHaveLength(16);
    expect(whole.dimensions.map(({ of, parameters }) => [of, parameters])).toEqual([
      ["model", 36],
      ["router", 24],
    ]);
    for (const { parameters, points } of whole.dimensions) {
      for (const { dimension } of points.filter(({ samples }) => samples > 1000)) {
        expect(dimension).toBeGreaterThan(0);
        expect(dimension).toBeLessThan(parameters);
      }
    }
    expect(whole.probes!.gain.mean).toBeCloseTo(whole.probes!.features.test! - whole.probes!.raw.test!, 12);
    expect(whole.specialisation!.counts.flat().reduce((a, b) => a + b, 0)).toBe(36);
  });

  test("its twin is exact, and without interference it has the terms that the laws leave", () => {
    expect(whole.twin).toMatchObject({ kind: "exact", terms: 9, allTerms: 9, error: null, rows: 36, agreement: 1 });
    expect(whole.twin!.parameters).toEqual({ original: 24, twin: 24 });
    expect(whole.twin!.accuracy).toEqual({ original: whole.accuracy!.test, twin: whole.accuracy!.test });
    expect(whole.twin!.weights.max).toBeLessThan(1e-12);
    const { terms, largest, power } = whole.interference!;
    expect([terms, largest.length]).toEqual([9, 9]);
    const left = largest.filter(({ dephased }) => dephased > 1e-12).map(({ name }) => name);
    expect(left.sort()).toEqual(["cos x0", "cos x1"]);
    const sum = (of: "intact" | "dephased"): number => largest.reduce((total, one) => total + one[of] * one[of], 0);
    expect(sum("intact")).toBeCloseTo(power.intact, 12);
    expect(sum("dephased")).toBeCloseTo(power.dephased, 12);
    expect(analysisText(whole)).toMatch(/Yes, once it is trained.*9 terms/s);
  });

  test("a pair for a clock is what was compared; a classical router has none", async () => {
    const pair = twinPair(mixture({ router: quantumRouter(), experts: two }), rows, few)!;
    expect(pair.rows).toHaveLength(72);
    expect(compareTwin(pair.original, pair.twin, pair.shape, { x: pair.rows, y: null }).outputs.max).toBeLessThan(
      1e-12,
    );
    expect(twinPair(mixture({ router: mlpRouter(), experts: two }), rows, few)).toBeNull();
  });

  test("the same arguments give the same document, which is read back; text, page and pictures follow from it alone", async () => {
    const text = serialiseAnalysis(whole);
    expect(serialiseAnalysis(await trained({ router: quantumRouter(), experts: two }))).toBe(text);
    const read = checkAnalysis(JSON.parse(text));
    expect(serialiseAnalysis(read)).toBe(text);
    expect(analysisText(read)).toBe(analysisText(whole));
    expect(analysisPage(read, newDocument())).toBe(analysisPage(whole, newDocument()));
    expect(Object.keys(analysisFigures(whole, newDocument()))).toEqual(Object.keys(analysisPictures));
  });

  test("steps say what is measured, and no more parts than there are", () => {
    const steps = [...analysisSteps(mixture({ router: quantumRouter(), experts: two }), rows, few)];
    expect(new Set(steps.map(({ doing }) => doing)).size).toBe(16);
    expect(Math.max(...steps.map(({ done }) => done))).toBe(15);
    expect(steps.every(({ total }) => total === 16)).toBe(true);
  });
});

describe("what does not apply is said", () => {
  test("a mixture that was not trained", () => {
    const found = analyse(mixture({ router: quantumRouter(), experts: two }), { ...rows, test: null }, few);
    expect(found.accuracy).toBeNull();
    expect(found.specialisation).toBeNull();
    expect(found.jacobian!.ranks).toEqual([12, 12, 12]);
    expect(whys(found)).toMatchObject({
      accuracy: expect.stringContaining("not trained"),
      "linear probes": "no rows are held out to score a probe on",
    });
  });
  test("a classical router has no circuit, but features, probes, ranks and dimensions", async () => {
    const found = await trained({ router: mlpRouter({ hidden: 5 }), experts: two });
    expect(whys(found).expressibility).toBe("the router has no circuit");
    expect(found.kernels.map(({ name }) => name)).toEqual(["features", "rbf", "linear"]);
    expect(found.jacobian).toMatchObject({ parameters: 15, outputs: 5 });
    expect(found.probes!.features.width).toBe(5);
    expect(found.dimensions).toHaveLength(2);
  });
  test.each<[string, MixtureParts, string, RegExp]>([
    ["oracle", { router: oracleRouter(), experts: two }, "linear probes", /reads labels/],
    ["no routing", { router: uniformRouter(), experts: [linearExpert()] }, "specialisation of experts", /one expert/],
    ["fixed features", { router: trigonometricRouter(), experts: two }, "Jacobian rank", /nothing .* is trained/],
    [
      "coupled samples",
      { router: quantumRouter({ layers: 1 }), experts: two, balancing: [switchBalancing()] },
      "effective dimension of the model",
      /balancing switch/,
    ],
    [
      "soft mixture",
      { router: quantumRouter({ layers: 1 }), experts: two, gating: softMoeGating() },
      "effective dimension of the model",
      /gating softMoe/,
    ],
    [
      "shots",
      { router: quantumRouter({ layers: 1, shots: 20 }), experts: two },
      "shots, trajectories, mitigation",
      /exact/,
    ],
    ["dial", { router: quantumRouter({ layers: 2, dial: 0.5 }), experts: two }, "noise", /without its noise/],
    [
      "random circuits",
      { router: randomCircuitRouter({ circuits: 2 }), experts: two },
      "circuit",
      /first of the router/,
    ],
  ])("%s", async (_, parts, measure, why) => {
    const found = await trained({ gating: topKGating({ k: parts.experts.length }), ...parts });
    expect(whys(found)[measure]).toMatch(why);
    expect(checkAnalysis(JSON.parse(serialiseAnalysis(found)))).toEqual(found);
    expect(analysisText(found)).not.toMatch(/NaN|undefined|Infinity/);
  });
  test("a circuit of one's own: with noise in it it has no pure states, and with readout errors no kernel", () => {
    const ops = [op("RX", [0], [input(0)]), op("RY", [1], [input(1)]), op("CNOT", [0, 1]), op("RX", [0], [param(0)])];
    const plain = mixture({ router: ownCircuitRouter({ circuit: circuit(2, ops) }), experts: two });
    const found = analyse(plain, rows, few);
    expect(found.gradients!.cells).toEqual([]);
    expect(found.jacobian!.rank).toBe(1);
    expect(analysisFigures(found, newDocument()).gradients).toBeUndefined();
    const noisy = circuit(2, [...ops, channel("dephasing", [0], [0.2]), channel("readoutError", [0], [0.1, 0.1])]);
    const other = analyse(mixture({ router: ownCircuitRouter({ circuit: noisy }), experts: two }), rows, few);
    expect(whys(other)).toMatchObject({
      expressibility: "the circuit holds noise of its own, and so has no pure states",
      "kernel of the circuit's states": expect.stringContaining("readoutError"),
    });
  });
  test("a series that is too long is fitted, and says how far it is off; amplitudes have a form, and no angles", async () => {
    const wide = dataset({
      name: "wide",
      x: Float64Array.from({ length: 480 }, (_, i) => ((i * 37) % 61) / 61),
      y: Array.from({ length: 80 }, (_, s) => s % 2),
      featureNames: ["a", "b", "c", "d", "e", "f"],
      classNames: ["one", "two"],
    });
    const halves = split(wide, { test: 0.5 });
    const of = (options: Parameters<typeof quantumRouter>[0]): Analysis =>
      analyse(mixture({ router: quantumRouter(options), experts: two }), halves, few);
    const long = of({ qubits: 6, layers: 1, uploads: 3 });
    expect(long.twin).toMatchObject({ kind: "fitted", terms: 15, allTerms: 7 ** 6, accuracy: null });
    expect(long.twin!.error!.rms).toBeGreaterThan(1e-3);
    expect(whys(long)["interfering terms"]).toMatch(/117649 terms under full dephasing are more than 4096/);
    expect(analysisText(long)).toMatch(/Not exactly: all 117649 terms/);
    const form = of({ embedding: "amplitude" });
    expect(form.twin).toMatchObject({ kind: "exact", terms: 21 });
    expect(form.twin!.weights.max).toBeLessThan(1e-12);
    expect(form.interference).toBeNull();
    expect(whys(form)["interfering terms"]).toMatch(/amplitudes/);
  });
  test("rows that do not fit, and models of numbers, are refused", async () => {
    const fitted = await fit(mixture({ router: mlpRouter(), experts: two }), rows.train, { epochs: 1 });
    const other = { ...rows.train, featureNames: ["a", "b"] };
    expect(() => analyse(fitted, { train: other, test: null })).toThrow("analyse: features");
    expect(() => analyse(mixture({ router: mlpRouter(), experts: two }), rows, { rows: 3 })).toThrow("rows");
    const numbers = { ...fitted, task: "numbers", targetNames: ["t"] } as never;
    expect(() => analyse(numbers, rows)).toThrow("analyse: expected a model of classes");
  });
});

describe("pictures, text and page", async () => {
  const names = ["a", "<script>alert('x')</script>", 'high & "dry"\u0007'];
  const many = dataset({
    name: "odd <name> & 'more'",
    x: Float64Array.from({ length: 180 }, (_, i) => ((i * 37) % 61) / 61 + (i % 3) * 0.2),
    y: Array.from({ length: 60 }, (_, s) => s % 3),
    featureNames: ["one", "two", "three"],
    classNames: names,
  });
  const own = split(many, { test: 0.3 });
  const model = mixture({ router: quantumRouter({ layers: 1 }), experts: [...two, linearExpert()] });
  const cases: Record<string, Analysis> = {
    whole,
    "hostile names": analyse(await fit(model, own.train, { epochs: 2 }), own, { ...few, title: names[1]! }),
    "nothing but kernels": analyse(
      mixture({ router: uniformRouter(), experts: [linearExpert()] }),
      { ...rows, test: null },
      few,
    ),
  };
  test.each(Object.entries(cases))("%s: well-formed, sized, named and free of broken numbers", (_, analysis) => {
    const document = newDocument();
    for (const [name, svg] of Object.entries(analysisFigures(analysis, document))) {
      expectPicture(name, svg);
    }
    const page = analysisPage(analysis, document);
    expect(page).not.toMatch(/NaN|Infinity|undefined|<script|src=/);
    expect(page).not.toContain("\u0007");
    expect(page).toContain("</html>");
    expect(analysisText(analysis)).not.toMatch(/NaN|Infinity|undefined/);
    expect(analysisText(analysis)).not.toContain("\u0007");
  });
});

describe("a file is checked when it is read", () => {
  const changed = (change: (file: Record<string, never>) => void): unknown => {
    const file = JSON.parse(serialiseAnalysis(whole)) as Record<string, never>;
    change(file);
    return file;
  };
  test.each<[string, unknown, RegExp]>([
    ["no object", [], /an object with format "moire-analysis-1"/],
    ["another format", { format: "moire-results-3" }, /expected format "moire-analysis-1"/],
    ["a part missing", changed((file) => delete file.kernels), /kernels is missing or wrong/],
    ["no model", changed((file) => Object.assign(file, { model: {} })), /mixture/],
    ["an odd option", changed((file) => Object.assign(file, { options: { rows: 5 } })), /options.*rows/],
    ["a share above 1", changed((file) => Object.assign(file.entanglement, { haar: 2 })), /entanglement\.haar/],
    [
      "a matrix that is no square",
      changed((file) => (file.kernels as { gram: number[][] }[])[0]!.gram[0]!.pop()),
      /a square of side/,
    ],
    [
      "eigenvalues that differ",
      changed((file) => (file.kernels as { spectrum: number[] }[])[1]!.spectrum.pop()),
      /30 eigenvalues/,
    ],
    [
      "experts that differ",
      changed((file) => (file.specialisation as { load: number[] }).load.push(0)),
      /numbers of 2 experts/,
    ],
    ["histograms that differ", changed((file) => (file.expressibility as { haar: number[] }).haar.pop()), /same bins/],
  ])("%s", (_, value, message) => {
    expect(() => checkAnalysis(value)).toThrow(message);
  });
  test("a number that is not finite is not written", () => {
    expect(() => serialiseAnalysis({ ...whole, accuracy: { train: Number.NaN, test: null } })).toThrow("finite");
  });
});
