import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { uniformInto } from "../../core/random.ts";
import { input, param } from "../angle.ts";
import { channel, circuit, op } from "../circuit.ts";
import { routingCircuit } from "../routing.ts";
import { meyerWallach, meyerWallachOf } from "./entanglement.ts";
import { divergenceFromHaar, expressibility } from "./expressibility.ts";
import { gradientVariance, gradientVarianceTable } from "./gradient-variance.ts";

const key = keyOf(1905);
const wires = (n: number): number[] => Array.from({ length: n }, (_, w) => w);

describe("expressibility", () => {
  test("a state that never moves: (N - 1) ln bins, as all fidelities are in Haar's rarest bin", () => {
    const idle = circuit(1, [op("RZ", [0], [param(0)])]);
    expect(expressibility(idle, 50, key).divergence).toBeCloseTo(Math.log(75), 12);
    const wide = circuit(
      5,
      wires(5).map((w) => op("RZ", [w], [param(w)])),
    );
    expect(expressibility(wide, 10, key).divergence).toBeCloseTo(31 * Math.log(75), 9);
  });
  test("H and RZ: fidelities follow the arcsine law, whose divergence is a sum", () => {
    const equator = circuit(1, [op("H", [0]), op("RZ", [0], [param(0)])]);
    const share = (k: number): number => (2 / Math.PI) * Math.asin(Math.sqrt(k / 75));
    const bins = Array.from({ length: 75 }, (_, k) => share(k + 1) - share(k));
    const exact = bins.reduce((sum, p) => sum + p * Math.log(75 * p), 0);
    const samples = 20000;
    const got = expressibility(equator, samples, key);
    // Of order 74 / (2 samples) by chance, and sampling error of the mean of ln(75 p).
    const spread = Math.sqrt(bins.reduce((sum, p) => sum + p * (Math.log(75 * p) - exact) ** 2, 0) / samples);
    expect(Math.abs(got.divergence - exact - 74 / (2 * samples))).toBeLessThan(5 * spread);
    // To first order chance gives 74 / (2 samples); the mean of 5,000 sets is right to 1 / 70 of the spread, sqrt(2 / 74), of that.
    expect(got.chance / (74 / (2 * samples))).toBeCloseTo(1, 2);
    // 99.9 % of chi-square with 74 degrees of freedom is 117.3.
    expect(got.limit / (117.3 / (2 * samples))).toBeCloseTo(1, 1);
    expect(got.histogram.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    expect(got.haar.every((p) => Math.abs(p - 1 / 75) < 1e-12)).toBe(true);
  });
  test("Haar's own counts have none, and a deep circuit nearly none", () => {
    const counts = Array.from({ length: 10 }, (_, k) => 1000 * ((10 - k) ** 3 - (9 - k) ** 3));
    expect(divergenceFromHaar(counts, 2).divergence).toBeCloseTo(0, 12);
    const deep = expressibility(routingCircuit({ qubits: 2, layers: 8 }), 4000, key);
    expect(deep.divergence).toBeLessThan(deep.limit);
    const shallow = expressibility(routingCircuit({ qubits: 2, layers: 1, ansatz: "basicEntangler" }), 4000, key);
    expect(shallow.divergence).toBeGreaterThan(0.05);
    expect(shallow.divergence).toBeGreaterThan(shallow.limit);
  });
  test.each([
    [2, 100, 0.335],
    [3, 100, 0.21],
    [3, 2000, 0.0137],
    [4, 2000, 0.0084],
  ])(
    "of %i qubits, %i exact Haar fidelities: %f nats on average, and within the limit but once in a thousand",
    (n, pairs, mean) => {
      const sets = 400;
      const uniform = new Float64Array(pairs);
      const size = 2 ** n;
      let [sum, beyond] = [0, 0];
      let [chance, limit] = [0, 0];
      const logs = Array.from({ length: 75 }, (_, k) =>
        Math.log((1 - k / 75) ** (size - 1) - (1 - (k + 1) / 75) ** (size - 1)),
      );
      for (let s = 0; s < sets; s++) {
        const counts = new Array<number>(75).fill(0);
        uniformInto(fold(key, n, pairs, s), 0, 1, uniform);
        for (const u of uniform) counts[Math.floor(75 * (1 - u ** (1 / (size - 1))))]!++;
        if (s === 0) ({ chance, limit } = divergenceFromHaar(counts, n));
        const own = counts.reduce(
          (all, c, k) => (c === 0 ? all : all + (c / pairs) * (Math.log(c / pairs) - logs[k]!)),
          0,
        );
        sum += own / sets;
        if (own > limit) beyond++;
      }
      expect(Math.abs(chance / mean - 1)).toBeLessThan(0.02);
      // The spread of a set is below half of the mean: five standard errors.
      expect(Math.abs(sum / chance - 1)).toBeLessThan((5 * 0.5) / Math.sqrt(sets));
      expect(beyond).toBeLessThan(5);
    },
  );
  test("10 qubits: one bin holds nearly all of Haar, and random states are not called uneven", () => {
    const first = new Array<number>(75).fill(0);
    first[0] = 2000;
    const { divergence, limit, haar } = divergenceFromHaar(first, 10);
    expect(haar[0]).toBeGreaterThan(0.99999);
    expect(divergence).toBeLessThanOrEqual(limit);
    first[0] = 1000;
    first[1] = 1000;
    const uneven = divergenceFromHaar(first, 10);
    expect(uneven.divergence).toBeGreaterThan(uneven.limit);
  });
  test("the same key draws the same; noise, no parameters and odd options are refused", () => {
    const source = routingCircuit({ qubits: 2, layers: 1 });
    expect(expressibility(source, 30, key)).toEqual(expressibility(source, 30, key));
    const noisy = circuit(1, [op("RX", [0], [param(0)]), channel("dephasing", [0], [0.1])]);
    expect(() => expressibility(noisy, 10, key)).toThrow("channel dephasing");
    expect(() => expressibility(circuit(1, [op("H", [0])]), 10, key)).toThrow("a circuit with parameters");
    expect(() => expressibility(source, 0, key)).toThrow("samples");
    expect(() => expressibility(source, 10, key, { bins: 1 })).toThrow("bins");
    expect(() => expressibility(source, 10, key, { inputs: new Float64Array(4) })).toThrow("one row of 2 inputs");
    expect(() => expressibility(source, 10, key, { inputs: Float64Array.of(NaN, 1) })).toThrow(
      "rows[0]: expected a finite",
    );
    expect(() => expressibility(source, 10, key, null as never)).toThrow("expressibility: expected options");
    expect(() => meyerWallach(source, 10, key, { inputs: Float64Array.of(0, Infinity) })).toThrow("rows[1]: expected");
  });
});

describe("Meyer-Wallach", () => {
  const state = (amplitudes: readonly number[]): Float64Array => {
    const length = Math.sqrt(amplitudes.reduce((sum, a) => sum + a * a, 0));
    return Float64Array.from(amplitudes.flatMap((a) => [a / length, 0]));
  };
  test("0 of products, 1 of GHZ states, 8/9 of W", () => {
    expect(meyerWallachOf(state([1, 1, 1, 1]), 2)).toBeCloseTo(0, 14);
    expect(meyerWallachOf(state([1, 0, 0, 0, 0, 0, 0, 1]), 3)).toBeCloseTo(1, 14);
    expect(meyerWallachOf(state([0, 1, 1, 0, 1, 0, 0, 0]), 3)).toBeCloseTo(8 / 9, 14);
    // A Bell pair beside a lone wire: two of three wires are fully mixed.
    expect(meyerWallachOf(state([1, 0, 0, 0, 0, 0, 1, 0]), 3)).toBeCloseTo(2 / 3, 14);
  });
  test("no CNOTs: 0; RY then CNOT: mean of sin^2; a deep circuit: that of random states", () => {
    expect(meyerWallach(routingCircuit({ qubits: 3, layers: 3, entanglement: "none" }), 20, key).mean).toBeCloseTo(
      0,
      13,
    );
    const pair = circuit(2, [op("RY", [0], [param(0)]), op("CNOT", [0, 1])]);
    const turned = meyerWallach(pair, 2000, key);
    expect(Math.abs(turned.mean - 0.5)).toBeLessThan(5 * turned.error);
    // The standard deviation of sin^2 is 1 / sqrt 8.
    expect(turned.error).toBeCloseTo(1 / Math.sqrt(8 * 2000), 3);
    const deep = meyerWallach(routingCircuit({ qubits: 3, layers: 8 }), 1500, key);
    expect(Math.abs(deep.mean - 6 / 9)).toBeLessThan(5 * deep.error);
  });
});

describe("gradient variance", () => {
  test("a product circuit: 2^-n for Z on all wires, 1/2 and 0 for Z on one", () => {
    for (const n of [2, 4]) {
      const product = circuit(
        n,
        wires(n).map((w) => op("RX", [w], [param(w)])),
      );
      const samples = 6000;
      const global = gradientVariance(product, samples, key, {
        observable: wires(n)
          .map((w) => `Z${w}`)
          .join(" "),
      });
      // Of sin^2 cos^2 .. cos^2 the mean is 2^-n and the mean square (3/8)^n.
      const spread = Math.sqrt(((3 / 8) ** n - 4 ** -n) / samples);
      for (const value of global.perParameter) expect(Math.abs(value - 2 ** -n)).toBeLessThan(5 * spread);
      const local = gradientVariance(product, samples, key);
      expect(Math.abs(local.largest - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 8 / samples));
      expect(local.perParameter.slice(1).every((value) => value < 1e-25)).toBe(true);
      expect(local.mean).toBeCloseTo(local.largest / n, 14);
    }
  });
  test("an angle in the middle of a deep circuit: N^2 / (2 (N^2 - 1) (N + 1)), as random unitaries on both sides have", () => {
    const samples = 3000;
    for (const n of [2, 3]) {
      const deep = routingCircuit({ qubits: n, layers: 12 });
      const { perParameter } = gradientVariance(deep, samples, key);
      const middle = perParameter.slice(15 * n, 21 * n);
      const size = 2 ** n;
      const want = (size * size) / (2 * (size * size - 1) * (size + 1));
      const got = middle.reduce((sum, value) => sum + value / middle.length, 0);
      // Squares of a derivative have at most twice their mean as standard deviation.
      expect(Math.abs(got - want)).toBeLessThan((5 * 2 * want) / Math.sqrt(samples));
    }
  });
  test("a table of sizes, each cell with a key of its own; it falls with the number of wires", () => {
    const table = gradientVarianceTable(
      (qubits, layers) => routingCircuit({ qubits, layers }),
      { qubits: [2, 4], layers: [1, 8] },
      200,
      key,
    );
    expect(table.map(({ qubits, layers }) => [qubits, layers])).toEqual([
      [2, 1],
      [2, 8],
      [4, 1],
      [4, 8],
    ]);
    expect(table[3]!.variance.mean).toBeLessThan(table[1]!.variance.mean / 2);
  });
  test("an angle of a controlled rotation: the mean of its derivative, -1/pi, is no variance", () => {
    // H, CRX(t), H and Z on the control: <Z> = cos(t / 2), whose derivative -sin(t / 2) / 2 has mean -1/pi and mean square 1/8.
    const controlled = circuit(2, [op("H", [0]), op("CRX", [0, 1], [param(0)]), op("H", [0])]);
    const samples = 4000;
    const want = 1 / 8 - 1 / Math.PI ** 2;
    const { mean, error } = gradientVariance(controlled, samples, key);
    expect(Math.abs(mean - want)).toBeLessThan(5 * error);
    // Fourth central moment by quadrature.
    const grid = Array.from({ length: 20000 }, (_, i) => -Math.sin(((i + 0.5) * Math.PI) / 20000) / 2 + 1 / Math.PI);
    const fourth = grid.reduce((sum, v) => sum + v ** 4 / grid.length, 0);
    expect(error / Math.sqrt((fourth - want * want) / samples)).toBeCloseTo(1, 1);
  });
  test("the error is the spread of the mean over parameters from key to key, angles that move together included", () => {
    const source = routingCircuit({ qubits: 2, layers: 2 });
    const runs = Array.from({ length: 60 }, (_, k) => gradientVariance(source, 60, fold(key, "run", k)));
    const mean = runs.reduce((sum, one) => sum + one.mean / 60, 0);
    const spread = Math.sqrt(runs.reduce((sum, one) => sum + (one.mean - mean) ** 2 / 59, 0));
    const said = Math.sqrt(runs.reduce((sum, one) => sum + one.error ** 2 / 60, 0));
    // A standard deviation of 60 numbers is right to some 1 / sqrt(120).
    expect(Math.abs(said / spread - 1)).toBeLessThan(5 / Math.sqrt(120));
    expect(runs[0]!.perParameter.reduce((sum, v) => sum + v / 12, 0)).toBeCloseTo(runs[0]!.mean, 14);
  });
  test("rows of inputs are taken in turn; other observables; refusals", () => {
    const source = circuit(1, [op("RX", [0], [input(0)]), op("RX", [0], [param(0, 0)])]);
    expect(gradientVariance(source, 4, key, { inputs: Float64Array.of(0, 1) }).mean).toBe(0);
    // d cos(x + a) / da by a fixed a: the variance is that of -sin over the rows, twice each, about their mean.
    const fixed = circuit(1, [op("RX", [0], [input(0)]), op("RX", [0], [param(0)])], {
      parameters: [{ name: "a", size: 1, start: 0 }],
    });
    const { mean } = gradientVariance(fixed, 4, key, { inputs: Float64Array.of(0.5, 1) });
    expect(mean).toBeCloseTo((Math.sin(1) - Math.sin(0.5)) ** 2 / 3, 13);
    expect(gradientVariance(fixed, 5, key, { inputs: Float64Array.of(0.5) })).toMatchObject({ mean: 0, error: 0 });
    expect(() => gradientVariance(source, 2, key)).toThrow("samples: expected a whole number from 3");
    expect(() => gradientVariance(source, 4, key, { inputs: Float64Array.of(NaN) })).toThrow("rows[0]");
    expect(() => gradientVariance(source, 4, key, null as never)).toThrow("options");
    expect(() => gradientVarianceTable(() => source, null as never, 4, key)).toThrow("lists of qubits and of layers");
    expect(() => gradientVariance(source, 4, key, { observable: "Z7" })).toThrow("wires from 0 to 0, got 7");
  });
});
