import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../core/key.ts";
import { cos, sin } from "../core/math/index.ts";
import { uniforms } from "../test/oracle/random-circuit.ts";
import { input } from "./angle.ts";
import { type Circuit, circuit, op } from "./circuit.ts";
import { angleEmbedding } from "./embeddings/angle.ts";
import { openCircuit } from "./open.ts";
import { routingCircuit } from "./routing.ts";

const key = keyOf(11);

function expectations(source: Circuit, params: Float64Array, inputs: Float64Array, batch: number): Float64Array {
  const out = new Float64Array(batch * source.numQubits);
  openCircuit(source, batch).forward(params, inputs, batch, out);
  return out;
}

/** All products over two inputs of {1, cos, sin}; the constant first. */
const products = (x0: number, x1: number): number[] =>
  [1, cos(x0), sin(x0)].flatMap((a) => [1, cos(x1), sin(x1)].map((b) => a * b));

/** Coefficients of the nine products, by orthogonality on a 4 x 4 grid. */
function coefficients(source: Circuit, params: Float64Array, wire: number): number[] {
  const grid = [0, 1, 2, 3].map((k) => (k * Math.PI) / 2);
  const points = grid.flatMap((a) => grid.map((b) => [a, b] as const));
  const z = expectations(source, params, Float64Array.from(points.flat()), points.length);
  return products(0, 0).map((_, t) => {
    const values = points.map(([a, b]) => products(a, b)[t]!);
    const norm = values.reduce((sum, v) => sum + v * v, 0);
    return values.reduce((sum, v, k) => sum + v * z[2 * k + wire]!, 0) / norm;
  });
}

describe("what a router with one angle embedding can be", () => {
  test.each([1, 2, 3, 4])("%i layers: a sum of products of {1, cos, sin}, without a constant", (layers) => {
    const source = routingCircuit({ qubits: 2, layers });
    const params = uniforms(fold(key, "span", layers), source.numParams, 0, 2 * Math.PI);
    const points = uniforms(fold(key, "points"), 20, -4, 4);
    const z = expectations(source, params, points, 10);
    for (const wire of [0, 1]) {
      const c = coefficients(source, params, wire);
      expect(Math.abs(c[0]!)).toBeLessThan(1e-15);
      for (let s = 0; s < 10; s++) {
        const sum = products(points[2 * s]!, points[2 * s + 1]!).reduce((total, value, t) => total + c[t]! * value, 0);
        expect(Math.abs(sum - z[2 * s + wire]!)).toBeLessThan(1e-13);
      }
    }
  });

  test("an embedding about Z on |0> ignores its input", () => {
    const source = routingCircuit({ qubits: 3, layers: 2, axis: "Z" });
    const params = uniforms(fold(key, "null"), source.numParams, 0, 6);
    const z = expectations(source, params, uniforms(fold(key, "null x"), 30, -3, 3), 10);
    for (let s = 1; s < 10; s++) expect(Array.from(z.subarray(3 * s, 3 * s + 3))).toEqual(Array.from(z.subarray(0, 3)));
  });

  test("a Y embedding differs from an X embedding only by the circuit that follows", () => {
    const turned = circuit(2, [
      ...angleEmbedding({ qubits: 2, axis: "Y" }),
      op("RZ", [0], [-Math.PI / 2]),
      op("RZ", [1], [-Math.PI / 2]),
      op("CNOT", [0, 1]),
      op("RX", [1], [0.7]),
    ]);
    const plain = circuit(2, [...angleEmbedding({ qubits: 2 }), op("CNOT", [0, 1]), op("RX", [1], [0.7])]);
    const x = uniforms(fold(key, "axes"), 8, -3, 3);
    const none = new Float64Array(0);
    const a = expectations(turned, none, x, 4);
    for (const [k, z] of expectations(plain, none, x, 4).entries()) expect(Math.abs(z - a[k]!)).toBeLessThan(1e-14);
  });
});

test("the embedding's kernel is the product of cos^2 of half the differences", () => {
  const there = angleEmbedding({ qubits: 3 });
  const back = [0, 1, 2].map((wire) => op("RX", [wire], [input(3 + wire, -1)]));
  const x = uniforms(fold(key, "kernel"), 6, -3, 3);
  // A product state: the chance to find |000> is the product over wires of (1 + <Z>) / 2.
  const z = expectations(circuit(3, [...there, ...back]), new Float64Array(0), x, 1);
  const kernel = z.reduce((product, value) => (product * (1 + value)) / 2, 1);
  const law = [0, 1, 2].reduce(
    (product, w) => product * cos((x[w]! - x[w + 3]!) / 2) * cos((x[w]! - x[w + 3]!) / 2),
    1,
  );
  expect(kernel).toBeCloseTo(law, 14);
});

/** Rank by elimination with full pivoting. */
function rank(rows: number[][], tolerance: number): number {
  const left = rows.map((row) => [...row]);
  const width = left[0]!.length;
  for (let r = 0; ; r++) {
    let best = [0, 0, 0];
    for (let i = r; i < left.length; i++) {
      for (let j = 0; j < width; j++) if (Math.abs(left[i]![j]!) > best[2]!) best = [i, j, Math.abs(left[i]![j]!)];
    }
    if (best[2]! < tolerance || r === left.length) return r;
    const [i, j] = best as [number, number, number];
    [left[r], left[i]] = [left[i]!, left[r]!];
    for (let k = r + 1; k < left.length; k++) {
      const factor = left[k]![j]! / left[r]![j]!;
      left[k] = left[k]!.map((value, c) => value - factor * left[r]![c]!);
    }
  }
}

test.each([
  [1, 4],
  [2, 8],
  [3, 12],
  [4, 12],
])("%i layers on 2 qubits: the Jacobian in the angles has rank %i", (layers, want) => {
  const source = routingCircuit({ qubits: 2, layers });
  const params = uniforms(fold(key, "rank", layers), source.numParams, 0, 2 * Math.PI);
  const batch = 20;
  const opened = openCircuit(source, batch);
  opened.forward(params, uniforms(fold(key, "rank x"), 2 * batch, 0, 6), batch, new Float64Array(2 * batch));
  const rows: number[][] = [];
  for (const wire of [0, 1]) {
    const cotangent = Float64Array.from({ length: 2 * batch }, (_, k) => (k % 2 === wire ? 1 : 0));
    const grads = new Float64Array(batch * params.length);
    opened.backward(batch, cotangent, grads, params.length, null);
    for (let s = 0; s < batch; s++) rows.push(Array.from(grads.subarray(s * params.length, (s + 1) * params.length)));
  }
  expect(rank(rows, 1e-9)).toBe(want);
});
