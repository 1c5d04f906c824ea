import { fail, lookUp } from "./errors.ts";
import type { Key } from "./key.ts";
import { fold } from "./key.ts";
import type { ParameterSpec } from "./layer.ts";
import { sizeOf } from "./layer.ts";

/** Where one named array lies in the flat vector. */
export interface Slice {
  readonly name: string;
  readonly offset: number;
  readonly length: number;
  readonly shape: readonly number[];
  readonly trainable: boolean;
}

/** The flat vector's plan: all slices, one after the other. */
export interface ParameterLayout {
  readonly length: number;
  readonly slices: Readonly<Record<string, Slice>>;
}

/** Lays parameter arrays out in the order given. Names that are the same, or `__proto__`, are errors. */
export function layoutOf(specs: readonly ParameterSpec[]): ParameterLayout {
  const slices: Record<string, Slice> = {};
  let offset = 0;
  for (const { name, shape, trainable } of specs) {
    if (name === "__proto__") fail("parameters", "a name that can be a property", name);
    if (Object.hasOwn(slices, name)) fail("parameters", "names that differ", name);
    const length = sizeOf(shape);
    slices[name] = { name, offset, length, shape, trainable };
    offset += length;
  }
  return { length: offset, slices };
}

/** Draws start values: each array from its own key, folded by its name, so that adding an array leaves the others as they were. */
export function initialise(specs: readonly ParameterSpec[], key: Key): Float64Array {
  const layout = layoutOf(specs);
  const vector = new Float64Array(layout.length);
  for (const spec of specs) spec.init(fold(key, spec.name), viewOf(layout, vector, spec.name));
  return vector;
}

/** The stretch of the flat vector that a name stands for: a view, not a copy. */
export function viewOf(layout: ParameterLayout, vector: Float64Array, name: string): Float64Array {
  const { offset, length } = lookUp(layout.slices, name, "parameter");
  return vector.subarray(offset, offset + length);
}

/** The same arrays with a prefix before each name: `weight` becomes `router.weight`. */
export function prefixed(prefix: string, specs: readonly ParameterSpec[]): ParameterSpec[] {
  return specs.map((spec) => ({ ...spec, name: `${prefix}.${spec.name}`, init: spec.init }));
}
