import { describe, expect, test } from "vitest";
import { fold, type Key, keyOf } from "../../core/key.ts";
import { expectSlopes } from "../../test/contracts/layer-contract.ts";
import { uniforms } from "../../test/oracle/random-circuit.ts";
import { amplitudeDamping, depolarizing, readoutError, twoQubitDepolarizing } from "../channels/index.ts";
import { type Circuit, channel, circuit, type Op, op } from "../circuit.ts";
import type { OpenCircuit } from "../engine/engine.ts";
import { afterEveryGate, type NoiseModel, type NoiseRule, noiseModel, twoPlaces, withNoise } from "../noise/index.ts";
import type { Measure } from "../observables/measure.ts";
import { openCircuit } from "../open.ts";
import { routingCircuit } from "../routing.ts";
import { mitigationCost } from "./cost.ts";
import { folded } from "./folding.ts";
import { type MitigationSpec, mitigations, readoutInversion, zeroNoise } from "./index.ts";
import { openMitigated } from "./open.ts";

const KEY = keyOf(21);
const router = routingCircuit({ qubits: 3, layers: 2, inputs: "scale" });
const misread: NoiseRule[] = [
  { channel: readoutError({ p01: 0.03, p10: 0.11 }), place: "beforeMeasurement", wires: [0] },
  { channel: readoutError({ p01: 0.06, p10: 0.06 }), place: "beforeMeasurement", wires: [2] },
];
const weak = (p: number, more: readonly NoiseRule[] = []): NoiseModel =>
  noiseModel({ name: "weak", rules: [...afterEveryGate(depolarizing({ p })).rules, ...more] });
const MEASURES: readonly Exclude<Measure, "state">[] = [
  "z",
  "probabilities",
  { probabilities: [2, 0] },
  [
    "Z0 Z2",
    "X0 Y1 X2",
    {
      terms: [
        [0.5, "I"],
        [-2, "Y0"],
        [0.3, "Z0 Z1 Z2"],
      ],
    },
  ],
];

function run(opened: OpenCircuit, { numParams, numInputs }: Circuit, batch: number) {
  const params = uniforms(fold(KEY, "params"), numParams, -1.5, 1.5);
  const inputs = uniforms(fold(KEY, "inputs"), batch * numInputs, -1.5, 1.5);
  const out = new Float64Array(batch * opened.outputs);
  opened.forward(params, inputs, batch, out);
  return { params, inputs, out };
}
const outOf = (
  source: Circuit,
  noise: NoiseModel | null,
  mitigation: readonly MitigationSpec[],
  measure: Measure = "z",
  batch = 2,
): Float64Array => run(openMitigated(source, noise, batch, mitigation, { measure }), source, batch).out;
const apart = (a: Float64Array, b: Float64Array): number => {
  expect(a.length).toBe(b.length);
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0);
};

const FITS = ["linear", "quadratic", "exponential", "richardson"] as const;
const ways: readonly (readonly [string, readonly MitigationSpec[]])[] = [
  ["readout", [readoutInversion()]],
  // The small lift keeps one output at its bound.
  ...FITS.map((fit) => [fit, [zeroNoise(fit === "exponential" ? { fit, maxLift: 3 } : { fit })]] as const),
  ["local", [zeroNoise({ folding: "local", scales: [1, 2, 3.2] })]],
  ["both", [readoutInversion(), zeroNoise({ fit: "exponential", scales: [1, 3] })]],
];

test("no mitigation is the noisy circuit, bit for bit", () => {
  for (const measure of [...MEASURES, "state"] as const) {
    const noise = measure === "state" ? null : weak(0.02, misread);
    const plain = openCircuit(noise === null ? router : withNoise(router, noise), 2, { measure });
    expect(outOf(router, noise, [], measure)).toEqual(run(plain, router, 2).out);
  }
});

test.each(ways.slice(1, -1))("%s: noise without effect changes nothing", (_, mitigation) => {
  for (const measure of MEASURES) {
    expect(apart(outOf(router, weak(0), mitigation, measure), outOf(router, null, [], measure))).toBeLessThan(1e-12);
  }
});

test("readout inversion leaves exactly the rest of the noise", () => {
  for (const measure of MEASURES) {
    const want = outOf(router, weak(0.02), [], measure);
    expect(apart(outOf(router, weak(0.02, misread), [readoutInversion()], measure), want)).toBeLessThan(1e-14);
    expect(apart(outOf(router, weak(0.02, misread), [], measure), want)).toBeGreaterThan(0.01);
  }
});

test("readout errors of the circuit are inverted as well", () => {
  const source = circuit(2, [op("RY", [0], [0.7]), op("CNOT", [0, 1]), channel("readoutError", [1], [0.2, 0.1])]);
  const want = outOf(circuit(2, source.ops.slice(0, 2)), null, []);
  expect(apart(outOf(source, null, [readoutInversion()]), want)).toBeLessThan(1e-15);
});

test("estimates from few shots would leave [-1, 1]: nothing is clipped", () => {
  const read: OpenCircuit = {
    engine: "fake",
    bytes: 0,
    outputs: 1,
    forward: (_p, _x, _b, out) => void out.fill(1),
    backward: () => {},
  };
  const source = circuit(1, [op("H", [0]), channel("readoutError", [0], [0.2, 0.1])]);
  const out = new Float64Array(1);
  const job = { circuit: source, noise: null, maxBatch: 1, measure: "z", options: {} } as const;
  mitigations.readoutInversion.open({}, job, () => read).forward(out, out, 1, out);
  expect(out[0]).toBeCloseTo((1 + 0.1) / 0.7, 15);
});

test.each(["global", "local"] as const)(
  "%s: the exponential fit is exact where noise shrinks all by the same factor",
  (folding) => {
    // Depolarizing of one qubit goes past any gate, so <Z> is noiseless times lambda^gates.
    const one = circuit(1, [op("RX", [0], [0.4]), op("Rot", [0], [1, 0.3, -0.8]), op("H", [0]), op("RY", [0], [0.2])]);
    for (const measure of [
      "z",
      "probabilities",
      [
        "Y0",
        {
          terms: [
            [0.3, "I"],
            [1, "Z0"],
          ],
        },
      ],
    ] as const) {
      const want = outOf(one, null, [], measure);
      for (const scales of [
        [1, 3],
        [1, 2, 3],
        [1, 1.5, 4],
      ]) {
        const mitigation = [zeroNoise({ fit: "exponential", folding, scales })];
        expect(apart(outOf(one, weak(0.08), mitigation, measure), want)).toBeLessThan(1e-12);
      }
    }
  },
);

/** Noise that stands before a gate as well as after it: depolarizing of all its wires together. */
const even = (p: number): NoiseModel =>
  afterEveryGate(depolarizing({ p }), { twoWires: twoQubitDepolarizing({ p: 1.25 * p }) });

test.each(["global", "local"] as const)("%s: what Richardson leaves falls as p to the number of scales", (folding) => {
  const want = outOf(router, null, []);
  for (const scales of [
    [1, 3],
    [1, 3, 5],
  ]) {
    const left = (p: number): number => apart(outOf(router, even(p), [zeroNoise({ scales, folding })]), want);
    const order = Math.log2(left(0.001) / left(0.0005));
    expect(order).toBeGreaterThan(scales.length - 0.3);
    expect(order).toBeLessThan(scales.length + 0.3);
  }
});

test.each(["global", "local"] as const)(
  "%s: of noise that does not, half the difference between before and after its gate is left",
  (folding) => {
    const p = 1e-4;
    const model = afterEveryGate(amplitudeDamping({ gamma: p }));
    const behind = withNoise(router, model).ops;
    // The channels of a gate before it.
    const ahead = behind.flatMap((one, i): Op[] => {
      if ("channel" in one) return [];
      const next = behind.findIndex((other, k) => k > i && "gate" in other);
      return [...behind.slice(i + 1, next < 0 ? undefined : next), one];
    });
    const before = outOf(circuit(3, ahead, { parameters: router.parameters }), null, []);
    const after = outOf(router, model, []);
    const want = outOf(router, null, []);
    const left = outOf(router, model, [zeroNoise({ folding })]);
    const half = left.map((value, i) => value - want[i]! - (after[i]! - before[i]!) / 2);
    expect(apart(half, new Float64Array(half.length))).toBeLessThan(0.02 * apart(left, want));
  },
);

test("every fit comes nearer to the circuit without noise", () => {
  const want = outOf(router, null, []);
  for (const noise of [even(0.002), weak(0.002)]) {
    const before = apart(outOf(router, noise, []), want);
    for (const fit of FITS) {
      expect(apart(outOf(router, noise, [zeroNoise({ fit })]), want)).toBeLessThan(0.4 * before);
    }
  }
});

test("noise before the measurement is not removed", () => {
  const p = 0.1;
  const factor = 1 - (4 * p) / 3;
  const want = outOf(router, null, []).map((value) => factor * value);
  // Noise after an embedding of one angle on each wire goes past it, and comes back as a factor of what follows: only scale 0 of it is gone.
  const left = outOf(router, twoPlaces(depolarizing({ p })), [zeroNoise({ scales: [1, 3, 5, 7, 9, 11, 13, 15] })]);
  expect(apart(left, want)).toBeLessThan(0.02);
  const read = weak(0, misread);
  expect(apart(outOf(router, read, [zeroNoise()]), outOf(router, read, []))).toBeLessThan(1e-12);
});

test("readout errors are inverted before values are extrapolated", () => {
  const both = [readoutInversion(), zeroNoise({ fit: "exponential" })];
  for (const measure of MEASURES) {
    const want = outOf(router, weak(0.02), both.slice(1), measure);
    expect(apart(outOf(router, weak(0.02, misread), both, measure), want)).toBeLessThan(1e-11);
  }
});

describe.each(ways)("%s: derivatives", (_, mitigation) => {
  test.each(MEASURES.map((measure) => [measure]))("of %j are central differences, sums and rows", (measure) => {
    const batch = 2;
    const opened = openMitigated(router, weak(0.01, misread), batch, mitigation, { measure });
    const { params, inputs, out } = run(opened, router, batch);
    const cotangent = uniforms(fold(KEY, "cotangent"), out.length, -1, 1);
    const score = (): number => {
      opened.forward(params, inputs, batch, out);
      return out.reduce((sum, value, i) => sum + value * cotangent[i]!, 0);
    };
    const { numParams } = router;
    const [sums, rows, gradInputs] = [numParams, batch * numParams, inputs.length].map((n) =>
      new Float64Array(n).fill(2),
    );
    score();
    opened.backward(batch, cotangent, rows!, numParams, null);
    opened.backward(batch, cotangent, sums!, 0, gradInputs!);
    // Parameters are added to, inputs overwritten.
    sums!.forEach((value, p) => {
      sums![p] = value - 2;
      expect(rows![p]! + rows![numParams + p]! - 4).toBeCloseTo(value - 2, 12);
    });
    expectSlopes(params, sums!, score, 1e-7);
    expectSlopes(inputs, gradInputs!, score, 1e-7);
  });
});

test("each circuit samples with a key of its own, which follows from the given one", () => {
  const keys: Key[] = [];
  const sampled = (): OpenCircuit => ({
    engine: "fake",
    bytes: 8,
    outputs: 3,
    useKey: (key) => void keys.push(key),
    forward: () => {},
    backward: () => {},
  });
  const job = { circuit: router, noise: weak(0.1, misread), maxBatch: 1, measure: "z", options: {} } as const;
  const opened = mitigations.zeroNoise.open(zeroNoise(), job, (inner) =>
    mitigations.readoutInversion.open({}, inner, sampled),
  );
  opened.useKey!(KEY);
  expect(keys).toHaveLength(3);
  expect(new Set(keys.map(String)).size).toBe(3);
  opened.useKey!(KEY);
  expect(keys.slice(3)).toEqual(keys.slice(0, 3));
  expect(opened.bytes).toBeGreaterThan(24);
  const exact = mitigations.zeroNoise.open(zeroNoise(), job, () => ({ ...sampled(), useKey: undefined }) as never);
  expect(exact.useKey).toBeUndefined();
});

test("from shots estimates are right on average, with the variance that costs say", () => {
  const rows = 2000;
  const shots = 200;
  const one = circuit(1, [op("RY", [0], [1.1])]);
  const read: NoiseRule = { channel: readoutError({ p01: 0.1, p10: 0.05 }), place: "beforeMeasurement" };
  const noise = noiseModel({ name: "both", rules: [...weak(0.05).rules, read] });
  const nothing = new Float64Array(0);
  const scales = [1, 3];
  const mitigation = [readoutInversion(), zeroNoise({ scales })];
  const opened = openMitigated(one, noise, rows, mitigation, { shots });
  opened.useKey!(KEY);
  const out = new Float64Array(rows);
  opened.forward(nothing, nothing, rows, out);
  const mean = out.reduce((sum, value) => sum + value, 0) / rows;
  const variance = out.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (rows - 1);
  const [want] = outOf(one, noise, mitigation, "z", 1);
  expect(Math.abs(mean - want!)).toBeLessThan(5 * Math.sqrt(variance / rows));
  // Each measurement has the variance (1 - <Z>^2) / shots of its own.
  const expected = scales.reduce((sum, scale, j) => {
    const [z] = outOf(folded(one, scale, "global"), noise, [], "z", 1);
    return sum + (([1.5, -0.5][j]! / 0.85) ** 2 * (1 - z! ** 2)) / shots;
  }, 0);
  expect(Math.abs(variance / expected - 1)).toBeLessThan(5 * Math.sqrt(2 / rows));
  const { variance: cost } = mitigationCost(mitigation, { shots, readout: [{ p01: 0.1, p10: 0.05 }] });
  expect(expected).toBeLessThan(cost / shots);
  opened.forward(nothing, nothing, rows, out);
  const again = out.slice();
  opened.useKey!(KEY);
  opened.forward(nothing, nothing, rows, out);
  expect(again).toEqual(out);
});
