import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { ansatze } from "../../quantum/ansatze/index.ts";
import { valuesOf } from "../../quantum/circuit.ts";
import {
  amplitudeEmbedding,
  angleEmbedding,
  type Circuit,
  circuit,
  EMBEDDINGS,
  type Embedded,
  type EmbeddingName,
  embeddings,
  openCircuit,
  routingCircuit,
  stronglyEntangling,
} from "../../quantum/index.ts";
import { oracleState, oracleZ } from "../oracle/kronecker.ts";
import { uniforms } from "../oracle/random-circuit.ts";

interface Part {
  readonly fields: Readonly<Record<string, { readonly choices?: readonly string[] }>>;
  parts(options: { qubits: number }): Embedded;
}
const key = keyOf(31);

/** The part with its defaults and with each choice of each field. */
function variants(part: Part): Record<string, unknown>[] {
  const choices = Object.entries(part.fields).flatMap(([name, { choices = [] }]) =>
    choices.map((value) => ({ [name]: value })),
  );
  return [{}, ...choices];
}

function check(source: Circuit, label: string): void {
  const params = uniforms(fold(key, label), source.numParams, -3, 3);
  const inputs = uniforms(fold(key, label, "x"), source.numInputs, -3, 3);
  const norm = oracleState(source, params, inputs).reduce((sum, [re, im]) => sum + re * re + im * im, 0);
  expect(norm).toBeCloseTo(1, 13);
  const z = new Float64Array(source.numQubits);
  openCircuit(source, 1).forward(params, inputs, 1, z);
  for (const [w, want] of oracleZ(source, params, inputs).entries()) expect(z[w]).toBeCloseTo(want, 13);
}

type Kinds = [name: string, part: Part][];
const embeddingParts = Object.entries(embeddings).map(([name, { fields, embed }]) => [name, { fields, parts: embed }]);
const ansatzParts = Object.entries(ansatze).map(([name, { fields, ops }]) => [
  name,
  { fields, parts: (options: { qubits: number }) => ({ ops: ops(options), amplitudes: 0 }) },
]);
const cases = [
  ...([...embeddingParts, ...ansatzParts] as Kinds).flatMap(([name, part]) =>
    variants(part).flatMap((options) => [1, 2, 3, 4].map((qubits) => [name, { qubits, ...options }, part] as const)),
  ),
  ...([1, 3, 6, 8] as const).map((features) => {
    const { fields, embed } = embeddings.amplitude;
    return ["amplitude", { qubits: 3, features }, { fields, parts: embed }] as const;
  }),
];

describe.each(cases)("%s %j", (name, options, part) => {
  test("gives the same parts again, on its own wires, and keeps the state's norm", () => {
    const parts = part.parts(options);
    const { ops, amplitudes, parameters } = parts;
    expect(part.parts(options)).toEqual(parts);
    // Groups, where there are any, are of all parameters that the ops name, counted from 0.
    check(
      circuit(options.qubits, ops, { amplitudes, ...(parameters ? { parameters } : {}) }),
      `${name} ${JSON.stringify(options)}`,
    );
  });
});

test.each([
  ["angle", 3],
  ["amplitude", 8],
  ["iqp", 3],
  ["zz", 3],
] as const satisfies [EmbeddingName, number][])("embedding %s takes %i inputs on 3 wires", (name, numInputs) => {
  const { ops, amplitudes } = embeddings[name].embed({ qubits: 3 });
  expect(circuit(3, ops, { amplitudes }).numInputs).toBe(numInputs);
});

test.each(EMBEDDINGS)("embedding %s takes no parameters and says what it does", (name) => {
  const { help, embed } = embeddings[name];
  const { ops, amplitudes } = embed({ qubits: 3 });
  expect(circuit(3, ops, { amplitudes }).numParams).toBe(0);
  expect(help.length).toBeGreaterThan(10);
});

test("routing circuits put the embedding before the layers", () => {
  const layers = stronglyEntangling({ qubits: 3, layers: 2 });
  expect(routingCircuit({ qubits: 3, layers: 2, axis: "Y" })).toEqual(
    circuit(3, [...angleEmbedding({ qubits: 3, axis: "Y" }), ...layers], {
      marks: [
        { part: "embedding", after: 3 },
        { part: "layer", after: 9 },
        { part: "layer", after: 15 },
      ],
    }),
  );
  for (const features of [0, 5]) {
    expect(routingCircuit({ qubits: 3, layers: 2, embedding: "amplitude", features })).toEqual(
      circuit(3, layers, {
        amplitudes: features || 8,
        marks: [
          { part: "embedding", after: 0 },
          { part: "layer", after: 6 },
          { part: "layer", after: 12 },
        ],
      }),
    );
  }
  expect(() => routingCircuit({ qubits: 3, features: 2 })).toThrow(
    "routingCircuit: features: expected 3, one for each qubit, got 2",
  );
});

test.each(Object.entries(ansatze))(
  "ansatz %s takes parameters, counted from 0 without a gap, and no inputs",
  (_, { ops }) => {
    const source = circuit(3, ops({ qubits: 3 }));
    expect(source.numInputs).toBe(0);
    const used = new Set(
      source.ops.flatMap((given) => valuesOf(given).map((angle) => (typeof angle === "number" ? -1 : angle.index))),
    );
    used.delete(-1);
    expect([...used].sort((a, b) => a - b)).toEqual(Array.from({ length: source.numParams }, (_, i) => i));
  },
);

test("unknown options and values are refused by name", () => {
  expect(() => embeddings.angle.embed({ qubits: 2, axis: "W" as "X" })).toThrow('axis must be one of X, Y, Z, got "W"');
  expect(() => amplitudeEmbedding({ qubits: 2, features: 5 })).toThrow(
    "amplitudeEmbedding: features: expected at most 4, as 2 qubits hold, got 5. Take more qubits",
  );
  expect(() => ansatze.stronglyEntangling.ops({ qubits: 0 })).toThrow(
    "qubits must be a whole number from 1 to 24, got 0",
  );
  expect(() => ansatze.stronglyEntangling.ops({ qubits: 2, entanglement: "star" as "ring" })).toThrow(
    "none, linear, ring, all",
  );
});

test("uploads alternate embedding and layers, each with parameters of their own", () => {
  const once = routingCircuit({ qubits: 2, layers: 2 });
  const thrice = routingCircuit({ qubits: 2, layers: 2, uploads: 3 });
  expect(thrice).toMatchObject({ numParams: 36, numInputs: 2 });
  expect(thrice.ops).toHaveLength(3 * once.ops.length);
  expect(thrice.ops.slice(0, once.ops.length)).toEqual(once.ops);
  check(thrice, "thrice");
  expect(() => routingCircuit({ qubits: 2, embedding: "amplitude", uploads: 2 })).toThrow("1 with amplitudes");
});
