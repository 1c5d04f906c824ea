import { expect, test } from "vitest";
import { quantumRouter } from "../../moe/routers/index.ts";
import { resultsFixture, tableFixture } from "../../test/fixtures/results.ts";
import { AXES, type AxisName, axes as registry } from "../ablation/axes/index.ts";
import { commandOf } from "../report/command.ts";
import type { Experiment } from "../results.ts";
import { type AblationOptions, ablationSpec, wordsOf } from "./ablation.ts";

const moons = { generator: { name: "moons" } };
const spec = ablationSpec(moons);
const [experiment] = spec.experiments as [Experiment];
const linesOf = (name: AxisName, of: Experiment = experiment) => of.ablation!.filter(({ axis }) => axis === name);

test("every axis is there, and every point's arm and condition", () => {
  expect([...new Set(experiment.ablation!.map(({ axis }) => axis))]).toEqual(AXES);
  for (const { axis, points } of experiment.ablation!) {
    expect(points.length).toBeGreaterThan(1);
    for (const { value, arm, condition } of points) {
      expect(typeof value === "string").toBe(registry[axis].scale === "rows");
      expect(experiment.arms.map(({ name }) => name)).toContain(arm);
      if (condition !== null) expect(experiment.conditions.find(({ name }) => name === condition)?.arms).toContain(arm);
    }
  }
  expect(experiment).toMatchObject({ reference: "quantum", redraw: true, epochs: 30, learningRate: 0.05 });
  expect(spec).toMatchObject({ name: "ablate", seeds: 30 });
});

test("an axis moves one option, and the base router stands in each", () => {
  const base = quantumRouter();
  const routerOf = (arm: string) => experiment.arms.find(({ name }) => name === arm)!.model.router;
  for (const name of [
    "entanglement",
    "axis",
    "inputs",
    "bandwidth",
    "layers",
    "uploads",
    "embedding",
    "ansatz",
  ] as const) {
    const [line] = linesOf(name);
    const routers = line!.points.map(({ arm }) => routerOf(arm));
    expect(routers).toContainEqual(base);
    for (const router of routers) expect(router).toEqual({ ...base, [name]: router[name as keyof typeof router] });
  }
});

test("the dial at 0 is the router itself; values of one circuit share one arm", () => {
  for (const name of ["dial", "place"] as const) {
    for (const { points, reference } of linesOf(name)) {
      expect(points[0]).toEqual({ value: 0, arm: reference, condition: null });
    }
  }
  const depths = linesOf("dial").filter(({ label }) => label === "trained with dephasing");
  expect(depths.map(({ panel }) => panel)).toEqual(["1 layer", "2 layers", "3 layers", "4 layers"]);
  expect(depths[2]!.reference).toBe("quantum");
  const layers = linesOf("layers")[0]!.points;
  expect(layers.find(({ value }) => value === 1)!.arm).toBe(depths[0]!.reference);
  const [both] = linesOf("place").filter(({ panel }) => panel === "Embedding and layers");
  expect(both!.points.at(-1)!.arm).toBe(depths[2]!.points.at(-1)!.arm);
  const [linear, all] = ["linear", "all"].map(
    (value) => linesOf("entanglement")[0]!.points.find((p) => p.value === value)!,
  );
  expect(linear!.arm).toBe(all!.arm);
});

test("after training the dial is put into the model trained without it, beside depolarizing with the same probability of an error", () => {
  const [dephasing, depolarizing] = ["dephasing-both-1", "depolarizing-both-1"].map((name) => {
    return experiment.conditions.find((condition) => condition.name === name)!;
  });
  for (const condition of [dephasing!, depolarizing!]) {
    expect(condition).toMatchObject({ place: "dial", p: 0.5, shots: 0, mitigation: "none" });
    expect(condition.arms).toContain("quantum");
    expect(condition.arms).toHaveLength(4);
  }
  expect(dephasing!.device.noise!.rules[0]!.channel).toEqual({ kind: "dephasing", s: 1 });
  expect(depolarizing!.device.noise!.rules[0]!.channel).toEqual({ kind: "depolarizing", p: 0.5 });
});

test("switches that a router has not are left out, and the description says why", () => {
  const subject = quantumRouter({ embedding: "iqp", ansatz: "basicEntangler", layers: 1 });
  const [left] = ablationSpec({ ...moons, subject }).experiments as [Experiment];
  const names = new Set(left.ablation!.map(({ axis }) => axis));
  for (const name of ["axis", "inputs", "entanglement", "place"] as const) {
    expect(names).not.toContain(name);
    expect(left.description).toContain(`${name} (`);
  }
  expect(left.description).toContain(`The base router is ${wordsOf(subject)}.`);
  const amplitudes = quantumRouter({ embedding: "amplitude" });
  expect(() => ablationSpec({ table: tableFixture("t", 4, ["a", "b"]), subject: amplitudes })).not.toThrow();
});

test("a value of the router's own is put among those of an axis; chosen axes, scaling, tuning, quick", () => {
  const subject = quantumRouter({ layers: 5, bandwidth: 1.5, uploads: 2 });
  const options: AblationOptions = {
    ...moons,
    subject,
    axes: ["layers", "bandwidth"],
    scaling: "standard",
    tune: true,
    quick: true,
  };
  const chosen = ablationSpec(options);
  const [one] = chosen.experiments as [Experiment];
  expect([...new Set(one.ablation!.map(({ axis }) => axis))]).toEqual(["classical", "bandwidth", "layers"]);
  expect(linesOf("layers", one)[0]!.points.find(({ value }) => value === 5)!.arm).toBe("quantum");
  expect(linesOf("bandwidth", one)[0]!.points.map(({ value }) => value)).toEqual([0.1, 0.25, 0.5, 1, 1.5, 2, 4, 8]);
  expect(one.tuning).toEqual({ learningRates: [0.02, 0.05, 0.1, 0.2], share: 0.2 });
  expect(one.arms.every(({ scaling }) => scaling === "standard")).toBe(true);
  expect([chosen.seeds, one.epochs]).toEqual([5, 10]);
  expect(commandOf(resultsFixture(chosen))).toBe(
    "moire ablate moons --seeds 5 --key 0 --router quantum:layers=5,bandwidth=1.5,uploads=2 --axes classical,bandwidth,layers --epochs 10 --scaling standard --tune",
  );
});

test("the command of the defaults is short", () => {
  expect(commandOf(resultsFixture(ablationSpec({ ...moons, seeds: 2 })))).toBe("moire ablate moons --seeds 2 --key 0");
});

test.each<[string, AblationOptions, RegExp]>([
  ["no data", {}, /ablate: expected a table or a generator, got "neither"/],
  ["an unknown axis", { ...moons, axes: ["colour" as AxisName] }, /ablate: axes: expected one of classical, dial/],
  ["an axis twice", { ...moons, axes: ["dial", "dial"] }, /axes that differ, got "dial"/],
  ["no axis", { ...moons, axes: [] }, /at least one of classical/],
  [
    "an axis that the router has not",
    { ...moons, axes: ["axis"], subject: quantumRouter({ embedding: "zz" }) },
    /expected axes that the router has, got "axis"\. Here the embedding zz has no such option/,
  ],
  [
    "a dial of its own",
    { ...moons, subject: quantumRouter({ dial: 0.5 }) },
    /dial: expected 0, as the axis dial turns it/,
  ],
  ["a device of its own", { ...moons, subject: quantumRouter({ shots: 10 }) }, /expected one on an ideal device/],
  ["too few rows", { generator: { name: "moons", options: { samples: 2 } } }, /too few|rows/],
])("%s is refused", (_, options, message) => {
  expect(() => ablationSpec(options)).toThrow(message);
});
