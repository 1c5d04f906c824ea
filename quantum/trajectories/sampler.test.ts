import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { oracleStrings } from "../../test/oracle/density.ts";
import { fixedNoise } from "../../test/oracle/fixed-noise.ts";
import { expectMeans, repeated } from "../../test/oracle/means.ts";
import { input, param } from "../angle.ts";
import { channel, circuit, op } from "../circuit.ts";
import { openCircuit } from "../open.ts";
import { openTrajectories } from "./trajectories.ts";

const key = keyOf(1992);
const options = { engine: "wasm", precision: "f64" } as const;
const WORDS = ["X0", "Y0", "Z0", "Z1", "X0 Y1", "Z0 Z1"];

describe("each trajectory measured once", () => {
  test.each([0, 1])(
    "random circuit %i: outputs and derivatives are unbiased",
    (k) => {
      const { source, params, inputs } = fixedNoise(key, 2, k, 12);
      const rows = 500;
      const shots = 20;
      const opened = openTrajectories(source, rows, shots, WORDS, options, shots);
      opened.useKey!(fold(key, "draws"));
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

describe.each(["bitFlip", "amplitudeDamping"] as const)("%s: angles that are no numbers have no outcome", (name) => {
  test.each([NaN, Infinity, -Infinity])("%d", (value) => {
    const source = circuit(1, [op("RX", [0], [input(0)]), op("RY", [0], [param(0)]), channel(name, [0], [0.1])]);
    const opened = openCircuit(source, 2, { shots: 5, trajectories: 5 });
    opened.useKey!(key);
    const out = new Float64Array(2);
    expect(() => opened.forward(Float64Array.of(value), Float64Array.of(0.1, 0.2), 2, out)).toThrow("finite");
    expect(() => opened.forward(Float64Array.of(0.1), Float64Array.of(0.1, value), 2, out)).toThrow("finite");
    opened.forward(Float64Array.of(0.1), Float64Array.of(0.1, 0.2), 2, out);
  });
});
