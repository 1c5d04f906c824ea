import { describe, expect, test } from "vitest";
import { keyOf } from "../core/key.ts";
import { moons } from "../data/index.ts";
import {
  afterEveryGate,
  betweenLayers,
  circuit,
  depolarizing,
  input,
  noiseModel,
  op,
  param,
  readoutError,
  readoutInversion,
  twoPlaces,
  zeroNoise,
} from "../quantum/index.ts";
import { type Classifier, evaluate, fit, loadModel, predict, saveModel } from "../train/index.ts";
import { coherentAggregation } from "./aggregation/index.ts";
import { type Device, hasDevice } from "./device.ts";
import { circuitExpert, linearExpert } from "./experts/index.ts";
import { buildMixture, checkMixture, type MixtureSpec, mixture } from "./mixture.ts";
import { onDevice } from "./on-device.ts";
import { ownCircuitRouter, quantumRouter } from "./routers/index.ts";

const NOISE = twoPlaces(depolarizing({ p: 0.1 }));
const IDEAL: Device = { noise: null, shots: 0, trajectories: 0, mitigation: [] };
const data = moons({ samples: 80, noise: 0.1, key: 3 });

function two(options: Parameters<typeof quantumRouter>[0] = {}): MixtureSpec {
  return mixture({ router: quantumRouter({ layers: 1, ...options }), experts: [linearExpert(), linearExpert()] });
}
const build = (model: MixtureSpec) => buildMixture(model, { features: 2, outputs: 2 });

test("a device is plain data and moves with the model", () => {
  const model = two({ noise: NOISE, shots: 100, mitigation: [zeroNoise()] });
  expect(checkMixture(JSON.parse(JSON.stringify(model)))).toEqual(model);
  const moved = onDevice(model, IDEAL);
  expect(moved).toEqual(two());
  expect(onDevice(moved, { ...IDEAL, noise: NOISE, shots: 100, mitigation: [zeroNoise()] })).toEqual(model);
  expect(hasDevice(moved.router)).toBe(true);
  expect(hasDevice(moved.experts[0]!)).toBe(false);
  const circuits = mixture({
    router: quantumRouter(),
    experts: [circuitExpert(), linearExpert()],
    shared: [circuitExpert()],
  });
  const noisy = onDevice(circuits, { ...IDEAL, noise: NOISE });
  for (const part of [noisy.router, noisy.experts[0]!, noisy.shared[0]!]) expect(part).toMatchObject({ noise: NOISE });
  expect(noisy.experts[1]).toEqual(linearExpert());
});

test("noise changes what a trained model says, and not its parameters", async () => {
  const fitted = await fit(two(), data, { epochs: 2, key: 1 });
  const noisy = { ...fitted, model: onDevice(fitted.model, { ...IDEAL, noise: NOISE }) };
  const [a, b] = [predict(fitted, data), predict(noisy, data)];
  expect(a.probabilities).not.toEqual(b.probabilities);
  const none = { ...fitted, model: onDevice(fitted.model, { ...IDEAL, noise: twoPlaces(depolarizing({ p: 0 })) }) };
  const c = predict(none, data).probabilities;
  for (const [i, p] of a.probabilities.entries()) expect(c[i]).toBeCloseTo(p, 13);
  expect(predict(loadModel(saveModel(noisy)) as Classifier, data).probabilities).toEqual(b.probabilities);
});

describe("what is sampled", () => {
  test("training with shots and trajectories: the same key gives the same model, another key another", async () => {
    for (const device of [
      { shots: 50 },
      { noise: NOISE, trajectories: 5 },
      { noise: NOISE, shots: 20, trajectories: 20 },
    ]) {
      const train = async (key: number) => (await fit(two(device), data, { epochs: 1, batchSize: 16, key })).params;
      expect(await train(5)).toEqual(await train(5));
      expect(await train(5)).not.toEqual(await train(6));
    }
  });

  test("prediction draws from its own key", async () => {
    const fitted = await fit(two(), data, { epochs: 1, key: 1 });
    const sampled = { ...fitted, model: onDevice(fitted.model, { ...IDEAL, shots: 30 }) };
    const run = (key?: number) => predict(sampled, data, key === undefined ? {} : { key }).probabilities;
    expect(run(1)).toEqual(run(1));
    expect(run()).toEqual(run(0));
    expect(run(1)).not.toEqual(run(2));
    expect(evaluate(sampled, data, { key: 1 })).toEqual(evaluate(sampled, data, { key: 1 }));
    expect(() => predict(sampled, data, { key: -1 })).toThrow("key");
    // Many shots come near the exact answer: a score is a sum of two expectations times weights of order 1.
    const many = { ...fitted, model: onDevice(fitted.model, { ...IDEAL, shots: 1e8 }) };
    const exact = predict(fitted, data).probabilities;
    for (const [i, p] of predict(many, data).probabilities.entries())
      expect(Math.abs(p - exact[i]!)).toBeLessThan(2e-3);
  });

  test("a mixture says that it is sampled", () => {
    expect(build(two())).toMatchObject({ sampled: false, needsKey: false });
    expect(build(two({ noise: NOISE }))).toMatchObject({ sampled: false, needsKey: false });
    expect(build(two({ shots: 1 }))).toMatchObject({ sampled: true, needsKey: true });
    const experts = [circuitExpert({ noise: NOISE, trajectories: 2 }), linearExpert()];
    expect(build({ ...two(), experts })).toMatchObject({ sampled: true, needsKey: true });
  });

  test("without a key a forward says what is missing", () => {
    const built = build(two({ shots: 5 }));
    const open = built.open(1);
    const params = new Float64Array(
      built.parameters.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
    );
    expect(() => open.forward(params, Float64Array.of(0.1, 0.2), 1, new Float64Array(2))).toThrow("useKey");
    open.forward(params, Float64Array.of(0.1, 0.2), 1, new Float64Array(2), { labels: null, key: keyOf(1) });
  });
});

describe("what a device cannot be is refused by name", () => {
  test.each([
    [
      "noise that finds no mark",
      () => build({ ...two(), router: ownCircuitRouter({ circuit: own, noise: NOISE }) }),
      "mark",
    ],
    ["wires that the circuit lacks", () => build(two({ noise: wire9 })), "wires of the circuit, 0 to 1"],
    ["trajectories without noise", () => build(two({ trajectories: 10 })), "trajectories: expected 0 without noise"],
    [
      "inversion without readout errors",
      () => build(two({ noise: NOISE, mitigation: [readoutInversion()] })).open(1),
      "nothing to invert",
    ],
    [
      "an unknown channel",
      () => two({ noise: { name: "x", rules: [{ channel: { kind: "fog" }, place: "afterGates" }] } as never }),
      "fog",
    ],
    ["shots below 0", () => two({ shots: -1 }), "shots must be a whole number"],
    [
      "states under noise",
      () => build(coherent({ noise: NOISE })),
      "aggregation coherent: experts[0]: noise: expected null",
    ],
    ["states from shots", () => build(coherent({ shots: 10 })), "aggregation coherent: experts[0]: shots: expected 0"],
  ])("%s", (_, make, message) => {
    expect(make).toThrow(message);
  });

  test("a natural gradient of a noisy circuit", async () => {
    const optimiser = { kind: "naturalGradient" } as const;
    await expect(fit(two({ noise: NOISE }), data, { epochs: 1, optimiser, key: 1 })).rejects.toThrow(
      "natural gradient: expected a circuit without noise",
    );
    await expect(
      fit(two({ noise: NOISE }), data, { epochs: 1, optimiser: { kind: "adam" }, key: 1 }),
    ).resolves.toBeDefined();
  });

  test("a layer of one has no place between layers", () => {
    expect(() => build(two({ layers: 2, noise: betweenLayers(depolarizing({ p: 0.1 })) }))).not.toThrow();
  });
});

const own = circuit(2, [
  op("RX", [0], [input(0)]),
  op("RX", [1], [input(1)]),
  op("CNOT", [0, 1]),
  op("RY", [1], [param(0)]),
]);
const wire9 = noiseModel({
  name: "far",
  rules: [{ channel: readoutError({ p01: 0.1, p10: 0.1 }), place: "beforeMeasurement", wires: [9] }],
});

function coherent(device: Partial<Device>): MixtureSpec {
  const expert = circuitExpert({ layers: 1, ...device });
  return mixture({ router: quantumRouter(), experts: [expert, expert], aggregation: coherentAggregation() });
}

test("noise after every gate is learned through", async () => {
  const model = two({ layers: 2, noise: afterEveryGate(depolarizing({ p: 0.02 })) });
  const { history } = await fit(model, data, { epochs: 15, learningRate: 0.1, key: 2 });
  expect(history.at(-1)!.meanLoss).toBeLessThan(0.8 * history[0]!.meanLoss);
});

describe("a move to a device checks both", () => {
  const model = two();
  test.each<[string, unknown, string]>([
    ["no device", null, "onDevice: device: expected an object with noise, shots, trajectories, mitigation, got null"],
    ["a list", [], "onDevice: device: expected an object"],
    ["part of one", { shots: 100 }, "onDevice: device: expected all of noise, shots, trajectories, mitigation"],
    ["an option left open", { ...IDEAL, noise: undefined }, "one without noise"],
    ["a kind", { ...IDEAL, kind: "linear" }, 'no other keys than noise, shots, trajectories, mitigation, got "kind"'],
    ["shots that are none", { ...IDEAL, shots: 0.5 }, "onDevice: device: shots must be a whole number"],
    ["noise that is none", { ...IDEAL, noise: { name: "x", rules: 3 } }, "onDevice: device: noise: "],
    ["mitigation that is none", { ...IDEAL, mitigation: {} }, "onDevice: device: mitigation"],
  ])("%s", (_, device, message) => {
    expect(() => onDevice(model, device as Device)).toThrow(message);
  });

  test("a model gets its defaults, so that none of its circuits stays where it is", () => {
    const noisy = { ...IDEAL, shots: 10 };
    const bare = { router: { kind: "quantum" }, experts: [{ kind: "circuit" }, { kind: "linear" }] } as never;
    const moved = onDevice(bare, noisy);
    expect(moved).toEqual(onDevice(checkMixture(bare), noisy));
    expect([moved.router, moved.experts[0]]).toMatchObject([{ shots: 10 }, { shots: 10 }]);
    expect(() => onDevice(null as never, noisy)).toThrow("mixture: expected an object with router, experts");
    expect(() => onDevice({ ...model, router: { kind: "fog" } as never }, noisy)).toThrow("router: kind");
  });
});
