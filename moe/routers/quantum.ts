import type { Options } from "../../core/fields.ts";
import { choice } from "../../core/fields.ts";
import type { Layer } from "../../core/layer.ts";
import { linear } from "../../nn/index.ts";
import { circuitLayer } from "../../quantum/index.ts";
import { circuitFields, circuitFor, circuitWork } from "../circuit.ts";
import { behindInputMap } from "../input-map.ts";
import type { Spec } from "../spec.ts";
import { specOf } from "../spec.ts";
import type { RouterKind } from "./router.ts";

const fields = {
  ...circuitFields,
  circuit: choice(["trained", "frozen"], {
    help: "train the circuit's angles, or keep their random start (a control)",
    default: "trained",
  }),
};

/**
 * Logits from a circuit: embedding of the features (angles in radians, or amplitudes; `uploads` times, each followed by its layers), strongly entangling layers, <Z> of each wire, then a
 * linear layer. Where the circuit has another number of inputs than there are features, these pass through a learned linear map first.
 * 3 layers uploads qubits + (qubits + 1) experts parameters without that map. Options: layers 3, embedding "angle" | "amplitude" | "iqp" | "zz", uploads 1, axis (of angles)
 * "X" | "Y" | "Z", entanglement "none" | "linear" | "ring" | "all" ("ring"), circuit "trained" | "frozen", qubits 0 (angles: as many as
 * features, at most 4; amplitudes: the least that hold the features) or their number. Errors: an option out of bounds, an unknown option;
 * with amplitudes, a row that is all 0. Heddad, Bouanane, arXiv 2512.22296.
 */
export function quantumRouter(options: Options<typeof fields> = {}): Spec<"quantum", typeof fields> {
  return specOf("quantum", fields, options, "quantumRouter");
}

export const quantumKind = {
  help: "a quantum circuit with a linear layer on its expectation values",
  fields,
  functionClass:
    "of angles: trigonometric polynomials of degree `uploads` in each input; of iqp and zz: of products of two inputs, too; of amplitudes: quadratic forms of the normalised row; their coefficients tied by the circuit's angles",
  build(options, { features, experts }): Layer {
    const circuit = circuitFor(options, features);
    return behindInputMap(features, circuit.numInputs, [
      ["circuit", circuitLayer(circuit, { trained: options.circuit === "trained" })],
      ["readout", linear(circuit.numQubits, experts)],
    ]);
  },
  work: (options, { features }) => circuitWork(options, features),
} satisfies RouterKind<typeof fields>;
