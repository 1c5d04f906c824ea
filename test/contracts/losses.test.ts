import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkSpec, jsonSchema, keyOf, uniformInto } from "../../core/index.ts";
import type { LossKind, Targets } from "../../nn/index.ts";
import { losses, openLoss } from "../../nn/index.ts";

interface Golden {
  readonly cases: readonly {
    readonly spec: { readonly kind: keyof typeof losses };
    readonly size: number;
    readonly batch: number;
    readonly outputs: readonly number[];
    readonly targets: readonly number[];
    readonly loss: number;
    readonly grads: readonly number[];
  }[];
}

const golden: Golden = JSON.parse(readFileSync("test/golden/losses.json", "utf8"));
const targetsOf = (kind: LossKind, values: ArrayLike<number>): Targets =>
  kind.targets === "classes" ? Int32Array.from(values) : Float64Array.from(values);

test.each(golden.cases)("$spec of $size is torch's", ({ spec, size, batch, outputs, targets, loss, grads }) => {
  const rule = openLoss(checkSpec(losses, spec, "loss"), size);
  const wanted = targetsOf(losses[spec.kind], targets);
  const gradOutputs = new Float64Array(outputs.length);
  const weight = rule.weightOf(wanted, batch);
  const sum = rule.sumInto(Float64Array.from(outputs), wanted, batch, gradOutputs, weight);
  expect(Math.abs(sum / weight - loss)).toBeLessThan(1e-12);
  grads.forEach((value, i) => {
    expect(Math.abs(gradOutputs[i]! - value)).toBeLessThan(1e-12);
  });
});

/** Options besides the defaults. */
const variants: Record<string, readonly object[]> = {
  crossEntropy: [{ classWeights: [2, 0.5] }, { smoothing: 0.2 }, { classWeights: [2, 0.5], smoothing: 0.1 }],
  binary: [{ positiveWeight: 3 }],
  huber: [{ delta: 0.3 }],
};
const cases = Object.entries(losses).flatMap(([name, kind]: [string, LossKind]) =>
  [{}, ...(variants[name] ?? [])].map((options) => [name, options, kind] as const),
);

describe.each(cases)("loss %s with %o", (name, options, kind) => {
  const loss = openLoss(checkSpec(losses, { kind: name, ...options }, "loss"), 2);
  const width = loss.outputs;
  const batch = 5;
  const outputs = new Float64Array(batch * width);
  uniformInto(keyOf(1), -2, 2, outputs);
  const numbers = new Float64Array(batch * width);
  uniformInto(keyOf(2), -2, 2, numbers);
  const targets = targetsOf(kind, kind.targets === "classes" ? [0, 1, 1, 0, 1] : numbers);
  const perRow = kind.targets === "classes" ? 1 : width;
  const run = (values: Float64Array, divisor = 1) => {
    const grads = new Float64Array(values.length);
    return { sum: loss.sumInto(values, targets, batch, grads, divisor), grads };
  };

  test("the derivative is the central difference", () => {
    const { grads } = run(outputs);
    outputs.forEach((value, i) => {
      const slope = (run(outputs.with(i, value + 1e-5)).sum - run(outputs.with(i, value - 1e-5)).sum) / 2e-5;
      expect(grads[i]).toBeCloseTo(slope, 8);
    });
  });

  test("a batch is the sum of its rows, and the divisor divides the derivative alone", () => {
    const { sum, grads } = run(outputs, 3);
    let rows = 0;
    let weights = 0;
    for (let s = 0; s < batch; s++) {
      const grad = new Float64Array(width);
      const own = targets.slice(s * perRow, (s + 1) * perRow);
      rows += loss.sumInto(outputs.slice(s * width, (s + 1) * width), own, 1, grad, 1);
      weights += loss.weightOf(own, 1);
      grad.forEach((value, i) => {
        expect(grads[s * width + i]).toBeCloseTo(value / 3, 14);
      });
    }
    expect(sum).toBeCloseTo(rows, 13);
    expect(loss.weightOf(targets, batch)).toBeCloseTo(weights, 13);
  });

  test("rows beyond the batch stay", () => {
    const grads = new Float64Array(outputs.length).fill(9);
    loss.sumInto(outputs, targets, 2, grads, 1);
    expect([...grads.slice(2 * width)]).toEqual(new Array((batch - 2) * width).fill(9));
  });

  test("huge outputs do not overflow, and those that are not finite show", () => {
    const size = kind.targets === "classes" ? 1e300 : 1e150;
    const huge = run(Float64Array.from(outputs, (_, i) => (i % 3 === 0 ? size : -size)));
    expect(huge.sum).toBeGreaterThan(0);
    expect(Number.isFinite(huge.sum)).toBe(true);
    expect(huge.grads.every(Number.isFinite)).toBe(true);
    for (const value of [Number.NaN, Infinity, -Infinity]) {
      expect(Number.isFinite(run(outputs.with(0, value)).sum), String(value)).toBe(false);
    }
  });

  test("declares its options, and refuses bad ones", () => {
    expect(kind.help.length).toBeGreaterThan(10);
    expect(Object.keys(jsonSchema(kind.fields).properties as object)).toEqual(Object.keys(kind.fields));
    expect(() => checkSpec(losses, { kind: name, rate: 1 }, "loss")).toThrow('unknown option "rate"');
  });
});

test.each<[object, number, string]>([
  [
    { kind: "crossEntropy", classWeights: [1, 2] },
    3,
    "crossEntropy: classWeights: expected 3 numbers, one for each class",
  ],
  [{ kind: "crossEntropy", classWeights: [1, 0] }, 2, "weights: expected numbers above 0, got 0"],
  [{ kind: "crossEntropy", classWeights: 2 }, 2, "weights: expected a list with one number for each class"],
  [{ kind: "crossEntropy", smoothing: 1.1 }, 2, "smoothing must be a number from 0 to 1"],
  [{ kind: "binary" }, 3, "binary: expected two classes, got 3"],
  [{ kind: "huber", delta: 0 }, 1, "delta must be a number above 0"],
])("bad options are refused: %o for %i", (spec, size, message) => {
  expect(() => openLoss(checkSpec(losses, spec, "loss"), size)).toThrow(message);
});
