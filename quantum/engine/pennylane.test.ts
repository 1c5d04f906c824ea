import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ansatze } from "../ansatze/index.ts";
import { type Circuit, circuit, type Op } from "../circuit.ts";
import { embeddings } from "../embeddings/index.ts";
import { anglesOf, type GateName, gates, type Matrix } from "../gates/index.ts";
import { metricTensor } from "../metric/metric.ts";
import type { Measure } from "../observables/measure.ts";
import { type EngineName, engines, openCircuit } from "../open.ts";
import { routingCircuit } from "../routing.ts";

/** A circuit and what PennyLane says of it. expectations, cotangent: (batch, qubits); inputs, gradInputs: (batch, numInputs). */
interface Case {
  readonly qubits: number;
  readonly numInputs: number;
  readonly amplitudes?: number;
  readonly ops: readonly Op[];
  readonly params: readonly number[];
  readonly inputs: readonly (readonly number[])[];
  readonly cotangent: readonly (readonly number[])[];
  readonly expectations: readonly (readonly number[])[];
  readonly gradParams: readonly number[];
  readonly gradInputs: readonly (readonly number[])[];
}

interface Golden {
  readonly matrices: readonly {
    readonly gate: GateName;
    readonly angles: readonly number[];
    readonly matrix: Matrix;
  }[];
  readonly templates: readonly (Case & { readonly layers: number; readonly axis: "X" | "Y" | "Z" })[];
  readonly circuits: readonly (Case & { readonly name: string })[];
  readonly parts: readonly (Omit<Case, "ops"> & {
    readonly name: string;
    readonly embedding: "iqp" | "zz";
    readonly ansatz: "basicEntangler" | "hardwareEfficient";
    readonly repeats: number;
    readonly layers: number;
  })[];
  readonly measured: readonly (Omit<Case, "expectations"> & {
    readonly name: string;
    readonly complex: boolean;
    readonly measure: Measure;
    readonly outputs: readonly (readonly number[])[];
  })[];
  readonly metrics: readonly (Pick<Case, "qubits" | "numInputs" | "ops" | "params" | "inputs"> & {
    readonly name: string;
    readonly metric: readonly (readonly number[])[];
  })[];
}

const golden: Golden = JSON.parse(readFileSync("test/golden/pennylane.json", "utf8"));

/** Largest absolute difference. */
function apart(got: ArrayLike<number>, want: readonly number[]): number {
  expect(got.length).toBe(want.length);
  // A NaN must not pass: Math.max keeps it, and no comparison with it holds.
  return want.reduce((most, value, i) => Math.max(most, Math.abs(got[i]! - value)), 0);
}

function agrees(source: Circuit, want: Case): void {
  for (const engine of Object.keys(engines) as EngineName[]) agreesOn(engine, source, want);
}

function agreesOn(engine: EngineName, source: Circuit, want: Case, measure: Measure = "z"): void {
  const batch = want.inputs.length;
  expect(source.numParams).toBe(want.params.length);
  const opened = openCircuit(source, batch, { engine, measure });
  const expectations = new Float64Array(batch * opened.outputs);
  const gradParams = new Float64Array(source.numParams);
  const gradInputs = new Float64Array(batch * source.numInputs);
  opened.forward(Float64Array.from(want.params), Float64Array.from(want.inputs.flat()), batch, expectations);
  opened.backward(batch, Float64Array.from(want.cotangent.flat()), gradParams, 0, gradInputs);
  expect(apart(expectations, want.expectations.flat())).toBeLessThan(1e-12);
  expect(apart(gradParams, want.gradParams)).toBeLessThan(1e-12);
  expect(apart(gradInputs, want.gradInputs.flat())).toBeLessThan(1e-12);
}

test.each(Object.keys(gates) as GateName[])("the matrix of %s is PennyLane's", (name) => {
  const cases = golden.matrices.filter(({ gate }) => gate === name);
  expect(cases.length, `golden matrices of ${name}, from tools/golden/pennylane.py`).toBeGreaterThan(0);
  for (const { angles, matrix } of cases) {
    expect(angles.length).toBe(anglesOf(gates[name]));
    expect(apart(gates[name].matrix(angles).flat(), matrix.flat())).toBeLessThan(1e-15);
  }
});

describe("AngleEmbedding and StronglyEntanglingLayers", () => {
  test.each(golden.templates)("$qubits qubits, $layers layers, rotation $axis", (want) => {
    const { qubits, numInputs, ops, layers, axis } = want;
    agrees(circuit(qubits, ops, { numInputs }), want);
    agrees(routingCircuit({ qubits, layers, axis }), want);
  });
});

describe("circuits op by op", () => {
  test.each(golden.circuits)("$name", (want) => {
    agrees(circuit(want.qubits, want.ops, { numInputs: want.numInputs, amplitudes: want.amplitudes ?? 0 }), want);
  });
});

test.each(golden.parts.map((want) => [want.name, want] as const))(
  "%s are PennyLane's and Qiskit's definitions",
  (_, want) => {
    const { qubits, repeats, layers } = want;
    const ops = [
      ...embeddings[want.embedding].embed({ qubits, repeats }).ops,
      ...ansatze[want.ansatz].ops({ qubits, layers }),
    ];
    agrees(circuit(qubits, ops), { ...want, ops });
  },
);

test.each(golden.measured.map((want) => [want.name, want] as const))("measured: %s", (_, want) => {
  const { qubits, ops, numInputs, amplitudes = 0, complex, measure } = want;
  const source = circuit(qubits, ops, { numInputs, amplitudes, complex });
  for (const engine of Object.keys(engines) as EngineName[]) {
    agreesOn(engine, source, { ...want, expectations: want.outputs }, measure);
  }
});

test.each(golden.metrics.map((want) => [want.name, want] as const))("block-diagonal metric: %s", (_, want) => {
  const { qubits, ops, numInputs } = want;
  const batch = want.inputs.length;
  const blocks = metricTensor(
    circuit(qubits, ops, { numInputs }),
    Float64Array.from(want.params),
    Float64Array.from(want.inputs.flat()),
    batch,
  );
  const full = want.metric.map((row) => row.map(() => 0));
  for (const { params, metric } of blocks) {
    params.forEach((p, i) => {
      params.forEach((q, j) => {
        full[p]![q] = metric[i * params.length + j]!;
      });
    });
  }
  expect(apart(full.flat(), want.metric.flat())).toBeLessThan(1e-12);
});
