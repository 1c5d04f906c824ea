import { fail } from "../../core/errors.ts";
import type { Options } from "../../core/fields.ts";
import { choice } from "../../core/fields.ts";
import type { Layer } from "../../core/layer.ts";
import { linear } from "../../nn/index.ts";
import { circuitLayer } from "../../quantum/index.ts";
import { circuitFields, circuitFor, circuitWork } from "../circuit.ts";
import { behindInputMap } from "../input-map.ts";
import type { Spec } from "../spec.ts";
import { specOf } from "../spec.ts";
import type { ExpertKind } from "./expert.ts";

const fields = {
  ...circuitFields,
  readout: choice(["linear", "none"], {
    help: "a linear layer on the expectation values, or these themselves, one output for each qubit",
    default: "linear",
  }),
};

/**
 * Outputs from a circuit: embedding of the features (angles in radians, or amplitudes; `uploads` times, each followed by its layers), strongly entangling layers, <Z> of each wire, then a
 * linear layer (readout "linear") or nothing (readout "none"). Where the circuit has another number of inputs than there are features,
 * these pass through a learned linear map first. 3 layers uploads qubits + (qubits + 1) outputs parameters with a readout and without that map.
 * Options: layers 3, embedding "angle" | "amplitude" | "iqp" | "zz", uploads 1, axis (of angles) "X" | "Y" | "Z", entanglement "none" | "linear" | "ring" | "all"
 * ("ring"), readout "linear" | "none", qubits 0 (angles: as many as features, at most 4; amplitudes: the least that hold the features) or
 * their number. Errors: an option out of bounds; readout "none" with another number of qubits than of outputs; with amplitudes, a row that
 * is all 0.
 * The expert of QMoE, arXiv 2507.05190, and of arXiv 2512.22296, phase 1.
 */
export function circuitExpert(options: Options<typeof fields> = {}): Spec<"circuit", typeof fields> {
  return specOf("circuit", fields, options, "circuitExpert");
}

export const circuitKind = {
  help: "a quantum circuit, with or without a linear layer on its expectation values",
  fields,
  build(options, { features, outputs }): Layer {
    const circuit = circuitFor(options, features);
    const { numQubits, numInputs } = circuit;
    if (options.readout === "none" && numQubits !== outputs) {
      const hint = `Take readout "linear", ${outputs} qubits, or headAggregation({ width: ${numQubits} })`;
      fail('circuit expert with readout "none": qubits', `${outputs}, one for each output`, numQubits, hint);
    }
    return behindInputMap(features, numInputs, [
      ["circuit", circuitLayer(circuit)],
      ...(options.readout === "linear" ? [["readout", linear(numQubits, outputs)] as const] : []),
    ]);
  },
  work: (options, { features }) => circuitWork(options, features),
} satisfies ExpertKind<typeof fields>;
