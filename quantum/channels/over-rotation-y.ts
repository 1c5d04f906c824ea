import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import { RY } from "../gates/one-wire.ts";
import type { Channel } from "./channel.ts";
import { turnSlope, turnTransfer } from "./turn-form.ts";

const fields = {
  angle: number({ help: "angle about Y that is too much, in radians", min: -Infinity, max: Infinity }),
};

const Y = 2;

/**
 * A coherent over-rotation about Y: the gate RY(angle) = exp(-i angle Y / 2) where it should not be, as a miscalibrated pulse has it. Option: angle, radians
 * (0: none; negative: too little). PennyLane's RY. Errors: an angle that is missing or no finite number.
 */
export function overRotationY(options: Options<typeof fields>): Spec<"overRotationY", typeof fields> {
  return specOf("overRotationY", fields, options, "overRotationY");
}

export const overRotationYChannel = {
  help: "RY(angle) where it should not be",
  wires: 1,
  form: "unitary",
  fields,
  kraus: (strengths) => [RY.matrix(strengths)],
  transfer: ([angle = 0]) => turnTransfer([Y], angle),
  slopes: ([angle = 0]) => [turnSlope([Y], angle)],
  lower: (wires, strengths) => RY.lower(wires, strengths),
} satisfies Channel<typeof fields>;
