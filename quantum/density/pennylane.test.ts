import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { oracleNoisyZ, oracleStrings } from "../../test/oracle/density.ts";
import { type Circuit, channel, circuit, type Op } from "../circuit.ts";
import { type EngineName, engines, openCircuit } from "../open.ts";
import { routingCircuit } from "../routing.ts";

/** A noisy circuit and what PennyLane says of it. expectations, cotangent: (batch, outputs); inputs, gradInputs: (batch, numInputs). */
interface Case {
  readonly name: string;
  readonly qubits: number;
  readonly numInputs: number;
  readonly amplitudes: number;
  readonly measure: "z" | readonly string[];
  readonly ops: readonly Op[];
  readonly params: readonly number[];
  readonly inputs: readonly (readonly number[])[];
  readonly cotangent: readonly (readonly number[])[];
  readonly expectations: readonly (readonly number[])[];
  readonly gradParams: readonly number[];
  readonly gradInputs: readonly (readonly number[])[];
}

/** Strongly entangling layers with depolarizing noise; inputs: (batch, qubits); weights: (layers, qubits, 3). */
interface Placed {
  readonly p: number;
  readonly placement: string;
  readonly inputs: readonly (readonly number[])[];
  readonly weights: readonly (readonly (readonly number[])[])[];
  readonly expectationZ: readonly (readonly number[])[];
}

const golden: { readonly circuits: readonly Case[] } = JSON.parse(readFileSync("test/golden/noise.json", "utf8"));
const placed: { readonly circuits: readonly Placed[] } = JSON.parse(
  readFileSync("test/golden/noise-two-placements.json", "utf8"),
);
const ENGINES = Object.keys(engines) as EngineName[];

/** Largest absolute difference. A NaN must not pass: Math.max keeps it, and no comparison with it holds. */
function apart(got: ArrayLike<number>, want: readonly number[]): number {
  expect(got.length).toBe(want.length);
  return want.reduce((most, value, i) => Math.max(most, Math.abs(got[i]! - value)), 0);
}

const sourceOf = ({ qubits, ops, numInputs, amplitudes }: Case): Circuit =>
  circuit(qubits, ops, { numInputs, amplitudes });

describe.each(golden.circuits.map((want) => [want.name, want] as const))("%s", (_, want) => {
  test.each(ENGINES)("PennyLane's expectations and derivatives: %s", (engine) => {
    const source = sourceOf(want);
    expect(source.numParams).toBe(want.params.length);
    const batch = want.inputs.length;
    const opened = openCircuit(source, batch, { engine, measure: want.measure });
    const expectations = new Float64Array(batch * opened.outputs);
    const gradParams = new Float64Array(source.numParams);
    const gradInputs = new Float64Array(batch * source.numInputs);
    opened.forward(Float64Array.from(want.params), Float64Array.from(want.inputs.flat()), batch, expectations);
    opened.backward(batch, Float64Array.from(want.cotangent.flat()), gradParams, 0, gradInputs);
    expect(apart(expectations, want.expectations.flat())).toBeLessThan(1e-12);
    expect(apart(gradParams, want.gradParams)).toBeLessThan(1e-12);
    expect(apart(gradInputs, want.gradInputs.flat())).toBeLessThan(1e-12);
  });

  test("the oracle agrees", () => {
    const { qubits, measure, params, inputs } = want;
    const strings = measure === "z" ? Array.from({ length: qubits }, (_, w) => `Z${w}`) : measure;
    for (const [s, sample] of inputs.entries()) {
      const got = oracleStrings(sourceOf(want), params, sample, strings);
      expect(apart(got, want.expectations[s]!)).toBeLessThan(1e-12);
    }
  });
});

/** The routing circuit with depolarizing noise where the golden values have it. */
function noisy({ p, placement, inputs, weights }: Placed): Circuit {
  const { numQubits, ops, marks } = routingCircuit({ qubits: inputs[0]!.length, layers: weights.length });
  const noise = (wires: readonly number[]): Op[] => wires.map((w) => channel("depolarizing", [w], [p]));
  if (placement.startsWith("after every gate")) {
    return circuit(
      numQubits,
      ops.flatMap((op) => [op, ...noise(op.wires)]),
    );
  }
  expect(placement).toBe("after embedding and after the last layer, every wire");
  const embedded = marks.find(({ part }) => part === "embedding")!.after;
  const everywhere = noise(inputs[0]!.map((_, w) => w));
  return circuit(numQubits, [...ops.slice(0, embedded), ...everywhere, ...ops.slice(embedded), ...everywhere]);
}

test.each(placed.circuits.map((want) => [want.p, want.placement, want] as const))(
  "a simulator in NumPy, depolarizing %d, %s",
  (_, __, want) => {
    const source = noisy(want);
    const params = Float64Array.from(want.weights.flat(2));
    const batch = want.inputs.length;
    for (const [s, sample] of want.inputs.entries()) {
      expect(apart(oracleNoisyZ(source, params, sample), want.expectationZ[s]!)).toBeLessThan(1e-13);
    }
    for (const engine of ENGINES) {
      const out = new Float64Array(source.numQubits * batch);
      openCircuit(source, batch, { engine }).forward(params, Float64Array.from(want.inputs.flat()), batch, out);
      expect(apart(out, want.expectationZ.flat())).toBeLessThan(1e-12);
    }
  },
);
