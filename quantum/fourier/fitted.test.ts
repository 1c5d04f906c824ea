import { expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { uniforms } from "../../test/oracle/random-circuit.ts";
import { openCircuit } from "../open.ts";
import { routingCircuit } from "../routing.ts";
import { type FittedOptions, fittedSeries } from "./fitted.ts";
import { interferingTerms } from "./interfering.ts";
import { evaluateSeries, fourierOf } from "./series.ts";
import { termName } from "./terms.ts";

const key = keyOf(78);
const source = routingCircuit({ qubits: 2, layers: 2, uploads: 3 });
const params = uniforms(fold(key, "theta"), source.numParams, 0, 2 * Math.PI);
const rows = (count: number): Float64Array => uniforms(fold(key, "rows"), 2 * count, -3, 3);

/** Largest distance to the circuit at rows that no fit has seen. */
function offAt(fit: ReturnType<typeof fittedSeries>): number {
  const fresh = uniforms(fold(key, "fresh"), 400, -3, 3);
  const [want, got] = [new Float64Array(400), new Float64Array(400)];
  openCircuit(source, 200).forward(params, fresh, 200, want);
  evaluateSeries(fit.series, fresh, 200, got);
  return Math.max(...got.map((value, i) => Math.abs(value - want[i]!)));
}

test("a fit to all terms finds the series", () => {
  const fit = fittedSeries(source, params, rows(800), { ridge: 1e-10 });
  expect(fit).toMatchObject({ allTerms: 49, fittedRows: 600, error: { rows: 200 } });
  expect(fit.error.max).toBeLessThan(1e-6);
  const exact = fourierOf(source, params);
  for (const [k, value] of exact.coefficients.entries()) {
    expect(Math.abs(fit.series.coefficients[k]! - value)).toBeLessThan(1e-6);
  }
});

test("with fewer terms the error is real, is reported, and shrinks as terms come", () => {
  const errors = [5, 13, 25, 41].map((fitTerms) => {
    const fit = fittedSeries(source, params, rows(800), { fitTerms });
    expect(fit.series.terms.count).toBe(fitTerms);
    expect(fit.error.rms).toBeLessThanOrEqual(fit.error.max);
    // The largest of 400 numbers beside that of other 400.
    expect(offAt(fit) / fit.error.max).toBeGreaterThan(0.5);
    expect(offAt(fit) / fit.error.max).toBeLessThan(2);
    return fit.error.rms;
  });
  expect(errors[0]).toBeGreaterThan(0.1);
  expect(errors[1]).toBeLessThan(errors[0]!);
  expect(errors[2]).toBeLessThan(errors[1]!);
  expect(errors[3]).toBeLessThan(errors[2]! / 2);
});

test("no more terms than half the rows, and the same key holds out the same rows", () => {
  const fit = fittedSeries(source, params, rows(40));
  expect(fit.series.terms.count).toBe(15);
  expect(fittedSeries(source, params, rows(40))).toEqual(fit);
  expect(fittedSeries(source, params, rows(40), { key: keyOf(5) }).error.rms).not.toBe(fit.error.rms);
});

test.each([
  [{ fitTerms: 0 }, 40, "fitTerms: expected a whole number from 1 to 4096, got 0"],
  [{ ridge: 0 }, 40, "ridge: expected a number from 1e-10, got 0"],
  [{ heldOut: 1 }, 40, "heldOut: expected a share between 0 and 1, got 1"],
  [{}, 7, "x: expected at least 8 rows of 2 inputs"],
] as [FittedOptions, number, string][])("bad options are refused: %o", (options, count, message) => {
  expect(() => fittedSeries(source, params, rows(count), options)).toThrow(message);
});

test("interfering terms: the whole is what is left at dial 1 and what interference adds", () => {
  const circuit = routingCircuit({ qubits: 2, layers: 3 });
  const theta = uniforms(fold(key, "dial"), circuit.numParams, 0, 2 * Math.PI);
  const { intact, dephased, difference, shares, power } = interferingTerms(circuit, theta);
  for (const [k, value] of intact.coefficients.entries()) {
    expect(dephased.coefficients[k]! + difference.coefficients[k]!).toBeCloseTo(value, 15);
  }
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(power.difference).toBeGreaterThan(0.01);
  // Parseval: the mean square over the grid of a whole turn.
  const grid = Float64Array.from(
    { length: 2 * 25 },
    (_, k) => (2 * Math.PI * (k % 2 ? ((k - 1) / 2) % 5 : Math.floor(k / 10))) / 5,
  );
  const z = new Float64Array(50);
  openCircuit(circuit, 25).forward(theta, grid, 25, z);
  expect(z.reduce((sum, value) => sum + value * value, 0) / 25).toBeCloseTo(power.intact, 12);
  // Terms with a sine die with the coherence after the embedding.
  for (const [t, share] of shares.entries()) {
    if (!termName(intact.terms, t).includes("sin")) continue;
    for (const o of [0, 1]) expect(Math.abs(dephased.coefficients[o * 9 + t]!)).toBeLessThan(1e-15);
    expect(share).toBeGreaterThanOrEqual(0);
  }
  const bare = routingCircuit({ qubits: 2, layers: 1, axis: "Z" });
  expect(interferingTerms(bare, new Float64Array(6)).shares).toEqual(new Float64Array(9));
});
