import { describe, expect, test } from "vitest";
import { jsonSchema, keyOf } from "../core/index.ts";
import { moons } from "../data/index.ts";
import {
  buildMixture,
  linearExpert,
  linearRouter,
  mixture,
  mlpRouter,
  noisyTopKGating,
  oracleRouter,
  quantumRouter,
  softMoeGating,
  switchBalancing,
} from "../moe/index.ts";
import type { FitOptions, TrainingOptions } from "./index.ts";
import { checkTraining, evaluate, fit, openStep, parametersOf, predict, trainingFields } from "./index.ts";

const experts = [linearExpert(), linearExpert()];
const model = mixture({ router: mlpRouter({ hidden: 4 }), experts });
const rows = moons({ samples: 80, key: 1 });

test("a training is plain data with all options, and stays what it is", () => {
  const spec = checkTraining({ epochs: 3, optimiser: { kind: "adamw" }, earlyStopping: {} });
  expect(spec).toEqual({
    epochs: 3,
    batchSize: 32,
    learningRate: 0.05,
    scaling: "minmax",
    optimiser: { kind: "adamw", beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
    schedule: { kind: "constant", warmup: 0 },
    loss: null,
    weightDecay: {},
    clipNorm: 0,
    clipValue: 0,
    earlyStopping: { share: 0.2, patience: 10, minDelta: 0, restore: true },
  });
  expect(checkTraining(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
});

test("its JSON Schema has every option, and each kind of optimiser, schedule and loss", () => {
  const { properties, required } = jsonSchema(trainingFields) as { properties: Record<string, object>; required: [] };
  expect(Object.keys(properties)).toEqual(Object.keys(trainingFields));
  expect(required).toEqual([]);
  for (const kind of ["rmsprop", "cosine", "huber"])
    expect(JSON.stringify(properties)).toContain(`{"const":"${kind}"}`);
});

test.each<[unknown, string]>([
  [5, "training: expected options, got 5"],
  [{ rate: 1 }, 'training: unknown option "rate"; the options are epochs, batchSize, learningRate'],
  [
    { optimiser: "adam" },
    "training: optimiser: spec: expected an object whose kind is one of adam, adamw, sgd, rmsprop, naturalGradient",
  ],
  [
    { optimiser: { kind: "lion" } },
    'training: optimiser: spec: kind: expected one of adam, adamw, sgd, rmsprop, naturalGradient, got "lion"',
  ],
  [{ optimiser: { kind: "sgd", beta1: 1 } }, 'training: optimiser: spec (sgd): unknown option "beta1"'],
  [{ schedule: { kind: "step", every: 0 } }, "training: schedule: spec (step): every must be a whole number from 1"],
  [{ loss: { kind: "hinge" } }, "training: loss: spec: kind: expected one of crossEntropy, binary, meanSquared, huber"],
  [{ weightDecay: [0.1] }, "training: weightDecay: decays: expected an object from names"],
  [{ clipNorm: -1 }, "training: clipNorm must be a number from 0, got -1"],
  [{ earlyStopping: true }, "training: earlyStopping: options: expected options, got true"],
  [{ earlyStopping: { patience: 0 } }, "patience must be a whole number from 1"],
  [{ optimiser: { kind: "adamw" }, weightDecay: { "*": 1 } }, "set its weightDecay to 0 for a weightDecay by names"],
])("a training %j is refused", (value, message) => {
  expect(() => checkTraining(value)).toThrow(message);
});

test.each<TrainingOptions>([
  { optimiser: { kind: "adamw" } },
  { optimiser: { kind: "sgd", momentum: 0.9, nesterov: true }, learningRate: 0.1 },
  { optimiser: { kind: "rmsprop", centered: true }, learningRate: 0.01 },
  { optimiser: { kind: "naturalGradient" }, learningRate: 0.5 },
  { schedule: { kind: "cosine", warmup: 2 } },
  { schedule: { kind: "step", every: 10 } },
  { loss: { kind: "binary" } },
  { loss: { kind: "crossEntropy", smoothing: 0.1 } },
  { loss: { kind: "crossEntropy", classWeights: [1, 2] } },
  { clipNorm: 0.5 },
  { clipValue: 0.1 },
  { weightDecay: { "*": 0.01 } },
  { scaling: "unit" },
])("moons are learnt with %o", async (options) => {
  const fitted = await fit(model, moons({ samples: 200, key: 1 }), options);
  expect(evaluate(fitted, moons({ samples: 300, key: 7 })).accuracy).toBeGreaterThan(0.8);
});

test("natural gradients change what circuits learn, and nothing else at the first step", async () => {
  const quantum = mixture({ router: quantumRouter({ layers: 2 }), experts });
  const once = { epochs: 1, batchSize: 80 };
  const [plain, natural] = [
    await fit(quantum, rows, { ...once, optimiser: { kind: "sgd" } }),
    await fit(quantum, rows, { ...once, optimiser: { kind: "naturalGradient" } }),
  ].map(parametersOf);
  for (const [name, { values }] of Object.entries(plain!)) {
    if (name.includes("circuit")) expect(natural![name]!.values).not.toEqual(values);
    else expect(natural![name]!.values).toEqual(values);
  }
});

test("one step of gradient descent: clipping, decay and schedule come in the order that is told", async () => {
  const start = await fit(model, rows, { epochs: 1, learningRate: 1e-300 });
  const once = { epochs: 1, batchSize: 80, learningRate: 0.5, optimiser: { kind: "sgd" } } as const;
  const steps = async (options: FitOptions): Promise<Float64Array> => {
    const { params } = await fit(model, rows, { ...once, ...options });
    return params.map((value, i) => value - start.params[i]!);
  };
  const plain = await steps({});
  const norm = Math.hypot(...plain);
  const clipped = await steps({ clipNorm: norm });
  expect(Math.hypot(...clipped)).toBeCloseTo(0.5 * norm, 12);
  clipped.forEach((value, i) => {
    expect(value).toBeCloseTo(0.5 * plain[i]!, 12);
  });
  const limited = await steps({ clipValue: 0.01 });
  limited.forEach((value, i) => {
    expect(value).toBeCloseTo(Math.max(-0.005, Math.min(0.005, plain[i]!)), 12);
  });
  const decayed = await steps({ weightDecay: { "experts.0.*": 0.2 }, clipNorm: norm });
  const { slices } = { slices: parametersOf(start) };
  let at = 0;
  for (const [name, { values }] of Object.entries(slices)) {
    for (const value of values) {
      const shrink = name.startsWith("experts.0.") ? 0.5 * 0.2 * value : 0;
      expect(decayed[at]).toBeCloseTo(clipped[at]! - shrink, 12);
      at++;
    }
  }
  const warmed = await steps({ schedule: { kind: "constant", warmup: 4 } });
  warmed.forEach((value, i) => {
    expect(value).toBeCloseTo(plain[i]! / 4, 12);
  });
});

test("the schedule goes over all steps; each epoch's record has its last rate", async () => {
  const { history } = await fit(model, rows, { epochs: 2, schedule: { kind: "cosine" }, learningRate: 0.1 });
  // Three steps an epoch: steps 2 and 5 of 6.
  expect(history[0]!.learningRate).toBeCloseTo(0.05 * (1 + Math.cos(Math.PI / 3)), 14);
  expect(history[1]!.learningRate).toBeCloseTo(0.05 * (1 + Math.cos((5 * Math.PI) / 6)), 14);
});

test("weights of classes and smoothing count as torch has them: the mean is over weights", async () => {
  const once = { epochs: 1, learningRate: 1e-300 };
  const uneven = { ...once, loss: { kind: "crossEntropy", classWeights: [1, 3] } } as const;
  const loss = async (options: FitOptions): Promise<number> => (await fit(model, rows, options)).history[0]!.meanLoss;
  const whole = await loss({ ...uneven, batchSize: 80 });
  expect(await loss(uneven)).toBeCloseTo(whole, 12);
  expect(whole).not.toBeCloseTo(await loss(once), 4);
});

test("the binary loss has one output; its probabilities and evaluation are of two classes", async () => {
  const fitted = await fit(model, rows, { loss: { kind: "binary" } });
  expect(parametersOf(fitted)["experts.0.weight"]!.shape).toEqual([1, 2]);
  const { classes, probabilities } = predict(fitted, rows);
  expect(probabilities).toHaveLength(160);
  classes.forEach((label, s) => {
    expect(label).toBe(probabilities[2 * s + 1]! > 0.5 ? 1 : 0);
    expect(probabilities[2 * s]! + probabilities[2 * s + 1]!).toBeCloseTo(1, 14);
  });
  const mean = [...rows.y].reduce((sum, label, s) => sum - Math.log(probabilities[2 * s + label]!) / 80, 0);
  expect(evaluate(fitted, rows).loss).toBeCloseTo(mean, 12);
});

describe("what the mixture asks for", () => {
  test("an oracle is trained and evaluated with labels, and predicts rows with classes only", async () => {
    const fitted = await fit(mixture({ router: oracleRouter(), experts }), rows, { epochs: 3, earlyStopping: {} });
    expect(evaluate(fitted, rows).accuracy).toBe(1);
    expect(predict(fitted, rows).classes).toHaveLength(80);
    expect(() => predict(fitted, rows.x)).toThrow(
      "predict: this model's router reads the labels, an upper bound for evaluation only",
    );
  });

  test("noise follows the key, and prediction has none", async () => {
    const noisy = mixture({ router: linearRouter(), experts, gating: noisyTopKGating({ k: 2 }) });
    const fitted = await fit(noisy, rows, { epochs: 2 });
    expect(await fit(noisy, rows, { epochs: 2 })).toEqual(fitted);
    expect(predict(fitted, rows)).toEqual(predict(fitted, rows));
    const step = openStep(buildMixture(noisy, { features: 2, outputs: 2 }), 4);
    const run = (key?: ReturnType<typeof keyOf>): number =>
      step.run(fitted.params, rows.x, rows.y, 4, new Float64Array(fitted.params.length), 0, key);
    expect(run(keyOf(1))).toBe(run(keyOf(1)));
    expect(() => run()).toThrow("step: this mixture draws noise in training and needs a key");
  });

  test("the balance loss is recorded apart, and its derivative is in the gradient", async () => {
    const balanced = mixture({ router: linearRouter(), experts, balancing: [switchBalancing({ weight: 10 })] });
    const fitted = await fit(balanced, rows, { epochs: 5 });
    expect(fitted.history.every(({ balanceLoss }) => balanceLoss! > 0)).toBe(true);
    const plain = await fit(mixture({ router: linearRouter(), experts }), rows, { epochs: 5 });
    expect(plain.history[0]!.balanceLoss).toBeUndefined();
    expect(fitted.params).not.toEqual(plain.params);
  });

  test("coupled samples have no gradients of their own", () => {
    const soft = buildMixture(mixture({ router: linearRouter(), experts, gating: softMoeGating() }), {
      features: 2,
      outputs: 2,
    });
    const step = openStep(soft, 4);
    const length = 1000;
    expect(() => step.run(new Float64Array(length), rows.x, rows.y, 4, new Float64Array(4 * length), length)).toThrow(
      /^step: no sample has a gradient of its own, as .*soft/i,
    );
    const natural = openStep(buildMixture(model, { features: 2, outputs: 2 }), 4, { damping: 0.1 });
    expect(() => natural.run(new Float64Array(99), rows.x, rows.y, 4, new Float64Array(400), 99)).toThrow(
      "step: natural gradients are of a batch",
    );
  });
});
