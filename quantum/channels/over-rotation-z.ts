import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import { RZ } from "../gates/one-wire.ts";
import type { Channel } from "./channel.ts";
import { turnSlope, turnTransfer } from "./turn-form.ts";

const fields = {
  angle: number({ help: "angle about Z that is too much, in radians", min: -Infinity, max: Infinity }),
};

const Z = 3;

/**
 * A coherent over-rotation about Z: the gate RZ(angle) = exp(-i angle Z / 2) where it should not be, as a miscalibrated pulse has it. Option: angle, radians
 * (0: none; negative: too little). PennyLane's RZ. Errors: an angle that is missing or no finite number.
 */
export function overRotationZ(options: Options<typeof fields>): Spec<"overRotationZ", typeof fields> {
  return specOf("overRotationZ", fields, options, "overRotationZ");
}

export const overRotationZChannel = {
  help: "RZ(angle) where it should not be",
  wires: 1,
  form: "unitary",
  fields,
  kraus: (strengths) => [RZ.matrix(strengths)],
  transfer: ([angle = 0]) => turnTransfer([Z], angle),
  slopes: ([angle = 0]) => [turnSlope([Z], angle)],
  lower: (wires, strengths) => RZ.lower(wires, strengths),
} satisfies Channel<typeof fields>;
