import { describe, expect, test } from "vitest";
import { resolve } from "../../core/fields.ts";
import { keyOf } from "../../core/key.ts";
import { parameterCount } from "../../core/layer.ts";
import { initialise, layoutOf } from "../../core/parameters.ts";
import { uniformInto } from "../../core/random.ts";
import type { RouterKind, RouterSpec } from "../../moe/index.ts";
import {
  buildMixture,
  linearExpert,
  linearRouter,
  mixture,
  mlpRouter,
  oracleRouter,
  ownCircuitRouter,
  quantumRouter,
  randomCircuitRouter,
  randomFourierRouter,
  rbfRouter,
  routers,
  trigonometricRouter,
  twinRouter,
  uniformRouter,
} from "../../moe/index.ts";
import { linear } from "../../nn/index.ts";
import {
  afterEveryGate,
  amplitudeDamping,
  circuit,
  dephasing,
  depolarizing,
  input,
  op,
  param,
  twoPlaces,
  zeroNoise,
} from "../../quantum/index.ts";
import { layerContract } from "./layer-contract.ts";

/** Each router with its defaults, and with options that lead to other code. */
const variants: Record<keyof typeof routers, RouterSpec[]> = {
  linear: [linearRouter()],
  mlp: [mlpRouter(), mlpRouter({ hidden: 3 })],
  trigonometric: [trigonometricRouter(), trigonometricRouter({ terms: "cosine" })],
  randomFourier: [randomFourierRouter(), randomFourierRouter({ size: 3, bandwidth: 0.5 })],
  rbf: [rbfRouter(), rbfRouter({ centres: 2, bandwidth: 2, low: -2, high: 2 })],
  ownCircuit: [
    ownCircuitRouter({ circuit: circuit(2, [op("RY", [0], [input(0)]), op("CRX", [0, 1], [param(0)])]) }),
    ownCircuitRouter({
      circuit: circuit(1, [op("RX", [0], [input(0)]), op("RZ", [0], [param(0)]), op("RX", [0], [input(1)])]),
      training: "frozen",
    }),
  ],
  randomCircuit: [
    randomCircuitRouter(),
    randomCircuitRouter({ circuits: 2, layers: 1, qubits: 2, dial: 0.3, inputs: "offset" }),
    randomCircuitRouter({ circuits: 3, layers: 1, embedding: "amplitude" }),
  ],
  twin: [
    twinRouter(),
    twinRouter({ inputs: 2, degree: 3, bandwidth: 0.5, functions: 1 }),
    twinRouter({ inputs: 3, degree: 2, terms: 12 }),
    twinRouter({
      inputs: 2,
      phases: [
        { input: 0, rate: 0.7, degree: 1 },
        { input: 0, rate: 1.3, degree: 2 },
        { input: 0, other: 1, rate: -0.05, degree: 1 },
        { input: 1, other: 1, rate: 0.04, degree: 1 },
      ],
      functions: 2,
    }),
    twinRouter({ basis: "amplitudes" }),
    twinRouter({ basis: "amplitudes", inputs: 3 }),
  ],
  uniform: [uniformRouter()],
  oracle: [oracleRouter()],
  quantum: [
    quantumRouter(),
    quantumRouter({ layers: 1, axis: "Y", entanglement: "none", circuit: "frozen", qubits: 3 }),
    quantumRouter({ layers: 1, embedding: "amplitude" }),
    quantumRouter({ layers: 2, ansatz: "basicEntangler", inputs: "scale", uploads: 2 }),
    quantumRouter({ layers: 1, ansatz: "hardwareEfficient", inputs: "offset", embedding: "angle" }),
    quantumRouter({ layers: 1, embedding: "amplitude", qubits: 2 }),
    quantumRouter({ layers: 2, bandwidth: 0.5, dial: 0.7, dialAt: "layers" }),
    quantumRouter({ layers: 1, bandwidth: 0.5, embedding: "iqp", dial: 1, dialBy: "depolarizing" }),
    quantumRouter({ layers: 1, bandwidth: 0.3, inputs: "scale" }),
    quantumRouter({ layers: 1, noise: twoPlaces(depolarizing({ p: 0.1 })) }),
    quantumRouter({ layers: 1, uploads: 2, inputs: "scale", noise: afterEveryGate(amplitudeDamping({ gamma: 0.1 })) }),
    quantumRouter({ layers: 1, embedding: "amplitude", noise: afterEveryGate(dephasing({ s: 0.2 })) }),
    quantumRouter({ layers: 1, noise: afterEveryGate(depolarizing({ p: 0.01 })), mitigation: [zeroNoise()] }),
  ],
};
const shapes = [
  { features: 1, experts: 1 },
  { features: 2, experts: 2 },
  { features: 5, experts: 3 },
];
const builds = Object.values(variants)
  .flat()
  .flatMap((spec) => shapes.map((shape) => [JSON.stringify(spec), shape, spec] as const));

describe.each(builds)("%s on %o", (_, shape, spec) => {
  const kind: RouterKind = routers[spec.kind];
  const router = kind.build(spec, shape);

  test("joins features and experts", () => {
    expect(router.inputs).toBe(shape.features);
    expect(router.outputs).toBe(shape.experts);
  });
  if (kind.needsLabels !== true) layerContract(router);

  test("features: the first parameters, by the same names; a readout is affine in them", () => {
    const { features } = router;
    expect(features.inputs).toBe(shape.features);
    const names = router.parameters.map(({ name }) => name);
    expect(names.slice(0, features.parameters.length)).toEqual(features.parameters.map(({ name }) => name));
    if (kind.needsLabels) return;
    const params = initialise(router.parameters, keyOf(3));
    const batch = 3 * features.outputs + 5;
    const x = new Float64Array(batch * shape.features);
    uniformInto(keyOf(4), -2, 2, x);
    const seen = new Float64Array(batch * features.outputs);
    features.open(batch).forward(params.subarray(0, parameterCount(features)), x, batch, seen);
    const readout = router.parameters.find(({ name }) => name === "readout.weight");
    if (readout === undefined) return;
    const { slices } = layoutOf(router.parameters);
    const scores = new Float64Array(batch * shape.experts);
    router.open(batch).forward(params, x, batch, scores);
    const expected = new Float64Array(scores.length);
    const own = params.subarray(slices["readout.weight"]!.offset);
    linear(features.outputs, shape.experts).open(batch).forward(own, seen, batch, expected);
    expect(scores).toEqual(expected);
  });
});

const withoutLabels = Object.entries(variants).filter(([name]) => name !== "oracle");

describe.each(withoutLabels)("a mixture behind %s", (_, [router]) => {
  const spec = mixture({ router: router!, experts: [linearExpert(), linearExpert(), linearExpert()] });
  layerContract(buildMixture(spec, { features: 2, outputs: 3 }));
});

test.each(Object.entries(routers))("%s is declared in full", (name, kind: RouterKind) => {
  expect(kind.help.length).toBeGreaterThan(10);
  expect(kind.functionClass.length).toBeGreaterThan(10);
  const { circuit: own, ...fields } = kind.fields;
  if (name !== "ownCircuit") expect(own === undefined || own.default !== undefined).toBe(true);
  for (const field of Object.values(fields)) expect(field.default).toBeDefined();
  const spec = variants[name as keyof typeof routers]![0]!;
  const given = "circuit" in spec ? { circuit: spec.circuit } : {};
  expect(spec).toEqual({ kind: name, ...resolve(kind.fields, given, name) });
  expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
});

test.each([
  [linearRouter(), 6],
  [mlpRouter({ hidden: 2 }), 12],
  [mlpRouter({ hidden: 64 }), 322],
  [trigonometricRouter(), 18],
  [trigonometricRouter({ terms: "cosine" }), 8],
  [randomFourierRouter(), 16 + 8 + 18],
  [rbfRouter(), 16 + 8 + 18],
  [twinRouter(), (8 + 1) * 2 + 6],
  [twinRouter({ degree: 2, functions: 1 }), 24 + 1 + 4],
  [twinRouter({ basis: "amplitudes" }), 3 + 1 + 4],
  [uniformRouter(), 0],
  [oracleRouter(), 0],
  [quantumRouter(), 24],
  [quantumRouter({ layers: 1 }), 12],
  [randomCircuitRouter(), 4 * 18 + 18],
  [quantumRouter({ circuit: "frozen" }), 24],
  [quantumRouter({ qubits: 3 }), 2 * 3 + 3 + 27 + 8],
  [quantumRouter({ embedding: "amplitude" }), 9 + 4],
  [quantumRouter({ embedding: "amplitude", qubits: 3 }), 27 + 8],
] as const)("%o has %i parameters on 2 features and 2 experts", (spec, count) => {
  const kind: RouterKind = routers[spec.kind];
  expect(parameterCount(kind.build(spec, { features: 2, experts: 2 }))).toBe(count);
});

test.each([
  [4, 4 * 9 + 10],
  [5, 5 * 4 + 4 + 4 * 9 + 10],
] as const)(
  "a quantum router on %i features has 4 wires, behind a learned map where features are more",
  (features, count) => {
    expect(parameterCount(routers.quantum.build(quantumRouter(), { features, experts: 2 }))).toBe(count);
  },
);

test("only the circuit of a frozen quantum router is not trained", () => {
  const { parameters } = routers.quantum.build(quantumRouter({ circuit: "frozen" }), { features: 2, experts: 2 });
  expect(parameters.map(({ name, trainable }) => [name, trainable])).toEqual([
    ["circuit.theta", false],
    ["readout.weight", true],
    ["readout.bias", true],
  ]);
});

test.each([
  [() => mlpRouter({ hidden: 0 }), "mlpRouter: hidden must be a whole number from 1 to 4096, got 0"],
  [() => trigonometricRouter({ terms: "sine" as "all" }), 'terms must be one of all, cosine, got "sine"'],
  [() => quantumRouter({ axis: "W" as "X" }), 'axis must be one of X, Y, Z, got "W"'],
  [() => quantumRouter({ depth: 3 } as object), 'unknown option "depth"'],
  [() => linearRouter({ hidden: 3 } as object), 'unknown option "hidden"'],
])("a bad option is refused (%#)", (make, message) => {
  expect(make).toThrow(message);
});
