import type { Options } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { linear } from "../../nn/index.ts";
import { circuitFields, circuitFor, circuitWork } from "../circuit.ts";
import { deviceLayer, deviceOf } from "../device.ts";
import { behindInputMap } from "../input-map.ts";
import type { Router, RouterKind } from "./router.ts";
import { routerOf } from "./router.ts";

const fields = circuitFields;

/**
 * Scores from a circuit: embedding of the features (angles in radians, or amplitudes; `uploads` times, each followed by its layers), the layers of an ansatz, <Z> of each wire, then a
 * linear layer. Where the circuit has another number of inputs than there are features, these pass through a learned linear map first.
 * 3 layers uploads qubits + (qubits + 1) experts parameters without that map. Options: layers 3, embedding "angle" | "amplitude" | "iqp" | "zz", inputs (of angles) "fixed" | "offset" | "scale" (trained), ansatz "stronglyEntangling" | "basicEntangler" | "hardwareEfficient", uploads 1, axis (of angles)
 * "X" | "Y" | "Z", entanglement "none" | "linear" | "ring" | "all" ("ring"), circuit "trained" | "frozen", qubits 0 (angles: as many as
 * features, at most 4; amplitudes: the least that hold the features) or their number; noise null, shots 0, trajectories 0 and mitigation [] say what the circuit runs on (docs/noise.md); bandwidth 1 multiplies the inputs; dial 0, dialAt and dialBy take interference away (`interferenceDial`). Errors: an option out of bounds, an unknown option;
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
  build(options, { features, experts }): Router {
    const circuit = circuitFor(options, features);
    return routerOf(
      behindInputMap(features, circuit.numInputs, [
        ["circuit", deviceLayer(circuit, options.circuit === "trained", deviceOf(options))],
        ["readout", linear(circuit.numQubits, experts)],
      ]),
    );
  },
  work: (options, { features }) => circuitWork(options, features),
} satisfies RouterKind<typeof fields>;
