import { choice, integer, number, type Options, resolve } from "../../core/fields.ts";
import { input, param, scaledInput } from "../angle.ts";
import { type GateOp, op } from "../circuit.ts";
import type { Embedded } from "./embedding.ts";

export const bandwidthField = number({
  help: "every input is multiplied by it first",
  min: 0,
  max: 1000,
  above: true,
  default: 1,
});

export const angleFields = {
  qubits: integer({ help: "wires; input i turns wire i", min: 1, max: 24 }),
  axis: choice(["X", "Y", "Z"], {
    help: "axis of the rotation; Z on |0> ignores the input (a null control)",
    default: "X",
  }),
  inputs: choice(["fixed", "offset", "scale"], {
    help: "the angle of an input x: x itself; x + b; or a x, with b from 0 and a from the bandwidth on trained, one for each wire",
    default: "fixed",
  }),
  bandwidth: bandwidthField,
};

/**
 * Angle embedding: R_axis(x_i) on wire i. Inputs are radians. PennyLane's AngleEmbedding; its default axis is X. With inputs "offset" R_axis(x_i) R_axis(p_i),
 * as QMoE+ has it (OpenReview l1JaPqZ6K5), with "scale" R_axis(p_i x_i), a trainable frequency (Jaderberg et al., arXiv 2309.03279); p_i is parameter i. The
 * bandwidth multiplies each x_i (Shaydulin, Wild, arXiv 2111.05451); p_i of "scale" starts from it instead.
 */
export function angleEmbedding(options: Options<typeof angleFields>): GateOp[] {
  const { qubits, axis, inputs, bandwidth } = resolve(angleFields, options, "angleEmbedding");
  const gate = ({ X: "RX", Y: "RY", Z: "RZ" } as const)[axis];
  return Array.from({ length: qubits }, (_, wire): GateOp[] => {
    switch (inputs) {
      case "fixed":
        return [op(gate, [wire], [input(wire, bandwidth)])];
      case "offset":
        return [op(gate, [wire], [input(wire, bandwidth)]), op(gate, [wire], [param(wire)])];
      case "scale":
        return [op(gate, [wire], [scaledInput(wire, wire)])];
      default:
        return inputs satisfies never;
    }
  }).flat();
}

/** The same with what its parameters start from: offsets from 0, frequencies from the bandwidth. */
export function angleEmbedded(options: Options<typeof angleFields>): Embedded {
  const { qubits, inputs, bandwidth } = resolve(angleFields, options, "angleEmbedding");
  const ops = angleEmbedding(options);
  if (inputs === "fixed") return { ops, amplitudes: 0 };
  return {
    ops,
    amplitudes: 0,
    parameters: [{ name: inputs, size: qubits, start: inputs === "scale" ? bandwidth : 0 }],
  };
}
