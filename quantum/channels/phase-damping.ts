import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import type { Channel } from "./channel.ts";
import { krausOf } from "./damping-form.ts";
import { diagonalTransfer } from "./pauli-form.ts";

const fields = {
  gamma: number({ help: "coherences shrink by sqrt(1 - gamma)", min: 0, max: 1 }),
};

/**
 * Phase damping, the loss of phase without loss of energy: X and Y shrink by sqrt(1 - gamma), Z stays. Option: gamma, 0 to 1. Nielsen & Chuang 8.3.6;
 * PennyLane's PhaseDamping. The same channel as phaseFlip with p = (1 - sqrt(1 - gamma)) / 2 and as dephasing with s = 1 - sqrt(1 - gamma). As a parameter gamma has
 * no derivative at 1 where X or Y counts: backward then is an error. Errors: gamma missing or out of bounds.
 */
export function phaseDamping(options: Options<typeof fields>): Spec<"phaseDamping", typeof fields> {
  return specOf("phaseDamping", fields, options, "phaseDamping");
}

export const phaseDampingChannel = {
  help: "coherences shrink by sqrt(1 - gamma)",
  wires: 1,
  form: "pauli",
  fields,
  kraus: ([gamma = 0]) => [krausOf(1, 0, 0, Math.sqrt(1 - gamma)), krausOf(0, 0, 0, Math.sqrt(gamma))],
  transfer: ([gamma = 0]) => diagonalTransfer([1, Math.sqrt(1 - gamma), Math.sqrt(1 - gamma), 1]),
  slopes: ([gamma = 0]) => [diagonalTransfer([0, -0.5 / Math.sqrt(1 - gamma), -0.5 / Math.sqrt(1 - gamma), 0])],
} satisfies Channel<typeof fields>;
