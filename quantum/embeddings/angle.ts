import { choice, integer, type Options, resolve } from "../../core/fields.ts";
import { input } from "../angle.ts";
import { type Op, op } from "../circuit.ts";

export const angleFields = {
  qubits: integer({ help: "wires; input i turns wire i", min: 1, max: 24 }),
  axis: choice(["X", "Y", "Z"], {
    help: "axis of the rotation; Z on |0> ignores the input (a null control)",
    default: "X",
  }),
};

/** Angle embedding: R_axis(x_i) on wire i. Inputs are radians. PennyLane's AngleEmbedding; its default axis is X. */
export function angleEmbedding(options: Options<typeof angleFields>): Op[] {
  const { qubits, axis } = resolve(angleFields, options, "angleEmbedding");
  const gate = ({ X: "RX", Y: "RY", Z: "RZ" } as const)[axis];
  return Array.from({ length: qubits }, (_, wire) => op(gate, [wire], [input(wire)]));
}
