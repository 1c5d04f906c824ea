import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { adam } from "./adam.ts";
import { optimisers } from "./index.ts";
import { trainableRanges } from "./optimiser.ts";

interface Golden {
  readonly cases: readonly {
    readonly options: Parameters<typeof adam>[0];
    readonly start: readonly number[];
    readonly steps: readonly { readonly grads: readonly number[]; readonly params: readonly number[] }[];
  }[];
}

const golden: Golden = JSON.parse(readFileSync("test/golden/adam.json", "utf8"));

test.each(golden.cases)("takes torch's steps with $options", ({ options, start, steps }) => {
  const optimiser = adam(options);
  const params = Float64Array.from(start);
  const state = optimiser.init(params.length);
  for (const { grads, params: expected } of steps) {
    optimiser.updateInto(params, Float64Array.from(grads), state, [{ offset: 0, length: params.length }]);
    expected.forEach((value, i) => {
      expect(Math.abs(params[i]! - value)).toBeLessThan(1e-13);
    });
  }
});

test("changes only the ranges: other parameters and their state keep their bits", () => {
  const optimiser = optimisers.adam.make({ learningRate: 0.1 });
  const params = Float64Array.of(1, 2, 3, 4, 5);
  const state = optimiser.init(5);
  optimiser.updateInto(params, new Float64Array(5).fill(2), state, [
    { offset: 1, length: 1 },
    { offset: 3, length: 2 },
  ]);
  expect([params[0], params[2]]).toEqual([1, 3]);
  expect([state.mean[0], state.mean[2]]).toEqual([0, 0]);
  // The first step is the learning rate, whatever the gradient's size.
  for (const i of [1, 3, 4]) expect(params[i]).toBeCloseTo(i + 1 - 0.1, 7);
});

test("a stored state goes on as if it had never stopped", () => {
  const optimiser = adam({ learningRate: 0.1 });
  const all = [{ offset: 0, length: 2 }];
  const params = Float64Array.of(1, -1);
  const state = optimiser.init(2);
  optimiser.updateInto(params, Float64Array.of(0.5, 2), state, all);
  const stored = structuredClone({ params, state });
  optimiser.updateInto(params, Float64Array.of(-1, 1), state, all);
  adam({ learningRate: 0.1 }).updateInto(stored.params, Float64Array.of(-1, 1), stored.state, all);
  expect(stored).toEqual({ params, state });
});

test("trainable ranges: neighbours are joined, frozen arrays left out", () => {
  const spec = (length: number, trainable: boolean) => ({ name: "a", shape: [length], trainable, init: () => {} });
  expect(trainableRanges([spec(2, true), spec(3, true), spec(4, false), spec(1, true), spec(2, false)])).toEqual([
    { offset: 0, length: 5 },
    { offset: 9, length: 1 },
  ]);
  expect(trainableRanges([spec(2, false)])).toEqual([]);
});

test.each([
  [{ learningRate: 0 }, "adam: learningRate must be a number above 0, got 0"],
  [{ beta1: 1 }, "beta1 must be"],
  [{ momentum: 1 } as object, 'unknown option "momentum"'],
])("bad options %o are refused", (options, message) => {
  expect(() => adam(options)).toThrow(message);
});
