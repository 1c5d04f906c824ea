import { describe, expect, test } from "vitest";
import { resolve } from "../../core/fields.ts";
import { parameterCount } from "../../core/layer.ts";
import type { ExpertKind, ExpertSpec } from "../../moe/index.ts";
import {
  aggregations,
  buildMixture,
  circuitExpert,
  experts,
  headAggregation,
  linearExpert,
  linearRouter,
  mixture,
  mlpExpert,
  ownCircuitExpert,
  quantumRouter,
} from "../../moe/index.ts";
import { circuit, input, op, param, routingCircuit } from "../../quantum/index.ts";
import { layerContract } from "./layer-contract.ts";

/** Each expert with its defaults, and with options that lead to other code. */
const variants: Record<keyof typeof experts, ExpertSpec[]> = {
  linear: [linearExpert()],
  mlp: [mlpExpert(), mlpExpert({ hidden: 3 })],
  circuit: [
    circuitExpert(),
    circuitExpert({ layers: 1, axis: "Y", entanglement: "none", qubits: 3 }),
    circuitExpert({ layers: 2, embedding: "amplitude" }),
    circuitExpert({ layers: 1, uploads: 2, inputs: "offset" }),
    circuitExpert({ layers: 1, embedding: "amplitude", qubits: 2, entanglement: "all", circuit: "frozen" }),
  ],
  ownCircuit: [
    ownCircuitExpert({ circuit: routingCircuit({ qubits: 2, layers: 1, uploads: 2 }) }),
    ownCircuitExpert({ circuit: circuit(3, [op("RX", [0], [input(0)]), op("CRY", [0, 2], [param(0)])]) }),
  ],
};
const shapes = [
  { features: 1, outputs: 2 },
  { features: 2, outputs: 2 },
  { features: 6, outputs: 4 },
];
const builds = Object.values(variants)
  .flat()
  .flatMap((spec) => shapes.map((shape) => [JSON.stringify(spec), shape, spec] as const));

const built = (spec: ExpertSpec, shape: { features: number; outputs: number }) => {
  const kind: ExpertKind = experts[spec.kind];
  return kind.build(spec, shape);
};

describe.each(builds)("%s on %o", (_, shape, spec) => {
  const expert = built(spec, shape);

  test("joins features and outputs", () => {
    expect(expert.inputs).toBe(shape.features);
    expect(expert.outputs).toBe(shape.outputs);
  });
  layerContract(expert);
});

describe("a circuit expert without a readout", () => {
  layerContract(built(circuitExpert({ layers: 2, readout: "none" }), { features: 3, outputs: 3 }));
});

describe.each(Object.entries(variants))("a mixture of %s experts", (_, specs) => {
  const both = [specs[0]!, specs.at(-1)!];
  describe.each(["sum", "head"] as const)("with aggregation %s", (kind) => {
    const aggregation = { kind, ...resolve(aggregations[kind].fields, {}, kind) } as never;
    const spec = mixture({ router: linearRouter(), experts: both, aggregation });
    layerContract(buildMixture(spec, { features: 3, outputs: 3 }));
  });
});

describe("a mixture of amplitude circuits without readouts behind an amplitude router and a head", () => {
  const expert = circuitExpert({ qubits: 3, layers: 1, embedding: "amplitude", readout: "none" });
  const spec = mixture({
    router: quantumRouter({ layers: 1, embedding: "amplitude" }),
    experts: [expert, expert],
    aggregation: headAggregation({ width: 3 }),
  });
  layerContract(buildMixture(spec, { features: 5, outputs: 2 }));
});

test.each(Object.entries(experts))("%s is declared in full", (name, kind: ExpertKind) => {
  expect(kind.help.length).toBeGreaterThan(10);
  const { circuit: own, ...fields } = kind.fields;
  if (name !== "ownCircuit") expect(own === undefined || own.default !== undefined).toBe(true);
  for (const field of Object.values(fields)) expect(field.default).toBeDefined();
  const spec = variants[name as keyof typeof experts][0]!;
  const given = "circuit" in spec ? { circuit: spec.circuit } : {};
  expect(spec).toEqual({ kind: name, ...resolve(kind.fields, given, name) });
  expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
});

test.each([
  [linearExpert(), 16, 16 * 2 + 2],
  [mlpExpert({ hidden: 8 }), 16, 16 * 8 + 8 + 8 * 2 + 2],
  [circuitExpert(), 2, 3 * 3 * 2 + 6],
  [circuitExpert(), 16, 16 * 4 + 4 + 3 * 3 * 4 + 10],
  [circuitExpert({ embedding: "amplitude" }), 16, 3 * 3 * 4 + 10],
  [circuitExpert({ embedding: "amplitude", layers: 1 }), 17, 3 * 5 + 12],
  [circuitExpert({ embedding: "amplitude", layers: 1, qubits: 3 }), 16, 16 * 8 + 8 + 3 * 3 + 8],
  [circuitExpert({ embedding: "amplitude", layers: 1, qubits: 2, readout: "none" }), 3, 3 * 2],
] as const)("%o on %i features has %i parameters for 2 outputs", (spec, features, count) => {
  expect(parameterCount(built(spec, { features, outputs: 2 }))).toBe(count);
});

test("names of a circuit expert's parameters", () => {
  const names = (spec: ExpertSpec): string[] =>
    built(spec, { features: 6, outputs: 4 }).parameters.map(({ name }) => name);
  expect(names(circuitExpert())).toEqual([
    ...["inputMap.weight", "inputMap.bias"],
    ...["circuit.theta", "readout.weight", "readout.bias"],
  ]);
  expect(names(circuitExpert({ embedding: "amplitude", qubits: 4, readout: "none" }))).toEqual(["circuit.theta"]);
});

test("a circuit counts as more work than its parameters", () => {
  const shape = { features: 16, outputs: 2 };
  const spec = circuitExpert({ embedding: "amplitude" });
  expect(experts.circuit.work(spec, shape)).toBeGreaterThan(10 * parameterCount(built(spec, shape)));
});

test.each([
  [() => mlpExpert({ hidden: 0 }), "mlpExpert: hidden must be a whole number from 1 to 4096, got 0"],
  [
    () => circuitExpert({ embedding: "phase" as "angle" }),
    'embedding must be one of angle, amplitude, iqp, zz, got "phase"',
  ],
  [() => circuitExpert({ readout: "mlp" as "none" }), 'readout must be one of linear, none, got "mlp"'],
  [() => circuitExpert({ training: "frozen" } as object), 'circuitExpert: unknown option "training"'],
  [() => ownCircuitExpert({} as never), "ownCircuitExpert: circuit is missing; it must be a circuit made by `circuit`"],
  [
    () => ownCircuitExpert({ circuit: { numQubits: 0 } as never }),
    "ownCircuitExpert: circuit: circuit: expected a number of qubits",
  ],
  [
    () => built(ownCircuitExpert({ circuit: circuit(1, [op("H", [0])]) }), { features: 2, outputs: 2 }),
    "expert ownCircuit: circuit: expected at least one input, by which it sees a sample, got 0",
  ],
  [
    () => built(circuitExpert({ qubits: 4, readout: "none" }), { features: 2, outputs: 2 }),
    'circuit expert with readout "none": qubits: expected 2, one for each output, got 4. Take readout "linear", 2 qubits, or headAggregation({ width: 4 })',
  ],
])("a bad option is refused (%#)", (make, message) => {
  expect(make).toThrow(message);
});
