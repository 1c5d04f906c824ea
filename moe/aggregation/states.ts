import { fail } from "../../core/errors.ts";
import type { Values } from "../../core/fields.ts";
import { integer } from "../../core/fields.ts";
import type { Layer } from "../../core/layer.ts";
import { linear } from "../../nn/index.ts";
import {
  circuit,
  circuitLayer,
  MAX_QUBITS,
  stronglyEntangling,
  stronglyEntanglingFields,
} from "../../quantum/index.ts";
import type { AggregationShape } from "./aggregation.ts";

/** Options of aggregations that join states. */
export const stateFields = {
  layers: integer({ help: "strongly entangling layers on the joint register", min: 1, max: 64, default: 1 }),
  entanglement: stronglyEntanglingFields.entanglement,
};

/** The parts that both aggregations of states have: the circuit on the joint register and the layer on its expectation values. */
export interface JointParts {
  /** From joint states (2 * 2^(routing + qubits) numbers) to <Z> of each wire; its array is "aggregation.theta". */
  readonly circuit: Layer;
  readonly head: Layer;
  /** Numbers of an expert's state, and of a joint state. */
  readonly stateSize: number;
  readonly jointSize: number;
}

/**
 * The joint register holds ceil(log2 experts) routing wires, then the experts' wires: expert e's state lies where the routing wires show e.
 */
export function jointParts(
  { layers, entanglement }: Values<typeof stateFields>,
  { outputs, experts, qubits }: AggregationShape,
): JointParts {
  let routing = 0;
  while (2 ** routing < experts) routing++;
  const wires = routing + qubits;
  if (wires > MAX_QUBITS) {
    fail("aggregation of states: qubits", `at most ${MAX_QUBITS}, routing wires among them`, wires, "Take fewer");
  }
  const joint = circuit(wires, stronglyEntangling({ qubits: wires, layers, entanglement }), {
    amplitudes: 2 ** wires,
    complex: true,
  });
  return {
    circuit: circuitLayer(joint),
    head: linear(wires, outputs),
    stateSize: 2 * 2 ** qubits,
    jointSize: 2 * 2 ** wires,
  };
}
