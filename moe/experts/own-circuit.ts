import { fail } from "../../core/errors.ts";
import type { Options, Values } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { deviceOf } from "../device.ts";
import { ownCircuitFields } from "../own-circuit.ts";
import { circuitOutputs, readoutField } from "./circuit-layers.ts";
import type { ExpertCircuit, ExpertKind } from "./expert.ts";

const fields = { ...ownCircuitFields, readout: readoutField };

/**
 * Outputs from your own circuit, made by `circuit` or read from its JSON: <Z> of each wire, then a linear layer (readout "linear") or nothing ("none").
 * Its inputs are the features where there are as many, else a learned linear map of them. Options: circuit (must be given), training "trained" |
 * "frozen", readout "linear" | "none"; noise, shots, trajectories and mitigation as `quantumRouter`. Errors: no circuit, or one that is wrong; a circuit without inputs; readout "none" with another number of
 * qubits than of outputs.
 */
export function ownCircuitExpert(options: Options<typeof fields>): Spec<"ownCircuit", typeof fields> {
  return specOf("ownCircuit", fields, options, "ownCircuitExpert");
}

export const ownCircuitKind = {
  help: "your own circuit, with or without a linear layer on its expectation values",
  fields,
  build: (options, shape) => circuitOutputs(circuitOf(options), options.readout, shape),
  circuit: circuitOf,
  work: ({ circuit }) => circuit.ops.length * 2 ** circuit.numQubits,
} satisfies ExpertKind<typeof fields>;

function circuitOf({ circuit, training, ...device }: Values<typeof fields>): ExpertCircuit {
  const { numInputs } = circuit;
  if (numInputs === 0) fail("expert ownCircuit: circuit", "at least one input, by which it sees a sample", numInputs);
  return { circuit, trained: training === "trained", device: deviceOf(device) };
}
