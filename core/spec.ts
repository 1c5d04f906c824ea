import { fail, lookUp } from "./errors.ts";
import type { Field, Fields, Options, Values } from "./fields.ts";
import { jsonSchema, resolve, structured } from "./fields.ts";

/** A part of a mixture as plain data: which kind it is, and that kind's options. */
export type Spec<K extends string, F extends Fields> = { readonly kind: K } & Values<F>;

/** The specs that a registry allows, told apart by `kind`. */
export type SpecOf<R extends Registry> = { [K in keyof R & string]: Spec<K, R[K]["fields"]> }[keyof R & string];

/** What a caller may give for a spec: options that have a default may be left out. */
export type GivenOf<R extends Registry> = {
  [K in keyof R & string]: { readonly kind: K } & Options<R[K]["fields"]>;
}[keyof R & string];

type Registry = Readonly<Record<string, { readonly fields: Fields }>>;

/** Makes the spec of one kind: checks the options and fills in defaults. `where` names the function in errors. */
export function specOf<const K extends string, F extends Fields>(
  kind: K,
  fields: F,
  options: Options<F>,
  where: string,
): Spec<K, F> {
  return { kind, ...resolve(fields, options, where) };
}

/** Checks a spec that came as unknown data against a registry. Errors: no object, an unknown kind, an option that is wrong. */
export function checkSpec<R extends Registry>(registry: R, value: unknown, where: string): SpecOf<R> {
  const choices = Object.keys(registry).join(", ");
  if (!isRecord(value)) fail(where, `an object whose kind is one of ${choices}`, value);
  const { kind, ...options } = value;
  if (typeof kind !== "string") fail(`${where}: kind`, `one of ${choices}`, kind);
  const { fields } = lookUp(registry, kind, `${where}: kind`);
  return { kind, ...resolve(fields, options as Options<Fields>, `${where} (${kind})`) } as SpecOf<R>;
}

/** The JSON Schema of a spec: an object whose `kind` says which other properties it has. */
export function specSchema(
  registry: Readonly<Record<string, { readonly help: string; readonly fields: Fields }>>,
): Record<string, unknown> {
  return {
    oneOf: Object.entries(registry).map(([kind, { help, fields }]) => {
      const { properties, required, ...rest } = jsonSchema(fields) as {
        properties: Record<string, unknown>;
        required: readonly string[];
      };
      return {
        ...rest,
        description: help,
        properties: { kind: { const: kind }, ...properties },
        required: ["kind", ...required],
      };
    }),
  };
}

/** An option that is a spec; see `checkSpec`. */
export function specField<R extends Readonly<Record<string, { readonly help: string; readonly fields: Fields }>>>(
  registry: R,
  help: string,
): Field<SpecOf<R>> {
  const expected = `an object whose kind is one of ${Object.keys(registry).join(", ")}`;
  return structured({
    help,
    expected,
    check: (value) => checkSpec(registry, value, "spec"),
    json: specSchema(registry),
  });
}

/** Checks that a value is an object with no other keys than these. */
export function checkRecord(value: unknown, keys: readonly string[], where: string): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) fail(where, `an object with ${keys.join(", ")}`, value);
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) fail(where, `no other keys than ${keys.join(", ")}`, unknown);
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
