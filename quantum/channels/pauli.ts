import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import type { Channel } from "./channel.ts";
import { errorKraus, errorSlopes, errorTransfer, togetherAtMostOne } from "./pauli-form.ts";

const fields = {
  px: number({ help: "probability of X", min: 0, max: 1 }),
  py: number({ help: "probability of Y", min: 0, max: 1 }),
  pz: number({ help: "probability of Z", min: 0, max: 1 }),
};

/**
 * Pauli errors of one wire: (1 - px - py - pz) rho + px X rho X + py Y rho Y + pz Z rho Z. X shrinks by 1 - 2 (py + pz), and so on. Options: px, py, pz, each 0
 * to 1, together at most 1. Qiskit's pauli_error; with one of the three alone PennyLane's PauliError. Nielsen & Chuang 8.3.
 * Errors: one missing or out of bounds; that they are more than 1 together is found when the channel is applied.
 */
export function pauli(options: Options<typeof fields>): Spec<"pauli", typeof fields> {
  return specOf("pauli", fields, options, "pauli");
}

export const pauliChannel = {
  help: "X, Y and Z, each with a probability of its own",
  wires: 1,
  form: "pauli",
  fields,
  check: togetherAtMostOne("px, py, pz"),
  kraus: (errors) => errorKraus(errors),
  transfer: (errors) => errorTransfer(errors),
  slopes: () => errorSlopes(3),
} satisfies Channel<typeof fields>;
