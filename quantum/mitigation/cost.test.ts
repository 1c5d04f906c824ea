import { expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { stream } from "../../core/random.ts";
import { mitigationCost } from "./cost.ts";
import { fits } from "./fits.ts";
import { readoutInversion, zeroNoise } from "./index.ts";

test("of none is what is there without", () => {
  expect(mitigationCost([], { shots: 100 })).toEqual({
    circuits: 1,
    shots: 100,
    length: 1,
    variance: 1,
    overhead: 1,
  });
});

test("Richardson at 1, 3, 5: 15/8, -5/4, 3/8", () => {
  const cost = mitigationCost([zeroNoise()], { shots: 1000 });
  expect(cost).toMatchObject({ circuits: 3, shots: 3000, length: 3 });
  expect(cost.variance).toBeCloseTo((15 ** 2 + 10 ** 2 + 3 ** 2) / 64, 12);
  expect(cost.overhead).toBeCloseTo(3 * cost.variance, 12);
});

test("the exponential fit through two values: the derivative of z1^(3/2) z3^(-1/2)", () => {
  const mitigation = [zeroNoise({ fit: "exponential", scales: [1, 3] })];
  const { variance } = mitigationCost(mitigation, { shots: 1, values: [0.8, 0.4] });
  expect(variance).toBeCloseTo((1.5 * Math.sqrt(2)) ** 2 + (0.5 * 2 ** 1.5) ** 2, 10);
  expect(() => mitigationCost(mitigation, { shots: 1 })).toThrow("mitigationCost: values: expected 2 finite numbers");
});

test("values are distances from the asymptote, whichever that is: as in runs, whose noise is known here", () => {
  const scales = [1, 3];
  const distances = [0.6, 0.3];
  const asymptote = 0.2;
  const spec = zeroNoise({ fit: "exponential", scales, asymptote });
  const { variance } = mitigationCost([spec], { shots: 1, values: distances });
  const [near = 0, far = 0] = distances;
  // z1^(3/2) z3^(-1/2)
  const byNear = 1.5 * Math.sqrt(near / far);
  const byFar = -0.5 * (near / far) ** 1.5;
  expect(variance).toBeCloseTo(byNear ** 2 + byFar ** 2, 10);
  const [rows, width] = [20_000, 0.02];
  const random = stream(fold(keyOf(3), "values"));
  const fit = fits.exponential.open(scales, { maxLift: 10 });
  const slopes = new Float64Array(2);
  const estimates = Array.from({ length: rows }, () => {
    const measured = distances.map((distance) => asymptote + distance + width * (random.uniform() - 0.5));
    return fit.atZero(Float64Array.from(measured), asymptote, slopes);
  });
  const mean = estimates.reduce((sum, value) => sum + value, 0) / rows;
  const simulated = estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows;
  expect(simulated / (width ** 2 / 12) / variance).toBeCloseTo(1, 1);
  expect(() => mitigationCost([spec], { shots: 1, values: [0.8] })).toThrow(
    "mitigationCost: values: expected 2 finite numbers, the distance from the asymptote at each scale",
  );
});

test("readout inversion: by letter, times what extrapolation costs", () => {
  const readout = [
    { p01: 0.1, p10: 0.2 },
    { p01: 0.05, p10: 0 },
  ];
  const { variance, circuits } = mitigationCost([readoutInversion()], { shots: 10, readout });
  expect([circuits, variance]).toEqual([1, expect.closeTo(1 / (0.7 * 0.95) ** 2, 12)]);
  const both = mitigationCost([readoutInversion(), zeroNoise()], { shots: 10, readout });
  expect(both.variance).toBeCloseTo(variance * mitigationCost([zeroNoise()], { shots: 10 }).variance, 12);
  expect(() => mitigationCost([readoutInversion()], { shots: 10 })).toThrow("mitigationCost: readout: expected a list");
  expect(() => mitigationCost([readoutInversion()], { shots: 10, readout: [{ p01: 0.5, p10: 0.5 }] })).toThrow(
    "tells 0 from 1",
  );
  expect(() => mitigationCost([], { shots: 0 })).toThrow("mitigationCost: shots");
});
