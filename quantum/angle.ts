import { fail } from "../core/errors.ts";

/**
 * A rotation angle of an op, in radians: a number, a trainable parameter or an input of the sample times a fixed scale, or an input times a
 * parameter and a fixed scale.
 */
export type Angle =
  | number
  | { readonly from: "param"; readonly index: number; readonly scale: number }
  | { readonly from: "input"; readonly index: number; readonly scale: number }
  | { readonly from: "scaledInput"; readonly index: number; readonly param: number; readonly scale: number };

/** Parameter number `index` as an angle, times a fixed scale. */
export function param(index: number, scale = 1): Angle {
  return { from: "param", index, scale };
}

/** Input number `index` of the sample as an angle, times a fixed scale. */
export function input(index: number, scale = 1): Angle {
  return { from: "input", index, scale };
}

/** Input number `index` of the sample times parameter number `parameter`, a trainable scale (bandwidth), times a fixed scale. */
export function scaledInput(index: number, parameter: number, scale = 1): Angle {
  return { from: "scaledInput", index, param: parameter, scale };
}

/** The value of an angle in radians. */
export function radians(angle: Angle, params: ArrayLike<number>, inputs: ArrayLike<number>): number {
  if (typeof angle === "number") return angle;
  const value = (angle.from === "param" ? params : inputs)[angle.index]!;
  return angle.from === "scaledInput" ? angle.scale * params[angle.param]! * value : angle.scale * value;
}

/** A sum: constant + scale * source for each term. What gates lower to, and what rotations about one axis merge into. */
export interface LinearAngle {
  readonly constant: number;
  readonly terms: readonly Exclude<Angle, number>[];
}

/** The angle times a factor, as a sum. */
export function linear(angle: Angle, factor = 1): LinearAngle {
  if (typeof angle === "number") return { constant: angle * factor, terms: [] };
  return { constant: 0, terms: [{ ...angle, scale: angle.scale * factor }] };
}

/** The sum of two angles. */
export function plus(a: LinearAngle, b: LinearAngle): LinearAngle {
  return { constant: a.constant + b.constant, terms: [...a.terms, ...b.terms] };
}

/** The angle with its sign turned. */
export function negative(a: LinearAngle): LinearAngle {
  return { constant: -a.constant, terms: a.terms.map((term) => ({ ...term, scale: -term.scale })) };
}

/** Whether the angle has an input in it, so that it differs from sample to sample. */
export function hasInput(a: LinearAngle): boolean {
  return a.terms.some((term) => term.from !== "param");
}

/** Parameters and inputs are counted from the highest index named, so a slip of one must not ask for a huge vector. */
export const MAX_INDICES = 2 ** 20;

/** Refuses an angle that is neither a finite number nor a well-formed source. */
export function checkAngle(angle: Angle, where: string): void {
  if (typeof angle === "number") {
    if (!Number.isFinite(angle)) fail(where, "a finite angle", angle);
    return;
  }
  if (typeof angle !== "object" || angle === null) fail(where, "an angle: a number, param(i) or input(i)", angle);
  if (!["param", "input", "scaledInput"].includes(angle.from)) {
    fail(where, 'an angle from "param", "input" or "scaledInput"', angle);
  }
  for (const index of angle.from === "scaledInput" ? [angle.index, angle.param] : [angle.index]) {
    if (!Number.isInteger(index) || index < 0 || index >= MAX_INDICES)
      fail(where, `an index that is a whole number from 0 to ${MAX_INDICES - 1}`, index);
  }
  if (!Number.isFinite(angle.scale)) fail(where, "a finite scale", angle.scale);
}
