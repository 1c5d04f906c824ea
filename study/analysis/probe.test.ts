import { expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { normalInto, uniformInto } from "../../core/random.ts";
import { readSample } from "../../node/samples.ts";
import { linearProbe } from "./probe.ts";

const key = keyOf(1610);

test("two points: the optimum of its one equation", () => {
  // Features -1 and 1 with classes 0 and 1: weights (-w, w), and by symmetry no bias. Slope of class 1: ridge w = sigmoid(-2 w) / 1.
  const rows = { x: Float64Array.of(3, 5), width: 1, y: [0, 1] };
  const ridge = 0.1;
  const { weights, accuracy, trainAccuracy, loss } = linearProbe(rows, rows, 2, { ridge });
  const w = weights[2]!;
  expect(weights[0]).toBeCloseTo(-w, 9);
  expect(ridge * w).toBeCloseTo(1 / (1 + Math.exp(2 * w)), 9);
  expect([weights[1], weights[3]]).toEqual([expect.closeTo(0, 9), expect.closeTo(0, 9)]);
  expect([accuracy, trainAccuracy]).toEqual([1, 1]);
  expect(loss).toBeCloseTo(Math.log(1 + Math.exp(-2 * w)), 9);
});

test("a constant feature adds nothing: the biases give the classes' shares", () => {
  const rows = { x: new Float64Array(8).fill(2), width: 1, y: [0, 0, 0, 0, 0, 1, 1, 2] };
  const { weights, accuracy, loss } = linearProbe(rows, rows, 3);
  const shares = [5 / 8, 2 / 8, 1 / 8];
  expect(weights[1]! - weights[3]!).toBeCloseTo(Math.log(2.5), 8);
  expect(weights[1]! + weights[3]! + weights[5]!).toBeCloseTo(0, 8);
  expect(accuracy).toBe(5 / 8);
  expect(loss).toBeCloseTo(-shares.reduce((sum, p) => sum + p * Math.log(p), 0), 8);
});

test("every derivative of the objective is 0 where it ends, with three classes of real rows", () => {
  const { x, y, numFeatures: width, numClasses } = readSample("iris");
  const rows = { x, width, y };
  const ridge = 0.01;
  const { weights, accuracy } = linearProbe(rows, rows, numClasses, { ridge });
  const mean = Array.from({ length: width }, (_, f) =>
    x.reduce((sum, value, i) => sum + (i % width === f ? value / y.length : 0), 0),
  );
  const deviation = mean.map((m, f) =>
    Math.sqrt(x.reduce((sum, value, i) => sum + (i % width === f ? (value - m) ** 2 / y.length : 0), 0)),
  );
  const objective = (w: Float64Array): number => {
    let sum = 0;
    for (let s = 0; s < y.length; s++) {
      const logits = Array.from({ length: numClasses }, (_, c) =>
        mean.reduce((all, m, f) => all + w[c * 5 + f]! * ((x[s * width + f]! - m) / deviation[f]!), w[c * 5 + 4]!),
      );
      sum += (Math.log(logits.reduce((all, z) => all + Math.exp(z), 0)) - logits[y[s]!]!) / y.length;
    }
    return sum + (ridge / 2) * w.reduce((all, value, i) => all + (i % 5 < 4 ? value * value : 0), 0);
  };
  for (let i = 0; i < weights.length; i++) {
    const [up, down] = [1e-5, -1e-5].map((h) => objective(weights.map((value, k) => (k === i ? value + h : value))));
    expect(Math.abs(up! - down!) / 2e-5).toBeLessThan(1e-8);
  }
  expect(accuracy).toBeGreaterThan(0.94);
});

test("a circle is no linear rule of its points and one of their squares", () => {
  const x = new Float64Array(800);
  normalInto(key, x);
  const y = Array.from({ length: 400 }, (_, s) => (x[2 * s]! ** 2 + x[2 * s + 1]! ** 2 > 1.4 ? 1 : 0));
  const of = (values: Float64Array) => {
    const part = (from: number, to: number) => ({ x: values.slice(2 * from, 2 * to), width: 2, y: y.slice(from, to) });
    return linearProbe(part(0, 200), part(200, 400), 2).accuracy;
  };
  expect(of(x)).toBeLessThan(0.65);
  expect(of(x.map((value) => value * value))).toBeGreaterThan(0.97);
});

test("rows that a rule parts fully have an optimum, by the ridge; noise stays at chance", () => {
  const x = new Float64Array(300);
  uniformInto(fold(key, "x"), -1, 1, x);
  const y = Array.from(x, (value) => (value > 0 ? 1 : 0));
  expect(linearProbe({ x, width: 1, y }, { x, width: 1, y }, 2, { ridge: 1e-6 }).accuracy).toBeGreaterThan(0.99);
});

test("what does not fit is refused", () => {
  const rows = { x: new Float64Array(4), width: 2, y: [0, 1] };
  expect(() => linearProbe({ ...rows, y: [0] }, rows, 2)).toThrow(
    "linearProbe: train: expected 1 labelled rows of 2 features",
  );
  expect(() => linearProbe(rows, { ...rows, y: [0, 2] }, 2)).toThrow(
    "linearProbe: test: y[1]: expected a class from 0 to 1",
  );
  for (const odd of [NaN, Infinity, 1e200]) {
    const broken = { ...rows, x: Float64Array.of(0, odd, 1, 2) };
    expect(() => linearProbe(broken, rows, 2)).toThrow("linearProbe: train: x[1]: expected a number");
    expect(() => linearProbe(rows, broken, 2)).toThrow("linearProbe: test: x[1]: expected a number");
  }
  expect(() => linearProbe(null as never, rows, 2)).toThrow("rows as { x, width, y }");
  expect(() => linearProbe(rows, rows, 2, null as never)).toThrow("options");
  expect(() => linearProbe(rows, rows, 1)).toThrow("classes");
  expect(() => linearProbe(rows, rows, 2, { ridge: 0 })).toThrow("ridge");
  expect(() => linearProbe(rows, { x: new Float64Array(2), width: 1, y: [0, 1] }, 2)).toThrow("2 features");
  expect(() => linearProbe({ x: new Float64Array(1300), width: 650, y: [0, 1] }, rows, 2)).toThrow(
    "as the training rows have",
  );
  const wide = { x: new Float64Array(1300), width: 650, y: [0, 1] };
  expect(() => linearProbe(wide, wide, 2)).toThrow("at most 1200 weights");
});
