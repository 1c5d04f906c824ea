import { describe, expect, test } from "vitest";
import { fold, keyOf } from "../../core/key.ts";
import { ansatze } from "../../quantum/ansatze/index.ts";
import { type Circuit, circuit, type Op } from "../../quantum/circuit.ts";
import { embeddings } from "../../quantum/embeddings/index.ts";
import { openCircuit } from "../../quantum/open.ts";
import { oracleState, oracleZ } from "../oracle/kronecker.ts";
import { uniforms } from "../oracle/random-circuit.ts";

interface Part {
  readonly help: string;
  readonly fields: Readonly<Record<string, { readonly choices?: readonly string[] }>>;
  ops(options: { qubits: number }): Op[];
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

const parts = { ...embeddings, ...ansatze } as unknown as Record<string, Part>;
const cases = Object.entries(parts).flatMap(([name, part]) =>
  variants(part).flatMap((options) => [1, 2, 3, 4].map((qubits) => [name, { qubits, ...options }, part] as const)),
);

describe.each(cases)("%s %j", (name, options, part) => {
  test("gives the same ops again, on its own wires, and keeps the state's norm", () => {
    const ops = part.ops(options);
    expect(part.ops(options)).toEqual(ops);
    check(circuit(options.qubits, ops), `${name} ${JSON.stringify(options)}`);
  });
});

test.each(Object.entries(embeddings))("embedding %s takes inputs and no parameters", (_, { ops }) => {
  expect(circuit(3, ops({ qubits: 3 }))).toMatchObject({ numInputs: 3, numParams: 0 });
});

test.each(Object.entries(ansatze))(
  "ansatz %s takes parameters, counted from 0 without a gap, and no inputs",
  (_, { ops }) => {
    const source = circuit(3, ops({ qubits: 3 }));
    expect(source.numInputs).toBe(0);
    const used = new Set(
      source.ops.flatMap(({ angles }) => angles.map((angle) => (typeof angle === "number" ? -1 : angle.index))),
    );
    used.delete(-1);
    expect([...used].sort((a, b) => a - b)).toEqual(Array.from({ length: source.numParams }, (_, i) => i));
  },
);

test("unknown options and values are refused by name", () => {
  expect(() => embeddings.angle.ops({ qubits: 2, axis: "W" as "X" })).toThrow('axis must be one of X, Y, Z, got "W"');
  expect(() => ansatze.stronglyEntangling.ops({ qubits: 0 })).toThrow(
    "qubits must be a whole number from 1 to 24, got 0",
  );
  expect(() => ansatze.stronglyEntangling.ops({ qubits: 2, entanglement: "star" as "ring" })).toThrow(
    "none, linear, ring, all",
  );
});
