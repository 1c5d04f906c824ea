import { expect, test } from "vitest";
import { resolve } from "../core/fields.ts";
import { dephasing, depolarizing, interferenceDial, openCircuit, routingCircuit } from "../quantum/index.ts";
import { type CircuitOptions, circuitFields, circuitFor } from "./circuit.ts";

const optionsOf = (options: Partial<CircuitOptions>): CircuitOptions => resolve(circuitFields, options, "test");
const angles = (count: number): Float64Array => Float64Array.from({ length: count }, (_, i) => 0.3 + 0.7 * i);

/** <Z> of each wire for one row. */
function valuesOf(options: Partial<CircuitOptions>, row: readonly number[]): number[] {
  const circuit = circuitFor(optionsOf(options), row.length);
  const out = new Float64Array(circuit.numQubits);
  openCircuit(circuit, 1).forward(angles(circuit.numParams), Float64Array.from(row), 1, out);
  return [...out];
}

test.each(["angle", "iqp", "zz"] as const)("bandwidth multiplies the inputs of %s", (embedding) => {
  const row = [0.4, 1.1];
  // The ZZ map has pi - x: there, too, the product alone may enter.
  const scaled = valuesOf({ embedding, layers: 1 }, [0.3 * 0.4, 0.3 * 1.1]);
  valuesOf({ embedding, layers: 1, bandwidth: 0.3 }, row).forEach((z, i) => void expect(z).toBeCloseTo(scaled[i]!, 13));
});

test("a trained frequency starts from the bandwidth, and amplitudes have none", () => {
  const { parameters } = circuitFor(optionsOf({ inputs: "scale", bandwidth: 0.25 }), 2);
  expect(parameters).toContainEqual({ name: "scale", size: 2, start: 0.25 });
  expect(() => circuitFor(optionsOf({ embedding: "amplitude", bandwidth: 2 }), 4)).toThrow(
    "routingCircuit: bandwidth of the embedding amplitude: expected 1, got 2. Rows are normalised, so that a factor has no effect",
  );
});

test("the dial at 0 leaves the circuit alone", () => {
  expect(circuitFor(optionsOf({ dial: 0 }), 2)).toEqual(routingCircuit({ qubits: 2, features: 2 }));
});

test.each([
  ["embedding", ["afterEmbedding"]],
  ["layers", ["betweenLayers"]],
  ["both", ["afterEmbedding", "betweenLayers"]],
] as const)("dial at %s", (dialAt, places) => {
  const dephased = interferenceDial({ dial: 0.4, dialAt });
  expect(dephased.rules).toEqual(places.map((place) => ({ channel: dephasing({ s: 0.4 }), place })));
  const control = interferenceDial({ dial: 0.4, dialAt, dialBy: "depolarizing" });
  expect(control.rules).toEqual(places.map((place) => ({ channel: depolarizing({ p: 0.2 }), place })));
});

test("at 1, after the embedding and between three layers, <Z> depends on x0 alone or on x1 alone, by its cosine", () => {
  const at = (x0: number, x1: number): number[] => valuesOf({ dial: 1 }, [x0, x1]);
  const [first, second] = at(0, 0);
  const [third, fourth] = at(0.9, 2.1);
  expect(third).toBeCloseTo(first! * Math.cos(0.9), 13);
  expect(fourth).toBeCloseTo(second! * Math.cos(2.1), 13);
});

test("a dial between layers where there is one would do nothing, and is refused", () => {
  const options = (layers: number, uploads: number) =>
    resolve(circuitFields, { layers, uploads, dial: 0.5, dialAt: "layers" }, "test");
  expect(() => circuitFor(options(1, 1), 2)).toThrow('circuit: dialAt: expected "both" or "embedding"');
  expect(circuitFor(options(1, 2), 2).ops.some((one) => "channel" in one)).toBe(true);
});
