import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import type { Channel } from "./channel.ts";
import { errorKraus, errorSlopes, errorTransfer } from "./pauli-form.ts";

const fields = {
  p: number({ help: "probability of X", min: 0, max: 1 }),
};

/**
 * Bit flip: (1 - p) rho + p X rho X, PennyLane's BitFlip: the other two coordinates shrink by 1 - 2p. Option: p, 0 to 1 (1/2 leaves nothing
 * of them, 1 is the gate X). Nielsen & Chuang 8.3.3. Errors: p missing or out of bounds.
 */
export function bitFlip(options: Options<typeof fields>): Spec<"bitFlip", typeof fields> {
  return specOf("bitFlip", fields, options, "bitFlip");
}

export const bitFlipChannel = {
  help: "X with probability p",
  wires: 1,
  form: "pauli",
  fields,
  kraus: ([p = 0]) => errorKraus([p, 0, 0]),
  transfer: ([p = 0]) => errorTransfer([p, 0, 0]),
  slopes: () => [errorSlopes(3)[0]!],
} satisfies Channel<typeof fields>;
