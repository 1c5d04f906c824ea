import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { uniforms } from "../../test/oracle/random-circuit.ts";
import { FITS, type FitName, fits } from "./fits.ts";
import { coefficientsAtZero } from "./polynomial.ts";

const SCALES = [
  [1, 3],
  [1, 2, 3],
  [1, 3, 5],
  [1, 1.5, 2.25, 4],
  [1, 3, 5, 7, 9, 11],
];
function atZero(fit: FitName, scales: readonly number[], values: readonly number[], asymptote = 0, maxLift = 1e6) {
  const slopes = new Float64Array(scales.length);
  const value = fits[fit].open(scales, { maxLift }).atZero(Float64Array.from(values), asymptote, slopes);
  return { value, slopes };
}

describe.each(SCALES.map((scales) => [scales]))("scales %j", (scales) => {
  test("richardson's coefficients are Lagrange's", () => {
    const found = coefficientsAtZero(scales, scales.length - 1);
    scales.forEach((x, j) => {
      const want = scales.reduce((product, y, k) => (k === j ? product : (product * y) / (y - x)), 1);
      expect(found[j]! / want).toBeCloseTo(1, 9);
    });
  });

  test("the line's are those of the textbook", () => {
    const mean = scales.reduce((a, b) => a + b, 0) / scales.length;
    const spread = scales.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    const found = coefficientsAtZero(scales, 1);
    scales.forEach((x, j) => {
      expect(found[j]).toBeCloseTo(1 / scales.length - (mean * (x - mean)) / spread, 13);
    });
  });

  test("the parabola leaves residuals at right angles to 1, x and x^2", () => {
    if (scales.length < 3) return;
    // Coefficients reproduce each of the three at 0, and are a combination of the three: least squares.
    const found = coefficientsAtZero(scales, 2);
    [1, 0, 0].forEach((want, power) => {
      expect(scales.reduce((sum, x, j) => sum + found[j]! * x ** power, 0)).toBeCloseTo(want, 12);
    });
    const [a, b, c] = [0, 1, 2].map((k) => found[k]!);
    const [x0, x1, x2] = scales as [number, number, number];
    const at = (x: number): number =>
      (a! * (x - x1) * (x - x2)) / ((x0 - x1) * (x0 - x2)) +
      (b! * (x - x0) * (x - x2)) / ((x1 - x0) * (x1 - x2)) +
      (c! * (x - x0) * (x - x1)) / ((x2 - x0) * (x2 - x1));
    scales.forEach((x, j) => {
      expect(found[j]).toBeCloseTo(at(x), 10);
    });
  });

  test("an exponential decay comes back, from either side of any asymptote", () => {
    for (const [asymptote, b, c] of [
      [0, 0.8, 0.3],
      [0, -0.8, 0.01],
      [0.25, 0.6, 1.2],
      [0.25, -0.2, 0.5],
      [0, 0.9, 0],
      [-0.1, 1e-9, 2],
    ] as const) {
      const values = scales.map((x) => asymptote + b * Math.exp(-c * x));
      const { value } = atZero("exponential", scales, values, asymptote);
      expect(Math.abs(value - asymptote - b)).toBeLessThan(1e-12 + Math.abs(b) * 1e-10);
    }
  });

  test("the exponential fit is the least squares of all, whatever the signs", () => {
    const cells = 1500;
    for (let k = 0; k < 40; k++) {
      const noise = uniforms(fold(keyOf(5), k), scales.length, -1, 1);
      const values = scales.map((x, j) => (k % 2 ? 0.3 * noise[j]! + Math.exp(-0.4 * x) : noise[j]!));
      // The best b exp(-c x) for each c of a fine grid, b by least squares; of these the best.
      let [least, best] = [Infinity, 0];
      for (let g = 0; g <= cells; g++) {
        const e = scales.map((x) => Math.exp((-Math.log(10) * g * x) / cells));
        const b = e.reduce((sum, y, j) => sum + y * values[j]!, 0) / e.reduce((sum, y) => sum + y * y, 0);
        const squares = e.reduce((sum, y, j) => sum + (values[j]! - b * y) ** 2, 0);
        if (squares < least) [least, best] = [squares, b];
      }
      const { value } = atZero("exponential", scales, values, 0, 10);
      expect(Math.abs(value - best)).toBeLessThan(5e-3 * Math.max(Math.abs(best), 0.1));
    }
  });
});

test.each(FITS)("%s: derivatives by the values are those of central differences", (fit) => {
  for (const scales of SCALES.filter(({ length }) => length >= fits[fit].points)) {
    for (let k = 0; k < 20; k++) {
      const noise = uniforms(fold(keyOf(9), k), scales.length, -0.05, 0.05);
      const values = scales.map((x, j) => 0.1 + (k % 2 ? -0.7 : 0.9) * Math.exp(-0.25 * x) + noise[j]!);
      const { slopes } = atZero(fit, scales, values, 0.1, 10);
      const h = 1e-6;
      values.forEach((_, j) => {
        const moved = (by: number) =>
          atZero(
            fit,
            scales,
            values.map((x, i) => (i === j ? x + by : x)),
            0.1,
            10,
          ).value;
        const slope = (moved(h) - moved(-h)) / (2 * h);
        expect(Math.abs(slopes[j]! - slope)).toBeLessThan(2e-6 * (1 + Math.abs(slope)));
      });
    }
  }
});

describe("the exponential fit at its bounds", () => {
  test("values that grow with the scale, or are equal, have no decay: their mean", () => {
    const grown = atZero("exponential", [1, 3, 5], [0.2, 0.3, 0.4]);
    expect(grown.value).toBeCloseTo(0.3, 15);
    grown.slopes.forEach((slope) => {
      expect(slope).toBeCloseTo(1 / 3, 15);
    });
    const equal = atZero("exponential", [1, 3, 5], [0.7, 0.7, 0.7]);
    expect(equal.value).toBeCloseTo(0.7, 14);
    expect(equal.slopes.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  });

  test("values that fall to nothing at once are lifted by maxLift", () => {
    const { value, slopes } = atZero("exponential", [1, 3], [0.2, 0], 0, 4);
    // Decay 4: the best v of v (1, 1/16) is 0.2 / (1 + 1/256).
    expect(value).toBeCloseTo((4 * 0.2) / (1 + 1 / 256), 14);
    expect(slopes[0]).toBeCloseTo(4 / (1 + 1 / 256), 13);
  });

  test("is continuous where a value changes its sign", () => {
    const at = (last: number) => atZero("exponential", [1, 3, 5], [0.5, 0.1, last], 0, 10).value;
    expect(Math.abs(at(1e-9) - at(-1e-9))).toBeLessThan(1e-7);
  });

  test("nothing but the asymptote is the asymptote", () => {
    expect(atZero("exponential", [1, 3, 5], [0.25, 0.25, 0.25], 0.25).value).toBe(0.25);
  });
});

test("Richardson removes noise up to the power of the number of scales", () => {
  const f = (p: number): number => Math.exp(-p) / (1 + p);
  for (const scales of [
    [1, 3],
    [1, 2, 3],
    [1, 3, 5, 7],
  ]) {
    const error = (p: number) =>
      Math.abs(
        atZero(
          "richardson",
          scales,
          scales.map((x) => f(p * x)),
        ).value - 1,
      );
    expect(Math.log2(error(0.01) / error(0.005))).toBeGreaterThan(scales.length - 0.25);
    expect(Math.log2(error(0.01) / error(0.005))).toBeLessThan(scales.length + 0.25);
  }
});
