import { fail } from "../../core/errors.ts";
import { choice } from "../../core/fields.ts";
import type { Layer } from "../../core/layer.ts";
import { linear, sequential } from "../../nn/index.ts";
import { circuitLayer } from "../../quantum/index.ts";
import { deviceLayer } from "../device.ts";
import { behindInputMap } from "../input-map.ts";
import type { ExpertCircuit, ExpertShape } from "./expert.ts";

export const readoutField = choice(["linear", "none"], {
  help: "a linear layer on the expectation values, or these themselves, one output for each qubit",
  default: "linear",
});

/** An expert from a circuit: an input map where one is needed, the circuit's <Z>, and a linear layer unless there is no readout. */
export function circuitOutputs(
  { circuit, trained, device }: ExpertCircuit,
  readout: "linear" | "none",
  { features, outputs }: ExpertShape,
): Layer {
  const { numQubits, numInputs } = circuit;
  if (readout === "none" && numQubits !== outputs) {
    const hint = `Take readout "linear", ${outputs} qubits, or headAggregation({ width: ${numQubits} })`;
    fail('circuit expert with readout "none": qubits', `${outputs}, one for each output`, numQubits, hint);
  }
  return sequential(
    behindInputMap(features, numInputs, [
      ["circuit", deviceLayer(circuit, trained, device)],
      ...(readout === "linear" ? [["readout", linear(numQubits, outputs)] as const] : []),
    ]),
  );
}

/** An expert's state, (2 * 2^qubits) numbers for each row, behind an input map where one is needed. */
export function circuitState({ circuit, trained }: ExpertCircuit, features: number): Layer {
  return sequential(
    behindInputMap(features, circuit.numInputs, [["circuit", circuitLayer(circuit, { trained, measure: "state" })]]),
  );
}
