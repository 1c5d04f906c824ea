import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import type { Channel } from "./channel.ts";
import { diagonalTransfer, pauliKraus } from "./pauli-form.ts";

const fields = {
  p: number({ help: "probability of an error, X, Y and Z alike", min: 0, max: 1 }),
};

/**
 * Depolarizing of one wire: (1 - p) rho + p/3 (X rho X + Y rho Y + Z rho Z), PennyLane's DepolarizingChannel: all three coordinates shrink by 1 - 4p/3. Option:
 * p, 0 to 1 (3/4 leaves nothing). Nielsen & Chuang 8.3.4, whose p is 4/3 of this.
 */
export function depolarizing(options: Options<typeof fields>): Spec<"depolarizing", typeof fields> {
  return specOf("depolarizing", fields, options, "depolarizing");
}

export const depolarizingChannel = {
  help: "X, Y or Z with probability p/3 each",
  wires: 1,
  form: "pauli",
  fields,
  kraus: ([p = 0]) => pauliKraus([1 - p, p / 3, p / 3, p / 3]),
  transfer: ([p = 0]) => diagonalTransfer([1, 1 - (4 * p) / 3, 1 - (4 * p) / 3, 1 - (4 * p) / 3]),
  slopes: () => [diagonalTransfer([0, -4 / 3, -4 / 3, -4 / 3])],
} satisfies Channel<typeof fields>;
