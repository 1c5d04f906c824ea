import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import type { Channel } from "./channel.ts";
import { errorKraus, errorSlopes, errorTransfer } from "./pauli-form.ts";

const fields = {
  p: number({ help: "probability of Y", min: 0, max: 1 }),
};

/**
 * Bit and phase flip: (1 - p) rho + p Y rho Y, PennyLane's PauliError of the word Y: the other two coordinates shrink by 1 - 2p. Option: p, 0 to 1 (1/2 leaves nothing
 * of them, 1 is the gate Y). Nielsen & Chuang 8.3.3. Errors: p missing or out of bounds.
 */
export function bitPhaseFlip(options: Options<typeof fields>): Spec<"bitPhaseFlip", typeof fields> {
  return specOf("bitPhaseFlip", fields, options, "bitPhaseFlip");
}

export const bitPhaseFlipChannel = {
  help: "Y with probability p",
  wires: 1,
  form: "pauli",
  fields,
  kraus: ([p = 0]) => errorKraus([0, p, 0]),
  transfer: ([p = 0]) => errorTransfer([0, p, 0]),
  slopes: () => [errorSlopes(3)[1]!],
} satisfies Channel<typeof fields>;
