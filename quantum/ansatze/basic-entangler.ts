import { choice, integer, type Options, resolve } from "../../core/fields.ts";
import { param } from "../angle.ts";
import { type GateOp, MAX_QUBITS, op } from "../circuit.ts";

export const basicEntanglerFields = {
  qubits: integer({ help: "wires", min: 1, max: MAX_QUBITS }),
  layers: integer({ help: "layers of rotations and CNOTs", min: 1, max: 64, default: 3 }),
  axis: choice(["X", "Y", "Z"], { help: "axis of the rotations", default: "X" }),
};

/**
 * Basic entangler layers: a rotation on every wire, then a closed ring of CNOTs (on two wires one CNOT). The angle of layer l on wire w is parameter
 * l n + w. PennyLane's BasicEntanglerLayers.
 */
export function basicEntangler(options: Options<typeof basicEntanglerFields>): GateOp[] {
  const { qubits: n, layers, axis } = resolve(basicEntanglerFields, options, "basicEntangler");
  const gate = ({ X: "RX", Y: "RY", Z: "RZ" } as const)[axis];
  const numPairs = n > 2 ? n : n - 1;
  return Array.from({ length: layers }, (_, l) => [
    ...Array.from({ length: n }, (_, w) => op(gate, [w], [param(l * n + w)])),
    ...Array.from({ length: numPairs }, (_, w) => op("CNOT", [w, (w + 1) % n])),
  ]).flat();
}
