import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { layerContract } from "../../test/contracts/layer-contract.ts";
import { uniforms } from "../../test/oracle/random-circuit.ts";
import { randomNoisyCircuit } from "../../test/oracle/random-noisy.ts";
import { input, inputProduct, param, scaledInput } from "../angle.ts";
import { ANSATZE } from "../ansatze/index.ts";
import { ENTANGLEMENTS } from "../ansatze/strongly-entangling.ts";
import { amplitudeDamping, depolarizing, readoutError } from "../channels/index.ts";
import { type Circuit, circuit, op } from "../circuit.ts";
import { afterEveryGate, interferenceDial, type NoiseModel, noiseModel, twoPlaces, withNoise } from "../noise/index.ts";
import { openCircuit } from "../open.ts";
import { routingCircuit } from "../routing.ts";
import { fourierTerms, normalisedProducts } from "./layers.ts";
import { evaluateQuadratic, quadraticOf } from "./quadratic.ts";
import { evaluateSeries, type FourierOptions, fourierOf, spectrumOf } from "./series.ts";
import { termName, termsOf } from "./terms.ts";

const key = keyOf(77);
const BATCH = 12;

/** Largest distance of series and circuit at random inputs, far from one period. */
function distance(source: Circuit, params: Float64Array, options: FourierOptions = {}): number {
  const { noise = null, measure = "z" } = options;
  const series = fourierOf(source, params, options);
  const x = uniforms(fold(key, "x"), BATCH * source.numInputs, -9, 9);
  const opened = openCircuit(noise === null ? source : withNoise(source, noise), BATCH, { measure });
  const want = new Float64Array(BATCH * opened.outputs);
  const got = new Float64Array(want.length);
  opened.forward(params, x, BATCH, want);
  evaluateSeries(series, x, BATCH, got);
  return Math.max(...got.map((value, i) => Math.abs(value - want[i]!)));
}

const angles = (source: Circuit, label: string): Float64Array =>
  uniforms(fold(key, label), source.numParams, 0, 2 * Math.PI);

const shapes = [1, 2, 3, 4].flatMap((qubits) =>
  [1, 2, 3].flatMap((uploads) => ANSATZE.map((ansatz) => ({ qubits, uploads, ansatz, layers: 2 }))),
);

describe("the series is the circuit", () => {
  test.each(shapes)("%o", (options) => {
    for (const axis of ["X", "Y", "Z"] as const) {
      const source = routingCircuit({ ...options, axis });
      const series = fourierOf(source, angles(source, axis));
      expect(series.terms.count).toBe(Math.round((2 * options.uploads + 1) ** options.qubits));
      expect(distance(source, angles(source, axis))).toBeLessThan(1e-12);
    }
  });

  test.each(ENTANGLEMENTS)("entanglement %s, bandwidth, offsets and scales", (entanglement) => {
    for (const inputs of ["fixed", "offset", "scale"] as const) {
      for (const uploads of [1, 2]) {
        const source = routingCircuit({ qubits: 3, layers: 2, entanglement, inputs, uploads, bandwidth: 0.37 });
        expect(distance(source, angles(source, inputs))).toBeLessThan(1e-12);
      }
    }
  });

  test("iqp and zz, whose products are phases of their own", () => {
    const iqp = routingCircuit({ qubits: 3, layers: 2, embedding: "iqp" });
    expect(fourierOf(iqp, angles(iqp, "iqp")).terms.count).toBe(729);
    const zz = routingCircuit({ qubits: 2, layers: 1, embedding: "zz" });
    for (const source of [iqp, zz]) expect(distance(source, angles(source, "pairs"))).toBeLessThan(1e-12);
  });

  const noises: NoiseModel[] = [
    twoPlaces(depolarizing({ p: 0.1 })),
    afterEveryGate(amplitudeDamping({ gamma: 0.07 })),
    interferenceDial({ dial: 0.4 }),
    noiseModel({
      name: "readout",
      rules: [{ channel: readoutError({ p01: 0.02, p10: 0.05 }), place: "beforeMeasurement" }],
    }),
  ];
  test.each(noises)("with noise: $name", (noise) => {
    for (const qubits of [1, 2, 3, 4]) {
      const source = routingCircuit({ qubits, layers: 2, uploads: qubits === 4 ? 1 : 2 });
      expect(distance(source, angles(source, "noise"), { noise })).toBeLessThan(1e-12);
    }
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7])("circuits of any gates and channels (%i)", (seed) => {
    const source = randomNoisyCircuit(fold(key, "any", seed), 3, 24);
    const params = uniforms(fold(key, "any", seed), source.numParams, 0.05, 0.2);
    expect(distance(source, params)).toBeLessThan(1e-12);
  });

  test("other measures and both engines", () => {
    const source = routingCircuit({ qubits: 2, layers: 2 });
    const params = angles(source, "measures");
    for (const measure of ["probabilities", { probabilities: [1] }, ["X0 Y1", "Z1"]] as const) {
      expect(distance(source, params, { measure, engine: "js" })).toBeLessThan(1e-12);
    }
  });
});

describe("phases of a circuit's own", () => {
  const controlled = circuit(2, [
    op("H", [0]),
    op("CRX", [0, 1], [input(0)]),
    op("RY", [0], [input(0, -3)]),
    op("IsingXX", [0, 1], [input(1, 0.5)]),
    op("CPhase", [1, 0], [input(1)]),
    op("Rot", [1], [input(1, 0.1), param(0), scaledInput(0, 1)]),
    op("RX", [0], [inputProduct(1, 0, 0.3)]),
    op("RX", [1], [inputProduct(0, 1, -0.6)]),
    op("RX", [0], [scaledInput(1, 2)]),
  ]);
  const params = Float64Array.of(0.4, 1.234, 0);

  test("halves, multiples, fractions, products, and a scale at 0", () => {
    expect(spectrumOf(controlled, params)).toEqual({
      phases: [
        { input: 0, rate: 0.5, degree: 2 },
        { input: 0, rate: 1.234, degree: 1 },
        // Joined with the first one it would be 17 functions instead of 15.
        { input: 0, rate: 3, degree: 1 },
        { input: 1, rate: 0.1, degree: 1 },
        { input: 1, rate: 0.5, degree: 3 },
        { input: 0, other: 1, rate: 0.3, degree: 3 },
      ],
      terms: 5 * 3 * 3 * 3 * 7 * 7,
    });
    expect(distance(controlled, params)).toBeLessThan(1e-12);
  });

  test("far multiples are phases of their own, near ones share one", () => {
    const pair = (scale: number): Circuit => circuit(1, [op("RX", [0], [input(0)]), op("RY", [0], [input(0, scale)])]);
    const none = new Float64Array(0);
    expect(spectrumOf(pair(2), none)).toEqual({ phases: [{ input: 0, rate: 1, degree: 3 }], terms: 7 });
    for (const scale of [10, Math.PI]) {
      expect(spectrumOf(pair(scale), none).terms).toBe(9);
      expect(distance(pair(scale), none)).toBeLessThan(1e-12);
    }
    expect(spectrumOf(circuit(1, [op("RX", [0], [0.3])]), none)).toEqual({ phases: [], terms: 1 });
    expect(fourierOf(circuit(1, [op("X", [0])]), none).coefficients).toEqual(Float64Array.of(-1));
  });
});

describe("laws", () => {
  test.each(shapes.filter(({ uploads }) => uploads === 1))("no constant without re-uploading: %o", (options) => {
    for (const axis of ["X", "Y"] as const) {
      const source = routingCircuit({ ...options, axis, layers: 3 });
      const { coefficients, terms, outputs } = fourierOf(source, angles(source, "constant"));
      for (let o = 0; o < outputs; o++) expect(Math.abs(coefficients[o * terms.count]!)).toBeLessThan(1e-14);
    }
  });

  test("rotations of |0> about Z: nothing but a constant", () => {
    const source = routingCircuit({ qubits: 3, layers: 2, axis: "Z" });
    const { coefficients, terms } = fourierOf(source, angles(source, "Z"));
    for (const [k, value] of coefficients.entries()) {
      if (k % terms.count === 0) expect(Math.abs(value)).toBeGreaterThan(1e-3);
      else expect(Math.abs(value)).toBeLessThan(1e-14);
    }
  });

  test.each([1, 2, 3])("depolarizing at two places, %i layers: lambda^(w + 1) for w factors", (layers) => {
    const p = 0.17;
    const lambda = 1 - (4 * p) / 3;
    const source = routingCircuit({ qubits: 2, layers });
    const params = angles(source, "lambda");
    const clean = fourierOf(source, params);
    const noisy = fourierOf(source, params, { noise: twoPlaces(depolarizing({ p })) });
    const { count, weights } = clean.terms;
    for (const [k, value] of clean.coefficients.entries()) {
      let factor = lambda;
      for (let w = 0; w < weights[k % count]!; w++) factor *= lambda;
      expect(Math.abs(noisy.coefficients[k]! - factor * value)).toBeLessThan(1e-14);
    }
  });

  test.each([
    [1, ["cos x1", "cos x0 cos x1"]],
    [2, ["cos x0 cos x1", "cos x0"]],
    [3, ["cos x0", "cos x1"]],
    [4, ["cos x1", "cos x0 cos x1"]],
  ] as const)(
    "the dial at 1, %i layers: one monomial for each wire, and no slope by phi and omega",
    (layers, names) => {
      const noise = interferenceDial({ dial: 1 });
      const source = routingCircuit({ qubits: 2, layers });
      const params = angles(source, "dial");
      const { coefficients, terms } = fourierOf(source, params, { noise });
      for (const [k, value] of coefficients.entries()) {
        const left = termName(terms, k % terms.count) === names[Math.floor(k / terms.count)];
        if (left) expect(Math.abs(value)).toBeGreaterThan(1e-3);
        else expect(Math.abs(value)).toBeLessThan(1e-14);
      }
      const opened = openCircuit(withNoise(source, noise), 1);
      opened.forward(params, Float64Array.of(0.3, 1.1), 1, new Float64Array(2));
      const grads = new Float64Array(params.length);
      opened.backward(1, Float64Array.of(1, -0.6), grads, 0, null);
      for (const [i, slope] of grads.entries()) {
        // phi, theta, omega of each wire and layer; the last omega turns nothing in any case.
        if (i % 3 !== 1) expect(Math.abs(slope)).toBeLessThan(1e-14);
      }
      expect(Math.max(...grads.map(Math.abs))).toBeGreaterThan(1e-3);
    },
  );

  test.each([
    [2, 4, false, null],
    [3, 5, false, null],
    [2, 3, true, null],
    [2, 4, false, afterEveryGate(amplitudeDamping({ gamma: 0.1 }))],
  ] as const)("%i qubits, %i amplitudes (complex: %o): a quadratic form", (qubits, amplitudes, complex, noise) => {
    const { ops } = routingCircuit({ qubits, layers: 2 });
    const source = circuit(qubits, ops.slice(qubits), { amplitudes, complex });
    const params = angles(source, "amplitudes");
    const x = uniforms(fold(key, "rows"), BATCH * source.numInputs, -3, 3);
    const [want, got] = [new Float64Array(BATCH * qubits), new Float64Array(BATCH * qubits)];
    openCircuit(noise === null ? source : withNoise(source, noise), BATCH).forward(params, x, BATCH, want);
    evaluateQuadratic(quadraticOf(source, params, { noise }), x, BATCH, got);
    for (const [i, value] of want.entries()) expect(Math.abs(value - got[i]!)).toBeLessThan(1e-12);
  });
});

describe("terms", () => {
  const phases = [
    { input: 0, rate: 1, degree: 2 },
    { input: 1, rate: 0.5, degree: 1 },
  ];
  test("all, in order of their digits", () => {
    const terms = termsOf(phases);
    expect(terms.count).toBe(15);
    expect(termName(terms, 0)).toBe("1");
    expect(termName(terms, 5)).toBe("cos x0 sin(0.5 x1)");
    expect([...terms.weights.subarray(0, 6)]).toEqual([0, 1, 1, 1, 2, 2]);
  });
  test("with a limit, those of lowest degree first", () => {
    const terms = termsOf(phases, 9);
    expect([...terms.degrees]).toEqual([0, 1, 1, 1, 1, 2, 2, 2, 2]);
    expect(termName(terms, 3)).toBe("cos x0");
    expect(termsOf(phases, 15)).toEqual(termsOf(phases));
  });
  describe("as a layer", () => layerContract(fourierTerms(2, phases, 9)));
  describe("products of a normalised row as a layer", () => layerContract(normalisedProducts(3)));
});

describe("what has no series is refused", () => {
  const source = routingCircuit({ qubits: 2, layers: 1 });
  const params = new Float64Array(6);
  test.each([
    [
      () => fourierOf(source, params, { maxTerms: 8 }),
      "terms of the circuit: expected at most 8, got 9. Raise maxTerms",
    ],
    [() => fourierOf(source, params, { maxTerms: 0 }), "maxTerms: expected a whole number from 1, got 0"],
    [() => fourierOf(source, new Float64Array(5)), "params: expected a Float64Array of at least 6 numbers"],
    [
      () =>
        fourierOf(
          source,
          params.map(() => Number.NaN),
        ),
      "params[0]: expected a finite number, got NaN",
    ],
    [() => fourierOf(source, params, { measure: "state" as "z" }), "measure: expected expectations or probabilities"],
    [
      () => fourierOf(routingCircuit({ qubits: 2, layers: 1, embedding: "amplitude" }), params),
      'inputs that are angles, got "amplitudes". Circuits that start from amplitudes have a `quadraticOf`',
    ],
    [() => quadraticOf(source, params), "inputs that are amplitudes, got "],
    [
      () => quadraticOf(circuit(1, [op("RX", [0], [input(0)])], { amplitudes: 2 }), params),
      "inputs that are amplitudes alone",
    ],
    [() => fourierTerms(1, [{ input: 1, rate: 1, degree: 1 }]), "phases: expected inputs from 0 to 0, got 1"],
    [
      () => fourierTerms(2, [{ input: 0, rate: 1, degree: 0 }]),
      "degree: expected a whole number from 1 to 1024, got 0",
    ],
  ])("%#", (make, message) => {
    expect(make).toThrow(message);
  });
});
