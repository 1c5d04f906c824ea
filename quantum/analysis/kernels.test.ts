import { describe, expect, test } from "vitest";
import { symmetricEigen } from "../../core/eigen.ts";
import { fold, keyOf } from "../../core/key.ts";
import { oracleDensity } from "../../test/oracle/density.ts";
import { uniforms } from "../../test/oracle/random-circuit.ts";
import { channel, circuit, op } from "../circuit.ts";
import { interferenceDial, noiseModel, withNoise } from "../noise/index.ts";
import { routingCircuit } from "../routing.ts";
import { geometricDifference, kernelTargetAlignment } from "./alignment.ts";
import { drawParams } from "./draws.ts";
import { centred, effectiveRank, gramSpectrum, linearKernel, rbfKernel } from "./gram.ts";
import { quantumKernel } from "./kernel.ts";

const key = keyOf(11326);
const rows = uniforms(fold(key, "rows"), 9 * 3, -3, 3);
const identity = (n: number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? 1 : 0));

describe("quantum kernel", () => {
  const source = routingCircuit({ qubits: 3, layers: 2 });
  const params = drawParams(source, key);
  test.each(["js", "wasm"] as const)(
    "of angles on engine %s: the product of cos^2 of half differences, whatever follows",
    (engine) => {
      const gram = quantumKernel(source, rows, { params, engine });
      for (let i = 0; i < 9; i++) {
        for (let j = 0; j < 9; j++) {
          const want = [0, 1, 2].reduce(
            (product, k) => product * Math.cos((rows[3 * i + k]! - rows[3 * j + k]!) / 2) ** 2,
            1,
          );
          expect(gram[i * 9 + j]).toBeCloseTo(want, 12);
        }
      }
    },
  );

  test("with re-uploading it depends on the angles between", () => {
    const twice = routingCircuit({ qubits: 3, layers: 1, uploads: 2 });
    const of = (label: string) => quantumKernel(twice, rows, { params: drawParams(twice, fold(key, label)) });
    expect(Math.abs(of("a")[1]! - of("b")[1]!)).toBeGreaterThan(1e-3);
  });

  test("many rows are run in chunks", () => {
    const many = uniforms(fold(key, "many"), 150, -3, 3);
    const one = circuit(1, routingCircuit({ qubits: 1, layers: 1 }).ops);
    const gram = quantumKernel(one, many, { params: new Float64Array(3) });
    for (const [i, j] of [
      [0, 149],
      [63, 64],
      [140, 10],
    ] as const)
      expect(gram[i * 150 + j]).toBeCloseTo(Math.cos((many[i]! - many[j]!) / 2) ** 2, 12);
  });

  test("with noise it is Tr(rho rho'): the oracle's, and a closed form", () => {
    const noisy = withNoise(source, interferenceDial({ dial: 0.4 }));
    const gram = quantumKernel(noisy, rows, { params });
    const rho = [0, 5].map((r) => oracleDensity(noisy, params, rows.subarray(3 * r, 3 * r + 3)));
    const want = rho[0]!
      .flatMap((row, a) =>
        row.map(([re, im], b) => {
          const [ore, oim] = rho[1]![b]![a]!;
          return re * ore - im * oim;
        }),
      )
      .reduce((sum, value) => sum + value, 0);
    expect(gram[5]).toBeCloseTo(want, 12);
    // One wire under depolarizing noise: (1 + l^2 r . r') / 2 with l = 1 - 4 p / 3.
    const one = withNoise(
      routingCircuit({ qubits: 1, layers: 1 }),
      noiseModel({ name: "d", rules: [{ channel: { kind: "depolarizing", p: 0.15 }, place: "afterEmbedding" }] }),
    );
    const pair = quantumKernel(one, Float64Array.of(0.3, 1.4), { params: new Float64Array(3) });
    expect(pair[0]).toBeCloseTo((1 + 0.64) / 2, 12);
    expect(pair[1]).toBeCloseTo((1 + 0.64 * Math.cos(1.1)) / 2, 12);
  });

  test("what it cannot compare is refused by name", () => {
    expect(() => quantumKernel(source, rows)).toThrow(
      "quantumKernel: params: expected a Float64Array of 18 parameters",
    );
    expect(() => quantumKernel(source, rows.subarray(1), { params })).toThrow("rows of 3 inputs");
    expect(() => quantumKernel(source, Float64Array.of(1, NaN, 1), { params })).toThrow("rows[1]: expected a finite");
    expect(() => quantumKernel(source, rows, { params: params.map(() => NaN) })).toThrow(
      "params[0]: expected a finite",
    );
    expect(() => quantumKernel(source, new Float64Array(30_003), { params })).toThrow("at most 10000");
    expect(() => quantumKernel(source, rows, null as never)).toThrow("quantumKernel: expected options");
    const read = circuit(1, [
      ...routingCircuit({ qubits: 1, layers: 1 }).ops,
      channel("dephasing", [0], [0.1]),
      channel("readoutError", [0], [0.1, 0.1]),
    ]);
    expect(() => quantumKernel(read, rows, { params: new Float64Array(3) })).toThrow("channel readoutError");
    const wide = circuit(6, [op("H", [0]), channel("dephasing", [0], [0.1])]);
    expect(() => quantumKernel(wide, new Float64Array(0))).toThrow("at most 5 qubits with noise");
  });
});

test("linear and Gaussian kernels by hand; the median heuristic", () => {
  const three = Float64Array.of(0, 0, 3, 4, 0, 2);
  expect(Array.from(linearKernel(three, 2))).toEqual([0, 0, 0, 0, 25, 8, 0, 8, 4]);
  // Distances 5, 2 and sqrt 13: the median is sqrt 13.
  const rbf = rbfKernel(three, 2);
  expect(rbf[1]).toBeCloseTo(Math.exp(-25 / 26), 14);
  expect(rbfKernel(three, 2, 0.1)[2]).toBeCloseTo(Math.exp(-0.4), 14);
  expect(() => rbfKernel(three, 2, 0)).toThrow("rbfKernel: gamma: expected a number above 0");
  // Rows that are the same have no distance to go by: the median is that of the others, and where all are the same no width matters.
  const doubled = Float64Array.of(0, 0, 0, 0, 0, 0, 3, 4);
  expect(rbfKernel(doubled, 2)[3]).toBeCloseTo(Math.exp(-0.5), 14);
  expect(rbfKernel(doubled, 2)[1]).toBe(1);
  expect(Array.from(rbfKernel(new Float64Array(4), 2))).toEqual([1, 1, 1, 1]);
  expect(() => linearKernel(three, 4)).toThrow("rows of 4 features");
});

describe("effective rank", () => {
  test("n for the identity, 1 for one direction, by hand between; centring takes a constant off", () => {
    expect(effectiveRank(identity(5))).toEqual({
      entropy: expect.closeTo(5, 12),
      participation: expect.closeTo(5, 12),
    });
    const ones = new Float64Array(16).fill(1);
    expect(effectiveRank(ones)).toEqual({ entropy: expect.closeTo(1, 12), participation: expect.closeTo(1, 12) });
    expect(effectiveRank(ones, { centred: true }).entropy).toBe(0);
    // Eigenvalues 3 and 1: entropy of 3/4 and 1/4; 16 / 10.
    const two = effectiveRank(Float64Array.of(2, 1, 1, 2));
    expect(two.entropy).toBeCloseTo(4 / 3 ** 0.75, 12);
    expect(two.participation).toBeCloseTo(1.6, 12);
    expect(effectiveRank(identity(4), { centred: true }).participation).toBeCloseTo(3, 12);
    expect(Array.from(gramSpectrum(Float64Array.of(2, 1, 1, 2)))).toEqual([
      expect.closeTo(3, 13),
      expect.closeTo(1, 13),
    ]);
    expect(() => effectiveRank(new Float64Array(3))).toThrow("a square Gram matrix");
  });
  test("a kernel that is the same for all rows has no dimension once it is centred, whatever rounding left", () => {
    const constant = { entropy: 0, participation: 0 };
    for (const n of [7, 40]) {
      expect(effectiveRank(new Float64Array(n * n).fill(0.7), { centred: true })).toEqual(constant);
    }
    const idle = routingCircuit({ qubits: 3, layers: 1, axis: "Z" });
    const gram = quantumKernel(idle, uniforms(fold(key, "idle"), 120, -3, 3), { params: drawParams(idle, key) });
    expect(effectiveRank(gram, { centred: true })).toEqual(constant);
    expect(effectiveRank(gram).entropy).toBeCloseTo(1, 10);
  });
  test("its scale says nothing, however large or small", () => {
    for (const scale of [1e-300, 1e-200, 1, 1e200]) {
      const gram = Float64Array.of(2, 1, 1, 2).map((value) => value * scale);
      expect(effectiveRank(gram).participation).toBeCloseTo(1.6, 12);
      expect(effectiveRank(gram, { centred: true }).participation).toBeCloseTo(1, 12);
      expect(gramSpectrum(gram)[0]! / scale).toBeCloseTo(3, 12);
      expect(kernelTargetAlignment(gram, [0, 1])).toBeCloseTo(2 / Math.sqrt(40), 12);
    }
  });
  test("what is no Gram matrix is refused", () => {
    const nan = Float64Array.of(1, NaN, NaN, 1);
    for (const measure of [effectiveRank, gramSpectrum, centred]) {
      expect(() => measure(nan)).toThrow(/\[1\]: expected a finite number, got NaN/);
      expect(() => measure(Float64Array.of(1, 2, -2, 1))).toThrow("symmetric");
    }
    expect(() => effectiveRank(Float64Array.of(-1, 0, 0, 1))).toThrow("eigenvalues are not below 0");
    expect(() => effectiveRank(identity(2), null as never)).toThrow("options");
    for (const kernel of [linearKernel, rbfKernel]) {
      expect(() => kernel(Float64Array.of(1, NaN), 1)).toThrow("rows[1]: expected a finite number");
      expect(() => kernel(new Float64Array(20_002), 2)).toThrow("at most 10000");
    }
  });
  test("a centred Gram matrix is that of centred rows", () => {
    const mean = [0, 1, 2].map((k) => rows.reduce((sum, value, i) => sum + (i % 3 === k ? value / 9 : 0), 0));
    const off = rows.map((value, i) => value - mean[i % 3]!);
    const [got, want] = [centred(linearKernel(rows, 3)), linearKernel(off, 3)];
    got.forEach((value, k) => {
      expect(value).toBeCloseTo(want[k]!, 12);
    });
  });
});

describe("kernel-target alignment", () => {
  const y = [0, 0, 1, 1, 1];
  const ideal = Float64Array.from({ length: 25 }, (_, k) => (y[Math.floor(k / 5)] === y[k % 5] ? 1 : -1));
  test("1 for y y^T, the identity's by hand, and three classes", () => {
    expect(kernelTargetAlignment(ideal, y)).toBeCloseTo(1, 14);
    expect(kernelTargetAlignment(ideal, y, { centred: true })).toBeCloseTo(1, 14);
    expect(kernelTargetAlignment(identity(5), y)).toBeCloseTo(5 / (Math.sqrt(5) * 5), 14);
    // T = 1 on the diagonal and else -1/2: <I, T> = 3, |I| = sqrt 3, |T| = sqrt(3 + 6/4).
    expect(kernelTargetAlignment(identity(3), [0, 1, 2])).toBeCloseTo(3 / Math.sqrt(3 * 4.5), 14);
    expect(kernelTargetAlignment(identity(3), [0, 1, 2], { centred: true })).toBeCloseTo(1, 14);
  });
  test("classes are those that occur: their numbers say nothing", () => {
    expect(kernelTargetAlignment(Float64Array.of(1, -1, -1, 1), [0, 7])).toBeCloseTo(1, 14);
    expect(kernelTargetAlignment(identity(3), [2, 9, 4])).toBeCloseTo(3 / Math.sqrt(3 * 4.5), 14);
  });
  test("a constant kernel: some without centring, none with it", () => {
    const ones = new Float64Array(25).fill(1);
    expect(kernelTargetAlignment(ones, y)).toBeCloseTo((13 - 12) / 25, 14);
    expect(kernelTargetAlignment(ones, y, { centred: true })).toBe(0);
    expect(kernelTargetAlignment(identity(3), [0, 0, 0], { centred: true })).toBe(0);
    expect(() => kernelTargetAlignment(ones, [0, 1])).toThrow("5 labels");
    expect(() => kernelTargetAlignment(ones, null as never)).toThrow("5 labels");
    expect(() =>
      kernelTargetAlignment(
        ones.map(() => NaN),
        y,
      ),
    ).toThrow("finite");
    expect(() => kernelTargetAlignment(ones, [0, 1, 0.5, 0, 0])).toThrow("labels[2]");
  });
});

describe("geometric difference", () => {
  test("1 for equal kernels; sqrt n from the identity to a kernel of ones; by hand on a diagonal", () => {
    const gram = rbfKernel(rows, 3);
    expect(geometricDifference(gram, gram)).toBeCloseTo(1, 10);
    expect(geometricDifference(identity(4), new Float64Array(16).fill(1))).toBeCloseTo(2, 12);
    // Traces are made 2: K_C = diag(4/3, 2/3), K_Q = I: the norm of K_C^-1 is 3/2; with lambda 1/3 it is 1.
    const diagonal = Float64Array.of(2, 0, 0, 1);
    expect(geometricDifference(diagonal, identity(2))).toBeCloseTo(Math.sqrt(1.5), 13);
    expect(geometricDifference(diagonal, identity(2), 1 / 3)).toBeCloseTo(1, 13);
  });
  test("it is the spectral norm with matrix roots", () => {
    const [c, q] = [
      rbfKernel(rows, 3, 0.4),
      quantumKernel(routingCircuit({ qubits: 3, layers: 1 }), rows, { params: new Float64Array(9) }),
    ];
    const root = (matrix: Float64Array, power: (value: number) => number): Float64Array => {
      const { values, vectors } = symmetricEigen(matrix, 9);
      return matrix.map((_, k) =>
        Array.from(values).reduce(
          (sum, value, e) => sum + power(value) * vectors[Math.floor(k / 9) * 9 + e]! * vectors[(k % 9) * 9 + e]!,
          0,
        ),
      );
    };
    const times = (a: Float64Array, b: Float64Array): Float64Array =>
      a.map((_, k) =>
        Array.from({ length: 9 }, (__, m) => a[Math.floor(k / 9) * 9 + m]! * b[m * 9 + (k % 9)]!).reduce(
          (sum, value) => sum + value,
          0,
        ),
      );
    const half = root(q, (value) => Math.sqrt(Math.max(0, value)));
    const whole = times(
      times(
        half,
        root(c, (value) => 1 / (value + 0.01)),
      ),
      half,
    );
    const norm = Math.max(...symmetricEigen(whole, 9).values);
    expect(geometricDifference(c, q, 0.01)).toBeCloseTo(Math.sqrt(norm), 9);
  });
  test("a singular kernel, sides that differ and a bad lambda are refused", () => {
    const ones = new Float64Array(4).fill(1);
    expect(() => geometricDifference(ones, identity(2))).toThrow("take a lambda such as 0.001");
    expect(() => geometricDifference(ones, identity(3))).toThrow("two kernels of 2 rows");
    expect(() => geometricDifference(Float64Array.of(1, NaN, NaN, 1), identity(2), 0.1)).toThrow("finite");
    expect(() => geometricDifference(identity(2), Float64Array.of(1, 0, 0, NaN), 0.1)).toThrow("finite");
    // Rows that all differ, and a kernel of one direction.
    expect(() => geometricDifference(linearKernel(Float64Array.of(1, 2, 3), 1), identity(3))).toThrow(
      "fewer directions than there are rows",
    );
    expect(() => geometricDifference(ones, identity(2), -1)).toThrow("lambda");
    expect(() => geometricDifference(new Float64Array(4), identity(2))).toThrow("a trace above 0");
  });
});
