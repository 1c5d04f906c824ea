import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import type { Channel } from "./channel.ts";
import { dampingTransfer, krausOf } from "./damping-form.ts";

const fields = {
  gamma: number({ help: "probability that |1> decays to |0>", min: 0, max: 1 }),
};

/**
 * Amplitude damping, the loss of energy at temperature 0: |1> decays to |0> with probability gamma. X and Y shrink by sqrt(1 - gamma), Z becomes
 * gamma + (1 - gamma) Z. Option: gamma, 0 to 1 (1 resets the wire). Nielsen & Chuang 8.3.5; PennyLane's AmplitudeDamping. As a parameter gamma has no
 * derivative at 1 where X or Y counts: backward then is an error. Errors: gamma missing or out of bounds.
 */
export function amplitudeDamping(options: Options<typeof fields>): Spec<"amplitudeDamping", typeof fields> {
  return specOf("amplitudeDamping", fields, options, "amplitudeDamping");
}

export const amplitudeDampingChannel = {
  help: "|1> decays to |0> with probability gamma",
  wires: 1,
  form: "affine",
  fields,
  kraus: ([gamma = 0]) => [krausOf(1, 0, 0, Math.sqrt(1 - gamma)), krausOf(0, Math.sqrt(gamma), 0, 0)],
  transfer: ([gamma = 0]) => dampingTransfer(Math.sqrt(1 - gamma), 1 - gamma, gamma),
  slopes: ([gamma = 0]) => [dampingTransfer(-0.5 / Math.sqrt(1 - gamma), -1, 1, 0)],
} satisfies Channel<typeof fields>;
