import { fail } from "../core/errors.ts";

/**
 * A rotation angle of an op, in radians: a number, a trainable parameter or an input of the sample times a fixed scale, an input times a parameter,
 * or a product of two inputs.
 */
export type Angle =
  | number
  | { readonly from: "param"; readonly index: number; readonly scale: number }
  | { readonly from: "input"; readonly index: number; readonly scale: number }
  | { readonly from: "scaledInput"; readonly index: number; readonly param: number; readonly scale: number }
  | { readonly from: "inputProduct"; readonly index: number; readonly other: number; readonly scale: number };

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

/** The product of two inputs of the sample (or the square of one), times a fixed scale. */
export function inputProduct(index: number, other: number, scale = 1): Angle {
  return { from: "inputProduct", index, other, scale };
}

/** What an angle multiplies beside its scale: at most one parameter and two inputs, -1 where there is none. */
export interface Factors {
  readonly param: number;
  readonly input: number;
  readonly other: number;
  readonly scale: number;
}

export function factorsOf(angle: Exclude<Angle, number>): Factors {
  const { scale } = angle;
  switch (angle.from) {
    case "param":
      return { param: angle.index, input: -1, other: -1, scale };
    case "input":
      return { param: -1, input: angle.index, other: -1, scale };
    case "scaledInput":
      return { param: angle.param, input: angle.index, other: -1, scale };
    case "inputProduct":
      return { param: -1, input: angle.index, other: angle.other, scale };
    default:
      return angle satisfies never;
  }
}

/** The value of an angle in radians. */
export function radians(angle: Angle, params: ArrayLike<number>, inputs: ArrayLike<number>): number {
  if (typeof angle === "number") return angle;
  const { param, input, other, scale } = factorsOf(angle);
  return scale * (param < 0 ? 1 : params[param]!) * (input < 0 ? 1 : inputs[input]!) * (other < 0 ? 1 : inputs[other]!);
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
  if (!["param", "input", "scaledInput", "inputProduct"].includes(angle.from)) {
    fail(where, 'an angle from "param", "input", "scaledInput" or "inputProduct"', angle);
  }
  const indices = [angle.index];
  if (angle.from === "scaledInput") indices.push(angle.param);
  if (angle.from === "inputProduct") indices.push(angle.other);
  for (const index of indices) {
    if (!Number.isInteger(index) || index < 0 || index >= MAX_INDICES)
      fail(where, `an index that is a whole number from 0 to ${MAX_INDICES - 1}`, index);
  }
  if (!Number.isFinite(angle.scale)) fail(where, "a finite scale", angle.scale);
}
