import type { Axis, Base } from "./axis.ts";
import { circuit } from "./circuit.ts";
import { classical } from "./classical.ts";
import { dial, place } from "./dial.ts";
import { ansatz, axis, bandwidth, embedding, entanglement, inputs, layers, qubits, uploads } from "./switches.ts";

/** All axes, in the order in which a report shows them. */
export const axes = {
  classical,
  dial,
  place,
  entanglement,
  circuit,
  axis,
  inputs,
  bandwidth,
  layers,
  uploads,
  qubits,
  embedding,
  ansatz,
} satisfies Readonly<Record<string, Axis>>;

export type AxisName = keyof typeof axes;
export const AXES = Object.keys(axes) as readonly AxisName[];

/** Why this router has no such switch; null: it has one. */
export function obstacleTo(name: AxisName, base: Base): string | null {
  const axis: Axis = axes[name];
  return axis.obstacle(base);
}

/** The axes of all switches that this router has. */
export function allAxes(base: Base): AxisName[] {
  return AXES.filter((name) => obstacleTo(name, base) === null);
}
