import { describe, expect, test } from "vitest";
import { keyOf } from "../core/key.ts";
import { parameterCount } from "../core/layer.ts";
import { initialise, layoutOf, viewOf } from "../core/parameters.ts";
import { normalInto, uniformInto } from "../core/random.ts";
import { expectSlopes, layerContract } from "../test/contracts/layer-contract.ts";
import type { MixtureParts } from "./index.ts";
import {
  biasBalancing,
  buildMixture,
  circuitExpert,
  expertChoiceGating,
  headAggregation,
  importanceBalancing,
  linearExpert,
  linearRouter,
  loadBalancing,
  mixture,
  mlpExpert,
  mlpRouter,
  noisyTopKGating,
  oracleRouter,
  quantumRouter,
  softMoeGating,
  softmaxGating,
  switchBalancing,
  topKGating,
  uniformRouter,
  zLossBalancing,
} from "./index.ts";

const BATCH = 9;
const SHAPE = { features: 3, outputs: 2 };
const KEY = keyOf(12);
const five = [linearExpert(), mlpExpert({ hidden: 3 }), linearExpert(), circuitExpert({ layers: 1 }), linearExpert()];

const x = new Float64Array(BATCH * SHAPE.features);
normalInto(keyOf(1), x);
const cotangent = new Float64Array(BATCH * SHAPE.outputs);
uniformInto(keyOf(2), -1, 1, cotangent);

const built = (parts: Partial<MixtureParts>) =>
  buildMixture(mixture({ router: linearRouter(), experts: five, ...parts }), SHAPE);

/** Start values with everything that starts at a constant moved off it. */
function startOf(parts: Partial<MixtureParts>): Float64Array {
  const params = initialise(built(parts).parameters, keyOf(3));
  const noise = new Float64Array(params.length);
  uniformInto(keyOf(4), -0.2, 0.2, noise);
  return params.map((value, i) => value + noise[i]!);
}

describe("each sample is computed by its experts alone", () => {
  layerContract(built({ gating: topKGating({ k: 2 }) }));
});

describe("with shared experts and a head", () => {
  const shared = [mlpExpert({ hidden: 2 }), linearExpert()];
  layerContract(built({ shared, gating: topKGating({ k: 2 }), aggregation: headAggregation({ width: 3 }) }));
});

test("a shared expert adds its output with weight 1", () => {
  const parts = { experts: [linearExpert()], router: uniformRouter() };
  const params = startOf({ ...parts, shared: [linearExpert()] });
  const out = new Float64Array(BATCH * 2);
  built({ ...parts, shared: [linearExpert()] })
    .open(BATCH)
    .forward(params, x, BATCH, out);
  const [one, two] = [params.subarray(0, 8), params.subarray(8)].map((own) => {
    const alone = new Float64Array(BATCH * 2);
    built(parts).open(BATCH).forward(own, x, BATCH, alone);
    return alone;
  });
  out.forEach((value, i) => {
    expect(value).toBeCloseTo(one![i]! + two![i]!, 13);
  });
});

test("top k of k experts is softmax over all", () => {
  const experts = [linearExpert(), linearExpert()];
  const results = [softmaxGating(), topKGating({ k: 2 })].map((gating) => {
    const out = new Float64Array(BATCH * 2);
    const params = startOf({ experts });
    built({ experts, gating }).open(BATCH).forward(params, x, BATCH, out);
    return out;
  });
  results[0]!.forEach((value, i) => {
    expect(value).toBeCloseTo(results[1]![i]!, 13);
  });
});

/** What couples samples, or draws noise: derivatives of outputs and balance loss together, against central differences. */
const coupled: [string, Partial<MixtureParts>][] = [
  ["noisyTopK", { gating: noisyTopKGating() }],
  ["capacity", { gating: topKGating({ k: 3, capacity: 0.8 }) }],
  ["expert choice", { gating: expertChoiceGating({ capacity: 1.5 }) }],
  ["soft MoE", { gating: softMoeGating() }],
  [
    "soft MoE with slots, shared and head",
    {
      gating: softMoeGating({ slots: 3 }),
      shared: [linearExpert()],
      aggregation: headAggregation({ width: 3 }),
    },
  ],
  ["soft MoE with more slots than samples", { gating: softMoeGating({ slots: 20 }), experts: five.slice(0, 2) }],
  ["importance", { balancing: [importanceBalancing()] }],
  ["importance of two", { gating: topKGating(), balancing: [importanceBalancing({ weight: 3 })] }],
  ["load", { gating: noisyTopKGating(), balancing: [loadBalancing({ weight: 2 })] }],
  ["switch", { gating: topKGating({ k: 1, weights: "probabilities" }), balancing: [switchBalancing({ weight: 2 })] }],
  ["z-loss", { balancing: [zLossBalancing({ weight: 0.7 })] }],
  [
    "all of them",
    {
      router: quantumRouter({ layers: 1 }),
      gating: noisyTopKGating(),
      balancing: [importanceBalancing(), loadBalancing(), switchBalancing(), zLossBalancing(), biasBalancing()],
    },
  ],
];

describe.each(coupled)("%s", (_, parts) => {
  test("every derivative is the central difference", () => {
    const made = built(parts);
    const params = startOf(parts);
    const open = made.open(BATCH);
    const rows = x.slice();
    const out = new Float64Array(BATCH * 2);
    const given = { labels: null, key: KEY };
    const score = (): number => {
      open.forward(params, rows, BATCH, out, given);
      return out.reduce((sum, value, i) => sum + value * cotangent[i]!, 0) + open.balanceLoss();
    };
    score();
    const grads = new Float64Array(params.length);
    const gradX = new Float64Array(rows.length).fill(Number.NaN);
    open.backward(params, rows, BATCH, cotangent, grads, 0, gradX);
    // The selection's bias, the last of the parameters, has no derivative.
    const bias = layoutOf(made.parameters).slices["balancing.bias"];
    expectSlopes(params, grads, score, 5e-7, bias?.offset);
    expectSlopes(rows, gradX, score, 5e-7);
  });

  test("in prediction a row's result depends on that row alone", () => {
    const made = built(parts);
    const params = startOf(parts);
    const open = made.open(BATCH);
    const all = new Float64Array(BATCH * 2);
    open.predict(params, x, BATCH, all);
    const weights = open.weights.slice();
    for (let s = 0; s < BATCH; s++) {
      const one = new Float64Array(2);
      open.predict(params, x.slice(3 * s, 3 * s + 3), 1, one);
      expect(one).toEqual(all.slice(2 * s, 2 * s + 2));
      expect(open.weights.slice(0, made.experts.length)).toEqual(
        weights.slice(s * made.experts.length, (s + 1) * made.experts.length),
      );
    }
  });
});

test("a row's own z-loss: its derivative in its row of gradients, the sum of rows that of the sum", () => {
  const parts = { balancing: [zLossBalancing({ weight: 0.5 })] };
  const made = built(parts);
  const params = startOf(parts);
  const open = made.open(BATCH);
  const out = new Float64Array(BATCH * 2);
  const none = new Float64Array(BATCH * 2);
  open.forward(params, x, BATCH, out);
  const rows = new Float64Array(BATCH * params.length);
  open.backward(params, x, BATCH, none, rows, params.length, null);
  const grads = new Float64Array(params.length);
  open.backward(params, x, BATCH, none, grads, 0, null);
  grads.forEach((value, i) => {
    let sum = 0;
    for (let s = 0; s < BATCH; s++) sum += rows[s * params.length + i]!;
    expect(sum / BATCH).toBeCloseTo(value, 12);
  });
});

test("what couples samples says so by name", () => {
  expect(built({}).couples).toEqual([]);
  expect(built({ gating: topKGating(), balancing: [zLossBalancing()] }).couples).toEqual([]);
  expect(built({ gating: topKGating({ capacity: 1 }) }).couples).toEqual(["gating topK"]);
  expect(built({ gating: softMoeGating() }).couples).toEqual(["gating softMoe"]);
  expect(
    built({ gating: noisyTopKGating(), balancing: [loadBalancing(), biasBalancing(), zLossBalancing()] }).couples,
  ).toEqual(["balancing load", "balancing bias"]);
});

test("values of the balance losses, by their formulas", () => {
  const experts = [linearExpert(), linearExpert()];
  const even = { router: uniformRouter(), experts };
  const lossOf = (parts: Partial<MixtureParts>): number => {
    const open = built(parts).open(BATCH);
    open.forward(startOf(parts), x, BATCH, new Float64Array(BATCH * 2));
    return open.balanceLoss();
  };
  // Even weights: no variation. Switch: every sample's highest score is the first expert's, P is 1/2: alpha * 2 * 1/2.
  expect(lossOf({ ...even, balancing: [importanceBalancing()] })).toBe(0);
  expect(lossOf({ ...even, balancing: [switchBalancing({ weight: 0.25 })] })).toBeCloseTo(0.25, 14);
  expect(lossOf({ ...even, balancing: [zLossBalancing({ weight: 1 })] })).toBeCloseTo(Math.log(2) ** 2, 14);
  // One expert of two gets every sample with its whole weight: CV^2 = 1.
  const skew = { ...even, gating: topKGating({ k: 1, weights: "probabilities" as const }) };
  expect(lossOf({ ...skew, balancing: [importanceBalancing({ weight: 1 })] })).toBeCloseTo(1, 14);
  expect(lossOf(even)).toBe(0);
});

test("biases step towards even loads, and only the selection feels them", () => {
  const parts = { experts: five.slice(0, 3), gating: topKGating({ k: 1, weights: "probabilities" as const }) };
  const made = built({ ...parts, router: uniformRouter(), balancing: [biasBalancing({ rate: 0.01 })] });
  const params = initialise(made.parameters, keyOf(3));
  const bias = viewOf(layoutOf(made.parameters), params, "balancing.bias");
  const open = made.open(BATCH);
  const out = new Float64Array(BATCH * 2);
  open.forward(params, x, BATCH, out);
  // Ties go to the first expert, which has all samples.
  expect(Array.from(open.weights.slice(0, 3))).toEqual([1 / 3, 0, 0]);
  open.afterStep(params);
  expect(Array.from(bias)).toEqual([-0.01, 0.01, 0.01]);
  open.forward(params, x, BATCH, out);
  expect(Array.from(open.weights.slice(0, 3))).toEqual([0, 1 / 3, 0]);
  open.predict(params, x, BATCH, out);
  expect(Array.from(open.weights.slice(0, 3))).toEqual([0, 1 / 3, 0]);
});

test("the oracle routes by label, and needs labels", () => {
  const made = built({ router: oracleRouter() });
  expect([made.needsLabels, built({}).needsLabels]).toEqual([true, false]);
  const open = made.open(BATCH);
  const labels = Int32Array.from({ length: BATCH }, (_, s) => s % 7);
  const params = startOf({ router: oracleRouter() });
  const out = new Float64Array(BATCH * 2);
  open.forward(params, x, BATCH, out, { labels, key: null });
  for (let s = 0; s < BATCH; s++) expect(open.weights[s * 5 + (labels[s]! % 5)]).toBeGreaterThan(1 - 1e-15);
  open.predict(params, x, BATCH, out, labels);
  expect(() => open.predict(params, x, BATCH, out)).toThrow("router oracle: it routes by the true label and got none");
});

test.each<[Partial<MixtureParts>, string]>([
  [{ balancing: [loadBalancing()] }, "balancing load: expected the gating noisyTopK"],
  [{ balancing: [biasBalancing()] }, "balancing bias: expected a gating that selects the highest scores"],
  [
    { gating: noisyTopKGating({ k: 5 }), balancing: [loadBalancing()] },
    "balancing load: k: expected below 5, the number of experts, got 5",
  ],
  [
    { gating: softMoeGating(), balancing: [zLossBalancing()] },
    "mixture: balancing: expected none with the gating softMoe",
  ],
  [{ gating: topKGating({ k: 6 }) }, "gating topK: k: expected from 1 to 5, the number of experts, got 6"],
  [{ balancing: [zLossBalancing(), zLossBalancing()] }, 'mixture: balancing: expected kinds that differ, got "zLoss"'],
])("parts that do not fit together are refused (%#)", (parts, message) => {
  expect(() => built(parts)).toThrow(message);
});

test("noise needs a key", () => {
  const open = built({ gating: noisyTopKGating() }).open(BATCH);
  const params = startOf({ gating: noisyTopKGating() });
  expect(() => open.forward(params, x, BATCH, new Float64Array(18))).toThrow("gating noisyTopK: key: expected a key");
});

test("work counts the experts that a sample goes to, not all there are", () => {
  const experts = Array.from({ length: 64 }, () => mlpExpert({ hidden: 32 }));
  const dense = built({ experts, router: mlpRouter() });
  const sparse = built({ experts, router: mlpRouter(), gating: topKGating({ k: 2 }) });
  const each = parameterCount(dense.experts[0]!);
  expect(dense.work - sparse.work).toBe(62 * each);
});
