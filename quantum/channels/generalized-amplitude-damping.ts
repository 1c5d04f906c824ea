import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import type { Channel } from "./channel.ts";
import { dampingTransfer, krausOf } from "./damping-form.ts";

const fields = {
  gamma: number({ help: "probability of a decay, where the wire is not yet where it decays to", min: 0, max: 1 }),
  p: number({ help: "share of decays that go to |0>; the rest go to |1>", min: 0, max: 1 }),
};

/**
 * Amplitude damping at a temperature: |1> goes to |0> with probability p gamma, |0> to |1> with probability (1 - p) gamma. X and Y shrink by
 * sqrt(1 - gamma), Z becomes (2p - 1) gamma + (1 - gamma) Z. Options: gamma and p, 0 to 1; p = 1 is amplitudeDamping. Nielsen & Chuang 8.3.5. PennyLane's
 * GeneralizedAmplitudeDamping(gamma, p) up to version 0.43; from 0.44 on its p is 1 minus this. As a parameter gamma has no derivative at 1 where X or Y
 * counts: backward then is an error. Errors: one missing or out of bounds.
 */
export function generalizedAmplitudeDamping(
  options: Options<typeof fields>,
): Spec<"generalizedAmplitudeDamping", typeof fields> {
  return specOf("generalizedAmplitudeDamping", fields, options, "generalizedAmplitudeDamping");
}

export const generalizedAmplitudeDampingChannel = {
  help: "decays with probability gamma, a share p to |0> and the rest to |1>",
  wires: 1,
  form: "affine",
  fields,
  kraus([gamma = 0, p = 0]) {
    const [down, up] = [Math.sqrt(p), Math.sqrt(1 - p)];
    const [lost, kept] = [Math.sqrt(gamma), Math.sqrt(1 - gamma)];
    return [
      krausOf(down, 0, 0, down * kept),
      krausOf(0, down * lost, 0, 0),
      krausOf(up * kept, 0, 0, up),
      krausOf(0, 0, up * lost, 0),
    ];
  },
  transfer: ([gamma = 0, p = 0]) => dampingTransfer(Math.sqrt(1 - gamma), 1 - gamma, (2 * p - 1) * gamma),
  slopes: ([gamma = 0, p = 0]) => [
    dampingTransfer(-0.5 / Math.sqrt(1 - gamma), -1, 2 * p - 1, 0),
    dampingTransfer(0, 0, 2 * gamma, 0),
  ],
} satisfies Channel<typeof fields>;
