import { describe, expect, test } from "vitest";
import { resolve } from "../../core/fields.ts";
import { fold, keyOf } from "../../core/key.ts";
import { parameterCount } from "../../core/layer.ts";
import type { GatingKind, GatingSpec } from "../../moe/index.ts";
import {
  expertChoiceGating,
  gatings,
  noisyTopKGating,
  softMoeGating,
  softmaxGating,
  topKGating,
} from "../../moe/index.ts";
import { uniforms } from "../oracle/random-circuit.ts";
import { expectSlopes } from "./layer-contract.ts";

/** Each gating with its defaults, and with options that lead to other weights. */
const variants: Record<keyof typeof gatings, GatingSpec[]> = {
  softmax: [softmaxGating(), softmaxGating({ temperature: 0.3 })],
  topK: [
    topKGating(),
    topKGating({ k: 3, weights: "probabilities" }),
    topKGating({ k: 1, weights: "probabilities", capacity: 1 }),
    topKGating({ capacity: 1.25 }),
  ],
  noisyTopK: [noisyTopKGating(), noisyTopKGating({ k: 1, weights: "probabilities", capacity: 1 })],
  expertChoice: [expertChoiceGating(), expertChoiceGating({ capacity: 1 }), expertChoiceGating({ capacity: 9 })],
  softMoe: [softMoeGating(), softMoeGating({ slots: 2 })],
};
const FEATURES = 2;
const BATCH = 7;
const KEY = keyOf(5);
const cases = Object.values(variants)
  .flat()
  .flatMap((spec) => [3, 5].map((experts) => [JSON.stringify(spec), experts, spec] as const));

describe.each(cases)("gating %s over %i experts", (name, experts, spec) => {
  const kind = gatings[spec.kind] as GatingKind;
  const gating = kind.build(spec, { features: FEATURES, experts });
  const open = gating.open(BATCH);
  const scores = uniforms(fold(keyOf(8), name, experts), BATCH * gating.scores, -4, 4);
  const x = uniforms(fold(keyOf(10), name), BATCH * FEATURES, -1, 1);
  const params = uniforms(fold(keyOf(11), name), parameterCount(gating), -1, 1);
  const train = (values: Float64Array): Float64Array => {
    const weights = new Float64Array(BATCH * experts).fill(9);
    open.train(params, x, values, BATCH, weights, null, KEY);
    return weights;
  };
  const predict = (values: Float64Array, batch: number): Float64Array => {
    const weights = new Float64Array(batch * experts).fill(9);
    open.predict(values, batch, weights, null);
    return weights;
  };
  const rowOf = (weights: Float64Array, s: number): number[] =>
    Array.from(weights.subarray(s * experts, (s + 1) * experts));
  const whole = "weights" in spec ? spec.weights === "renormalised" : spec.kind !== "expertChoice" || gating.covers;

  test("prediction: shares that sum to 1 (at most 1 where probabilities are kept), for as many experts as it says", () => {
    const weights = predict(scores, BATCH);
    for (let s = 0; s < BATCH; s++) {
      const row = rowOf(weights, s);
      const sum = row.reduce((all, weight) => all + weight, 0);
      expect(row.every((weight) => weight >= 0)).toBe(true);
      expect(row.filter((weight) => weight > 0)).toHaveLength(gating.most);
      if (whole) expect(sum).toBeCloseTo(1, 14);
      else expect(sum).toBeLessThan(1 + 1e-14);
    }
  });

  test("prediction: a row's weights depend on that row alone", () => {
    const together = predict(scores, BATCH);
    for (let s = 0; s < BATCH; s++) {
      const alone = predict(scores.slice(s * gating.scores, (s + 1) * gating.scores), 1);
      expect(Array.from(alone)).toEqual(rowOf(together, s));
    }
  });

  test("training: the same key, the same weights; without noise or coupling those of prediction", () => {
    expect(train(scores)).toEqual(train(scores));
    if (!gating.noisy && !gating.couples) expect(train(scores)).toEqual(predict(scores, BATCH));
    if (gating.covers) for (let s = 0; s < BATCH; s++) expect(Math.max(...rowOf(train(scores), s))).toBeGreaterThan(0);
  });

  test("large scores do not overflow", () => {
    const large = Float64Array.from({ length: gating.scores }, (_, e) => 1e6 * (e + 1));
    const row = rowOf(predict(large, 1), 0);
    expect(row.indexOf(Math.max(...row))).toBe(experts - 1);
    expect(row[experts - 1]).toBe(1);
  });

  // Soft MoE's derivative passes through the experts: it is tested in the mixture.
  if (gating.slots > 0) return;
  test("derivatives by scores, parameters and inputs are central differences", () => {
    const cotangent = uniforms(fold(keyOf(9), name, experts), BATCH * experts, -1, 1);
    const loss = (): number => train(scores).reduce((sum, weight, k) => sum + weight * cotangent[k]!, 0);
    const weights = train(scores);
    const gradScores = new Float64Array(scores.length);
    const gradParams = new Float64Array(params.length);
    const gradX = new Float64Array(x.length);
    open.backward(params, x, BATCH, weights, cotangent.slice(), gradScores, gradParams, 0, gradX);
    expectSlopes(scores, gradScores, loss, 1e-8);
    expectSlopes(params, gradParams, loss, 1e-8);
    expectSlopes(x, gradX, loss, 1e-8);
  });
});

test.each(Object.entries(gatings))("%s is declared in full", (name, kind) => {
  expect(kind.help.length).toBeGreaterThan(10);
  for (const field of Object.values(kind.fields)) expect(field.default).toBeDefined();
  const spec = variants[name as keyof typeof gatings][0]!;
  expect(spec).toEqual({ kind: name, ...resolve(kind.fields, {}, name) });
  expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
});
