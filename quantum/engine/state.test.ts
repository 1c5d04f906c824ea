import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { expectSlopes } from "../../test/contracts/layer-contract.ts";
import { oracleState } from "../../test/oracle/kronecker.ts";
import { randomCircuit, uniforms } from "../../test/oracle/random-circuit.ts";
import { input, param } from "../angle.ts";
import { type Circuit, checkCircuit, circuit, op, valuesOf } from "../circuit.ts";
import { openWasm } from "../wasm/engine.ts";
import type { OpenCircuit } from "./engine.ts";
import { openJs } from "./js.ts";

const key = keyOf(4);

/** Largest absolute difference; NaN where there is one. */
const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);
};

/** Every engine and layout, with what a result may differ by. Only a batch of one is packed. */
const engines: [string, (source: Circuit, batch: number) => OpenCircuit, number][] = [
  ["js", (source, batch) => openJs(source, batch, "state"), 1e-13],
  ["wasm f64", (source, batch) => openWasm(source, batch, "f64", "state"), 1e-13],
  ["packed", (source, batch) => openWasm(source, batch, "f64", "state", 1), 1e-13],
  ["wasm f32", (source, batch) => openWasm(source, batch, "f32", "state"), 1e-5],
];

function all(opened: OpenCircuit, source: Circuit, batch: number, label: string, rows = false) {
  const params = uniforms(fold(key, label), source.numParams, -5, 5);
  const inputs = uniforms(fold(key, label, "x"), source.numInputs * batch, -3, 3);
  const cotangent = uniforms(fold(key, label, "g"), opened.outputs * batch, -1, 1);
  const states = new Float64Array(opened.outputs * batch);
  opened.forward(params, inputs, batch, states);
  const gradParams = new Float64Array(source.numParams * (rows ? batch : 1));
  const gradInputs = new Float64Array(inputs.length);
  opened.backward(batch, cotangent, gradParams, rows ? source.numParams : 0, gradInputs);
  return { params, inputs, cotangent, states, gradParams, gradInputs };
}

/** Every third circuit starts from real amplitudes, every third from complex ones, all of them or one less. */
function nth(n: number, k: number): Circuit {
  const amplitudes = k % 3 ? 2 ** n - (k & 1) : 0;
  return randomCircuit(fold(key, "circuit", n, k), n, 5 + 5 * k, amplitudes, k % 3 === 2);
}

describe.each(engines)("%s", (name, open, tolerance) => {
  const cases = [1, 2, 3, 4].flatMap((n) => [0, 1, 2, 3, 4, 5, 6, 7, 8].map((k) => [n, k] as const));
  test.each(cases)("the state of a random circuit on %i qubits, number %i, is the oracle's, phase and all", (n, k) => {
    const source = nth(n, k);
    const batch = name === "packed" ? 1 : 5;
    const { params, inputs, states } = all(open(source, batch), source, batch, `${n} ${k}`);
    for (let s = 0; s < batch; s++) {
      const want = oracleState(source, params, inputs.subarray(s * source.numInputs, (s + 1) * source.numInputs));
      expect(apart(states.subarray(s * 2 ** (n + 1), (s + 1) * 2 ** (n + 1)), want.flat())).toBeLessThan(tolerance);
    }
  });
});

describe("gradients of every parameter and input equal central differences", () => {
  const cases = [1, 2, 3, 4].flatMap((n) => [1, 3, 32, 33].map((batch, k) => [n, batch, (n + k) % 3] as const));
  test.each(cases)("%i qubits, batch %i, start %i", (n, batch, k) => {
    const source = nth(n, k + 3);
    const opened = openJs(source, batch, "state");
    const { params, inputs, cotangent, gradParams, gradInputs } = all(opened, source, batch, `${n} ${batch}`);
    const out = new Float64Array(batch * opened.outputs);
    const loss = (): number => {
      opened.forward(params, inputs, batch, out);
      return out.reduce((sum, a, i) => sum + a * cotangent[i]!, 0);
    };
    // Next to a row of amplitudes that is short, a third derivative is large.
    const tolerance = (slope: number): number => 3e-8 * Math.max(1, batch / 4, slope * slope);
    expectSlopes(params, gradParams, loss, tolerance);
    expectSlopes(inputs, gradInputs, loss, tolerance);
  });
});

describe.each([1, 3, 32, 33, 100])("batch %i", (batch) => {
  test.each([1, 2, 3, 4, 5, 6].flatMap((n) => [3, 4, 5].map((k) => [n, k] as const)))(
    "%i qubits, number %i: both engines agree, and rows of gradients",
    (n, k) => {
      const source = nth(n, k);
      for (const rows of [false, true]) {
        const label = `agree ${n} ${k} ${batch}`;
        const want = all(openJs(source, batch, "state"), source, batch, label, rows);
        for (const [name, open, tolerance] of engines.slice(1)) {
          const got = all(open(source, batch), source, batch, label, rows);
          const scale = name === "wasm f32" ? 100 * batch : 5;
          expect(apart(got.states, want.states)).toBeLessThan(tolerance);
          expect(apart(got.gradParams, want.gradParams)).toBeLessThan(scale * tolerance);
          expect(apart(got.gradInputs, want.gradInputs)).toBeLessThan(scale * tolerance);
        }
      }
    },
  );
});

test("a state fed into a second circuit is what one circuit of both gives, and so are the derivatives", () => {
  const [first, second] = [randomCircuit(fold(key, "one"), 3, 20), randomCircuit(fold(key, "two"), 3, 20, 8, true)];
  const both = circuit(3, [...first.ops, ...second.ops], { numInputs: 16 });
  const params = uniforms(fold(key, "p"), 8, -3, 3);
  const inputs = uniforms(fold(key, "x"), 16, -3, 3);
  const cotangent = uniforms(fold(key, "g"), 16, -1, 1);
  const run = (source: Circuit, given: Float64Array) => {
    const opened = openJs(source, 1, "state");
    const state = new Float64Array(16);
    opened.forward(params, given, 1, state);
    const back = (g: Float64Array) => {
      const gradParams = new Float64Array(8);
      const gradInputs = new Float64Array(source.numInputs);
      opened.backward(1, g, gradParams, 0, gradInputs);
      return { gradParams, gradInputs };
    };
    return { state, back };
  };
  const one = run(first, inputs);
  // The second circuit's angles take the first inputs too, which are amplitudes there: none in this test.
  const ops = second.ops.filter((given) => valuesOf(given).every((a) => typeof a === "number" || a.from === "param"));
  const two = run({ ...second, ops }, one.state);
  const joined = run({ ...both, ops: [...first.ops, ...ops] }, inputs);
  expect(apart(two.state, joined.state)).toBeLessThan(1e-14);
  const [late, want] = [two.back(cotangent), joined.back(cotangent)];
  const early = one.back(late.gradInputs);
  // Through the normalisation a gradient loses what lies along the state, along which the first circuit cannot move it.
  expect(
    apart(
      early.gradParams.map((g, i) => g + late.gradParams[i]!),
      want.gradParams,
    ),
  ).toBeLessThan(1e-13);
  expect(apart(early.gradInputs, want.gradInputs.subarray(0, 3))).toBeLessThan(1e-13);
});

test("from 15 qubits on one sample is packed, its state too", () => {
  const ops = Array.from({ length: 15 }, (_, w) => [
    op("U3", [w], [param(w), input(0), 0.3]),
    op("CNOT", [w, (w + 1) % 15]),
    op("CPhase", [w, (w + 4) % 15], [param(15 + w)]),
    op("SX", [w]),
  ]).flat();
  const source = circuit(15, ops);
  const js = all(openJs(source, 1, "state"), source, 1, "15");
  const opened = openWasm(source, 1, "f64", "state");
  const wasm = all(opened, source, 1, "15");
  expect(opened.bytes).toBeLessThan(0.6 * openWasm(source, 1, "f64", "state", 25).bytes);
  expect(apart(wasm.states, js.states)).toBeLessThan(1e-13);
  expect(apart(wasm.gradParams, js.gradParams)).toBeLessThan(1e-11);
  expect(apart(wasm.gradInputs, js.gradInputs)).toBeLessThan(1e-11);
});

test.each([
  ["no ops", circuit(2, []), [1, 0, 0, 0, 0, 0, 0, 0]],
  ["a Z rotation of |0>", circuit(1, [op("RZ", [0], [Math.PI / 2])]), [Math.SQRT1_2, -Math.SQRT1_2, 0, 0]],
  ["Y", circuit(1, [op("Y", [0])]), [0, 0, 0, 1]],
  ["S after X", circuit(1, [op("X", [0]), op("S", [0])]), [0, 0, 0, 1]],
] as const)("small states by hand: %s", (_, source, want) => {
  for (const [, open] of engines) {
    const state = new Float64Array(want.length);
    open(source, 1).forward(new Float64Array(0), new Float64Array(0), 1, state);
    expect(apart(state, want)).toBeLessThan(1e-7);
  }
});

test("complex amplitudes: two inputs each, kept by JSON, refused where they make no state", () => {
  const source = circuit(2, [op("H", [0])], { amplitudes: 3, complex: true });
  expect(source).toMatchObject({ numInputs: 6, amplitudes: 3, complex: true });
  expect(checkCircuit(JSON.parse(JSON.stringify(source)))).toEqual(source);
  for (const [, open] of engines) {
    const opened = open(source, 2);
    const inputs = Float64Array.of(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    expect(() => opened.forward(new Float64Array(0), inputs, 2, new Float64Array(16))).toThrow(
      "sample 1 has amplitudes of length 0",
    );
  }
  expect(() => circuit(2, [], { complex: true })).toThrow("circuit: complex: expected false without amplitudes");
  expect(() => circuit(2, [], { amplitudes: 4, complex: 1 as unknown as boolean })).toThrow("expected true or false");
  expect(() => circuit(2, [], { amplitudes: 4, complex: true, numInputs: 4 })).toThrow("at least 8 inputs");
});
