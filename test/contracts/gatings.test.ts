import { describe, expect, test } from "vitest";
import { resolve } from "../../core/fields.ts";
import { fold, keyOf } from "../../core/key.ts";
import { gatings } from "../../moe/gating/index.ts";
import { uniforms } from "../oracle/random-circuit.ts";

const cases = Object.entries(gatings).flatMap(([name, kind]) =>
  [1, 2, 5].map((experts) => [name, experts, kind] as const),
);

describe.each(cases)("gating %s over %i experts", (name, experts, kind) => {
  const gating = kind.build(resolve(kind.fields, {}, name), { experts });
  const batch = 7;
  const logits = uniforms(fold(keyOf(8), name, experts), batch * experts, -4, 4);

  test.each(["trainInPlace", "predictInPlace"] as const)("%s: weights are shares that sum to 1", (method) => {
    const weights = logits.slice();
    gating[method](weights, batch);
    for (let s = 0; s < batch; s++) {
      const row = Array.from(weights.subarray(s * experts, (s + 1) * experts));
      expect(row.every((weight) => weight >= 0 && weight <= 1)).toBe(true);
      expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 14);
    }
  });

  test("in prediction a row's weights depend on that row alone, and on every machine on the same bits", () => {
    const together = logits.slice();
    gating.predictInPlace(together, batch);
    for (let s = 0; s < batch; s++) {
      const alone = logits.slice(s * experts, (s + 1) * experts);
      gating.predictInPlace(alone, 1);
      expect(Array.from(alone)).toEqual(Array.from(together.subarray(s * experts, (s + 1) * experts)));
    }
  });

  test("large logits do not overflow", () => {
    const weights = Float64Array.from({ length: experts }, (_, e) => 1e6 * (e + 1));
    gating.predictInPlace(weights, 1);
    expect(weights[experts - 1]).toBe(1);
  });

  test("the derivative by the logits equals central differences", () => {
    const cotangent = uniforms(fold(keyOf(9), name, experts), batch * experts, -1, 1);
    const loss = (values: Float64Array): number => {
      const weights = values.slice();
      gating.trainInPlace(weights, batch);
      return weights.reduce((sum, weight, k) => sum + weight * cotangent[k]!, 0);
    };
    const weights = logits.slice();
    gating.trainInPlace(weights, batch);
    const grads = cotangent.slice();
    gating.backwardInPlace(weights, grads, batch);
    const h = 1e-5;
    for (let k = 0; k < logits.length; k++) {
      const nudged = (by: number): Float64Array => logits.map((value, i) => (i === k ? value + by : value));
      expect(Math.abs(grads[k]! - (loss(nudged(h)) - loss(nudged(-h))) / (2 * h))).toBeLessThan(1e-9);
    }
  });
});
