import { integer, type Options, resolve } from "../../core/fields.ts";
import { param } from "../angle.ts";
import { type GateOp, MAX_QUBITS, op } from "../circuit.ts";

export const hardwareEfficientFields = {
  qubits: integer({ help: "wires", min: 1, max: MAX_QUBITS }),
  layers: integer({
    help: "layers of CNOTs, with rotations before, between and after them",
    min: 1,
    max: 64,
    default: 3,
  }),
};

/**
 * Hardware-efficient layers: RY and RZ on every wire, then CNOTs between neighbours, and RY and RZ once more at the end: 2 n (layers + 1)
 * parameters. The angle of round l, axis k (0 RY, 1 RZ) and wire w is parameter (2 l + k) n + w. Qiskit's EfficientSU2 with linear entanglement; Kandala et
 * al., arXiv 1704.05018.
 */
export function hardwareEfficient(options: Options<typeof hardwareEfficientFields>): GateOp[] {
  const { qubits: n, layers } = resolve(hardwareEfficientFields, options, "hardwareEfficient");
  const wires = Array.from({ length: n }, (_, w) => w);
  return Array.from({ length: layers + 1 }, (_, l) => [
    ...wires.map((w) => op("RY", [w], [param(2 * l * n + w)])),
    ...wires.map((w) => op("RZ", [w], [param((2 * l + 1) * n + w)])),
    ...(l < layers ? wires.slice(1).map((w) => op("CNOT", [w - 1, w])) : []),
  ]).flat();
}
