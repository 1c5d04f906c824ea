import { expect, test } from "vitest";
import { moons, regressionDataset } from "../data/index.ts";
import {
  circuitExpert,
  headAggregation,
  linearExpert,
  linearRouter,
  mixture,
  mlpExpert,
  quantumRouter,
  switchBalancing,
} from "../moe/index.ts";
import { fit, loadModel, parametersOf, predict, saveModel } from "./index.ts";

const model = mixture({ router: quantumRouter({ layers: 1 }), experts: [linearExpert(), linearExpert()] });
const fitted = await fit(model, moons({ samples: 60, key: 1 }), { epochs: 3 });
const text = saveModel(fitted);

test("a model that was saved and loaded is the same, to the last bit", () => {
  const loaded = loadModel(text);
  expect(loaded).toEqual(fitted);
  expect(new BigInt64Array(loaded.params.buffer)).toEqual(new BigInt64Array(fitted.params.buffer));
  const data = moons({ samples: 40, key: 2 });
  expect(predict(loaded, data)).toEqual(predict(fitted, data));
  expect(saveModel(loaded)).toBe(text);
});

test("a model with circuits in its experts and a head is kept whole", async () => {
  const expert = circuitExpert({ qubits: 2, layers: 1, embedding: "amplitude", readout: "none" });
  const parts = { router: linearRouter(), experts: [expert, mlpExpert({ hidden: 2 })] };
  const spec = mixture({ ...parts, aggregation: headAggregation({ width: 2 }) });
  const other = await fit(spec, moons({ samples: 60, key: 1 }), { epochs: 2, scaling: "standard" });
  expect(loadModel(saveModel(other))).toEqual(other);
  expect(Object.keys(parametersOf(other))).toContain("head.weight");
});

test("models of numbers, other losses and all that a record may hold are kept whole", async () => {
  const x = Float64Array.from({ length: 120 }, (_, i) => ((i * 37) % 101) / 50);
  const targets = Float64Array.from({ length: 120 }, (_, i) => x[i]! * (i % 3) - 1);
  const names = { featureNames: ["a", "b"], targetNames: ["u", "v"] };
  const rows = regressionDataset({ name: "numbers", x, targets, ...names });
  const experts = [linearExpert(), linearExpert()];
  const balanced = mixture({ router: linearRouter(), experts, balancing: [switchBalancing()] });
  const earlyStopping = { patience: 1 };
  const regressor = await fit(balanced, rows, {
    epochs: 4,
    loss: { kind: "huber" },
    earlyStopping,
    schedule: { kind: "cosine" },
  });
  expect(Object.keys(regressor.history[0]!).sort()).toEqual([
    "balanceLoss",
    "learningRate",
    "lossSum",
    "meanLoss",
    "validationLoss",
  ]);
  const loaded = loadModel(saveModel(regressor));
  expect(loaded).toEqual(regressor);
  expect(predict(loaded, rows)).toEqual(predict(regressor, rows));
  const binary = await fit(model, moons({ samples: 60, key: 1 }), { epochs: 2, loss: { kind: "binary" } });
  expect(loadModel(saveModel(binary))).toEqual(binary);
});

test("extreme numbers are kept too", () => {
  const params = fitted.params.map((_, i) => [-0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2][i % 4]!);
  const loaded = loadModel(saveModel({ ...fitted, params }));
  expect(new BigInt64Array(loaded.params.buffer)).toEqual(new BigInt64Array(params.buffer));
});

const changed = (change: Record<string, unknown>): string => JSON.stringify({ ...JSON.parse(text), ...change });

test.each<[unknown, string]>([
  [5, "loadModel: expected the text that saveModel returned, got 5"],
  [text.slice(0, -9), "loadModel: the text is no JSON"],
  ["null", "loadModel: expected an object with format, model"],
  [changed({ format: "moire-model-9" }), 'loadModel: format: expected "moire-model-2", got "moire-model-9"'],
  [changed({ task: "ranks" }), 'loadModel: task: expected one of classes, numbers, got "ranks"'],
  [changed({ task: "numbers" }), "loadModel: targetNames: expected a list of names, got undefined"],
  [changed({ targetNames: ["a"] }), 'got "targetNames"'],
  [
    changed({ loss: { kind: "huber" } }),
    'trained model: loss: expected one for classes: crossEntropy, binary, got "huber"',
  ],
  [changed({ history: [{ meanLoss: 1, lossSum: 1, validationLoss: "2" }] }), "history[0]: expected finite losses, got"],
  [changed({ extra: 1 }), 'got "extra"'],
  [
    changed({ model: undefined }),
    "mixture: expected an object with router, experts, shared, gating, balancing, aggregation, got undefined",
  ],
  [changed({ featureNames: "ab" }), "loadModel: featureNames: expected a list of names"],
  [changed({ classNames: ["a", "a"] }), "loadModel: classNames: expected names that differ"],
  [changed({ params: { 0: 1 } }), "loadModel: params: expected a list of numbers"],
  [changed({ params: [1, null] }), "loadModel: params[1]: expected a finite number, got null"],
  [changed({ params: [1, 2] }), "trained model: params: expected 24 parameters, as the model has"],
  [
    changed({ scaler: { kind: "best", shift: [0, 0], factor: [1, 1] } }),
    "loadModel: scaler: kind: expected one of none",
  ],
  [changed({ scaler: { kind: "none", shift: [0], factor: [1, 1] } }), "loadModel: scaler: expected a scaler of 2 feat"],
  [changed({ history: [{ meanLoss: 1 }] }), "loadModel: history[0]: expected finite losses, got undefined"],
])("text that is no saved model is refused (%#)", (wrong, message) => {
  expect(() => loadModel(wrong as string)).toThrow(message);
});

test("a model with a number that is not finite is not saved", () => {
  const params = fitted.params.map(() => Number.NaN);
  expect(() => saveModel({ ...fitted, params })).toThrow("trained model: params[0]: expected a finite number, got NaN");
});
