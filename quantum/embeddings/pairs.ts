import { integer, type Options, resolve } from "../../core/fields.ts";
import type { Angle } from "../angle.ts";
import { input, inputProduct } from "../angle.ts";
import { type GateOp, MAX_QUBITS, op } from "../circuit.ts";
import { bandwidthField } from "./angle.ts";

const fields = (repeats: number) => ({
  qubits: integer({ help: "wires; input i belongs to wire i", min: 1, max: MAX_QUBITS }),
  repeats: integer({ help: "how often the whole is done", min: 1, max: 64, default: repeats }),
  bandwidth: bandwidthField,
});

const wiresOf = (qubits: number): number[] => Array.from({ length: qubits }, (_, w) => w);
const pairsOf = (qubits: number): [number, number][] =>
  wiresOf(qubits).flatMap((a) => wiresOf(qubits - a - 1).map((k): [number, number] => [a, a + 1 + k]));

export const iqpFields = fields(1);

/**
 * IQP embedding: H on every wire, RZ(x_i) on wire i, then exp(-i x_i x_j ZZ / 2) on each pair; repeated. Inputs are radians. PennyLane's IQPEmbedding.
 * Options: qubits, repeats 1, bandwidth 1 (each x_i is multiplied by it). Havlicek et al., arXiv 1804.11326.
 */
export function iqpEmbedding(options: Options<typeof iqpFields>): GateOp[] {
  const { qubits, repeats, bandwidth } = resolve(iqpFields, options, "iqpEmbedding");
  const once = [
    ...wiresOf(qubits).map((w) => op("H", [w])),
    ...wiresOf(qubits).map((w) => op("RZ", [w], [input(w, bandwidth)])),
    ...pairsOf(qubits).map(([a, b]) => op("IsingZZ", [a, b], [inputProduct(a, b, bandwidth * bandwidth)])),
  ];
  return Array.from({ length: repeats }, () => once).flat();
}

export const zzFields = fields(2);

/**
 * ZZ feature map: H on every wire, the phase 2 x_i on wire i, then exp(-i (pi - x_i)(pi - x_j) ZZ) on each pair; repeated. Inputs are radians. Qiskit's
 * ZZFeatureMap with full entanglement, up to a global phase; its default is 2 repeats. The bandwidth, 1, multiplies each x_i. Havlicek et al., arXiv 1804.11326.
 */
export function zzEmbedding(options: Options<typeof zzFields>): GateOp[] {
  const { qubits, repeats, bandwidth } = resolve(zzFields, options, "zzEmbedding");
  // 2 (pi - x)(pi - y), multiplied out: rotations about one axis add up.
  const parts = (a: number, b: number): Angle[] => [
    2 * Math.PI * Math.PI,
    input(a, -2 * Math.PI * bandwidth),
    input(b, -2 * Math.PI * bandwidth),
    inputProduct(a, b, 2 * bandwidth * bandwidth),
  ];
  const once = [
    ...wiresOf(qubits).map((w) => op("H", [w])),
    ...wiresOf(qubits).map((w) => op("PhaseShift", [w], [input(w, 2 * bandwidth)])),
    ...pairsOf(qubits).flatMap(([a, b]) => parts(a, b).map((angle) => op("IsingZZ", [a, b], [angle]))),
  ];
  return Array.from({ length: repeats }, () => once).flat();
}
