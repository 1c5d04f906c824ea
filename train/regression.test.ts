import { expect, test } from "vitest";
import { keyOf, uniformInto } from "../core/index.ts";
import type { Dataset } from "../data/index.ts";
import { moons, regressionDataset, split } from "../data/index.ts";
import {
  linearExpert,
  linearRouter,
  mixture,
  mlpExpert,
  mlpRouter,
  oracleRouter,
  softMoeGating,
} from "../moe/index.ts";
import type { Fitted } from "./index.ts";
import { evaluate, fit, predict } from "./index.ts";

/** Rows of the plane from -2 to 2, each with the numbers that `of` gives. */
function rows(count: number, key: number, of: (a: number, b: number) => readonly number[]) {
  const x = new Float64Array(2 * count);
  uniformInto(keyOf(key), -2, 2, x);
  const targets = Array.from({ length: count }, (_, s) => of(x[2 * s]!, x[2 * s + 1]!));
  const targetNames = targets[0]!.map((_, t) => `t${t}`);
  return regressionDataset({ name: "plane", x, targets: targets.flat(), featureNames: ["a", "b"], targetNames });
}

const lines = (a: number, b: number): number[] => [1000 + 200 * a - 50 * b, 0.001 * b];
const linear = mixture({ router: linearRouter(), experts: [linearExpert(), linearExpert()] });
const bowl = (a: number, b: number): number[] => [a * a + b * b];

test("learns two lines of very different size, in their own units", async () => {
  const { train, test: held } = split(rows(300, 1, lines), { test: 0.3 });
  const fitted = await fit(linear, train, { epochs: 60, scaling: "standard" });
  expect(fitted.task).toBe("numbers");
  expect(fitted.history.at(-1)!.meanLoss).toBeLessThan(1e-3);
  const { r2, meanSquared, meanAbsolute, perTarget, balance } = evaluate(fitted, held);
  expect(r2).toBeGreaterThan(0.999);
  expect(perTarget[0]!.meanAbsolute).toBeLessThan(10);
  expect(perTarget[1]!.meanAbsolute).toBeLessThan(5e-5);
  expect(meanSquared).toBe((perTarget[0]!.meanSquared + perTarget[1]!.meanSquared) / 2);
  expect(meanAbsolute).toBe((perTarget[0]!.meanAbsolute + perTarget[1]!.meanAbsolute) / 2);
  expect(balance.labelInformation).toBeNull();
  const { values, weights } = predict(fitted, held);
  expect([values.length, weights.length]).toEqual([2 * 90, 2 * 90]);
  const own = [0, 1].map(
    (t) => values.reduce((sum, v, i) => sum + (i % 2 === t ? (v - held.targets[i]!) ** 2 : 0), 0) / 90,
  );
  own.forEach((value, t) => {
    expect(perTarget[t]!.meanSquared / value).toBeCloseTo(1, 12);
  });
  expect(predict(fitted, held.x.slice(0, 2)).values).toEqual(values.slice(0, 2));
});

test.each(["meanSquared", "huber"] as const)("learns squared distances from the middle by %s", async (kind) => {
  const model = mixture({ router: mlpRouter(), experts: [mlpExpert(), mlpExpert()] });
  const fitted = await fit(model, rows(400, 2, bowl), {
    epochs: 60,
    learningRate: 0.02,
    loss: { kind },
    scaling: "standard",
  });
  expect(evaluate(fitted, rows(200, 3, bowl)).r2).toBeGreaterThan(0.97);
});

test("standardised targets: the first loss is that of the variance, whatever the unit", async () => {
  const once = { epochs: 1, learningRate: 1e-300 };
  const unit = await fit(linear, rows(100, 1, bowl), once);
  const thousands = await fit(
    linear,
    rows(100, 1, (a, b) => [1000 * (a * a + b * b) - 7]),
    once,
  );
  expect(thousands.history[0]!.meanLoss).toBeCloseTo(unit.history[0]!.meanLoss, 10);
});

test("a target that never changes is nearly predicted, and scored as scikit-learn does", async () => {
  const constant = rows(40, 1, (a) => [3, a]);
  const fitted = await fit(linear, constant, { epochs: 200 });
  const { perTarget } = evaluate(fitted, constant);
  expect(perTarget[0]!.meanAbsolute).toBeLessThan(0.01);
  expect(perTarget[0]!.r2).toBe(0);
});

test("early stopping holds rows of numbers out, too", async () => {
  const { history } = await fit(linear, rows(60, 1, bowl), { epochs: 500, earlyStopping: { patience: 3 } });
  expect(history.length).toBeLessThan(500);
  expect(history[0]!.validationLoss).toBeGreaterThan(0);
});

const regressor = await fit(linear, rows(20, 1, lines), { epochs: 1 });
const classifier = await fit(linear, moons({ samples: 20 }), { epochs: 1 });

const named = (data: Dataset): Dataset => ({ ...data, featureNames: ["a", "b"] });

test.each<[() => unknown, string]>([
  [
    () => evaluate(regressor as Fitted, named(moons({ samples: 9 }))),
    "evaluate: expected data for regression, as the model was trained on",
  ],
  [
    () => evaluate(classifier as Fitted, { ...rows(9, 1, lines), featureNames: ["x0", "x1"] }),
    "evaluate: expected data with classes",
  ],
  [
    () => evaluate(regressor, rows(9, 1, bowl)),
    "evaluate: expected data with 2 targets, as the model was trained on, got 1",
  ],
  [
    () => predict({ ...regressor, targetScaler: { kind: "none", shift: [0], factor: [1] } }, rows(9, 1, lines)),
    "targetScaler",
  ],
  [
    () =>
      predict({ ...regressor, targetScaler: { kind: "standard", shift: [0, 0], factor: [1, 0] } }, rows(9, 1, lines)),
    "trained model: targetScaler: expected a scaler that can be undone",
  ],
  [
    () => predict({ ...regressor, task: "ranks" } as unknown as Fitted, rows(9, 1, lines)),
    "trained model: task: expected one of classes, numbers",
  ],
  [() => evaluate(regressor, { ...rows(9, 1, lines), targets: new Float64Array(17) }), "rows of 2 targets"],
])("data or a model that does not fit is refused (%#)", (run, message) => {
  expect(run).toThrow(message);
});

test("a router that reads labels has none in regression", async () => {
  const oracle = mixture({ router: oracleRouter(), experts: [linearExpert(), linearExpert()] });
  await expect(fit(oracle, rows(20, 1, bowl))).rejects.toThrow(
    "fit: expected data with classes, as the model's router reads them",
  );
});

test("losses of the other kind are refused", async () => {
  await expect(fit(linear, rows(20, 1, bowl), { loss: { kind: "binary" } })).rejects.toThrow(
    'fit: loss: expected one for numbers: meanSquared, huber, got "binary"',
  );
  await expect(fit(linear, moons(), { loss: { kind: "huber" } })).rejects.toThrow(
    "one for classes: crossEntropy, binary",
  );
});

test("a mixture that couples samples learns numbers, but predicts each row by itself", async () => {
  const model = mixture({ router: linearRouter(), experts: [linearExpert(), linearExpert()], gating: softMoeGating() });
  const data = rows(100, 1, bowl);
  const fitted = await fit(model, data, { epochs: 3 });
  const { values } = predict(fitted, data);
  expect(predict(fitted, data.x.slice(10, 12)).values).toEqual(values.slice(5, 6));
});
