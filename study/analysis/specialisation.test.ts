import { expect, test } from "vitest";
import { layoutOf } from "../../core/parameters.ts";
import { moons } from "../../data/index.ts";
import {
  circuitExpert,
  coherentAggregation,
  headAggregation,
  incoherentAggregation,
  linearExpert,
  linearRouter,
  mixture,
  mlpExpert,
  oracleRouter,
  quantumRouter,
  topKGating,
  uniformRouter,
} from "../../moe/index.ts";
import { fit } from "../../train/fit.ts";
import type { Classifier } from "../../train/model.ts";
import { mixtureOf } from "../../train/model.ts";
import { evaluate } from "../../train/predict.ts";
import { choiceInformation, specialisation } from "./specialisation.ts";

const data = moons({ samples: 120, noise: 0.1, key: 2 });

test("information by hand: full, none, and between", () => {
  const of = (chosen: readonly number[], labels: readonly number[], experts = 2) =>
    choiceInformation(
      Float64Array.from(
        chosen.flatMap((e) => Array.from({ length: experts }, (_, k) => (k === e ? 0.6 : 0.4 / (experts - 1)))),
      ),
      labels,
      experts,
      2,
    );
  const full = of([0, 0, 1, 1], [1, 1, 0, 0]);
  expect(full.information).toBeCloseTo(Math.log(2), 14);
  expect([full.normalised, full.chance]).toEqual([expect.closeTo(1, 14), 1 / 8]);
  expect(full.counts).toEqual([
    [0, 2],
    [2, 0],
  ]);
  expect(of([0, 1, 0, 1], [0, 0, 1, 1]).information).toBeCloseTo(0, 14);
  // Three of four right: joint 3/8, 1/8, 1/8, 3/8.
  const some = of([0, 0, 0, 1, 1, 1, 1, 0], [0, 0, 0, 0, 1, 1, 1, 1]);
  expect(some.information).toBeCloseTo(0.75 * Math.log(1.5) + 0.25 * Math.log(0.5), 14);
  expect(some.normalised).toBeCloseTo(some.information / Math.log(2), 14);
  const one = of([0, 0, 0, 0], [0, 1, 0, 1], 3);
  expect([one.information, one.normalised, one.chance]).toEqual([expect.closeTo(0, 14), 0, 0]);
  const even = Float64Array.of(0.5, 0.5);
  expect(() => choiceInformation(new Float64Array(3), [0, 1], 2, 2)).toThrow("2 x 2 numbers");
  for (const label of [2, -1, 0.5])
    expect(() => choiceInformation(even, [label], 2, 2)).toThrow("labels[0]: expected a class from 0 to 1");
  expect(() =>
    choiceInformation(
      even.map(() => NaN),
      [0],
      2,
      2,
    ),
  ).toThrow("weights[0]");
  expect(() => choiceInformation(new Float64Array(0), [1], 0, 2)).toThrow("experts: expected a whole number from 1");
  expect(() => choiceInformation(even, null as never, 2, 2)).toThrow("labels");
});

test("the oracle's choice says all there is to say", async () => {
  const fitted = await fit(mixture({ router: oracleRouter(), experts: [linearExpert(), linearExpert()] }), data, {
    epochs: 2,
  });
  const { information, normalised, sampleEntropy, evenness } = specialisation(fitted as Classifier, data);
  expect(information).toBeCloseTo(Math.log(2), 10);
  expect(normalised).toBeCloseTo(1, 10);
  expect(sampleEntropy).toBeLessThan(1e-10);
  expect(evenness).toBeCloseTo(1, 10);
});

test("experts alone: a single expert is the model, with its head; equal weights of two", async () => {
  for (const spec of [
    mixture({ router: uniformRouter(), experts: [mlpExpert()] }),
    mixture({ router: linearRouter(), experts: [linearExpert()], aggregation: headAggregation() }),
    mixture({
      router: quantumRouter({ layers: 1 }),
      experts: [circuitExpert({ layers: 1 })],
      aggregation: coherentAggregation(),
    }),
  ]) {
    const fitted = (await fit(spec, data, { epochs: 3 })) as Classifier;
    const { accuracy } = evaluate(fitted, data);
    expect(specialisation(fitted, data).experts).toEqual([
      { kind: spec.experts[0]!.kind, rows: 120, own: accuracy, all: accuracy },
    ]);
  }
});

test("experts alone in aggregations of states: all the weight of every row is theirs", async () => {
  const experts = [circuitExpert({ layers: 1 }), circuitExpert({ layers: 1 }), circuitExpert({ layers: 1 })];
  for (const aggregation of [coherentAggregation(), incoherentAggregation()]) {
    const spec = mixture({ router: linearRouter(), experts, aggregation });
    const fitted = (await fit(spec, data, { epochs: 2 })) as Classifier;
    const found = specialisation(fitted, data).experts;
    // The same by hand: the router's bias says so.
    const { slices } = layoutOf(mixtureOf(fitted).parameters);
    experts.forEach((_, e) => {
      const params = fitted.params.slice();
      params.fill(0, slices["router.weight"]!.offset, slices["router.bias"]!.offset);
      for (let k = 0; k < 3; k++) params[slices["router.bias"]!.offset + k] = k === e ? 0 : -1000;
      expect(found[e]!.all).toBe(evaluate({ ...fitted, params }, data).accuracy);
    });
  }
});

test("with the gating top-1 the accuracy is that of the experts on their own rows", async () => {
  const spec = mixture({
    router: quantumRouter({ layers: 2 }),
    experts: [linearExpert(), mlpExpert({ hidden: 3 }), linearExpert()],
    gating: topKGating({ k: 1, weights: "probabilities" }),
  });
  const fitted = (await fit(spec, data, { epochs: 3 })) as Classifier;
  const { experts, counts } = specialisation(fitted, data);
  const right = experts.reduce((sum, { own, rows }) => sum + (own ?? 0) * rows, 0);
  expect(right / 120).toBeCloseTo(evaluate(fitted, data).accuracy, 12);
  expect(experts.map(({ rows }) => rows)).toEqual(counts.map((row) => row[0]! + row[1]!));
});
