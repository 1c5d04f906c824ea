import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import type { Channel } from "./channel.ts";
import { errorKraus, errorSlopes, errorTransfer } from "./pauli-form.ts";

const fields = {
  p: number({ help: "probability of Z", min: 0, max: 1 }),
};

/**
 * Phase flip: (1 - p) rho + p Z rho Z, PennyLane's PhaseFlip: the other two coordinates shrink by 1 - 2p. Option: p, 0 to 1 (1/2 leaves nothing
 * of them, 1 is the gate Z). Nielsen & Chuang 8.3.3. Errors: p missing or out of bounds.
 */
export function phaseFlip(options: Options<typeof fields>): Spec<"phaseFlip", typeof fields> {
  return specOf("phaseFlip", fields, options, "phaseFlip");
}

export const phaseFlipChannel = {
  help: "Z with probability p",
  wires: 1,
  form: "pauli",
  fields,
  kraus: ([p = 0]) => errorKraus([0, 0, p]),
  transfer: ([p = 0]) => errorTransfer([0, 0, p]),
  slopes: () => [errorSlopes(3)[2]!],
} satisfies Channel<typeof fields>;
