import type { GateName } from "../gates/index.ts";

/** What a gate takes on a machine: pulses on one wire and native gates of two wires, one after the other. */
export interface Native {
  readonly pulses: number;
  readonly twoWires: number;
}

const virtual: Native = { pulses: 0, twoWires: 0 };
const pulses = (count: number): Native => ({ pulses: count, twoWires: 0 });
const twoWires = (count: number): Native => ({ pulses: 0, twoWires: count });

/**
 * What gates take on a machine whose pulses are X and SX, whose turns about Z are a change of phase that takes no time, and that has one gate of two wires such as
 * CNOT (McKay et al., arXiv 1612.00858). Pulses on one wire that stand around a gate of two wires are not counted. A rotation takes as many whatever its
 * angle is. Toffoli: six CNOTs (Nielsen & Chuang 4.3).
 */
export const nativeGates: Readonly<Record<GateName, Native>> = {
  ...{ I: virtual, Z: virtual, S: virtual, Sdg: virtual, T: virtual, Tdg: virtual, RZ: virtual, PhaseShift: virtual },
  ...{ X: pulses(1), Y: pulses(1), SX: pulses(1), H: pulses(1) },
  ...{ RX: pulses(2), RY: pulses(2), Rot: pulses(2), U3: pulses(2) },
  ...{ CNOT: twoWires(1), CZ: twoWires(1), CY: twoWires(1), SWAP: twoWires(3) },
  ...{ CRX: twoWires(2), CRY: twoWires(2), CRZ: twoWires(2), CPhase: twoWires(2) },
  ...{ IsingXX: twoWires(2), IsingYY: twoWires(2), IsingZZ: twoWires(2), Toffoli: twoWires(6) },
};

/** The gates that take these, in the order of the table. */
export function gatesTaking(pulsesTaken: number, twoWiresTaken: number): GateName[] {
  const names = Object.keys(nativeGates) as GateName[];
  return names.filter((name) => {
    const native = nativeGates[name];
    return native.pulses === pulsesTaken && native.twoWires === twoWiresTaken;
  });
}
