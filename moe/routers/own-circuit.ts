import { fail } from "../../core/errors.ts";
import type { Options } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { linear } from "../../nn/index.ts";
import { deviceLayer, deviceOf } from "../device.ts";
import { behindInputMap } from "../input-map.ts";
import { ownCircuitFields as fields } from "../own-circuit.ts";
import type { RouterKind } from "./router.ts";
import { routerOf } from "./router.ts";

/**
 * Scores from a linear layer on <Z> of each wire of your own circuit, made by `circuit` or read from its JSON. Its inputs are the features where there are
 * as many, else a learned linear map of them. Options: circuit (must be given), training "trained" | "frozen"; noise, shots, trajectories and mitigation as `quantumRouter`. Errors: no circuit, or one that is
 * wrong; a circuit without inputs.
 */
export function ownCircuitRouter(options: Options<typeof fields>): Spec<"ownCircuit", typeof fields> {
  return specOf("ownCircuit", fields, options, "ownCircuitRouter");
}

export const ownCircuitKind = {
  help: "your own circuit with a linear layer on its expectation values",
  fields,
  functionClass: "what the given circuit's expectation values can be, combined linearly",
  build({ circuit, training, ...device }, { features, experts }) {
    const { numQubits, numInputs } = circuit;
    if (numInputs === 0) fail("router ownCircuit: circuit", "at least one input, by which it sees a sample", numInputs);
    return routerOf(
      behindInputMap(features, numInputs, [
        ["circuit", deviceLayer(circuit, training === "trained", deviceOf(device))],
        ["readout", linear(numQubits, experts)],
      ]),
    );
  },
  work: ({ circuit }) => circuit.ops.length * 2 ** circuit.numQubits,
} satisfies RouterKind<typeof fields>;
