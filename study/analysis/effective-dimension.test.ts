import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { initialise } from "../../core/parameters.ts";
import { buildMixture, linearExpert, logisticRegression, mixture, quantumRouter, routers } from "../../moe/index.ts";
import { linear } from "../../nn/index.ts";
import { uniforms } from "../../test/oracle/random-circuit.ts";
import { effectiveDimension, kappaOf } from "./effective-dimension.ts";
import { fishersAt, openFisher, trainedPlaces } from "./fisher.ts";

const key = keyOf(27);

describe("effective dimension", () => {
  const diagonal = (values: readonly number[]): Float64Array =>
    Float64Array.from({ length: values.length ** 2 }, (_, k) =>
      k % (values.length + 1) === 0 ? values[k / (values.length + 1)]! : 0,
    );
  const kappa = 1000 / (2 * Math.PI * Math.log(1000));
  test("the same Fisher matrix everywhere, of rank r: r log(1 + kappa d / r) / log kappa", () => {
    expect(kappaOf(1000)).toBeCloseTo(kappa, 12);
    for (const [values, rank] of [
      [[3, 3, 3, 3], 4],
      [[5, 5, 0, 0], 2],
      [[0.1, 0, 0, 0], 1],
    ] as const) {
      const fishers = [diagonal(values), diagonal(values)];
      const want = (rank * Math.log(1 + (kappa * 4) / rank)) / Math.log(kappa);
      expect(effectiveDimension(fishers, { samples: 1000 })).toBeCloseTo(want, 10);
    }
  });
  test("one parameter, two points: by hand, and by logarithms where determinants overflow", () => {
    // F = 1 and 3, mean 2: F^ = 1/2 and 3/2.
    const want = (2 * Math.log((Math.sqrt(1 + kappa / 2) + Math.sqrt(1 + 1.5 * kappa)) / 2)) / Math.log(kappa);
    expect(effectiveDimension([Float64Array.of(1), Float64Array.of(3)], { samples: 1000 })).toBeCloseTo(want, 12);
    const wide = diagonal(new Array(500).fill(1));
    const large = 1e9 / (2 * Math.PI * Math.log(1e9));
    expect(effectiveDimension([wide], { samples: 1e9 })).toBeCloseTo((500 * Math.log(1 + large)) / Math.log(large), 6);
  });
  test("equal eigenvalues: it falls to their number from above as n grows", () => {
    const got = [20, 100, 1e3, 1e4].map((samples) => effectiveDimension([diagonal([1, 1, 1, 1])], { samples }));
    expect(got).toEqual([47.7, 4.82, 4.05, 4].map((value) => expect.closeTo(value, 1)));
  });
  test("no information is 0; few data, odd sides and a bad gamma are refused", () => {
    expect(effectiveDimension([new Float64Array(4)], { samples: 100 })).toBe(0);
    expect(() => effectiveDimension([diagonal([1])], { samples: 10 })).toThrow("gamma n / (2 pi log n)");
    expect(() => effectiveDimension([], { samples: 100 })).toThrow("one or more points");
    expect(() => effectiveDimension([diagonal([1]), diagonal([1, 1])], { samples: 100 })).toThrow("side 1");
    expect(() => effectiveDimension([diagonal([1])], { samples: 100, gamma: 0 })).toThrow("gamma");
    for (const samples of [1, 1.0001, NaN, 99.5])
      expect(() => effectiveDimension([diagonal([1])], { samples })).toThrow("samples: expected a whole number from 2");
    for (const broken of [NaN, Infinity])
      expect(() => effectiveDimension([Float64Array.of(broken)], { samples: 100 })).toThrow("finite numbers");
    for (const negative of [Float64Array.of(-1), diagonal([-1, 1]), diagonal([2, -1])])
      expect(() => effectiveDimension([negative], { samples: 1000 })).toThrow("without negative eigenvalues");
    expect(() => effectiveDimension([new Float64Array(0)], { samples: 100 })).toThrow("square matrices");
    expect(() => effectiveDimension([diagonal([1])], undefined as never)).toThrow("options with samples");
  });
});

describe("Fisher information", () => {
  test("of logistic regression: mean of p (1 - p) (x, 1) (x, 1)^T, for one logit and for two", () => {
    const x = uniforms(key, 20, -2, 2);
    const one = buildMixture(logisticRegression(), { features: 2, outputs: 1 });
    const params = Float64Array.of(0.7, -0.4, 0.2);
    const want = new Float64Array(9);
    for (let s = 0; s < 10; s++) {
      const row = [x[2 * s]!, x[2 * s + 1]!, 1];
      const p = 1 / (1 + Math.exp(-(0.7 * row[0]! - 0.4 * row[1]! + 0.2)));
      for (let k = 0; k < 9; k++) want[k]! += (p * (1 - p) * row[Math.floor(k / 3)]! * row[k % 3]!) / 10;
    }
    const got = openFisher(one, x)(params);
    want.forEach((value, k) => {
      expect(got[k]).toBeCloseTo(value, 13);
    });
    // Two logits z and -z / 3 have the same probabilities where their difference is the same.
    const two = openFisher(linear(2, 2), x)(Float64Array.of(-0.35, 0.2, 0.35, -0.2, -0.1, 0.1));
    // Parameters (W0, W1, b): the block of W1 is that of W above.
    expect([two[2 * 6 + 2], two[2 * 6 + 3], two[3 * 6 + 5], two[2 * 6]]).toEqual([
      expect.closeTo(want[0]!, 13),
      expect.closeTo(want[1]!, 13),
      expect.closeTo(want[5]!, 13),
      expect.closeTo(-want[0]!, 13),
    ]);
  });
  test("of a mixture: the mean over drawn labels of squared gradients of the log-likelihood, by central differences", () => {
    const model = buildMixture(
      mixture({ router: quantumRouter({ layers: 1 }), experts: [linearExpert(), linearExpert()] }),
      { features: 2, outputs: 3 },
    );
    const x = uniforms(fold(key, "x"), 6, 0, 3);
    const params = initialise(model.parameters, key);
    const opened = model.open(3);
    const shares = (p: Float64Array): Float64Array => {
      const out = new Float64Array(9);
      opened.forward(p, x, 3, out);
      return out.map(
        (value, i) => Math.exp(value) / [0, 1, 2].reduce((sum, c) => sum + Math.exp(out[i - (i % 3) + c]!), 0),
      );
    };
    const base = shares(params);
    const slope = (k: number): Float64Array => {
      const [up, down] = [1e-5, -1e-5].map((h) => shares(params.map((value, i) => (i === k ? value + h : value))));
      return up!.map((value, i) => (Math.log(value) - Math.log(down![i]!)) / 2e-5);
    };
    const fisher = openFisher(model, x)(params);
    const d = params.length;
    for (const [i, j] of [
      [0, 0],
      [1, 4],
      [7, 2],
      [8, 15],
      [20, 21],
    ] as const) {
      const [a, b] = [slope(i), slope(j)];
      const want = base.reduce((sum, p, k) => sum + (p * a[k]! * b[k]!) / 3, 0);
      expect(fisher[i * d + j]).toBeCloseTo(want, 8);
    }
  });
  test("parameters that are never trained do not count; draws follow the key", () => {
    const router = routers.quantum.build(
      { ...quantumRouter({ layers: 1, circuit: "frozen" }) },
      { features: 2, experts: 2 },
    );
    expect(trainedPlaces(router.parameters)).toEqual([6, 7, 8, 9, 10, 11]);
    const x = uniforms(fold(key, "x"), 8, 0, 3);
    const [a, b] = [fishersAt(router, x, 2, key), fishersAt(router, x, 2, key)];
    expect(a[0]!.length).toBe(36);
    expect(a).toEqual(b);
    expect(a[0]).not.toEqual(a[1]);
    expect(effectiveDimension(a, { samples: 500 })).toBeLessThan(6);
    expect(() => openFisher(linear(40, 40), new Float64Array(40))).toThrow("1 to 300 trained parameters");
    expect(() => openFisher(router, Float64Array.of(1, NaN))).toThrow("rows[1]: expected a finite number");
    expect(() => openFisher(router, new Float64Array(3))).toThrow("one or more rows of 2 inputs");
    expect(() => openFisher(router, x)(new Float64Array(3))).toThrow("params: expected a Float64Array of 12 numbers");
    expect(() => fishersAt(router, x, 0, key)).toThrow("draws: expected a whole number from 1");
  });
});
