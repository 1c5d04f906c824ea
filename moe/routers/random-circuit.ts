import type { Options, Values } from "../../core/fields.ts";
import { integer } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { linear, parallel } from "../../nn/index.ts";
import { circuitFields, circuitFor, circuitWork } from "../circuit.ts";
import { deviceLayer, deviceOf } from "../device.ts";
import { behindInputMap } from "../input-map.ts";
import type { RouterKind } from "./router.ts";
import { routerOf } from "./router.ts";

const { circuit: _, ...shared } = circuitFields;

const fields = {
  circuits: integer({
    help: "circuits side by side, each with random angles of its own",
    min: 1,
    max: 1024,
    default: 4,
  }),
  ...shared,
};

/**
 * Scores from a linear layer on random circuit features: <Z> of each wire of several circuits that see the same inputs, each with angles drawn at the start
 * and never trained. The control that says whether training a circuit adds anything to having one. (circuits qubits + 1) experts trained parameters, and an
 * input map where the circuit has another number of inputs than there are features. Options: circuits 4, and those of `quantumRouter` but `circuit`. Errors:
 * an option out of bounds. Quantum extreme learning: Mujal et al., arXiv 2102.11831.
 */
export function randomCircuitRouter(options: Options<typeof fields> = {}): Spec<"randomCircuit", typeof fields> {
  return specOf("randomCircuit", fields, options, "randomCircuitRouter");
}

export const randomCircuitKind = {
  help: "a linear layer on the expectation values of several random circuits, which are never trained",
  fields,
  functionClass:
    "as of quantum, but spanned by `circuits` random functions for each wire, with coefficients that are free",
  build(options, { features, experts }) {
    const circuit = circuitFor(trainedAs(options), features);
    const copies = Array.from(
      { length: options.circuits },
      (_, i) => [String(i), deviceLayer(circuit, false, deviceOf(options))] as const,
    );
    return routerOf(
      behindInputMap(features, circuit.numInputs, [
        ["circuits", parallel(copies)],
        ["readout", linear(options.circuits * circuit.numQubits, experts)],
      ]),
    );
  },
  work: (options, { features }) => options.circuits * circuitWork(trainedAs(options), features),
} satisfies RouterKind<typeof fields>;

function trainedAs(options: Values<typeof fields>): Values<typeof circuitFields> {
  return { ...options, circuit: "frozen" };
}
