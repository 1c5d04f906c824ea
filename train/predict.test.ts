import { expect, test } from "vitest";
import type { Dataset } from "../data/index.ts";
import { dataset, moons, rowsOf } from "../data/index.ts";
import { linearExpert, mixture, quantumRouter } from "../moe/index.ts";
import type { Fitted } from "./index.ts";
import { evaluate, fit, predict } from "./index.ts";

const model = mixture({
  router: quantumRouter({ layers: 1 }),
  experts: [linearExpert(), linearExpert(), linearExpert()],
});
const fitted = await fit(model, moons({ samples: 100, key: 1 }), { epochs: 5 });
// More rows than are handled at once, and not a multiple.
const data = moons({ samples: 150, key: 2 });

test("probabilities and routing weights sum to 1, and the class is the most probable", () => {
  const { classes, probabilities, weights } = predict(fitted, data);
  expect([classes.length, probabilities.length, weights.length]).toEqual([150, 300, 450]);
  classes.forEach((label, s) => {
    const [p, q] = [probabilities[2 * s]!, probabilities[2 * s + 1]!];
    expect(p + q).toBeCloseTo(1, 14);
    expect(label).toBe(q > p ? 1 : 0);
    expect(weights[3 * s]! + weights[3 * s + 1]! + weights[3 * s + 2]!).toBeCloseTo(1, 14);
  });
});

test("a row's result does not depend on the other rows, bit for bit", () => {
  const all = predict(fitted, data);
  for (const s of [0, 63, 64, 149]) {
    const one = predict(fitted, data.x.slice(2 * s, 2 * s + 2));
    expect(one.probabilities).toEqual(all.probabilities.slice(2 * s, 2 * s + 2));
    expect(one.weights).toEqual(all.weights.slice(3 * s, 3 * s + 3));
    expect(one.classes[0]).toBe(all.classes[s]);
  }
  const order = Array.from({ length: 150 }, (_, i) => 149 - i);
  expect(predict(fitted, rowsOf(data, order)).classes).toEqual(all.classes.slice().reverse());
});

test("evaluation agrees with the predictions", () => {
  const { classes, probabilities, weights } = predict(fitted, data);
  const { accuracy, loss, confusion, balance } = evaluate(fitted, data);
  const right = classes.filter((label, s) => label === data.y[s]).length;
  expect(accuracy).toBe(right / 150);
  expect(confusion[0]![0]! + confusion[1]![1]!).toBe(right);
  expect(confusion.map((row) => row[0]! + row[1]!)).toEqual([75, 75]);
  expect(confusion[0]![1]).toBe(classes.filter((label, s) => label === 1 && data.y[s] === 0).length);
  const mean = data.y.reduce((sum, label, s) => sum - Math.log(probabilities[2 * s + label]!) / 150, 0);
  expect(loss).toBeCloseTo(mean, 12);
  const { perClass } = evaluate(fitted, data);
  const guessed = [0, 1].map((c) => classes.filter((label) => label === c).length);
  perClass.forEach(({ recall, precision }, c) => {
    expect(recall).toBe(confusion[c]![c]! / 75);
    expect(precision).toBe(confusion[c]![c]! / guessed[c]!);
  });
  const load = [0, 1, 2].map((e) => data.y.reduce((sum, _, s) => sum + weights[3 * s + e]! / 150, 0));
  load.forEach((share, e) => {
    expect(balance.load[e]).toBeCloseTo(share, 14);
  });
});

test("rows are given as they were before scaling", () => {
  const { shift, factor } = fitted.scaler;
  const scaled = dataset({ ...data, x: data.x.map((value, i) => (value - shift[i % 2]!) * factor[i % 2]!) });
  const unscaled = { ...fitted, scaler: { kind: "none", shift: [0, 0], factor: [1, 1] } } as const;
  expect(predict(unscaled, scaled)).toEqual(predict(fitted, data));
});

test("input is left as it was", () => {
  const kept = structuredClone({ fitted, data });
  predict(fitted, data);
  evaluate(fitted, data);
  expect({ fitted, data }).toEqual(kept);
});

const other = { ...data, x: data.x.slice(0, 3), y: [0, 1, 0] };

test.each([
  [() => predict(fitted, Float64Array.of(1, 2, 3)), "predict: expected one or more rows of 2 features"],
  [() => predict(fitted, [[1, 2]] as unknown as Float64Array), "predict: expected a data set, got [[1, 2]]. Make one"],
  [() => predict(fitted, new Float64Array(0)), "predict: expected one or more rows of 2 features"],
  [() => predict(fitted, Float64Array.of(1, Infinity)), "feature x1 of row 0 to be finite"],
  [
    () => predict(fitted, dataset({ ...other, featureNames: ["x0"] })),
    "predict: expected data with 2 features, as the model was trained on, got 1",
  ],
  [
    () => evaluate(fitted, dataset({ ...data, classNames: ["upper", "lower", "none"] })),
    "evaluate: expected data with 2 classes, as the model was trained on, got 3",
  ],
  [
    () => evaluate(fitted, dataset({ ...data, classNames: ["lower", "upper"] })),
    'evaluate: classes: expected "upper" as number 1, got "lower"',
  ],
  [
    () => evaluate(fitted, dataset({ ...data, featureNames: ["x1", "x0"] })),
    'evaluate: features: expected "x0" as number 1, got "x1"',
  ],
  [() => predict({ ...fitted, params: new Float64Array(3) }, data), "trained model: params: expected 33 parameters"],
  [
    () => evaluate(undefined as unknown as Fitted, data),
    "trained model: expected what `fit` or `loadModel` returns, got",
  ],
  [() => evaluate(fitted, undefined as unknown as Dataset), "evaluate: expected a data set, got undefined"],
  [() => evaluate(fitted, data.x as unknown as Dataset), "evaluate: expected a data set, got Float64Array of 300"],
  [() => predict(fitted, null as unknown as Dataset), "predict: expected a data set, got null"],
  [
    () => evaluate(fitted, { ...data, y: data.y.map(() => 2) }),
    "data set moons: expected labels that are whole numbers from 0 to 1, got 2",
  ],
  [
    () => predict(fitted, { ...data, x: data.x.map(() => Number.NaN) }),
    "data set moons: feature x0 of sample 0 is NaN",
  ],
  [
    () => evaluate({ ...fitted, params: fitted.params.map(() => Number.NaN) }, data),
    "trained model: params[0]: expected a finite number, got NaN",
  ],
  [() => predict(JSON.parse(JSON.stringify(fitted)), data), "write a trained model with `saveModel` and read it with"],
  [
    () => predict({ ...fitted, scaler: { kind: "minmax", shift: [0], factor: [1] } }, data),
    "trained model: scaler: expected a scaler of 2 features",
  ],
])("data or a model that does not fit is refused (%#)", (run, message) => {
  expect(run).toThrow(message);
});
