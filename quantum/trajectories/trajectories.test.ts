import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { oracleProbabilities, oracleStrings } from "../../test/oracle/density.ts";
import { fixedNoise } from "../../test/oracle/fixed-noise.ts";
import { expectMeans, repeated } from "../../test/oracle/means.ts";
import { randomCircuit, uniforms } from "../../test/oracle/random-circuit.ts";
import { input, inputProduct, param, scaledInput } from "../angle.ts";
import { type Channel, type ChannelName, channels } from "../channels/index.ts";
import { type Circuit, channel, circuit, op } from "../circuit.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import type { Measure } from "../observables/measure.ts";
import { openCircuit } from "../open.ts";
import { openTrajectories } from "./trajectories.ts";

const key = keyOf(1992);
const options = { engine: "wasm", precision: "f64" } as const;
const ROWS = 4000;
const WORDS = ["X0", "Y0", "Z0", "Z1", "X0 Y1", "Z0 Z1"];

function open(source: Circuit, trajectories: number, measure: Measure, maxBatch = 1): OpenCircuit {
  const opened = openTrajectories(source, maxBatch, trajectories, measure, options, 0);
  opened.useKey!(fold(key, "draws"));
  return opened;
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
    const after = [
      op("CRY", [1, 0], [param(2)]),
      op("RX", [0], [param(0, 0.5)]),
      op("RY", [0], [inputProduct(0, 1)]),
      op("RX", [1], [scaledInput(1, 2)]),
      op("RZ", [1], [input(0)]),
      op("H", [1]),
    ];
    const noise = channel(name, wires === 2 ? [1, 0] : [0], strengths);
    const source = circuit(2, form === "readout" ? [...before, ...after, noise] : [...before, noise, ...after]);
    const params = Float64Array.of(0.7, 1.1, -0.6);
    const inputs = Float64Array.of(0.9, -0.4);
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
    const { source, params, inputs } = fixedNoise(key, n, k, 18);
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
    const { source, params, inputs } = fixedNoise(key, 2, 5, 12, { amplitudes: 3, complex });
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
    const cut = Array.from({ length: 150 }, () => [op("H", [0]), channel("amplitudeDamping", [0], [0.1])]).flat();
    const open18 = () => openTrajectories(circuit(18, cut), 1, 10, "z", options, 0);
    expect(open18).toThrow("18 qubits in 151 segments need");
    const open19 = () => openTrajectories(circuit(19, cut.slice(0, 4)), 1, 10, "z", options, 0);
    expect(open19).toThrow("at most 18 qubits");
  });
});
