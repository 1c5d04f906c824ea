import { expect, test } from "vitest";
import { keyOf } from "../core/key.ts";
import { uniformInto } from "../core/random.ts";
import { crossEntropyInto } from "./cross-entropy.ts";

/** logits: one row for each label. */
function run(logits: readonly number[], labels: readonly number[]) {
  const grads = new Float64Array(logits.length);
  const classes = logits.length / labels.length;
  const total = crossEntropyInto(Float64Array.from(logits), Int32Array.from(labels), labels.length, classes, grads, 1);
  const losses = labels.map((label, s) =>
    crossEntropyInto(
      Float64Array.from(logits.slice(s * classes, (s + 1) * classes)),
      Int32Array.of(label),
      1,
      classes,
      new Float64Array(classes),
      1,
    ),
  );
  const sum = losses.reduce((a, b) => a + b, 0);
  if (Number.isFinite(sum)) expect(Math.abs(total - sum)).toBeLessThan(1e-14 * Math.max(1, sum) * labels.length);
  else expect(total).toBeNaN();
  return { losses, grads: [...grads] };
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

test("of many rows the loss is the sum of all, for two classes and for more", () => {
  for (const classes of [2, 3, 10]) {
    const labels = Array.from({ length: 2000 }, (_, s) => s % classes);
    expect(run(new Array<number>(2000 * classes).fill(0.3), labels).losses[7]).toBeCloseTo(Math.log(classes), 13);
  }
});

test("a logit that is not finite shows in the loss", () => {
  expect(run([Number.NaN, 0], [1]).losses[0]).toBeNaN();
  expect(run([0, Number.NaN], [0]).losses[0]).toBeNaN();
  expect(run([Infinity, 0], [1]).losses[0]).toBeNaN();
});
