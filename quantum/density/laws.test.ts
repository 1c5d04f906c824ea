import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { cos, sin } from "../../core/math/index.ts";
import { uniforms } from "../../test/oracle/random-circuit.ts";
import { param } from "../angle.ts";
import { dephasing, depolarizing } from "../channels/index.ts";
import { type Circuit, channel, circuit, op } from "../circuit.ts";
import { betweenLayers, noiseModel, twoPlaces, withNoise } from "../noise/index.ts";
import { openCircuit } from "../open.ts";
import { routingCircuit } from "../routing.ts";

const key = keyOf(31);

function expectations(source: Circuit, params: Float64Array, inputs: Float64Array, batch: number): Float64Array {
  const out = new Float64Array(batch * source.numQubits);
  openCircuit(source, batch).forward(params, inputs, batch, out);
  return out;
}

/** All products over two inputs of {1, cos, sin}, with their numbers of factors. */
const FACTORS = [0, 1, 1].flatMap((a) => [0, 1, 1].map((b) => a + b));
const products = (x0: number, x1: number): number[] =>
  [1, cos(x0), sin(x0)].flatMap((a) => [1, cos(x1), sin(x1)].map((b) => a * b));

/** Coefficients of the nine products, by orthogonality on a 4 x 4 grid. */
function coefficients(source: Circuit, params: Float64Array, wire: number): number[] {
  const grid = [0, 1, 2, 3].map((k) => (k * Math.PI) / 2);
  const points = grid.flatMap((a) => grid.map((b) => [a, b] as const));
  const z = expectations(source, params, Float64Array.from(points.flat()), points.length);
  return FACTORS.map((_, t) => {
    const values = points.map(([a, b]) => products(a, b)[t]!);
    const norm = values.reduce((sum, v) => sum + v * v, 0);
    return values.reduce((sum, v, k) => sum + v * z[2 * k + wire]!, 0) / norm;
  });
}

describe.each([1, 2, 3, 4])("%i layers on two wires", (layers) => {
  const source = routingCircuit({ qubits: 2, layers });
  const params = uniforms(fold(key, "params", layers), source.numParams, 0, 2 * Math.PI);

  test.each([0.02, 0.1, 0.4, 0.75])(
    "depolarizing %f at two places multiplies terms of w factors by (1 - 4p/3)^(w + 1)",
    (p) => {
      const noisy = withNoise(source, twoPlaces(depolarizing({ p })));
      const shrink = 1 - (4 * p) / 3;
      for (const wire of [0, 1]) {
        const clean = coefficients(source, params, wire);
        const left = coefficients(noisy, params, wire);
        for (const [t, w] of FACTORS.entries()) {
          const factor = shrink * (w > 0 ? shrink : 1) * (w > 1 ? shrink : 1);
          expect(Math.abs(left[t]! - factor * clean[t]!)).toBeLessThan(1e-14);
        }
      }
    },
  );

  test("full dephasing after the embedding leaves no sines", () => {
    const rule = { channel: dephasing({ s: 1 }), place: "afterEmbedding" } as const;
    const noisy = withNoise(source, noiseModel({ name: "dial", rules: [rule] }));
    for (const wire of [0, 1]) {
      const left = coefficients(noisy, params, wire);
      for (const [t, value] of left.entries()) if (t % 3 === 2 || t > 5) expect(Math.abs(value)).toBeLessThan(1e-15);
    }
  });

  test("full dephasing between layers too leaves one product of cosines for each wire, and no derivative by phi or omega", () => {
    const embedding = { channel: dephasing({ s: 1 }), place: "afterEmbedding" } as const;
    const rules = [embedding, ...betweenLayers(dephasing({ s: 1 })).rules];
    const noisy = withNoise(source, noiseModel({ name: "dial", rules }));
    const found = [0, 1].map((wire) => {
      const left = coefficients(noisy, params, wire).map((value) => Math.abs(value) > 1e-12);
      return left.flatMap((there, t) => (there ? [t] : []));
    });
    // Terms 3, 1, 4 are cos x0, cos x1 and cos x0 cos x1.
    const want = { 1: [1, 4], 2: [3, 4], 3: [1, 3], 4: [1, 4] }[layers]!;
    expect(found.map((terms) => terms.length)).toEqual([1, 1]);
    expect(found.flat().sort()).toEqual(want);
    const opened = openCircuit(noisy, 8);
    const out = new Float64Array(16);
    opened.forward(params, uniforms(fold(key, "x"), 16, -3, 3), 8, out);
    const grads = new Float64Array(params.length);
    opened.backward(8, uniforms(fold(key, "g"), 16, -1, 1), grads, 0, null);
    for (const [i, grad] of grads.entries()) {
      if (i % 3 !== 1) expect(Math.abs(grad)).toBeLessThan(1e-14);
      else expect(Math.abs(grad)).toBeGreaterThan(1e-6);
    }
  });
});

test("amplitude damping again and again brings every state to |0>, depolarizing to nothing", () => {
  const many = (name: "amplitudeDamping" | "depolarizing", strength: number): Circuit =>
    circuit(2, [
      op("RY", [0], [param(0)]),
      op("RX", [1], [param(1)]),
      op("CNOT", [0, 1]),
      ...Array.from({ length: 200 }, () => [0, 1].map((w) => channel(name, [w], [strength]))).flat(),
    ]);
  const params = Float64Array.of(1.1, 2.3);
  for (const z of expectations(many("amplitudeDamping", 0.2), params, new Float64Array(0), 1))
    expect(z).toBeCloseTo(1, 14);
  for (const z of expectations(many("depolarizing", 0.2), params, new Float64Array(0), 1)) expect(z).toBeCloseTo(0, 14);
});

test("the relaxation of |1> is exponential in time, and Ramsey fringes decay with T2", () => {
  const [t1, t2] = [50, 70];
  for (const time of [0, 1, 10, 100]) {
    const decay = circuit(1, [op("X", [0]), channel("thermalRelaxation", [0], [t1, t2, time, 0])]);
    const ramsey = circuit(1, [
      op("H", [0]),
      channel("thermalRelaxation", [0], [t1, t2, time, 0]),
      op("RZ", [0], [0.7]),
      op("H", [0]),
    ]);
    const none = new Float64Array(0);
    expect(expectations(decay, none, none, 1)[0]).toBeCloseTo(1 - 2 * Math.exp(-time / t1), 13);
    expect(expectations(ramsey, none, none, 1)[0]).toBeCloseTo(Math.exp(-time / t2) * Math.cos(0.7), 13);
  }
});
