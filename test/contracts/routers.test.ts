import { describe, expect, test } from "vitest";
import { resolve } from "../../core/fields.ts";
import { parameterCount } from "../../core/layer.ts";
import type { RouterKind, RouterSpec } from "../../moe/index.ts";
import {
  buildMixture,
  linearExpert,
  linearRouter,
  mixture,
  mlpRouter,
  quantumRouter,
  routers,
  trigonometricRouter,
} from "../../moe/index.ts";
import { layerContract } from "./layer-contract.ts";

/** Each router with its defaults, and with options that lead to other code. */
const variants: Record<keyof typeof routers, RouterSpec[]> = {
  linear: [linearRouter()],
  mlp: [mlpRouter(), mlpRouter({ hidden: 3 })],
  trigonometric: [trigonometricRouter(), trigonometricRouter({ terms: "cosine" })],
  quantum: [
    quantumRouter(),
    quantumRouter({ layers: 1, axis: "Y", entanglement: "none", circuit: "frozen", qubits: 3 }),
    quantumRouter({ layers: 1, embedding: "amplitude" }),
    quantumRouter({ layers: 1, embedding: "amplitude", qubits: 2 }),
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
  layerContract(router);
});

describe.each(Object.entries(variants))("a mixture behind %s", (_, [router]) => {
  const spec = mixture({ router: router!, experts: [linearExpert(), linearExpert(), linearExpert()] });
  layerContract(buildMixture(spec, { features: 2, classes: 3 }));
});

test.each(Object.entries(routers))("%s is declared in full", (name, kind: RouterKind) => {
  expect(kind.help.length).toBeGreaterThan(10);
  expect(kind.functionClass.length).toBeGreaterThan(10);
  for (const field of Object.values(kind.fields)) expect(field.default).toBeDefined();
  const spec = variants[name as keyof typeof routers]![0]!;
  expect(spec).toEqual({ kind: name, ...resolve(kind.fields, {}, name) });
  expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
});

test.each([
  [linearRouter(), 6],
  [mlpRouter({ hidden: 2 }), 12],
  [mlpRouter({ hidden: 64 }), 322],
  [trigonometricRouter(), 18],
  [trigonometricRouter({ terms: "cosine" }), 8],
  [quantumRouter(), 24],
  [quantumRouter({ layers: 1 }), 12],
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
