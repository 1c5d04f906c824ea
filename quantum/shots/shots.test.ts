import { describe, expect, test } from "vitest";
import { binomial } from "../../core/binomial.ts";
import { fold, keyOf } from "../../core/key.ts";
import { stream } from "../../core/random.ts";
import { expectMeans, repeated } from "../../test/oracle/means.ts";
import { randomCircuit, uniforms } from "../../test/oracle/random-circuit.ts";
import { input, param } from "../angle.ts";
import { type Channel, type ChannelName, channels } from "../channels/index.ts";
import { type Circuit, channel, circuit, op } from "../circuit.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import type { Measure } from "../observables/measure.ts";
import { openCircuit } from "../open.ts";
import { openRowStream } from "./row-stream.ts";
import { settingsOf } from "./settings.ts";
import { clean, openShots } from "./shots.ts";

const key = keyOf(4174);
const ROWS = 1500;
const none = new Float64Array(0);
const WORDS: Measure = [
  "X0",
  "Y1",
  "X0 Y1",
  "Z0 Z1",
  {
    terms: [
      [0.5, "Y0 X1"],
      [-2, "I"],
      [0.3, "Z1"],
    ],
  },
];

function open(source: Circuit, shots: number, measure: Measure, maxBatch = 1): OpenCircuit {
  const opened = openShots(source, maxBatch, shots, measure, (other, batch, asked) =>
    openCircuit(other, batch, { measure: asked }),
  );
  opened.useKey!(fold(key, "draws"));
  return opened;
}

/** Outputs and derivatives of many equal samples, each with shots of its own, against the exact ones. */
function expectUnbiased(
  source: Circuit,
  params: Float64Array,
  inputs: Float64Array,
  measure: Measure,
  shots: number,
): void {
  const exact = openCircuit(source, 1, { measure });
  const { outputs } = exact;
  const want = new Float64Array(outputs);
  exact.forward(params, inputs, 1, want);
  const opened = open(source, shots, measure, ROWS);
  const out = new Float64Array(ROWS * outputs);
  opened.forward(params, repeated(inputs, ROWS), ROWS, out);
  expectMeans(out, want);
  const cotangent = uniforms(fold(key, "cotangent"), outputs, -1, 1);
  const wantParams = new Float64Array(source.numParams);
  const wantInputs = new Float64Array(source.numInputs);
  exact.backward(1, cotangent, wantParams, 0, wantInputs);
  const gradParams = new Float64Array(ROWS * source.numParams);
  const gradInputs = source.amplitudes > 0 ? null : new Float64Array(ROWS * source.numInputs);
  opened.backward(ROWS, repeated(cotangent, ROWS), gradParams, source.numParams, gradInputs);
  expectMeans(gradParams, wantParams);
  if (gradInputs) expectMeans(gradInputs, wantInputs);
}

describe("estimates from shots", () => {
  const bell = circuit(2, [op("RY", [0], [param(0)]), op("CNOT", [0, 1])]);
  test("of <Z> have the mean and the variance (1 - <Z>^2) / shots", () => {
    const shots = 25;
    const out = new Float64Array(20_000 * 2);
    open(bell, shots, "z", 20_000).forward(Float64Array.of(1.1), none, 20_000, out);
    const z = Math.cos(1.1);
    for (const variance of expectMeans(out, [z, z])) {
      const want = (1 - z * z) / shots;
      expect(Math.abs(variance - want)).toBeLessThan(5 * want * Math.sqrt(2 / 20_000));
    }
    // Both wires are measured together.
    for (let row = 0; row < 20_000; row++) expect(out[2 * row]).toBe(out[2 * row + 1]);
  });
  test("of probabilities are shares of whole shots; wires in the order asked for", () => {
    const source = circuit(3, [op("X", [1]), op("RY", [2], [1])]);
    const out = new Float64Array(4);
    open(source, 40, { probabilities: [2, 1] }).forward(none, none, 1, out);
    expect([out[0], out[2]]).toEqual([0, 0]);
    expect(out[1]! + out[3]!).toBeCloseTo(1, 15);
    expect(Number.isInteger(Math.round(out[1]! * 40 * 1e9) / 1e9)).toBe(true);
  });
  test.each([0, 1, 2, 3])("random circuit %i: outputs and derivatives are unbiased", (k) => {
    const source = randomCircuit(fold(key, k), 3, 14);
    const params = uniforms(fold(key, "p", k), source.numParams, -3, 3);
    const inputs = uniforms(fold(key, "x", k), source.numInputs, -2, 2);
    const measures: Measure[] = ["z", WORDS, "probabilities", { probabilities: [2, 0] }];
    expectUnbiased(source, params, inputs, measures[k]!, 10);
  });
  test("from amplitudes", () => {
    const source = randomCircuit(fold(key, "amplitudes"), 2, 10, 3, true);
    const params = uniforms(fold(key, "p a"), source.numParams, -3, 3);
    const inputs = uniforms(fold(key, "x a"), source.numInputs, -1, 1);
    expectUnbiased(source, params, inputs, "z", 10);
    const opened = open(source, 10, "z");
    opened.forward(params, inputs, 1, new Float64Array(2));
    const back = () => opened.backward(1, Float64Array.of(1, 1), new Float64Array(8), 0, new Float64Array(6));
    expect(back).toThrow("amplitudes have no shift rule");
  });
  test("with noise and errors of reading, unitary errors trained", () => {
    const source = circuit(2, [
      op("RX", [0], [input(0)]),
      op("RY", [1], [param(0)]),
      channel("amplitudeDamping", [0], [0.2]),
      op("CNOT", [0, 1]),
      channel("overRotationZX", [0, 1], [param(1, 0.5)]),
      channel("depolarizing", [1], [0.1]),
      op("Rot", [0], [param(2), input(0, 0.5), 0.3]),
      channel("readoutError", [0], [0.1, 0.05]),
      channel("readoutError", [1], [0.02, 0.2]),
    ]);
    const params = Float64Array.of(0.4, 0.8, -1.2);
    for (const measure of ["z", WORDS] as const) expectUnbiased(source, params, Float64Array.of(0.7), measure, 10);
  });
});

describe("settings", () => {
  test("strings share one where no two letters differ; identities are exact", () => {
    const { settings, constants } = settingsOf(WORDS, 2);
    expect(settings.map(({ wires }) => wires)).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    expect([...constants]).toEqual([0, 0, 0, 0, -2]);
    expect(settingsOf(["X0", "X1", "X0 X1", "X2", "Z2"], 3).settings.map(({ wires }) => wires)).toEqual([
      [0, 1, 2],
      [2],
    ]);
    expect(settingsOf("z", 3).settings.length).toBe(1);
  });
  test("a constant alone is measured by nobody", () => {
    const opened = open(circuit(1, [op("H", [0])]), 5, [{ terms: [[0.7, "I"]] }]);
    const out = new Float64Array(1);
    opened.forward(none, none, 1, out);
    expect(out[0]).toBe(0.7);
  });
});

describe("draws", () => {
  const source = circuit(1, [op("RY", [0], [param(0)]), op("RX", [0], [input(0)])]);
  const params = Float64Array.of(1.2);
  test("the same call gives the same numbers; a row's do not depend on the batch; other keys give others", () => {
    const inputs = uniforms(fold(key, "rows"), 50, -1, 1);
    const opened = open(source, 1000, "z", 50);
    const run = (batch: number): Float64Array => {
      const out = new Float64Array(batch);
      opened.forward(params, inputs, batch, out);
      return out;
    };
    const gradient = (): number[] => {
      const grads = new Float64Array(1);
      opened.backward(50, new Float64Array(50).fill(1), grads, 0, null);
      return [...grads];
    };
    const first = run(50);
    const slope = gradient();
    expect(run(50)).toEqual(first);
    expect(gradient()).toEqual(slope);
    expect(run(7)).toEqual(first.subarray(0, 7));
    opened.useKey!(keyOf(2));
    expect(run(50)).not.toEqual(first);
    expect(new Set(first).size).toBeGreaterThan(20);
  });
  test("a row's numbers are those of its folded key", () => {
    const rows = openRowStream();
    for (const row of [0, 3, 2]) {
      rows.restart(key, row);
      const want = stream(fold(key, row));
      for (let k = 0; k < 40; k++) expect(rows.uniform()).toBe(want.uniform());
    }
    const out = new Float64Array(1);
    open(source, 100, "z").forward(params, Float64Array.of(0), 1, out);
    const p0 = (1 + Math.cos(1.2)) / 2;
    const zeros = binomial(stream(fold(key, "draws", "forward", 0, 0)), 100, p0);
    expect(out[0]).toBeCloseTo((2 * zeros - 100) / 100, 14);
  });
  test("each shifted circuit has shots of its own", () => {
    const twice = circuit(1, [op("RY", [0], [param(0)]), op("RY", [0], [param(1)])]);
    const opened = open(twice, 1000, "z");
    opened.forward(Float64Array.of(0.3, 0.4), none, 1, new Float64Array(1));
    const grads = new Float64Array(2);
    opened.backward(1, Float64Array.of(1), grads, 0, null);
    expect(grads[0]).not.toBe(grads[1]);
  });
  test("no key is refused", () => {
    const opened = openShots(source, 1, 10, "z", (other, batch, measure) => openCircuit(other, batch, { measure }));
    expect(() => opened.forward(params, Float64Array.of(0), 1, new Float64Array(1))).toThrow("call useKey");
  });
});

describe("the shift rule of unitary errors", () => {
  const unitary = (Object.keys(channels) as ChannelName[]).filter(
    (name) => (channels[name] as Channel).form === "unitary",
  );
  test.each(unitary)("%s turns as a rotation does", (name) => {
    const { transfer, slopes, fields } = channels[name] as Channel;
    expect(Object.keys(fields).length).toBe(1);
    const [forth, back] = [transfer([0.7 + Math.PI / 2]), transfer([0.7 - Math.PI / 2])];
    slopes([0.7])[0]!.forEach((slope, i) => {
      expect((forth[i]! - back[i]!) / 2).toBeCloseTo(slope, 13);
    });
  });
});

describe("what is refused", () => {
  const fine = circuit(1, [op("RX", [0], [0.3])]);
  const trained = circuit(1, [op("RX", [0], [0.3]), channel("depolarizing", [0], [param(0)])]);
  test.each<[string, Circuit, number, Measure, string]>([
    ["the state", fine, 10, "state", "measure: expected expectations"],
    ["no shots", fine, 0, "z", "shots: expected a whole number"],
    ["half a shot", fine, 1.5, "z", "shots: expected a whole number"],
    ["strengths that are parameters", trained, 10, "z", "shots: expected constant strengths of depolarizing"],
    ["a wrong observable", fine, 10, ["Z3"], "wires from 0 to 0"],
  ])("%s", (_, source, shots, measure, message) => {
    expect(() => open(source, shots, measure)).toThrow(message);
  });
  test("probabilities below 0 by more than rounding", () => {
    const values = Float64Array.of(0.5, -1e-13, 0.5);
    clean(values, 3);
    expect([...values]).toEqual([0.5, 0, 0.5]);
    expect(() => clean(Float64Array.of(-1e-11), 1)).toThrow("probabilities from 0 to 1");
  });
});
