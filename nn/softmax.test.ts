import { expect, test } from "vitest";
import { softmaxBackwardInPlace, softmaxInPlace } from "./softmax.ts";

test("rows sum to 1 in the proportions of their exponentials", () => {
  const rows = Float64Array.of(0, Math.log(3), 1000, 1000 + Math.log(3), -1e300, 0);
  softmaxInPlace(rows, 3, 2);
  for (const [i, share] of [0.25, 0.75, 0.25, 0.75, 0, 1].entries()) expect(rows[i]).toBeCloseTo(share, 12);
});

test("a row of one number is exactly 1", () => {
  const rows = Float64Array.of(-7.3, 1e300);
  softmaxInPlace(rows, 2, 1);
  expect([...rows]).toEqual([1, 1]);
});

test("rows beyond the batch stay", () => {
  const rows = Float64Array.of(1, 1, 5, 6);
  softmaxInPlace(rows, 1, 2);
  expect([...rows]).toEqual([0.5, 0.5, 5, 6]);
});

test("NaN stays visible", () => {
  const rows = Float64Array.of(0, Number.NaN);
  softmaxInPlace(rows, 1, 2);
  expect([...rows]).toEqual([Number.NaN, Number.NaN]);
});

test("backward is the central difference", () => {
  const logits = [0.3, -1.2, 0.8, 2.1, 0, -0.4];
  const cotangent = [1, -0.5, 2, 0.25, 3, -1];
  const score = (values: number[]): number => {
    const weights = Float64Array.from(values);
    softmaxInPlace(weights, 2, 3);
    return weights.reduce((sum, weight, i) => sum + weight * cotangent[i]!, 0);
  };
  const weights = Float64Array.from(logits);
  softmaxInPlace(weights, 2, 3);
  const grads = Float64Array.from(cotangent);
  softmaxBackwardInPlace(weights, grads, 2, 3);
  logits.forEach((logit, i) => {
    const difference = (score(logits.with(i, logit + 1e-5)) - score(logits.with(i, logit - 1e-5))) / 2e-5;
    expect(grads[i]).toBeCloseTo(difference, 8);
  });
});
