import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import { type Spec, specOf } from "../../core/spec.ts";
import { type Matrix, phase, real, rotation, ry } from "../gates/gate.ts";
import type { Channel } from "./channel.ts";
import { turnSlope, turnTransfer } from "./turn-form.ts";

const fields = {
  angle: number({ help: "angle about Z X that is too much, in radians", min: -Infinity, max: Infinity }),
};

const ZX_WORD = [3, 1];
const ZX_MATRIX: Matrix = real([
  [0, 1, 0, 0],
  [1, 0, 0, 0],
  [0, 0, 0, -1],
  [0, 0, -1, 0],
]);
const QUARTER = Math.PI / 2;

/**
 * A coherent over-rotation of two wires, exp(-i angle/2 Z X) with Z on the first wire: what a CNOT made by cross resonance (control first) turns too far. Option:
 * angle, radians (0: none; negative: too little). PennyLane's PauliRot(angle, "ZX"); Sheldon et al., arXiv 1603.04821. Errors: an angle that is missing or no
 * finite number.
 */
export function overRotationZX(options: Options<typeof fields>): Spec<"overRotationZX", typeof fields> {
  return specOf("overRotationZX", fields, options, "overRotationZX");
}

export const overRotationZXChannel = {
  help: "exp(-i angle/2 Z X) where it should not be",
  wires: 2,
  form: "unitary",
  fields,
  kraus: ([angle = 0]) => [rotation(angle, ZX_MATRIX)],
  transfer: ([angle = 0]) => turnTransfer(ZX_WORD, angle),
  slopes: ([angle = 0]) => [turnSlope(ZX_WORD, angle)],
  // RY(pi/2) turns Z into X.
  lower: ([z = 0, x = 0], [angle = 0]) => [ry(x, -QUARTER), phase([z, x], angle), ry(x, QUARTER)],
} satisfies Channel<typeof fields>;
