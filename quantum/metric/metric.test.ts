import { expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { stream } from "../../core/random.ts";
import { linear, sequential } from "../../nn/index.ts";
import { oracleState } from "../../test/oracle/kronecker.ts";
import { randomCircuit, uniforms } from "../../test/oracle/random-circuit.ts";
import { input, param, scaledInput } from "../angle.ts";
import { type Circuit, circuit, gateOps, op } from "../circuit.ts";
import { circuitLayer } from "../layer.ts";
import { routingCircuit } from "../routing.ts";
import { metricTensor } from "./metric.ts";
import { segmentsOf } from "./segments.ts";

const key = keyOf(269);

/** The full metric of one sample from central differences of the oracle's states. */
function fullMetric(source: Circuit, params: Float64Array, inputs: Float64Array): number[][] {
  const state = (p: Float64Array): number[] => oracleState(source, p, inputs).flat();
  const psi = state(params);
  const h = 1e-5;
  const slopes = Array.from(params, (value, i) => {
    const [above, below] = [value + h, value - h].map((x) => state(params.map((v, k) => (k === i ? x : v))));
    return above!.map((a, k) => (a - below![k]!) / (2 * h));
  });
  // <a|b>, re and im.
  const inner = (a: number[], b: number[]): [number, number] => {
    let [re, im] = [0, 0];
    for (let k = 0; k < a.length; k += 2) {
      re += a[k]! * b[k]! + a[k + 1]! * b[k + 1]!;
      im += a[k]! * b[k + 1]! - a[k + 1]! * b[k]!;
    }
    return [re, im];
  };
  return slopes.map((a) =>
    slopes.map((b) => {
      const [x, y] = inner(a, psi);
      const [c, d] = inner(psi, b);
      return inner(a, b)[0] - (x * c - y * d);
    }),
  );
}

/** The same circuit with a parameter of its own wherever one stands. */
function unshared(source: Circuit): Circuit {
  let next = 0;
  const ops = gateOps(source, "test").map((given) => ({
    ...given,
    angles: given.angles.map((angle) => {
      if (typeof angle === "number") return angle;
      if (angle.from === "param") return { ...angle, index: next++ };
      return angle.from === "scaledInput" ? { ...angle, param: next++ } : angle;
    }),
  }));
  const { numQubits, numInputs, amplitudes, complex } = source;
  return circuit(numQubits, ops, { numInputs, amplitudes, complex });
}

const cases = [1, 2, 3, 4].flatMap((n) => [0, 1, 2, 3].map((k) => [n, k] as const));
test.each(cases)("blocks are those of the full metric: %i qubits, random circuit %i, 3 samples", (n, k) => {
  const amplitudes = k === 0 ? 0 : 2 ** n - (k & 1);
  const source = unshared(randomCircuit(fold(key, n, k), n, 12 + 6 * k, amplitudes, k > 1));
  const params = uniforms(fold(key, "p", n, k), source.numParams, -3, 3);
  const inputs = uniforms(fold(key, "x", n, k), 3 * source.numInputs, -2, 2);
  const blocks = metricTensor(source, params, inputs, 3);
  expect(blocks.flatMap(({ params }) => params).sort((a, b) => a - b)).toEqual(Array.from(params.keys()));
  for (const [b, { metric }] of metricTensor(source, params, inputs, 3, { engine: "js" }).entries()) {
    for (const [i, value] of metric.entries()) expect(blocks[b]!.metric[i]).toBeCloseTo(value, 12);
  }
  const full = [0, 1, 2].map((s) =>
    fullMetric(source, params, inputs.subarray(s * source.numInputs, (s + 1) * source.numInputs)),
  );
  for (const block of blocks) {
    block.params.forEach((p, i) => {
      block.params.forEach((q, j) => {
        const want = (full[0]![p]![q]! + full[1]![p]![q]! + full[2]![p]![q]!) / 3;
        expect(Math.abs(block.metric[i * block.params.length + j]! - want)).toBeLessThan(2e-8);
      });
    });
  }
});

test("one layer with parameters that are shared and scaled has the whole metric", () => {
  const source = circuit(
    3,
    [
      ...[0, 1, 2].map((w) => op("Rot", [w], [0.3 + w, 1.1, input(0)])),
      op("CNOT", [0, 1]),
      op("CRX", [0, 1], [param(0, 2)]),
      op("RY", [2], [param(0, -0.5)]),
      op("CNOT", [1, 2]),
    ],
    { numInputs: 2 },
  );
  const two = circuit(
    3,
    [...source.ops.slice(0, 4), op("CPhase", [1, 0], [param(0, 2)]), op("RX", [2], [scaledInput(1, 1)])],
    {
      numInputs: 2,
    },
  );
  for (const one of [source, two]) {
    const params = uniforms(fold(key, "one"), one.numParams, -2, 2);
    const inputs = Float64Array.of(0.4, -1.3);
    const [block, ...others] = metricTensor(one, params, inputs, 1);
    expect(others).toEqual([]);
    const want = fullMetric(one, params, inputs).flat();
    want.forEach((value, i) => {
      expect(block!.metric[i]).toBeCloseTo(value, 8);
    });
  }
});

test("layers that share a parameter make one block, and gates between layers wait for the next segment", () => {
  const source = circuit(3, [
    op("RX", [0], [param(0)]),
    op("CNOT", [0, 1]),
    op("RX", [2], [param(1)]),
    op("RY", [1], [param(2)]),
    op("RZ", [0], [param(0)]),
    op("RY", [2], [param(3)]),
  ]);
  const segments = segmentsOf(source);
  expect(segments.map(({ ops }) => ops.map(({ gate }) => gate).join(" "))).toEqual(["RX RX", "CNOT RY RZ RY"]);
  const blocks = metricTensor(source, Float64Array.of(1, 2, 3, 4), new Float64Array(0), 1);
  expect(blocks.map(({ params }) => params)).toEqual([[0, 1, 2, 3]]);
});

test("the natural gradient solves (G + damping I) x = g for every parameter", () => {
  const source = routingCircuit({ qubits: 3, layers: 2, inputs: "scale" });
  const layer = circuitLayer(source);
  const opened = layer.open(8);
  const params = uniforms(fold(key, "ng p"), source.numParams, 0, 6);
  const x = uniforms(fold(key, "ng x"), 24, -2, 2);
  const grads = uniforms(fold(key, "ng g"), source.numParams, -1, 1);
  const solved = grads.slice();
  opened.naturalGradient!(params, x, 8, solved, 0.05);
  const again = Float64Array.from(solved, () => 0);
  for (const { params: own, metric } of metricTensor(source, params, x, 8)) {
    for (const [i, p] of own.entries()) {
      for (const [j, q] of own.entries())
        again[p]! += (metric[i * own.length + j]! + (p === q ? 0.05 : 0)) * solved[q]!;
    }
  }
  grads.forEach((g, i) => {
    expect(again[i]).toBeCloseTo(g, 12);
  });
  // A smaller batch after a larger one, and a frozen circuit.
  const [small, fresh] = [grads.slice(), grads.slice()];
  opened.naturalGradient!(params, x, 2, small, 0.1);
  layer.open(2).naturalGradient!(params, x, 2, fresh, 0.1);
  expect(small).toEqual(fresh);
  const frozen = grads.slice();
  circuitLayer(source, { trained: false }).open(2).naturalGradient!(params, x, 2, frozen, 0.1);
  expect(frozen).toEqual(grads);
});

test("layers one after the other: each circuit by its metric at its own inputs, others as they are", () => {
  const [first, second] = [routingCircuit({ qubits: 2, layers: 1 }), routingCircuit({ qubits: 2, layers: 2 })];
  const layers = [circuitLayer(first), linear(2, 2), circuitLayer(second)] as const;
  const opened = sequential([
    ["first", layers[0]],
    ["map", layers[1]],
    ["second", layers[2]],
  ]).open(4);
  const params = uniforms(fold(key, "seq p"), 6 + 6 + 12, -2, 2);
  const x = uniforms(fold(key, "seq x"), 8, -2, 2);
  const grads = uniforms(fold(key, "seq g"), params.length, -1, 1);
  const [got, want] = [grads.slice(), grads.slice()];
  opened.forward(params, x, 4, new Float64Array(8));
  opened.naturalGradient!(params, x, 4, got, 0.01);
  const [one, two] = [new Float64Array(8), new Float64Array(8)];
  layers[0].open(4).forward(params.subarray(0, 6), x, 4, one);
  layers[1].open(4).forward(params.subarray(6, 12), one, 4, two);
  layers[0].open(4).naturalGradient!(params.subarray(0, 6), x, 4, want.subarray(0, 6), 0.01);
  layers[2].open(4).naturalGradient!(params.subarray(12), two, 4, want.subarray(12), 0.01);
  expect(got).toEqual(want);
  expect(got.subarray(6, 12)).toEqual(grads.subarray(6, 12));
  expect(got[0]).not.toBe(grads[0]);
});

test("a singular metric without damping, a bad damping and arrays that are too short are refused", () => {
  const source = circuit(1, [op("RZ", [0], [param(0)])]);
  const opened = circuitLayer(source).open(1);
  const run = (damping: number) => () =>
    opened.naturalGradient!(Float64Array.of(1), new Float64Array(0), 1, Float64Array.of(1), damping);
  expect(run(0)).toThrow("damping 0 is not positive definite");
  expect(run(-1)).toThrow("naturalGradient: damping: expected a finite number from 0, got -1");
  expect(run(0.5)).not.toThrow();
  expect(() => metricTensor(source, new Float64Array(0), new Float64Array(0), 1)).toThrow("metricTensor: params");
});

test("a descent by the natural gradient is quicker than by the gradient where the metric is uneven", () => {
  // <Z> of one wire after RX(small) RY: one direction hardly moves the state.
  const source = circuit(1, [op("RX", [0], [param(0, 0.1)]), op("RY", [0], [param(1)])]);
  const down = (natural: boolean): number => {
    const opened = circuitLayer(source).open(1);
    const params = Float64Array.of(stream(fold(key, "start")).uniform(), 0.4);
    const none = new Float64Array(0);
    const z = new Float64Array(1);
    for (let step = 0; step < 40; step++) {
      opened.forward(params, none, 1, z);
      const grads = new Float64Array(2);
      opened.backward(params, none, 1, Float64Array.of(1), grads, 0, null);
      if (natural) opened.naturalGradient!(params, none, 1, grads, 1e-4);
      for (let i = 0; i < 2; i++) params[i]! -= 0.05 * grads[i]!;
    }
    opened.forward(params, none, 1, z);
    return z[0]!;
  };
  expect(down(true)).toBeLessThan(down(false) - 0.05);
});
