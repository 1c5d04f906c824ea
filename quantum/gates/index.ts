import type { Gate } from "./gate.ts";
import { CNOT, CPhase, CRX, CRY, CRZ, CY, CZ, IsingXX, IsingYY, IsingZZ, SWAP, Toffoli } from "./more-wires.ts";
import { H, I, PhaseShift, Rot, RX, RY, RZ, S, Sdg, SX, T, Tdg, U3, X, Y, Z } from "./one-wire.ts";

export type { Gate, Matrix, Move, PauliSum, ShiftRule } from "./gate.ts";
export { CONTROL } from "./gate.ts";

/** All gates by name. Adding one is one record and a place here; tests and documentation loop over the table. */
export const gates = {
  ...{ I, X, Y, Z, H, S, Sdg, T, Tdg, SX },
  ...{ RX, RY, RZ, PhaseShift, Rot, U3 },
  ...{ CNOT, CZ, CY, SWAP, CRX, CRY, CRZ, CPhase, IsingXX, IsingYY, IsingZZ, Toffoli },
} satisfies Record<string, Gate>;
export type GateName = keyof typeof gates;

/** How many angles a gate has. */
export function anglesOf(gate: Gate): number {
  return gate.generators.length;
}
