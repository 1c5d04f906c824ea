import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkSpec } from "../core/spec.ts";
import {
  adam,
  adamw,
  openOptimiser,
  openSchedule,
  optimisers,
  rmsprop,
  schedules,
  sgd,
  trainableRanges,
} from "./index.ts";

interface Golden {
  readonly cases: readonly {
    readonly kind: string;
    readonly options: object;
    readonly start: readonly number[];
    readonly steps: readonly {
      readonly learningRate: number;
      readonly grads: readonly number[];
      readonly params: readonly number[];
    }[];
  }[];
  readonly schedules: readonly {
    readonly spec: object;
    readonly epochs: number;
    readonly stepsPerEpoch: number;
    readonly factors: readonly number[];
  }[];
}

const golden: Golden = JSON.parse(readFileSync("test/golden/optimisers.json", "utf8"));

test.each(golden.cases)("$kind takes torch's steps with $options", ({ kind, options, start, steps }) => {
  const optimiser = openOptimiser(checkSpec(optimisers, { kind, ...options }, "optimiser"));
  const params = Float64Array.from(start);
  const state = optimiser.init(params.length);
  const all = [{ offset: 0, length: params.length }];
  for (const { learningRate, grads, params: expected } of steps) {
    optimiser.updateInto(params, Float64Array.from(grads), state, all, learningRate);
    expected.forEach((value, i) => {
      expect(Math.abs(params[i]! - value)).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)));
    });
  }
});

test.each(golden.schedules)("$spec has torch's factors", ({ spec, epochs, stepsPerEpoch, factors }) => {
  const factor = openSchedule(checkSpec(schedules, spec, "schedule"), { epochs, stepsPerEpoch });
  factors.forEach((value, step) => {
    expect(Math.abs(factor(step) - value)).toBeLessThan(1e-12);
  });
  // Steps may be asked for again.
  expect(factor(1)).toBeCloseTo(factors[1]!, 12);
});

test("a warm-up longer than the training only rises", () => {
  const factor = openSchedule(checkSpec(schedules, { kind: "cosine", warmup: 9 }, "schedule"), {
    epochs: 2,
    stepsPerEpoch: 2,
  });
  expect([0, 1, 2, 3].map(factor)).toEqual([1 / 18, 2 / 18, 3 / 18, 4 / 18]);
});

test("Adam's first step is the learning rate, whatever the gradient's size", () => {
  const optimiser = adam();
  const params = Float64Array.of(1, 2, 3);
  optimiser.updateInto(params, Float64Array.of(2, -1e-3, 1e9), optimiser.init(3), [{ offset: 0, length: 3 }], 0.1);
  expect(params[0]).toBeCloseTo(0.9, 7);
  expect(params[1]).toBeCloseTo(2.1, 5);
  expect(params[2]).toBeCloseTo(2.9, 7);
});

test("centered RMSprop stays finite on gradients that do not change", () => {
  const optimiser = rmsprop({ centered: true, alpha: 0.5 });
  const params = Float64Array.of(1);
  const state = optimiser.init(1);
  for (let k = 0; k < 200; k++) {
    optimiser.updateInto(params, Float64Array.of(0.1), state, [{ offset: 0, length: 1 }], 1e-9);
  }
  expect(params[0]).toBeLessThan(1);
});

test("trainable ranges: neighbours are joined, frozen arrays left out", () => {
  const spec = (length: number, trainable: boolean) => ({ name: "a", shape: [length], trainable, init: () => {} });
  expect(trainableRanges([spec(2, true), spec(3, true), spec(4, false), spec(1, true), spec(2, false)])).toEqual([
    { offset: 0, length: 5 },
    { offset: 9, length: 1 },
  ]);
  expect(trainableRanges([spec(2, false)])).toEqual([]);
});

test.each<[() => unknown, string]>([
  [() => adam({ beta1: 1 }), "adam: beta1 must be"],
  [() => adam({ momentum: 1 } as object), 'unknown option "momentum"'],
  [() => adamw({ weightDecay: -1 }), "adamw: weightDecay must be a number from 0"],
  [() => sgd({ nesterov: true }), "sgd: nesterov needs a momentum above 0 and no dampening, got momentum 0"],
  [() => sgd({ nesterov: true, momentum: 0.9, dampening: 0.1 }), "and dampening 0.1"],
  [() => rmsprop({ alpha: 1 }), "rmsprop: alpha must be"],
])("bad options are refused (%#)", (run, message) => {
  expect(run).toThrow(message);
});
