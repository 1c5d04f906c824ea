import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import type { Channel } from "./channel.ts";
import { diagonalTransfer, errorKraus } from "./pauli-form.ts";

const fields = {
  s: number({ help: "coherences shrink by 1 - s", min: 0, max: 1 }),
};

/**
 * Dephasing of one wire: X and Y shrink by 1 - s, Z stays. Option: s, 0 to 1 (1 leaves no coherence). The same channel as phaseFlip with p = s/2 (PennyLane's
 * PhaseFlip) and as phaseDamping with gamma = 2s - s^2. Errors: s missing or out of bounds.
 */
export function dephasing(options: Options<typeof fields>): Spec<"dephasing", typeof fields> {
  return specOf("dephasing", fields, options, "dephasing");
}

export const dephasingChannel = {
  help: "coherences shrink by 1 - s",
  wires: 1,
  form: "pauli",
  fields,
  kraus: ([s = 0]) => errorKraus([0, 0, s / 2]),
  transfer: ([s = 0]) => diagonalTransfer([1, 1 - s, 1 - s, 1]),
  slopes: () => [diagonalTransfer([0, -1, -1, 0])],
} satisfies Channel<typeof fields>;
