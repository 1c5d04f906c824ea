import { fail } from "../core/errors.ts";
import type { Values } from "../core/fields.ts";
import { choice, integer } from "../core/fields.ts";
import type { Circuit } from "../quantum/index.ts";
import {
  dialFields,
  interferenceDial,
  MAX_QUBITS,
  routingCircuit,
  routingFields,
  withNoise,
} from "../quantum/index.ts";
import { deviceFields } from "./device.ts";
import { directInputs } from "./input-map.ts";

/** Options of the circuit in a router or an expert. */
export const circuitFields = {
  layers: routingFields.layers,
  embedding: routingFields.embedding,
  inputs: routingFields.inputs,
  bandwidth: routingFields.bandwidth,
  ansatz: routingFields.ansatz,
  uploads: routingFields.uploads,
  axis: routingFields.axis,
  entanglement: routingFields.entanglement,
  qubits: integer({
    help: "wires; 0: one for each feature, at most 4; for amplitudes the least that hold the features",
    min: 0,
    max: MAX_QUBITS,
    default: 0,
  }),
  circuit: choice(["trained", "frozen"], {
    help: "train the circuit's angles, or keep their random start (a control)",
    default: "trained",
  }),
  ...dialFields,
  ...deviceFields,
};

export type CircuitOptions = Values<typeof circuitFields>;

/**
 * The circuit for rows of `features` numbers, with the channels of its dial where that is not at 0. Where its number of inputs is another one,
 * `behindInputMap` joins the two. Errors: a dial between layers where there is one.
 */
export function circuitFor(options: CircuitOptions, features: number): Circuit {
  const { layers, embedding, inputs, bandwidth, ansatz, uploads, axis, entanglement, dial, dialAt, dialBy } = options;
  const qubits = qubitsFor(options, features);
  const seen = embedding === "amplitude" ? Math.min(features, 2 ** qubits) : qubits;
  const whole = routingCircuit({
    ...{ qubits, layers, embedding, inputs, bandwidth, ansatz, uploads, axis, entanglement, features: seen },
  });
  if (dial === 0) return whole;
  if (dialAt === "layers" && whole.marks.filter(({ part }) => part === "layer").length < 2) {
    fail("circuit: dialAt", '"both" or "embedding", as one layer has nothing between layers', dialAt);
  }
  return withNoise(whole, interferenceDial({ dial, dialAt, dialBy }));
}

/** Rough number of multiplications that the circuit and the map before it take for one sample. */
export function circuitWork(options: CircuitOptions, features: number): number {
  const qubits = qubitsFor(options, features);
  return features * qubits + 3 * options.layers * options.uploads * qubits * 2 ** qubits;
}

function qubitsFor({ qubits, embedding }: CircuitOptions, features: number): number {
  if (qubits > 0) return qubits;
  if (embedding !== "amplitude") return directInputs(features);
  let least = 1;
  while (2 ** least < features) least++;
  if (least > MAX_QUBITS) {
    fail(
      "circuit: features",
      `at most 2^${MAX_QUBITS} for amplitudes`,
      features,
      "Give a number of qubits: a learned linear map then goes before the circuit",
    );
  }
  return least;
}
