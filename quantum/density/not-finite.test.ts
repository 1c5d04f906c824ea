import { describe, expect, test } from "vitest";
import { input, param } from "../angle.ts";
import { channel, circuit, op } from "../circuit.ts";
import { type EngineName, openCircuit } from "../open.ts";

/** Two wires that meet, with angles of samples before and after, noise in the map and in a chain. */
const SOURCE = circuit(2, [
  op("RX", [0], [input(0)]),
  op("RX", [1], [input(1)]),
  op("RY", [0], [param(0)]),
  op("CNOT", [0, 1]),
  channel("depolarizing", [1], [param(1)]),
  op("RZ", [0], [input(1)]),
  channel("amplitudeDamping", [0], [0.1]),
  op("RY", [0], [param(2)]),
]);
const PARAMS = Float64Array.of(0.3, 0.05, 1.1);
const ENGINES: EngineName[] = ["js", "wasm"];

/** Outputs and each row's derivatives by parameters and inputs. */
function rows(opened: ReturnType<typeof openCircuit>, inputs: Float64Array, batch: number) {
  const { numParams } = SOURCE;
  const out = new Float64Array(2 * batch);
  opened.forward(PARAMS, inputs, batch, out);
  const gradParams = new Float64Array(batch * numParams);
  const gradInputs = new Float64Array(batch * 2);
  opened.backward(batch, new Float64Array(2 * batch).fill(1), gradParams, numParams, gradInputs);
  return Array.from({ length: batch }, (_, s) => [
    ...out.subarray(2 * s, 2 * s + 2),
    ...gradParams.subarray(s * numParams, (s + 1) * numParams),
    ...gradInputs.subarray(2 * s, 2 * s + 2),
  ]);
}

describe.each(ENGINES)("%s: a sample that is no number", (engine) => {
  // More than a block of samples, and one that is not full.
  const batch = 75;
  const inputs = Float64Array.from({ length: 2 * batch }, (_, i) => 0.1 + 0.37 * i);
  const healthy = rows(openCircuit(SOURCE, batch, { engine }), inputs, batch);

  test.each([NaN, Infinity])("%d spoils its own row alone", (value) => {
    const bad = [0, 3, 40, 74];
    const spoilt = inputs.slice();
    for (const s of bad) spoilt[2 * s + 1] = value;
    const found = rows(openCircuit(SOURCE, batch, { engine }), spoilt, batch);
    for (let s = 0; s < batch; s++) {
      if (bad.includes(s)) expect(found[s]!.slice(0, 5).some(Number.isNaN)).toBe(true);
      else expect(found[s]).toEqual(healthy[s]);
    }
  });

  test("spoils no later call, not even one of fewer samples", () => {
    const opened = openCircuit(SOURCE, batch, { engine });
    rows(opened, new Float64Array(2 * batch).fill(NaN), batch);
    for (const fewer of [1, 5, 33]) {
      expect(rows(opened, inputs, fewer)).toEqual(healthy.slice(0, fewer));
      const grads = [new Float64Array(3), new Float64Array(3)] as const;
      for (const [k, one] of [opened, openCircuit(SOURCE, batch, { engine })].entries()) {
        one.forward(PARAMS, inputs, fewer, new Float64Array(2 * fewer));
        one.backward(fewer, new Float64Array(2 * fewer).fill(1), grads[k]!, 0, null);
      }
      expect(grads[0]).toEqual(grads[1]);
      expect(grads[0].every(Number.isFinite)).toBe(true);
      rows(opened, new Float64Array(2 * batch).fill(NaN), batch);
    }
  });
});
