import { expect, test } from "vitest";
import { fold, keyOf } from "../core/key.ts";
import { dataset, fitScaler, moons } from "../data/index.ts";
import {
  circuitExpert,
  linearExpert,
  linearRouter,
  mixture,
  mlpRouter,
  quantumRouter,
  trigonometricRouter,
} from "../moe/index.ts";
import { evaluate, fit, parametersOf, predict } from "./index.ts";

const experts = [linearExpert(), linearExpert()];
const model = mixture({ router: mlpRouter({ hidden: 4 }), experts });
const quantum = mixture({ router: quantumRouter({ layers: 2 }), experts });
const small = moons({ samples: 50, key: 1 });

test.each([
  [trigonometricRouter({ terms: "cosine" }), 0.95],
  [quantumRouter(), 0.9],
])("learns moons from 500 rows with %o, scored on others", async (router, atLeast) => {
  const fitted = await fit(mixture({ router, experts }), moons({ samples: 500, key: 42 }), { key: 3 });
  expect(evaluate(fitted, moons({ samples: 1000, key: 7 })).accuracy).toBeGreaterThan(atLeast);
  expect(fitted.history).toHaveLength(30);
  expect(fitted.history[29]!.meanLoss).toBeLessThan(fitted.history[0]!.meanLoss / 2);
});

test("the same arguments give the same bits; keys, as numbers or folded, give others", async () => {
  const run = (key: Parameters<typeof fit>[2] = {}) => fit(quantum, small, { epochs: 3, ...key });
  const first = await run();
  expect(await run()).toEqual(first);
  expect(await run({ key: keyOf(0) })).toEqual(first);
  expect((await run({ key: 1 })).params).not.toEqual(first.params);
  expect((await run({ key: fold(keyOf(0), "other") })).params).not.toEqual(first.params);
});

test("two trainings at once do not touch each other", async () => {
  const alone = await fit(quantum, small, { epochs: 2 });
  const [one, two] = await Promise.all([
    fit(quantum, small, { epochs: 2 }),
    fit(quantum, small, { epochs: 2, key: 5 }),
  ]);
  expect(one).toEqual(alone);
  expect(two!.params).not.toEqual(alone.params);
});

test("a trained model is plain data that says all that prediction needs", async () => {
  const fitted = await fit(quantum, small, { epochs: 2 });
  expect(structuredClone(fitted)).toEqual(fitted);
  expect(fitted.model).toEqual(quantum);
  expect(fitted.featureNames).toEqual(["x0", "x1"]);
  expect(fitted.classNames).toEqual(["upper", "lower"]);
  expect(fitted.task).toBe("classes");
  expect(fitted.loss).toEqual({ kind: "crossEntropy", classWeights: [], smoothing: 0 });
  expect(Object.keys(fitted.history[0]!)).toEqual(["meanLoss", "lossSum"]);
  expect(fitted.scaler).toEqual(fitScaler("minmax", small));
  const named = parametersOf(fitted);
  expect(named["router.circuit.theta"]!.values).toHaveLength(12);
  expect(Object.values(named).flatMap(({ values }) => [...values])).toEqual([...fitted.params]);
});

test("a partial batch is kept: losses count every row once", async () => {
  // A rate this small leaves the parameters as they start, so the epoch's loss is the loss of the start.
  const options = { epochs: 1, batchSize: 32, learningRate: 1e-300 };
  const { history, ...rest } = await fit(model, small, options);
  const { loss } = evaluate({ history, ...rest }, small);
  expect(history[0]!.meanLoss).toBeCloseTo(loss, 13);
  const whole = await fit(model, small, { ...options, batchSize: 50 });
  expect(whole.history[0]!.meanLoss).toBeCloseTo(loss, 13);
  expect(whole.history[0]!.lossSum).toBeCloseTo(loss, 13);
  // Two batches, of 32 and 18 rows: the sum of their means is about twice the mean, but weighs rows differently.
  expect(Math.abs(history[0]!.lossSum - 2 * loss)).toBeLessThan(0.2);
  expect(history[0]!.lossSum).not.toBeCloseTo(2 * loss, 6);
});

test("rows come in another order every epoch", async () => {
  const { history } = await fit(model, small, { epochs: 2, batchSize: 32, learningRate: 1e-300 });
  expect(history[1]!.meanLoss).toBeCloseTo(history[0]!.meanLoss, 13);
  expect(history[1]!.lossSum).not.toBeCloseTo(history[0]!.lossSum, 6);
});

test("frozen circuits keep their start, trained ones do not", async () => {
  const options = { epochs: 2 };
  const frozen = await fit(mixture({ router: quantumRouter({ circuit: "frozen" }), experts }), small, options);
  const trained = await fit(mixture({ router: quantumRouter(), experts }), small, options);
  const start = await fit(mixture({ router: quantumRouter(), experts }), small, { epochs: 1, learningRate: 1e-300 });
  const [a, b, c] = [frozen, trained, start].map((fitted) => parametersOf(fitted)["router.circuit.theta"]!.values);
  expect(a).toEqual(c);
  expect(b!.every((value, i) => value === c![i])).toBe(false);
  expect(parametersOf(frozen)["router.readout.weight"]).not.toEqual(parametersOf(start)["router.readout.weight"]);
});

test("a scaler given is used, and kept", async () => {
  const scaler = fitScaler("minmax", moons({ samples: 200, key: 9 }));
  const fitted = await fit(model, small, { epochs: 1, scaler });
  expect(fitted.scaler).toEqual(scaler);
  expect(fitted.params).not.toEqual((await fit(model, small, { epochs: 1 })).params);
  await expect(fit(model, small, { scaler, scaling: "minmax" })).rejects.toThrow("scaling and scaler were both given");
});

test("an abort before the start, in a progress call and from outside rejects with its reason", async () => {
  const before = new AbortController();
  before.abort(new Error("too late"));
  await expect(fit(model, small, { signal: before.signal })).rejects.toThrow("too late");

  const during = new AbortController();
  const epochs: number[] = [];
  const onProgress = ({ epoch }: { readonly epoch: number }): void => {
    epochs.push(epoch);
    if (epoch === 3) during.abort(new Error("enough"));
  };
  await expect(fit(model, small, { signal: during.signal, onProgress })).rejects.toThrow("enough");
  expect(epochs).toEqual([1, 2, 3]);

  const outside = new AbortController();
  setTimeout(() => outside.abort(new Error("stop")), 0);
  // Far more epochs than could pass: only a pause within the training lets the timer run.
  await expect(fit(model, small, { epochs: 1_000_000, signal: outside.signal })).rejects.toThrow("stop");
});

test("progress tells each epoch's mean loss", async () => {
  const seen: unknown[] = [];
  const { history } = await fit(model, small, { epochs: 3, onProgress: (progress) => seen.push(progress) });
  expect(seen).toEqual(history.map(({ meanLoss }, i) => ({ epoch: i + 1, epochs: 3, loss: meanLoss })));
});

test("a training that diverges stops with the place and advice", async () => {
  const linear = mixture({ router: linearRouter(), experts });
  const training = fit(linear, small, { learningRate: 1e308 });
  await expect(training).rejects.toThrow(
    "fit: the loss became NaN in epoch 1, batch 2, at learning rate 1e+308; use a smaller learning rate, or scale the features",
  );
  const huge = dataset({ ...small, x: small.x.map((value) => value * 5e307) });
  await expect(fit(linear, huge, { scaling: "none" })).rejects.toThrow(
    /loss became (NaN|Infinity) in epoch 1, batch 1,/,
  );
  // After the last batch no loss would show it: the parameters themselves are looked at.
  await expect(fit(linear, small, { learningRate: 1e308, batchSize: 50, epochs: 1 })).rejects.toThrow(
    /^fit: the parameters came to hold (NaN|-?Infinity) in epoch 1, batch 1,/,
  );
});

test.each([
  [{ epochs: 0 }, "fit: epochs must be a whole number from 1 to 1000000, got 0"],
  [{ batchSize: 1.5 }, "fit: batchSize must be"],
  [{ learningRate: -1 }, "fit: learningRate must be a number above 0, got -1"],
  [{ scaling: "log" as "none" }, 'fit: scaling must be one of none, minmax, standard, unit, got "log"'],
  [{ rate: 1 } as object, 'fit: unknown option "rate"'],
  [{ key: -1 }, "key: expected a whole number from 0"],
  [{ key: "seven" as unknown as number }, "fit: key: expected a whole number from 0, or a key made by keyOf or fold"],
])("bad options %o are refused", async (options, message) => {
  await expect(fit(model, small, options)).rejects.toThrow(message);
});

test("a scaler of another number of features, or a model that is none, is refused", async () => {
  const scaler = { kind: "none", shift: [0], factor: [1] } as const;
  await expect(fit(model, small, { scaler })).rejects.toThrow("a scaler of 2 features");
  await expect(fit({ ...model, experts: [] }, small)).rejects.toThrow("at least one expert");
});

test.each<[unknown[], string]>([
  [[], "mixture: expected an object with router, experts, shared, gating, balancing, aggregation, got undefined"],
  [[model], "fit: expected a data set, got undefined. Make one with `dataset`"],
  [[model, null], "fit: expected a data set, got null"],
  [[model, small, null], "fit: expected options, got null"],
  [[model, small, 5], "fit: expected options, got 5"],
  [[model, { ...small, x: small.x.map(() => Number.NaN) }], "data set moons: feature x0 of sample 0 is NaN"],
  [[model, { ...small, x: small.x.slice(1) }], "data set moons: expected 50 labels x 2 features = 100 numbers, got 99"],
  [[model, small, { key: "a" }], 'fit: key: expected a whole number from 0, or a key made by keyOf or fold, got "a"'],
  [[model, small, { scaler: null }], "fit: scaler: expected a scaler made by fitScaler, got null"],
  [[model, small, { onProgress: 1 }], "fit: onProgress: expected a function, got 1"],
  [[model, small, { signal: 1 }], "fit: signal: expected an AbortSignal, got 1"],
])("arguments of a wrong type are refused (%#)", async (args, message) => {
  await expect(fit(...(args as Parameters<typeof fit>))).rejects.toThrow(message);
});

test("a row whose amplitudes make no state is named as a row of the data, in training and prediction, with advice", async () => {
  const expert = circuitExpert({ embedding: "amplitude", layers: 1 });
  const mixed = mixture({ router: linearRouter(), experts: [expert, linearExpert()] });
  const x = Float64Array.from({ length: 3 * 90 }, (_, k) => 1 + (k % 7));
  x.fill(0, 3 * 57, 3 * 58);
  const y = Int32Array.from({ length: 90 }, (_, s) => s % 2);
  const names = { featureNames: ["a", "b", "c"], classNames: ["no", "yes"] };
  const data = dataset({ name: "with zeros", x, y, ...names });
  const advice = /row 57 of those given makes no quantum state.*minmax.*"standard"/;
  await expect(fit(mixed, data, { scaling: "none", epochs: 1 })).rejects.toThrow(advice);
  const good = dataset({ name: "without", x: x.slice(0, 3 * 50), y: y.slice(0, 50), ...names });
  const fitted = await fit(mixed, good, { scaling: "none", epochs: 1 });
  expect(() => predict(fitted, x)).toThrow(/predict: row 57 of those given/);
  expect(() => evaluate(fitted, data)).toThrow(/evaluate: row 57 of those given/);
});
