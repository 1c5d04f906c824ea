import type { Options, Values } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { circuitFields, circuitFor, circuitWork } from "../circuit.ts";
import { deviceOf } from "../device.ts";
import { circuitOutputs, readoutField } from "./circuit-layers.ts";
import type { ExpertCircuit, ExpertKind } from "./expert.ts";

const fields = { ...circuitFields, readout: readoutField };

/**
 * Outputs from a circuit: embedding of the features (angles in radians, or amplitudes; `uploads` times, each followed by its layers), the layers of an ansatz, <Z> of each wire, then a
 * linear layer (readout "linear") or nothing (readout "none"). Where the circuit has another number of inputs than there are features,
 * these pass through a learned linear map first. 3 layers uploads qubits + (qubits + 1) outputs parameters with a readout and without that map.
 * Options: layers 3, embedding "angle" | "amplitude" | "iqp" | "zz", inputs (of angles) "fixed" | "offset" | "scale" (trained), ansatz "stronglyEntangling" | "basicEntangler" | "hardwareEfficient", uploads 1, axis (of angles) "X" | "Y" | "Z", entanglement "none" | "linear" | "ring" | "all"
 * ("ring"), circuit "trained" | "frozen", readout "linear" | "none", qubits 0 (angles: as many as features, at most 4; amplitudes: the least that hold the features) or
 * their number; bandwidth, dial, dialAt, dialBy, noise, shots, trajectories and mitigation as `quantumRouter`. Errors: an option out of bounds; readout "none" with another number of qubits than of outputs; with amplitudes, a row that
 * is all 0.
 * The expert of QMoE, arXiv 2507.05190, and of arXiv 2512.22296, phase 1.
 */
export function circuitExpert(options: Options<typeof fields> = {}): Spec<"circuit", typeof fields> {
  return specOf("circuit", fields, options, "circuitExpert");
}

export const circuitKind = {
  help: "a quantum circuit, with or without a linear layer on its expectation values",
  fields,
  build: (options, shape) => circuitOutputs(circuitOf(options, shape.features), options.readout, shape),
  circuit: circuitOf,
  work: (options, { features }) => circuitWork(options, features),
} satisfies ExpertKind<typeof fields>;

function circuitOf(options: Values<typeof fields>, features: number): ExpertCircuit {
  return { circuit: circuitFor(options, features), trained: options.circuit === "trained", device: deviceOf(options) };
}
