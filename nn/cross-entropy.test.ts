import { expect, test } from "vitest";
import { keyOf } from "../core/key.ts";
import { uniformInto } from "../core/random.ts";
import { crossEntropyInto } from "./cross-entropy.ts";

/** logits: one row for each label. */
function run(logits: readonly number[], labels: readonly number[]) {
  const losses = new Float64Array(labels.length);
  const grads = new Float64Array(logits.length);
  const classes = logits.length / labels.length;
  crossEntropyInto(Float64Array.from(logits), Int32Array.from(labels), labels.length, classes, losses, grads, 1);
  return { losses: [...losses], grads: [...grads] };
}

test("equal logits of C classes cost log C", () => {
  const { losses, grads } = run([3, 3, 3, 3], [2]);
  expect(losses[0]).toBeCloseTo(Math.log(4), 14);
  expect(grads).toEqual([0.25, 0.25, -0.75, 0.25]);
});

test("loss is -log of the label's softmax, gradient softmax - onehot, row by row", () => {
  const logits = new Float64Array(12);
  uniformInto(keyOf(1), -4, 4, logits);
  const labels = [2, 0, 1, 1];
  const { losses, grads } = run([...logits], labels);
  labels.forEach((label, s) => {
    const powers = [...logits.slice(3 * s, 3 * s + 3)].map(Math.exp);
    const sum = powers.reduce((a, b) => a + b);
    expect(losses[s]).toBeCloseTo(-Math.log(powers[label]! / sum), 13);
    powers.forEach((power, c) => {
      expect(grads[3 * s + c]).toBeCloseTo(power / sum - (c === label ? 1 : 0), 14);
    });
  });
});

test("huge logits neither overflow nor lose the loss", () => {
  expect(run([1e300, -1e300], [0])).toEqual({ losses: [0], grads: [0, 0] });
  expect(run([1000, 0], [1])).toEqual({ losses: [1000], grads: [1, -1] });
  expect(run([-1000, -1000], [0]).losses[0]).toBeCloseTo(Math.LN2, 14);
});

test("a logit that is not finite shows in the loss", () => {
  expect(run([Number.NaN, 0], [1]).losses[0]).toBeNaN();
  expect(run([0, Number.NaN], [0]).losses[0]).toBeNaN();
  expect(run([Infinity, 0], [1]).losses[0]).toBeNaN();
});
