import { expect, test } from "vitest";
import { moons, split } from "../../data/index.ts";
import { evaluate, type Fitted, fit, loadModel, predict, saveModel } from "../../train/index.ts";
import { linearExpert, mixture, quantumRouter, twinOf, twinRouter } from "../index.ts";

const { train, test: held } = split(moons({ samples: 200, noise: 0.1, key: 1 }), { test: 0.5 });
const experts = [linearExpert(), linearExpert()];
const shape = { features: 2, outputs: 2 };

/** The trained model with its router's twin. */
function twinned<T extends Fitted>(fitted: T): T {
  const { model, params } = twinOf(fitted.model, fitted.params, shape);
  return { ...fitted, model, params };
}

test.each([quantumRouter(), quantumRouter({ layers: 2, uploads: 2, inputs: "scale" })])(
  "the twin of a trained mixture predicts the same on test rows, and so it does saved and loaded: %o",
  async (router) => {
    const fitted = await fit(mixture({ router, experts }), train, { epochs: 15, learningRate: 0.1 });
    const twin = twinned(fitted);
    const [a, b] = [predict(fitted, held), predict(twin, held)];
    expect(b.classes).toEqual(a.classes);
    for (const name of ["probabilities", "weights"] as const) {
      for (const [i, value] of a[name].entries()) expect(Math.abs(value - b[name][i]!)).toBeLessThan(1e-12);
    }
    expect(evaluate(twin, held).accuracy).toBe(evaluate(fitted, held).accuracy);
    expect(predict(loadModel(saveModel(twin)) as typeof twin, held)).toEqual(b);
  },
);

test("a twin router trains on its own", async () => {
  const fitted = await fit(mixture({ router: twinRouter(), experts }), train, { epochs: 40, learningRate: 0.1 });
  expect(fitted.history.at(-1)!.meanLoss).toBeLessThan(fitted.history[0]!.meanLoss / 2);
});
