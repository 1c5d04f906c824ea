import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parameterCount } from "../core/layer.ts";
import type { RouterSpec } from "../moe/index.ts";
import { buildMixture, checkMixture, linearExpert } from "../moe/index.ts";
import { adam, trainableRanges } from "../optim/index.ts";
import { openStep } from "./step.ts";

interface Case {
  readonly features: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly params: readonly number[];
  readonly weights: readonly number[];
  readonly logits: readonly number[];
  readonly loss: number;
  readonly grads: readonly number[];
  readonly trained: { readonly losses: readonly number[]; readonly params: readonly number[] };
}

interface Mixtures {
  readonly experts: number;
  readonly classes: number;
  readonly learningRate: number;
  readonly cases: readonly (Case & { readonly router: RouterSpec })[];
}

interface CircuitExperts {
  readonly learningRate: number;
  readonly cases: readonly (Case & { readonly model: unknown; readonly classes: number })[];
}

const mixtures: Mixtures = JSON.parse(readFileSync("test/golden/mixtures.json", "utf8"));
const circuitExperts: CircuitExperts = JSON.parse(readFileSync("test/golden/circuit-experts.json", "utf8"));

function expectClose(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(actual[i]! - value)).toBeLessThan(tolerance);
  });
}

const cases = [
  ...mixtures.cases.map(({ router, ...rest }) => {
    const experts = Array.from({ length: mixtures.experts }, () => linearExpert());
    return { ...rest, model: { router, experts }, classes: mixtures.classes, learningRate: mixtures.learningRate };
  }),
  ...circuitExperts.cases.map((one) => ({ ...one, learningRate: circuitExperts.learningRate })),
].map((one) => [JSON.stringify(one.model), one.features, one] as const);

describe.each(cases)("%s on %i features, against torch", (_, _features, wanted) => {
  const mixture = buildMixture(checkMixture(wanted.model), { features: wanted.features, outputs: wanted.classes });
  const x = Float64Array.from(wanted.x);
  const y = Int32Array.from(wanted.y);
  const batch = y.length;
  const length = parameterCount(mixture);

  test("routing weights and logits", () => {
    const open = mixture.open(batch);
    const logits = new Float64Array(wanted.logits.length);
    open.forward(Float64Array.from(wanted.params), x, batch, logits);
    expectClose(open.weights, wanted.weights, 1e-13);
    expectClose(logits, wanted.logits, 1e-13);
  });

  test("loss and gradient of the batch's mean", () => {
    const grads = new Float64Array(length).fill(9);
    const loss = openStep(mixture, batch).run(Float64Array.from(wanted.params), x, y, batch, grads, 0);
    expect(loss).toBeCloseTo(wanted.loss, 13);
    expectClose(grads, wanted.grads, 1e-13);
  });

  test("each sample's own gradient: their mean is the batch's", () => {
    const params = Float64Array.from(wanted.params);
    const rows = new Float64Array(batch * length).fill(9);
    const loss = openStep(mixture, batch).run(params, x, y, batch, rows, length);
    expect(loss).toBeCloseTo(wanted.loss, 13);
    const mean = Array.from({ length }, (_, i) => {
      let sum = 0;
      for (let s = 0; s < batch; s++) sum += rows[s * length + i]!;
      return sum / batch;
    });
    expectClose(mean, wanted.grads, 1e-13);
    const single = new Float64Array(length);
    openStep(mixture, 1).run(params, x.slice(0, wanted.features), y.slice(0, 1), 1, single, length);
    expect(rows.slice(0, length)).toEqual(single);
  });

  test("ten steps of Adam", () => {
    const params = Float64Array.from(wanted.params);
    const grads = new Float64Array(length);
    const step = openStep(mixture, batch);
    const optimiser = adam();
    const state = optimiser.init(length);
    const ranges = trainableRanges(mixture.parameters);
    const losses = wanted.trained.losses.map(() => {
      const loss = step.run(params, x, y, batch, grads, 0);
      optimiser.updateInto(params, grads, state, ranges, wanted.learningRate);
      return loss;
    });
    expectClose(losses, wanted.trained.losses, 1e-9);
    expectClose(params, wanted.trained.params, 1e-9);
  });
});
