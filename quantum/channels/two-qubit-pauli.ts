import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import type { Channel } from "./channel.ts";
import { errorKraus, errorSlopes, errorTransfer, togetherAtMostOne } from "./pauli-form.ts";

const error = (word: string) => number({ help: `probability of ${word}`, min: 0, max: 1, default: 0 });

const fields = {
  IX: error("IX"),
  IY: error("IY"),
  IZ: error("IZ"),
  XI: error("XI"),
  XX: error("XX"),
  XY: error("XY"),
  XZ: error("XZ"),
  YI: error("YI"),
  YX: error("YX"),
  YY: error("YY"),
  YZ: error("YZ"),
  ZI: error("ZI"),
  ZX: error("ZX"),
  ZY: error("ZY"),
  ZZ: error("ZZ"),
};

/**
 * Pauli errors of two wires together. Options: the probabilities of the words IX, IY, IZ, XI, ... ZZ (first letter: first wire), each 0 to 1, default 0, together
 * at most 1. A word's coordinate shrinks by 1 - 2 (sum of the errors that anticommute with it). A word's share is PennyLane's PauliError of that word.
 * Errors: one out of bounds; that they are more than 1 together is found when the channel is applied.
 */
export function twoQubitPauli(options: Options<typeof fields>): Spec<"twoQubitPauli", typeof fields> {
  return specOf("twoQubitPauli", fields, options, "twoQubitPauli");
}

export const twoQubitPauliChannel = {
  help: "each of the 15 pairs of Paulis with a probability of its own",
  wires: 2,
  form: "pauli",
  fields,
  check: togetherAtMostOne("IX, IY, ... ZZ"),
  kraus: (errors) => errorKraus(errors),
  transfer: (errors) => errorTransfer(errors),
  slopes: () => errorSlopes(15),
} satisfies Channel<typeof fields>;
