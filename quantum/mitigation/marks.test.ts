import { describe, expect, test } from "vitest";
import { amplitudeDamping, dephasing } from "../channels/index.ts";
import type { Circuit } from "../circuit.ts";
import { type NoiseModel, noiseModel, type Place, withNoise } from "../noise/index.ts";
import { routingCircuit } from "../routing.ts";
import { FOLDINGS, folded } from "./folding.ts";
import { type MitigationSpec, zeroNoise } from "./index.ts";
import { openMitigated } from "./open.ts";

const router = routingCircuit({ qubits: 2, layers: 3 });
const params = (one: Circuit) => Float64Array.from({ length: one.numParams }, (_, i) => 2 * Math.sin(3 * i + 1));
const inputs = (one: Circuit) => Float64Array.from({ length: one.numInputs }, (_, i) => Math.cos(5 * i + 1));
const at = (place: Place, channel: ReturnType<typeof dephasing> | ReturnType<typeof amplitudeDamping>): NoiseModel =>
  noiseModel({ name: place, rules: [{ channel, place }] });
/** Expectations of words, as all letters suffer. */
function run(source: Circuit, noise: NoiseModel | null, mitigation: readonly MitigationSpec[] = []): Float64Array {
  const out = new Float64Array(3);
  const opened = openMitigated(source, noise, 1, mitigation, { measure: ["Z0", "X0 Y1", "Z0 Z1"] });
  opened.forward(params(source), inputs(source), 1, out);
  return out;
}
const apart = (a: Float64Array, b: Float64Array): number => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

/** What dephasing or damping of this strength is after so many times. */
const often = (strength: number, times: number): number => 1 - (1 - strength) ** times;

describe.each([3, 5])("folded to scale %i", (scale) => {
  const sources = {
    angles: router,
    "angles twice": routingCircuit({ qubits: 2, layers: 2, uploads: 2 }),
    amplitudes: routingCircuit({ qubits: 2, layers: 2, embedding: "amplitude" }),
  };
  test.each(Object.entries(sources))("local: noise at each mark acts so often there: %s", (_, source) => {
    for (const place of ["afterEmbedding", "betweenLayers"] as const) {
      const once = at(place, amplitudeDamping({ gamma: 0.1 }));
      const more = at(place, amplitudeDamping({ gamma: often(0.1, scale) }));
      expect(apart(run(folded(source, scale, "local"), once), run(source, more))).toBeLessThan(1e-13);
      expect(apart(run(source, once), run(source, more))).toBeGreaterThan(0.01);
    }
  });

  test("global: noise at one mark does", () => {
    const layers = routingCircuit({ qubits: 2, layers: 2 });
    for (const place of ["afterEmbedding", "betweenLayers"] as const) {
      const once = at(place, dephasing({ s: 0.1 }));
      const more = at(place, dephasing({ s: often(0.1, scale) }));
      expect(apart(run(folded(layers, scale, "global"), once), run(layers, more))).toBeLessThan(1e-13);
    }
  });
});

test("readouts and what stands before the measurement come once", () => {
  const end = at("beforeMeasurement", dephasing({ s: 0.1 }));
  for (const folding of FOLDINGS) {
    expect(apart(run(folded(router, 3, folding), end), run(router, end))).toBeLessThan(1e-13);
    expect(withNoise(folded(router, 3, folding), end).ops.filter((one) => "channel" in one)).toHaveLength(2);
  }
});

test("what Richardson leaves of noise at marks falls as p to the number of scales, of several marks folded globally as p squared", () => {
  const want = run(router, null);
  const order = (place: Place, folding: (typeof FOLDINGS)[number]): number => {
    const left = (gamma: number) =>
      apart(run(router, at(place, amplitudeDamping({ gamma })), [zeroNoise({ folding })]), want);
    return Math.log2(left(0.002) / left(0.001));
  };
  expect(order("afterEmbedding", "local")).toBeCloseTo(3, 1);
  expect(order("afterEmbedding", "global")).toBeCloseTo(3, 1);
  expect(order("betweenLayers", "local")).toBeCloseTo(3, 1);
  expect(order("betweenLayers", "global")).toBeCloseTo(2, 1);
});
