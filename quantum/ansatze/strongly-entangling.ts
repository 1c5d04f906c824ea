import { choice, integer, type Options, resolve } from "../../core/fields.ts";
import { param } from "../angle.ts";
import { type GateOp, op } from "../circuit.ts";

export const ENTANGLEMENTS = ["none", "linear", "ring", "all"] as const;

export const stronglyEntanglingFields = {
  qubits: integer({ help: "wires", min: 1, max: 24 }),
  layers: integer({ help: "layers of rotations and CNOTs", min: 1, max: 64, default: 3 }),
  entanglement: choice(ENTANGLEMENTS, {
    help: "CNOTs of a layer: none; linear (i to i+1); ring (i to i+r, r grows with the layer); all pairs",
    default: "ring",
  }),
};

/**
 * Strongly entangling layers: Rot(phi, theta, omega) on every wire, then CNOTs. Angle (layer l, wire w, k) is parameter (l n + w) 3 + k.
 * `ring` is PennyLane's StronglyEntanglingLayers: CNOT(i, (i + r) mod n) for i = 0..n-1 with r = l mod (n - 1) + 1.
 * Schuld, Bocharov, Svore, Wiebe, arXiv 1804.00633.
 */
export function stronglyEntangling(options: Options<typeof stronglyEntanglingFields>): GateOp[] {
  const { qubits: n, layers, entanglement } = resolve(stronglyEntanglingFields, options, "stronglyEntangling");
  const ops: GateOp[] = [];
  for (let l = 0; l < layers; l++) {
    for (let w = 0; w < n; w++) {
      const first = (l * n + w) * 3;
      ops.push(op("Rot", [w], [param(first), param(first + 1), param(first + 2)]));
    }
    for (const pair of entanglers(entanglement, n, l)) ops.push(op("CNOT", pair));
  }
  return ops;
}

function entanglers(entanglement: (typeof ENTANGLEMENTS)[number], n: number, layer: number): [number, number][] {
  const wires = Array.from({ length: n }, (_, w) => w);
  if (n === 1) return [];
  switch (entanglement) {
    case "none":
      return [];
    case "linear":
      return wires.slice(1).map((w) => [w - 1, w]);
    case "ring": {
      const reach = (layer % (n - 1)) + 1;
      return wires.map((w) => [w, (w + reach) % n]);
    }
    case "all":
      return wires.flatMap((control) => wires.slice(control + 1).map((target): [number, number] => [control, target]));
    default:
      return entanglement satisfies never;
  }
}
