import { expect, test } from "vitest";
import { keyOf } from "../../core/key.ts";
import type { GatingKind, GatingSpec } from "../index.ts";
import { expertChoiceGating, gatings, noisyTopKGating, softMoeGating, topKGating } from "../index.ts";
import { rank } from "./selection.ts";

function trained(spec: GatingSpec, scores: readonly number[][], bias: readonly number[] | null = null): number[][] {
  const experts = scores[0]!.length;
  const gating = (gatings[spec.kind] as GatingKind).build(spec, { features: 1, experts });
  const weights = new Float64Array(scores.length * experts);
  const x = new Float64Array(scores.length);
  const params = new Float64Array(2 * experts);
  const own = bias === null ? null : Float64Array.from(bias);
  gating.open(scores.length).train(params, x, Float64Array.from(scores.flat()), scores.length, weights, own, keyOf(1));
  return scores.map((_, s) => Array.from(weights.subarray(s * experts, (s + 1) * experts)));
}

const rounded = (rows: number[][]): number[][] => rows.map((row) => row.map((value) => Number(value.toFixed(4))));

test("top 2 renormalises over the two highest, ties to the lower expert", () => {
  const [a, b] = trained(topKGating(), [
    [1, 3, 2, 0],
    [5, 5, 5, 5],
  ]);
  const high = 1 / (1 + Math.exp(-1));
  expect(rounded([a!])).toEqual(rounded([[0, high, 1 - high, 0]]));
  expect(b).toEqual([0.5, 0.5, 0, 0]);
});

test("Switch keeps the probability of the one it selects", () => {
  const [row] = trained(topKGating({ k: 1, weights: "probabilities" }), [[0, Math.log(2), 0]]);
  expect(rounded([row!])).toEqual([[0, 0.5, 0]]);
});

test("over capacity, first choices go before second ones, earlier samples before later ones", () => {
  // 4 samples, k 2, 4 experts, capacity 1: at most 2 samples for each expert.
  const rows = trained(topKGating({ capacity: 1 }), [
    [0, 2, 1, -9],
    [9, 8, -9, -9],
    [1, 2, -9, -9],
    [-9, 8, 9, -9],
  ]);
  expect(rows.map((row) => row.map((weight) => (weight > 0 ? 1 : 0)))).toEqual([
    [0, 1, 1, 0],
    [1, 0, 0, 0],
    [1, 1, 0, 0],
    [0, 0, 1, 0],
  ]);
  // What is dropped is not made up for.
  expect(rows[1]![0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
});

test("a bias changes the selection and not the weights", () => {
  const scores = [[2, 1, 0]];
  const [row] = trained(topKGating(), scores, [-1, 0, 0]);
  const second = 1 / (1 + Math.exp(-1));
  expect(rounded([row!])).toEqual(rounded([[0, second, 1 - second]]));
});

test("with expert choice every expert takes the same number of samples, its highest", () => {
  const rows = trained(expertChoiceGating({ capacity: 1 }), [
    [3, 0],
    [2, 0],
    [1, 0],
    [0, 0],
  ]);
  expect(rows.map((row) => row.map((weight) => (weight > 0 ? 1 : 0)))).toEqual([
    [1, 0],
    [1, 0],
    [0, 1],
    [0, 1],
  ]);
});

test("noise: standard deviation softplus(0) at the start, mean 0, another key other noise", () => {
  const experts = 4;
  const batch = 4000;
  const gating = gatings.noisyTopK.build(noisyTopKGating(), { features: 1, experts });
  expect(gating.parameters.map(({ name, shape }) => [name, shape])).toEqual([
    ["noise.weight", [4, 1]],
    ["noise.bias", [4]],
  ]);
  const open = gating.open(batch);
  const draw = (seed: number): Float64Array => {
    const zeros = new Float64Array(batch * experts);
    open.train(new Float64Array(8), new Float64Array(batch), zeros, batch, new Float64Array(zeros), null, keyOf(seed));
    return open.noise!.noisy.slice();
  };
  const noise = draw(1);
  const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
  const variance = noise.reduce((sum, value) => sum + value * value, 0) / noise.length;
  const scale = Math.log(2);
  // 5 standard errors.
  expect(Math.abs(mean)).toBeLessThan((5 * scale) / Math.sqrt(noise.length));
  expect(Math.abs(variance / (scale * scale) - 1)).toBeLessThan(5 * Math.sqrt(2 / noise.length));
  expect(draw(1)).toEqual(noise);
  expect(draw(2)[0]).not.toBe(noise[0]);
});

test("rank is the order of a sort, ties by place", () => {
  const values = Float64Array.of(0, 9, 1, 5, 5, 2, 7, 5, 0);
  const ranked = new Int32Array(10).fill(-1);
  rank(values, 1, 7, 5, null, ranked, 2);
  expect(Array.from(ranked)).toEqual([-1, -1, 0, 5, 2, 3, 6, -1, -1, -1]);
});

test.each([
  [topKGating({ k: 4 }), "gating topK: k: expected from 1 to 3, the number of experts, got 4"],
  [topKGating({ k: 1 }), "with k = 1 the one selected expert always has the renormalised weight 1"],
  [noisyTopKGating({ k: 1 }), "gating noisyTopK: with k = 1"],
])("a selection that cannot be is refused (%#)", (spec, message) => {
  expect(() => (gatings[spec.kind] as GatingKind).build(spec, { features: 1, experts: 3 })).toThrow(message);
});

test.each([
  [() => topKGating({ k: 0 }), "topKGating: k must be a whole number from 1 to 4096, got 0"],
  [() => topKGating({ capacity: -1 }), "topKGating: capacity must be a number from 0 to 1000000, got -1"],
  [() => expertChoiceGating({ capacity: 0 }), "capacity must be a number above 0 to 4096, got 0"],
  [() => softMoeGating({ slots: 0.5 }), "slots must be a whole number from 1 to 1024, got 0.5"],
])("a bad option is refused (%#)", (make, message) => {
  expect(make).toThrow(message);
});
