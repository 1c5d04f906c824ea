import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import { RX } from "../gates/one-wire.ts";
import type { Channel } from "./channel.ts";
import { turnSlope, turnTransfer } from "./turn-form.ts";

const fields = {
  angle: number({ help: "angle about X that is too much, in radians", min: -Infinity, max: Infinity }),
};

const X = 1;

/**
 * A coherent over-rotation about X: the gate RX(angle) = exp(-i angle X / 2) where it should not be, as a miscalibrated pulse has it. Option: angle, radians
 * (0: none; negative: too little). PennyLane's RX. Errors: an angle that is missing or no finite number.
 */
export function overRotationX(options: Options<typeof fields>): Spec<"overRotationX", typeof fields> {
  return specOf("overRotationX", fields, options, "overRotationX");
}

export const overRotationXChannel = {
  help: "RX(angle) where it should not be",
  wires: 1,
  form: "unitary",
  fields,
  kraus: (strengths) => [RX.matrix(strengths)],
  transfer: ([angle = 0]) => turnTransfer([X], angle),
  slopes: ([angle = 0]) => [turnSlope([X], angle)],
  lower: (wires, strengths) => RX.lower(wires, strengths),
} satisfies Channel<typeof fields>;
