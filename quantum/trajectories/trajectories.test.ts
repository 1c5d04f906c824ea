import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { oracleProbabilities, oracleStrings } from "../../test/oracle/density.ts";
import { randomCircuit, uniforms } from "../../test/oracle/random-circuit.ts";
import { randomNoisyCircuit } from "../../test/oracle/random-noisy.ts";
import { input, param, radians } from "../angle.ts";
import { type Channel, type ChannelName, channels } from "../channels/index.ts";
import { type Circuit, channel, circuit, type Op, op, valuesOf } from "../circuit.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import type { Measure } from "../observables/measure.ts";
import { openCircuit } from "../open.ts";
import { openTrajectories } from "./trajectories.ts";
import { unravel } from "./unravel.ts";

const key = keyOf(1992);
const options = { engine: "wasm", precision: "f64" } as const;
const ROWS = 4000;
const WORDS = ["X0", "Y0", "Z0", "Z1", "X0 Y1", "Z0 Z1"];

function open(source: Circuit, trajectories: number, measure: Measure, maxBatch = 1, shots = 0): OpenCircuit {
  const opened = openTrajectories(source, maxBatch, trajectories, measure, options, shots);
  opened.useKey!(fold(key, "draws"));
  return opened;
}

/** `count` rows that are all the same. */
function repeated(row: ArrayLike<number>, count: number): Float64Array {
  return Float64Array.from({ length: row.length * count }, (_, i) => row[i % row.length]!);
}

/** Expects the mean of rows (count, width) within 5 standard errors of these numbers. */
function expectMeans(rows: Float64Array, want: ArrayLike<number>): void {
  const width = want.length;
  const count = rows.length / width;
  for (let k = 0; k < width; k++) {
    let [sum, square] = [0, 0];
    for (let s = 0; s < count; s++) sum += rows[s * width + k]! / count;
    for (let s = 0; s < count; s++) square += (rows[s * width + k]! - sum) ** 2 / count;
    expect(Math.abs(sum - want[k]!), `${sum} for ${want[k]}`).toBeLessThan(5 * Math.sqrt(square / count) + 1e-10);
  }
}

/** One trajectory for each of many equal samples, so that their spread is seen: outputs and derivatives against these. */
function expectUnbiased(
  source: Circuit,
  params: Float64Array,
  inputs: Float64Array,
  measure: Measure,
  want: number[],
): void {
  const opened = open(source, 1, measure, ROWS);
  const out = new Float64Array(ROWS * opened.outputs);
  const { numParams, numInputs } = source;
  opened.forward(params, repeated(inputs, ROWS), ROWS, out);
  expectMeans(out, want);

  const cotangent = uniforms(fold(key, "cotangent"), opened.outputs, -1, 1);
  const exact = openCircuit(source, 1, { measure });
  exact.forward(params, inputs, 1, new Float64Array(opened.outputs));
  const wantParams = new Float64Array(numParams);
  const wantInputs = new Float64Array(numInputs);
  exact.backward(1, cotangent, wantParams, 0, wantInputs);
  const gradParams = new Float64Array(ROWS * numParams);
  const gradInputs = new Float64Array(ROWS * numInputs);
  opened.backward(ROWS, repeated(cotangent, ROWS), gradParams, numParams, gradInputs);
  expectMeans(gradParams, wantParams);
  expectMeans(gradInputs, wantInputs);
}

/** Any ops as `randomNoisyCircuit`, strengths made numbers, without unitary errors' parameters. */
function noisy(
  n: number,
  k: number,
  ops: number,
  start = {},
): { source: Circuit; params: Float64Array; inputs: Float64Array } {
  const random = randomNoisyCircuit(fold(key, n, k), n, ops, start);
  const params = uniforms(fold(key, "p", n, k), random.numParams, -3, 3);
  const strengths = uniforms(fold(key, "strengths", n, k), random.numParams, 0.05, 0.2);
  const constant = random.ops.map((given): Op => {
    if ("gate" in given || (channels[given.channel] as Channel).form === "unitary") return given;
    return { ...given, strengths: valuesOf(given).map((value) => radians(value, strengths, [])) };
  });
  const { numInputs, amplitudes, complex } = random;
  const source = circuit(n, constant, { numInputs, amplitudes, complex });
  return { source, params, inputs: uniforms(fold(key, "x", n, k), numInputs, -1, 1) };
}

const noiseNames = (Object.keys(channels) as ChannelName[]).filter(
  (name) => (channels[name] as Channel).form !== "unitary",
);

describe("every channel alone", () => {
  test.each(noiseNames)("%s: means and derivatives are the exact ones, within 5 standard errors", (name) => {
    const { wires, form, fields } = channels[name] as Channel;
    const count = Object.keys(fields).length;
    const strengths =
      name === "thermalRelaxation" ? [1, 1.3, 0.5, 0.2] : Array.from({ length: count }, (_, k) => 0.6 / (count + k));
    const before = [
      op("RY", [0], [param(0)]),
      op("RX", [1], [input(0)]),
      op("CNOT", [0, 1]),
      op("Rot", [0], [0.3, param(1), 0.2]),
    ];
    const after = [op("CRY", [1, 0], [param(2)]), op("RX", [0], [param(0, 0.5)])];
    const noise = channel(name, wires === 2 ? [1, 0] : [0], strengths);
    const source = circuit(2, form === "readout" ? [...before, ...after, noise] : [...before, noise, ...after]);
    const params = Float64Array.of(0.7, 1.1, -0.6);
    const inputs = Float64Array.of(0.9);
    expectUnbiased(source, params, inputs, WORDS, oracleStrings(source, params, inputs, WORDS));
  });
});

describe("random circuits", () => {
  test.each([
    [2, 0],
    [2, 1],
    [2, 2],
    [3, 0],
    [3, 1],
  ])("%i qubits, circuit %i: strings, <Z> and probabilities", (n, k) => {
    const { source, params, inputs } = noisy(n, k, 18);
    expectUnbiased(source, params, inputs, WORDS, oracleStrings(source, params, inputs, WORDS));
    const z = Array.from({ length: n }, (_, w) => `Z${w}`);
    expectUnbiased(source, params, inputs, "z", oracleStrings(source, params, inputs, z));
    const wires = [1, 0];
    expectUnbiased(
      source,
      params,
      inputs,
      { probabilities: wires },
      oracleProbabilities(source, params, inputs, wires),
    );
  });
  test.each([false, true])("from amplitudes, complex %s", (complex) => {
    const { source, params, inputs } = noisy(2, 5, 12, { amplitudes: 3, complex });
    expectUnbiased(source, params, inputs, WORDS, oracleStrings(source, params, inputs, WORDS));
  });
});

describe("closed forms", () => {
  test("|+> under amplitude damping: <X> = sqrt(1 - gamma), <Z> = gamma", () => {
    const source = circuit(1, [op("H", [0]), channel("amplitudeDamping", [0], [0.3])]);
    expectUnbiased(source, new Float64Array(0), new Float64Array(0), ["X0", "Z0"], [Math.sqrt(0.7), 0.3]);
  });
  test("a Bell state under depolarizing of one wire: <ZZ> = 1 - 4p/3", () => {
    const source = circuit(2, [op("H", [0]), op("CNOT", [0, 1]), channel("depolarizing", [1], [0.3])]);
    expectUnbiased(source, new Float64Array(0), new Float64Array(0), ["Z0 Z1", "X0 X1", "Z0"], [0.6, 0.6, 0]);
  });
  test("what an error of reading alone makes is exact", () => {
    const source = circuit(2, [op("RY", [0], [0.7]), op("CNOT", [0, 1]), channel("readoutError", [1], [0.1, 0.2])]);
    const opened = open(source, 3, ["Z1", "Z0 Z1", "X1"]);
    const out = new Float64Array(3);
    opened.forward(new Float64Array(0), new Float64Array(0), 1, out);
    const want = oracleStrings(source, [], [], ["Z1", "Z0 Z1", "X1"]);
    want.forEach((value, k) => {
      expect(out[k]).toBeCloseTo(value, 12);
    });
  });
});

describe("many trajectories", () => {
  test("outputs are means over trajectories, derivatives their sum, in chunks or at once", () => {
    const { source, params, inputs } = noisy(3, 1, 18);
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
  test("a sample's numbers do not depend on the batch; its trajectories not on their number", () => {
    const { source, params } = noisy(2, 3, 14);
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
    const { source, params, inputs } = noisy(3, 4, 20);
    const outs = (["wasm", "js"] as const).map((engine) => {
      const opened = openTrajectories(source, 1, 50, WORDS, { engine, precision: "f64" }, 0);
      opened.useKey!(key);
      const out = new Float64Array(WORDS.length);
      opened.forward(params, inputs, 1, out);
      const grads = new Float64Array(source.numParams);
      opened.backward(1, repeated([1], WORDS.length), grads, 0, null);
      return [...out, ...grads];
    });
    outs[0]!.forEach((value, k) => {
      expect(outs[1]![k]).toBeCloseTo(value, 10);
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

describe("each trajectory measured once", () => {
  test.each([0, 1])(
    "random circuit %i: outputs and derivatives are unbiased",
    (k) => {
      const { source, params, inputs } = noisy(2, k, 12);
      const rows = 500;
      const shots = 20;
      const opened = open(source, shots, WORDS, rows, shots);
      const out = new Float64Array(rows * WORDS.length);
      opened.forward(params, repeated(inputs, rows), rows, out);
      expectMeans(out, oracleStrings(source, params, inputs, WORDS));
      const cotangent = [1, -0.5, 0.3, 0.8, 0.2, 0.4];
      const gradParams = new Float64Array(rows * source.numParams);
      const gradInputs = new Float64Array(rows * source.numInputs);
      opened.backward(rows, repeated(cotangent, rows), gradParams, source.numParams, gradInputs);
      const exact = openCircuit(source, 1, { measure: WORDS });
      exact.forward(params, inputs, 1, new Float64Array(WORDS.length));
      const wantParams = new Float64Array(source.numParams);
      const wantInputs = new Float64Array(source.numInputs);
      exact.backward(1, Float64Array.from(cotangent), wantParams, 0, wantInputs);
      expectMeans(gradParams, wantParams);
      expectMeans(gradInputs, wantInputs);
    },
    60_000,
  );
});

describe("what is refused", () => {
  const ideal = circuit(1, [op("RX", [0], [0.3]), channel("overRotationX", [0], [0.1])]);
  const trained = circuit(1, [op("RX", [0], [0.3]), channel("depolarizing", [0], [param(0)])]);
  const fine = circuit(1, [op("RX", [0], [0.3]), channel("depolarizing", [0], [0.1])]);
  test.each<[string, Circuit, number, Measure, number, string]>([
    ["a circuit without noise", ideal, 10, "z", 0, "trajectories: expected a circuit with noise"],
    [
      "strengths that are parameters",
      trained,
      10,
      "z",
      0,
      "trajectories: depolarizing: expected strengths that are numbers",
    ],
    ["the same with shots", trained, 10, "z", 10, "trajectories: depolarizing"],
    ["the state", fine, 10, "state", 0, "measure: expected expectations"],
    ["no trajectories", fine, 0, "z", 0, "trajectories: expected a whole number"],
    ["other shots than trajectories", fine, 10, "z", 20, "shots: expected 10"],
  ])("%s", (_, source, trajectories, measure, shots, message) => {
    expect(() => openTrajectories(source, 1, trajectories, measure, options, shots)).toThrow(message);
  });
  test("no key; states that do not fit", () => {
    const opened = openTrajectories(fine, 1, 10, "z", options, 0);
    expect(() => opened.forward(new Float64Array(0), new Float64Array(0), 1, new Float64Array(1))).toThrow("useKey");
    const large = circuit(24, [...randomCircuit(key, 24, 300).ops, channel("depolarizing", [0], [0.1])], {
      numInputs: 3,
    });
    expect(() => openTrajectories(large, 1, 10, "z", options, 0)).toThrow("GiB");
  });
});
