import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { expectSlopes } from "../../test/contracts/layer-contract.ts";
import { oracleNoisyZ, oracleProbabilities, oracleStrings } from "../../test/oracle/density.ts";
import { uniforms } from "../../test/oracle/random-circuit.ts";
import { noisyParams, randomNoisyCircuit } from "../../test/oracle/random-noisy.ts";
import { input, param } from "../angle.ts";
import { type Circuit, channel, circuit, isNoisy, op } from "../circuit.ts";
import type { Measure } from "../observables/measure.ts";
import { type EngineName, openCircuit } from "../open.ts";

const key = keyOf(17);
const ENGINES: EngineName[] = ["js", "wasm"];

const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);
};

/** Every third circuit starts from real amplitudes, every third from complex ones. At least one channel is noise. */
function nth(n: number, k: number): Circuit {
  const amplitudes = k % 3 ? 2 ** n - (k & 1) : 0;
  for (let round = 0; ; round++) {
    const made = randomNoisyCircuit(fold(key, "circuit", n, k, round), n, 4 + 6 * k, {
      amplitudes,
      complex: k % 3 === 2,
    });
    if (isNoisy(made)) return made;
  }
}

function run(source: Circuit, batch: number, engine: EngineName, measure: Measure = "z", rows = false) {
  const opened = openCircuit(source, batch, { engine, measure });
  const params = noisyParams(fold(key, "params", source.ops.length), source);
  const inputs = uniforms(fold(key, "inputs", source.ops.length), source.numInputs * batch, -3, 3);
  const cotangent = uniforms(fold(key, "cotangent"), opened.outputs * batch, -1, 1);
  const out = new Float64Array(batch * opened.outputs);
  opened.forward(params, inputs, batch, out);
  const gradParams = new Float64Array(source.numParams * (rows ? batch : 1));
  const gradInputs = new Float64Array(inputs.length);
  opened.backward(batch, cotangent, gradParams, rows ? source.numParams : 0, gradInputs);
  return { opened, params, inputs, cotangent, out, gradParams, gradInputs };
}

const rowOf = (inputs: Float64Array, { numInputs }: Circuit, s: number) =>
  inputs.subarray(s * numInputs, (s + 1) * numInputs);

describe.each(ENGINES)("%s", (engine) => {
  const cases = [1, 2, 3, 4].flatMap((n) =>
    (n < 4 ? [0, 1, 2, 3, 4, 5, 6, 7, 8] : [0, 1, 2, 3]).map((k) => [n, k] as const),
  );
  test.each(cases)("expectations of a random circuit with noise on %i qubits, number %i, are the oracle's", (n, k) => {
    const source = nth(n, k);
    const { out, params, inputs } = run(source, 3, engine);
    for (let s = 0; s < 3; s++) {
      const want = oracleNoisyZ(source, params, rowOf(inputs, source, s));
      expect(apart(out.subarray(s * n, (s + 1) * n), want)).toBeLessThan(1e-13);
    }
  });

  test.each([1, 2, 3].flatMap((n) => [0, 1, 2, 3].map((k) => [n, k] as const)))(
    "Pauli strings and probabilities on %i qubits, number %i",
    (n, k) => {
      const source = nth(n, k);
      const words = ["X0", "Y0", `Z${n - 1}`, n > 1 ? "X0 Y1" : "X0", n > 2 ? "Y0 X1 Z2" : "Y0"];
      const measured = run(source, 2, engine, [
        ...words,
        {
          terms: [
            [0.5, words[3]!],
            [-2, "I"],
            [0.25, "X0"],
          ],
        },
      ]);
      const shares = run(source, 2, engine, "probabilities");
      const wires = n > 1 ? [n - 1, 0] : [0];
      const some = run(source, 2, engine, { probabilities: wires });
      for (let s = 0; s < 2; s++) {
        const row = rowOf(measured.inputs, source, s);
        const want = oracleStrings(source, measured.params, row, words);
        expect(
          apart(measured.out.subarray(6 * s, 6 * s + 6), [...want, 0.5 * want[3]! - 2 + 0.25 * want[0]!]),
        ).toBeLessThan(1e-13);
        const size = 2 ** n;
        const all = oracleProbabilities(source, shares.params, row);
        expect(apart(shares.out.subarray(s * size, (s + 1) * size), all)).toBeLessThan(1e-13);
        const pair = new Float64Array(2 ** wires.length);
        all.forEach((p, i) => {
          pair[wires.reduce((bits, w) => 2 * bits + ((i >> (n - 1 - w)) & 1), 0)]! += p;
        });
        expect(apart(some.out.subarray(s * pair.length, (s + 1) * pair.length), pair)).toBeLessThan(1e-13);
      }
    },
  );

  test.each([1, 2, 3].flatMap((n) => [3, 4, 5, 6].map((k) => [n, k] as const)))(
    "derivatives by every parameter, input and strength are central differences: %i qubits, number %i",
    (n, k) => {
      const source = nth(n, k);
      const { opened, params, inputs, cotangent, out, gradParams, gradInputs } = run(source, 3, engine);
      const loss = (): number => {
        opened.forward(params, inputs, 3, out);
        return out.reduce((sum, a, i) => sum + a * cotangent[i]!, 0);
      };
      const tolerance = (slope: number): number => 3e-8 * Math.max(1, slope * slope);
      expectSlopes(params, gradParams, loss, tolerance);
      expectSlopes(inputs, gradInputs, loss, tolerance);
    },
  );
});

describe.each([1, 2, 5, 33, 100])("batch %i", (batch) => {
  test.each([1, 2, 3, 4].flatMap((n) => [2, 3, 4].map((k) => [n, k] as const)))(
    "%i qubits, number %i: both engines give the same bits, rows sum up, and a batch is its rows",
    (n, k) => {
      const source = nth(n, k);
      for (const measure of ["z", "probabilities"] as const) {
        const [js, wasm] = ENGINES.map((engine) => run(source, batch, engine, measure)) as [
          ReturnType<typeof run>,
          ReturnType<typeof run>,
        ];
        expect(wasm.out).toEqual(js.out);
        expect(wasm.gradParams).toEqual(js.gradParams);
        expect(wasm.gradInputs).toEqual(js.gradInputs);
        const rows = run(source, batch, "wasm", measure, true);
        expect(apart(rows.gradInputs, js.gradInputs)).toBeLessThan(1e-13);
        const sum = js.gradParams.map((_, i) => {
          let total = 0;
          for (let s = 0; s < batch; s++) total += rows.gradParams[s * source.numParams + i]!;
          return total;
        });
        expect(apart(sum, js.gradParams)).toBeLessThan(1e-11);
        const alone = openCircuit(source, 1, { engine: "wasm", measure });
        const out = new Float64Array(alone.outputs);
        for (const s of [0, batch - 1]) {
          alone.forward(js.params, rowOf(js.inputs, source, s), 1, out);
          expect(out).toEqual(js.out.slice(s * alone.outputs, (s + 1) * alone.outputs));
        }
      }
    },
  );
});

test("p = 0 is the circuit without noise", () => {
  const gates = [
    op("RX", [0], [input(0)]),
    op("RX", [1], [input(1)]),
    op("Rot", [0], [param(0), param(1), param(2)]),
    op("CNOT", [0, 1]),
  ];
  const plain = circuit(2, gates);
  const noisy = circuit(
    2,
    gates.flatMap((gate) => [gate, ...gate.wires.map((w) => channel("depolarizing", [w], [0]))]),
  );
  const params = Float64Array.of(0.3, -1.2, 2.2);
  const inputs = Float64Array.of(0.4, 1.9, -2, 0.1);
  const [a, b] = [plain, noisy].map((source) => {
    const opened = openCircuit(source, 2);
    const out = new Float64Array(4);
    const grads = new Float64Array(3);
    opened.forward(params, inputs, 2, out);
    opened.backward(2, Float64Array.of(1, 2, 3, 4), grads, 0, null);
    return [...out, ...grads];
  });
  expect(apart(a!, b!)).toBeLessThan(1e-14);
});

test("what cannot be is refused", () => {
  const source = circuit(1, [op("RY", [0], [param(0)]), channel("amplitudeDamping", [0], [param(1)])]);
  expect(() => openCircuit(source, 1, { measure: "state" })).toThrow("noise leaves no single state");
  expect(() => openCircuit(source, 1, { precision: "f32" })).toThrow("f64, as noise is simulated in no other");
  const opened = openCircuit(source, 1);
  expect(() => opened.forward(Float64Array.of(0, 1.5), new Float64Array(0), 1, new Float64Array(1))).toThrow(
    "start it from a number well inside",
  );
  const wide = circuit(16, [channel("bitFlip", [15], [0.1])]);
  expect(() => openCircuit(wide, 1)).toThrow(/16 qubits need at least .* GiB as a density matrix/);
  expect(() =>
    openCircuit(circuit(9, [channel("bitFlip", [8], [0.1]), op("H", [0]), op("CNOT", [0, 8])]), 32),
  ).not.toThrow();
});
