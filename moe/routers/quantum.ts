import type { Options, Values } from "../../core/fields.ts";
import { choice, integer } from "../../core/fields.ts";
import type { Layer } from "../../core/layer.ts";
import { linear } from "../../nn/index.ts";
import { circuitLayer, MAX_QUBITS, routingCircuit, routingFields } from "../../quantum/index.ts";
import type { Spec } from "../spec.ts";
import { specOf } from "../spec.ts";
import type { RouterKind } from "./router.ts";
import { behindInputMap, directInputs } from "./router.ts";

const fields = {
  layers: routingFields.layers,
  axis: routingFields.axis,
  entanglement: routingFields.entanglement,
  circuit: choice(["trained", "frozen"], {
    help: "train the circuit's angles, or keep their random start (a control)",
    default: "trained",
  }),
  qubits: integer({ help: "wires; 0: one for each feature, at most 4", min: 0, max: MAX_QUBITS, default: 0 }),
};

/**
 * Logits from a circuit: angle embedding (radians), strongly entangling layers, <Z> of each wire, then a linear layer. Where the number of
 * qubits is not the number of features, the features pass through a learned linear map first. 3 layers qubits + (qubits + 1) experts
 * parameters without that map. Options: layers 3, axis "X" | "Y" | "Z", entanglement "none" | "linear" | "ring" | "all" ("ring"), circuit
 * "trained" | "frozen", qubits 0 (as many as features, at most 4) or their number. Errors: an option out of bounds, an unknown option.
 * Heddad, Bouanane, arXiv 2512.22296.
 */
export function quantumRouter(options: Options<typeof fields> = {}): Spec<"quantum", typeof fields> {
  return specOf("quantum", fields, options, "quantumRouter");
}

export const quantumKind = {
  help: "a quantum circuit with a linear layer on its expectation values",
  fields,
  functionClass: "trigonometric polynomials of degree 1 in each input, their coefficients tied by the circuit's angles",
  build(options, { features, experts }): Layer {
    const { layers, axis, entanglement, circuit } = options;
    const qubits = qubitsOf(options, features);
    const source = routingCircuit({ qubits, layers, axis, entanglement });
    return behindInputMap(features, qubits, [
      ["circuit", circuitLayer(source, { trained: circuit === "trained" })],
      ["readout", linear(qubits, experts)],
    ]);
  },
  work(options, { features }): number {
    const qubits = qubitsOf(options, features);
    let amplitudes = 1;
    for (let wire = 0; wire < qubits; wire++) amplitudes *= 2;
    return features * qubits + 3 * options.layers * qubits * amplitudes;
  },
} satisfies RouterKind<typeof fields>;

function qubitsOf({ qubits }: Values<typeof fields>, features: number): number {
  return qubits === 0 ? directInputs(features) : qubits;
}
