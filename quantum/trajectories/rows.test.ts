import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { oracleStrings } from "../../test/oracle/density.ts";
import { fixedNoise } from "../../test/oracle/fixed-noise.ts";
import { expectMeans, repeated } from "../../test/oracle/means.ts";
import { uniforms } from "../../test/oracle/random-circuit.ts";
import { param } from "../angle.ts";
import { type Circuit, channel, circuit, op } from "../circuit.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import type { Measure } from "../observables/measure.ts";
import { openCircuit } from "../open.ts";
import { openChain } from "./chain.ts";
import { openTrajectories } from "./trajectories.ts";
import { unravel } from "./unravel.ts";

const key = keyOf(1992);
const options = { engine: "wasm", precision: "f64" } as const;
const ROWS = 4000;
const WORDS = ["X0", "Y0", "Z0", "Z1", "X0 Y1", "Z0 Z1"];

function open(source: Circuit, trajectories: number, measure: Measure, maxBatch = 1): OpenCircuit {
  const opened = openTrajectories(source, maxBatch, trajectories, measure, options, 0);
  opened.useKey!(fold(key, "draws"));
  return opened;
}

describe("many trajectories", () => {
  test("outputs are means over trajectories, derivatives their sum, in chunks or at once", () => {
    const { source, params, inputs } = fixedNoise(key, 3, 1, 18);
    // More rows than fit at once.
    const many = 20_000;
    const opened = open(source, many, WORDS);
    const out = new Float64Array(WORDS.length);
    opened.forward(params, inputs, 1, out);
    const want = oracleStrings(source, params, inputs, WORDS);
    want.forEach((value, k) => {
      expect(Math.abs(out[k]! - value)).toBeLessThan(5 / Math.sqrt(many));
    });
    const again = new Float64Array(WORDS.length);
    opened.forward(params, inputs, 1, again);
    expect(again).toEqual(out);
    const cotangent = Float64Array.of(1, 0.5, -1, 0.3, 0.2, 0.7);
    const gradient = (at: OpenCircuit, rowStride: number) => {
      const gradParams = new Float64Array(source.numParams);
      const gradInputs = new Float64Array(source.numInputs);
      at.backward(1, cotangent, gradParams, rowStride, gradInputs);
      return [...gradParams, ...gradInputs];
    };
    const exact = openCircuit(source, 1, { measure: WORDS });
    exact.forward(params, inputs, 1, new Float64Array(WORDS.length));
    const [got, rows, right] = [gradient(opened, 0), gradient(opened, source.numParams), gradient(exact, 0)];
    got.forEach((value, k) => {
      expect(rows[k]).toBeCloseTo(value, 9);
      expect(Math.abs(value - right[k]!)).toBeLessThan(0.05);
    });
  }, 60_000);
  test("rows in several chunks give what they give in one, derivatives as well", () => {
    const { source, params } = fixedNoise(key, 3, 1, 18);
    const inputs = uniforms(fold(key, "chunks"), 12 * source.numInputs, -1, 1);
    const trajectories = 2000;
    const { rows } = openChain(source, unravel(source), 12 * trajectories, WORDS, options);
    expect(rows > 2 * trajectories && rows < 11 * trajectories).toBe(true);
    const run = (batch: number): number[][] => {
      const opened = open(source, trajectories, WORDS, batch);
      const out = new Float64Array(batch * WORDS.length);
      opened.forward(params, inputs, batch, out);
      const gradParams = new Float64Array(batch * source.numParams);
      const gradInputs = new Float64Array(batch * source.numInputs);
      const cotangent = uniforms(fold(key, "c"), batch * WORDS.length, -1, 1);
      opened.backward(batch, cotangent, gradParams, source.numParams, gradInputs);
      return [out, gradParams, gradInputs].map((all) => [...all]);
    };
    const [one, several] = [run(2), run(12)];
    for (const [k, values] of one.entries()) {
      for (const [i, value] of values.entries()) expect(several[k]![i]).toBeCloseTo(value, 12);
    }
  });
  test("a sample's numbers do not depend on the batch; its trajectories not on their number", () => {
    const { source, params } = fixedNoise(key, 2, 3, 14);
    const inputs = uniforms(fold(key, "rows"), 5 * source.numInputs, -1, 1);
    const all = new Float64Array(5 * 2);
    open(source, 7, "z", 5).forward(params, inputs, 5, all);
    const two = new Float64Array(2 * 2);
    open(source, 7, "z", 2).forward(params, inputs, 2, two);
    expect(all.subarray(0, 4)).toEqual(two);
    // The mean of 2 trajectories from those of 1 and of 3.
    const mean = (count: number): Float64Array => {
      const out = new Float64Array(2);
      open(source, count, ["Z0", "Z1"]).forward(params, inputs, 1, out);
      return out;
    };
    const [one, first2, first3] = [mean(1), mean(2), mean(3)];
    for (let k = 0; k < 2; k++) {
      const second = 2 * first2[k]! - one[k]!;
      const third = 3 * first3[k]! - 2 * first2[k]!;
      for (const value of [one[k]!, second, third]) expect(Math.abs(value)).toBeLessThan(1 + 1e-12);
    }
    const other = openTrajectories(source, 5, 7, "z", options, 0);
    other.useKey!(fold(key, "others"));
    const others = new Float64Array(10);
    other.forward(params, inputs, 5, others);
    expect(others).not.toEqual(all);
  });
  test("derivatives of several together are unbiased too; a constant adds no spread", () => {
    const source = circuit(2, [
      op("RY", [0], [param(0)]),
      op("CNOT", [0, 1]),
      channel("amplitudeDamping", [0], [0.4]),
      op("RX", [0], [param(1)]),
      channel("amplitudeDamping", [1], [0.3]),
    ]);
    const params = Float64Array.of(0.9, 0.4);
    const gradients = (constant: number): Float64Array => {
      const sum = { terms: [[1, "Z1"] as const, [0.4, "Z0 Z1"] as const, [constant, "I"] as const] };
      const measure: Measure = ["Z0", sum];
      const exact = openCircuit(source, 1, { measure });
      exact.forward(params, new Float64Array(0), 1, new Float64Array(2));
      const want = new Float64Array(2);
      exact.backward(1, Float64Array.of(1, 0.7), want, 0, null);
      const opened = open(source, 8, measure, ROWS);
      opened.forward(params, new Float64Array(0), ROWS, new Float64Array(2 * ROWS));
      const grads = new Float64Array(2 * ROWS);
      opened.backward(ROWS, repeated([1, 0.7], ROWS), grads, 2, null);
      expectMeans(grads, want);
      return grads;
    };
    const without = gradients(0);
    gradients(8).forEach((value, i) => {
      expect(value).toBeCloseTo(without[i]!, 12);
    });
  });
  test("engines agree", () => {
    const { source, params, inputs } = fixedNoise(key, 3, 4, 20);
    const engines = [options, { engine: "js", precision: "f64" }, { engine: "wasm", precision: "f32" }] as const;
    const outs = engines.map((on) => {
      const opened = openTrajectories(source, 1, 50, WORDS, on, 0);
      opened.useKey!(key);
      const out = new Float64Array(WORDS.length);
      opened.forward(params, inputs, 1, out);
      const grads = new Float64Array(source.numParams);
      opened.backward(1, repeated([1], WORDS.length), grads, 0, null);
      return [...out, ...grads];
    });
    outs[0]!.forEach((value, k) => {
      expect(outs[1]![k]).toBeCloseTo(value, 10);
      expect(outs[2]![k]).toBeCloseTo(value, 4);
    });
  });
  test("Pauli errors alone take one segment; damping of all wires between layers one cut each", () => {
    const errors = circuit(2, [
      op("H", [0]),
      channel("bitFlip", [0], [0.1]),
      op("CNOT", [0, 1]),
      channel("twoQubitDepolarizing", [0, 1], [0.1]),
    ]);
    expect(unravel(errors).segments.length).toBe(1);
    const damp = (w: number) => channel("amplitudeDamping", [w], [0.1]);
    const layers = [op("H", [0]), damp(0), op("H", [1]), damp(1), op("CNOT", [0, 1]), damp(0), damp(1)];
    expect(unravel(circuit(2, layers)).segments.map(({ jumps }) => jumps.length)).toEqual([2, 2, 0]);
  });
  test("10 qubits run", () => {
    const n = 10;
    const wires = Array.from({ length: n }, (_, w) => w);
    const ops = [
      ...wires.map((w) => op("RY", [w], [param(w)])),
      ...wires.map((w) => channel("amplitudeDamping", [w], [0.05])),
      ...wires.map((w) => op("CNOT", [w, (w + 1) % n])),
      ...wires.map((w) => channel("depolarizing", [w], [0.05])),
      ...wires.map((w) => op("RX", [w], [param(n + w)])),
    ];
    const source = circuit(n, ops);
    const params = uniforms(fold(key, "ten"), source.numParams, -3, 3);
    const opened = open(source, 20, "z");
    const out = new Float64Array(n);
    opened.forward(params, new Float64Array(0), 1, out);
    const grads = new Float64Array(source.numParams);
    opened.backward(1, repeated([1], n), grads, 0, null);
    expect(out.every((z) => Math.abs(z) <= 1 + 1e-12)).toBe(true);
    expect(grads.every(Number.isFinite) && grads.some((g) => Math.abs(g) > 1e-3)).toBe(true);
  });
});
