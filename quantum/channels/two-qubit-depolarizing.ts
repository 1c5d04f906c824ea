import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import type { Channel } from "./channel.ts";
import { diagonalTransfer, errorKraus } from "./pauli-form.ts";

const WORDS = 15;

const fields = {
  p: number({ help: "probability of an error, each of 15 pairs of Paulis alike", min: 0, max: 1 }),
};

const shrinking = (one: number, factor: number): Float64Array =>
  diagonalTransfer([one, ...new Array<number>(WORDS).fill(factor)]);

/**
 * Depolarizing of two wires together: each of the 15 words IX, IY, ... ZZ with probability p/15; all 15 coordinates shrink by 1 - 16p/15. Option: p, 0 to 1
 * (15/16 leaves nothing). Qiskit's depolarizing_error of two qubits, whose parameter is 16/15 of this; PennyLane has none. Errors: p missing or out of bounds.
 */
export function twoQubitDepolarizing(options: Options<typeof fields>): Spec<"twoQubitDepolarizing", typeof fields> {
  return specOf("twoQubitDepolarizing", fields, options, "twoQubitDepolarizing");
}

export const twoQubitDepolarizingChannel = {
  help: "each of the 15 pairs of Paulis with probability p/15",
  wires: 2,
  form: "pauli",
  fields,
  kraus: ([p = 0]) => errorKraus(new Array<number>(WORDS).fill(p / WORDS)),
  transfer: ([p = 0]) => shrinking(1, 1 - (16 * p) / WORDS),
  slopes: () => [shrinking(0, -16 / WORDS)],
} satisfies Channel<typeof fields>;
