import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import type { Layer } from "../../core/layer.ts";
import { parameterCount, sizeOf } from "../../core/layer.ts";
import { initialise, layoutOf, viewOf } from "../../core/parameters.ts";
import { uniformInto } from "../../core/random.ts";

const BATCHES = [1, 3, 33];
const KEY = keyOf(20);

/** What every layer must keep: shapes, start values, derivatives, and that rows of a batch do not touch each other. */
export function layerContract(layer: Layer): void {
  const { inputs, outputs } = layer;
  const count = parameterCount(layer);

  /** A batch with all that a backward pass needs. cotangent: the derivative by the outputs. */
  const sample = (batch: number) => ({
    params: uniform(count, -2, 2, "params"),
    x: uniform(batch * inputs, -3, 3, "x"),
    cotangent: uniform(batch * outputs, -1, 1, "cotangent"),
    out: new Float64Array(batch * outputs),
    grads: new Float64Array(count),
    gradX: new Float64Array(batch * inputs).fill(Number.NaN),
  });

  test("start values: finite, the same for the same key, other for another key, but for arrays of one constant", () => {
    expect(Object.values(layoutOf(layer.parameters).slices).map(({ length }) => length)).toEqual(
      layer.parameters.map(({ shape }) => sizeOf(shape)),
    );
    const start = initialise(layer.parameters, KEY);
    const other = initialise(layer.parameters, keyOf(21));
    expect(start).toHaveLength(count);
    expect(start).toEqual(initialise(layer.parameters, KEY));
    for (const { name } of layer.parameters) {
      const [one, two] = [start, other].map((vector) => viewOf(layoutOf(layer.parameters), vector, name));
      const constant = one!.every((value, i) => value === one![0] && value === two![i]);
      expect(one!.every((value, i) => Number.isFinite(value) && (constant || value !== two![i]))).toBe(true);
    }
  });

  describe.each(BATCHES)("batch of %i", (batch) => {
    test("every derivative, by parameters and inputs, is the central difference", () => {
      const { params, x, cotangent, out, grads, gradX } = sample(batch);
      const open = layer.open(batch);
      const score = (): number => {
        open.forward(params, x, batch, out);
        return out.reduce((sum, value, i) => sum + value * cotangent[i]!, 0);
      };
      score();
      expect(out.every(Number.isFinite)).toBe(true);
      open.backward(params, x, batch, cotangent, grads, 0, gradX);
      expectSlopes(params, grads, score, 2e-7);
      expectSlopes(x, gradX, score, 2e-7);
    });

    test("a batch is its rows one by one, bit for bit", () => {
      const { params, x, cotangent, out, gradX } = sample(batch);
      const open = layer.open(batch);
      const grads = new Float64Array(batch * count);
      open.forward(params, x, batch, out);
      // stride 1 at least: a layer without parameters still asks for rows
      open.backward(params, x, batch, cotangent, grads, Math.max(1, count), gradX);
      const single = layer.open(1);
      for (let s = 0; s < batch; s++) {
        const row = x.slice(s * inputs, (s + 1) * inputs);
        const rowOut = new Float64Array(outputs);
        const rowGradX = new Float64Array(inputs);
        single.forward(params, row, 1, rowOut);
        const rowGrads = new Float64Array(count);
        const rowCotangent = cotangent.slice(s * outputs, (s + 1) * outputs);
        single.backward(params, row, 1, rowCotangent, rowGrads, Math.max(1, count), rowGradX);
        expect(rowOut).toEqual(out.slice(s * outputs, (s + 1) * outputs));
        expect(rowGradX).toEqual(gradX.slice(s * inputs, (s + 1) * inputs));
        expect(rowGrads).toEqual(grads.slice(s * count, (s + 1) * count));
      }
    });

    test("rows of gradients add up to the sum and leave what lies between them", () => {
      const { params, x, cotangent, out, grads } = sample(batch);
      const open = layer.open(batch);
      open.forward(params, x, batch, out);
      open.backward(params, x, batch, cotangent, grads, 0, null);
      const stride = count + 2;
      const rows = new Float64Array(batch * stride).fill(5);
      open.backward(params, x, batch, cotangent, rows, stride, null);
      for (let i = 0; i < count; i++) {
        let sum = 0;
        for (let s = 0; s < batch; s++) sum += rows[s * stride + i]! - 5;
        expect(Math.abs(sum - grads[i]!)).toBeLessThan(1e-12 * batch);
      }
      for (let s = 0; s < batch; s++) expect([...rows.subarray(s * stride + count, (s + 1) * stride)]).toEqual([5, 5]);
    });
  });

  test("memory for 33 rows serves 3 rows, and arguments may change from call to call", () => {
    const roomy = layer.open(33);
    const large = sample(33);
    large.params.fill(0.5);
    roomy.forward(large.params, large.x, 33, large.out);
    roomy.backward(large.params, large.x, 33, large.cotangent, large.grads, 0, large.gradX);
    const small = sample(3);
    const results = [roomy, layer.open(3)].map((open) => {
      const out = new Float64Array(3 * outputs + 1).fill(7);
      const grads = new Float64Array(3 * count);
      const gradX = new Float64Array(3 * inputs + 1).fill(7);
      open.forward(small.params, small.x, 3, out);
      open.backward(small.params, small.x, 3, small.cotangent, grads, Math.max(1, count), gradX);
      return { out, grads, gradX };
    });
    expect(results[0]).toEqual(results[1]);
    expect(results[0]!.out[3 * outputs]).toBe(7);
    expect(results[0]!.gradX[3 * inputs]).toBe(7);
  });
}

/** Expects derivative[i] to be the central difference of `score` by vector[i], for the first `count` of them. */
export function expectSlopes(
  vector: Float64Array,
  derivative: Float64Array,
  score: () => number,
  tolerance: number | ((slope: number) => number),
  count: number = vector.length,
): void {
  const step = 1e-5;
  for (let i = 0; i < count; i++) {
    const value = vector[i]!;
    vector[i] = value + step;
    const above = score();
    vector[i] = value - step;
    const below = score();
    vector[i] = value;
    const most = typeof tolerance === "number" ? tolerance : tolerance(derivative[i]!);
    expect(Math.abs((above - below) / (2 * step) - derivative[i]!)).toBeLessThan(most);
  }
}

function uniform(length: number, low: number, high: number, label: string): Float64Array {
  const values = new Float64Array(length);
  uniformInto(fold(KEY, label), low, high, values);
  return values;
}
