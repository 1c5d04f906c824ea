import { expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { uniforms } from "../../test/oracle/random-circuit.ts";
import { param } from "../angle.ts";
import { circuit, op } from "../circuit.ts";
import { circuitLayer } from "../layer.ts";
import { routingCircuit } from "../routing.ts";
import { drawParams } from "./draws.ts";
import { jacobianRank, jacobianSpectrum, rankOf } from "./jacobian.ts";

const key = keyOf(2000);

test.each([
  [1, 6, 4, 6],
  [2, 12, 8, 10],
  [3, 18, 12, 14],
  [4, 24, 12, 15],
])(
  "2 qubits, %i layers: %i angles, of which <Z> has %i directions and the state %i",
  (layers, angles, ofZ, ofState) => {
    const source = routingCircuit({ qubits: 2, layers });
    expect(source.numParams).toBe(angles);
    const points = [0, 1, 2].map((k) => drawParams(source, fold(key, layers, k)));
    const rows = uniforms(fold(key, "x"), 80, 0, 6.28);
    const { rank, ranks, spectra } = jacobianRank(source, points, rows);
    expect([rank, ...ranks]).toEqual([ofZ, ofZ, ofZ, ofZ]);
    // What counts and what does not lie far apart: the tolerance decides nothing.
    for (const values of spectra) {
      expect(values[ofZ - 1]! / values[0]!).toBeGreaterThan(1e-6);
      expect((values[ofZ] ?? 0) / values[0]!).toBeLessThan(1e-13);
    }
    expect(jacobianRank(source, points, rows, { measure: "state" }).ranks).toEqual([ofState, ofState, ofState]);
  },
);

test("singular values of a hand-made case: cos t of two angles that are one", () => {
  // <Z> = cos(a + 2 b): the derivative is -sin(a + 2 b) (1, 2), of length sqrt 5 |sin|, on each of two equal rows.
  const source = circuit(1, [op("RX", [0], [param(0)]), op("RX", [0], [param(1, 2)])]);
  const { rank, spectra } = jacobianRank(source, [Float64Array.of(0.3, 0.2)], new Float64Array(0));
  expect(rank).toBe(1);
  expect(spectra[0]![0]).toBeCloseTo(Math.sqrt(5) * Math.sin(0.7), 13);
});

test("a frozen circuit has no directions, and a point where the derivative is 0 has rank 0", () => {
  const source = circuit(1, [op("RX", [0], [param(0)])]);
  const frozen = circuitLayer(source, { trained: false });
  expect(jacobianSpectrum(frozen, Float64Array.of(1), new Float64Array(0), 1).length).toBe(0);
  expect(rankOf(new Float64Array(0))).toBe(0);
  expect(jacobianRank(source, [Float64Array.of(0), Float64Array.of(1)], new Float64Array(0)).ranks).toEqual([0, 1]);
});

test("derivatives that are 0 but for rounding are no directions", () => {
  // RX turns |+> into itself: <Z> stays 0.
  const { rank, spectra } = jacobianRank(
    circuit(1, [op("H", [0]), op("RX", [0], [param(0)])]),
    [Float64Array.of(0.3)],
    new Float64Array(0),
  );
  expect(rank).toBe(0);
  expect(spectra[0]![0]).toBeLessThan(1e-15);
});

test("no point and parts of rows are refused", () => {
  const source = routingCircuit({ qubits: 2, layers: 1, entanglement: "none" });
  expect(() => jacobianRank(source, [], new Float64Array(2))).toThrow("jacobianRank: params: expected a list");
  expect(() => jacobianRank(source, [new Float64Array(6)], new Float64Array(3))).toThrow(
    "jacobianRank: rows: expected one or more rows of 2 inputs",
  );
  const [point, rows] = [new Float64Array(6), new Float64Array(4)];
  expect(() => jacobianRank(source, [new Float64Array(7)], rows)).toThrow("a Float64Array of 6 numbers");
  expect(() => jacobianRank(source, [point.map(() => NaN)], rows)).toThrow("params[0]: expected a finite number");
  expect(() =>
    jacobianRank(
      source,
      [point],
      rows.map(() => NaN),
    ),
  ).toThrow("rows[0]: expected a finite number");
  for (const tolerance of [NaN, -1, 1])
    expect(() => jacobianRank(source, [point], rows, { tolerance })).toThrow("tolerance: expected a share");
  expect(() => jacobianRank(source, [point], rows, null as never)).toThrow("jacobianRank: expected options");
});
