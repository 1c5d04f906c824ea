import * as z from "zod/mini";
import { fail, MoireError, show } from "./errors.ts";

/**
 * One option, declared once: TypeScript types, checks, command-line flags, JSON Schema and help texts all come from this record.
 * A field without a default must be given.
 */
export interface Field<T> {
  readonly kind: "integer" | "number" | "boolean" | "choice" | "text" | "structured";
  readonly help: string;
  /** What a value must be, in words that complete "expected ...". */
  readonly expected: string;
  readonly schema: z.ZodMiniType<T>;
  readonly default?: T;
  readonly choices?: readonly string[];
  /** Of structured data: checks a value in full and returns it; throws a MoireError that says what is wrong. */
  readonly check?: (value: unknown) => T;
  /** Of structured data: its JSON Schema. */
  readonly json?: Readonly<Record<string, unknown>>;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;
/** All options with their values. */
export type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };
type Optional<F extends Fields> = { [K in keyof F]: F[K] extends { readonly default: unknown } ? K : never }[keyof F];
/** What a caller passes: options with a default may be left out. */
export type Options<F extends Fields> = Partial<Pick<Values<F>, Optional<F>>> & Omit<Values<F>, Optional<F>>;

interface Range {
  readonly help: string;
  readonly min: number;
  readonly max: number;
}

/** A whole number from min to max. */
export function integer<const R extends Range & { readonly default?: number }>(range: R) {
  const { min, max } = range;
  const expected =
    max >= Number.MAX_SAFE_INTEGER ? `a whole number from ${min}` : `a whole number from ${min} to ${max}`;
  const schema: z.ZodMiniType<number> = z.int().check(z.gte(min), z.lte(max));
  return declared<number, R>("integer", range, expected, schema);
}

/** A finite number from min to max, or above min when `above` is set. */
export function number<const R extends Range & { readonly above?: boolean; readonly default?: number }>(range: R) {
  const { min, max, above } = range;
  const low = above ? `above ${min}` : min > -Infinity ? `from ${min}` : "";
  const expected = `a number ${low}${max < Infinity ? `${low ? " " : ""}to ${max}` : ""}`.trim();
  const bounds = [
    ...(min > -Infinity ? [above ? z.gt(min) : z.gte(min)] : []),
    ...(max < Infinity ? [z.lte(max)] : []),
  ];
  const schema: z.ZodMiniType<number> = z.number().check(...bounds);
  return declared<number, R>("number", range, expected, schema);
}

/** True or false. */
export function boolean<const R extends { readonly help: string; readonly default?: boolean }>(range: R) {
  return declared<boolean, R>("boolean", range, "true or false", z.boolean());
}

/** One of a list of names. */
export function choice<
  const C extends readonly string[],
  const R extends { readonly help: string; readonly default?: C[number] },
>(choices: C, range: R) {
  const schema: z.ZodMiniType<C[number]> = z.enum(choices);
  return { ...declared<C[number], R>("choice", range, `one of ${choices.join(", ")}`, schema), choices };
}

/** Any text that is not empty. */
export function text<const R extends { readonly help: string; readonly default?: string }>(range: R) {
  return declared<string, R>("text", range, "text that is not empty", z.string().check(z.minLength(1)));
}

type Structured<T> = Required<Pick<Field<T>, "help" | "expected" | "check" | "json">>;

/** Plain data with a check and a JSON Schema of its own, such as a circuit. It must be given unless it has a default. */
export function structured<T>(given: Structured<T> & { readonly default: T }): Field<T> & { readonly default: T };
export function structured<T>(given: Structured<T>): Field<T>;
export function structured<T>(given: Structured<T> & { readonly default?: T }): Field<T> {
  return { kind: "structured", schema: z.unknown() as z.ZodMiniType<T>, ...given };
}

type WithDefault<T, R> = Field<T> & (R extends { readonly default: unknown } ? { readonly default: T } : unknown);

function declared<T, R extends { readonly help: string; readonly default?: T }>(
  kind: Field<T>["kind"],
  { help, default: preset }: R,
  expected: string,
  schema: z.ZodMiniType<T>,
): WithDefault<T, R> {
  return { kind, help, expected, schema, ...(preset === undefined ? {} : { default: preset }) } as WithDefault<T, R>;
}

/** Checks options against their fields and fills in defaults. `where` names the function or flag in errors. */
export function resolve<F extends Fields>(fields: F, options: Options<F>, where: string): Values<F> {
  if (typeof options !== "object" || options === null || Array.isArray(options)) fail(where, "options", options);
  const given = options as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(fields, name)) continue;
    throw new MoireError(
      `${where}: unknown option ${show(name)}; the options are ${Object.keys(fields).join(", ") || "none"}`,
    );
  }
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    // Own properties only: a field may be called what every object inherits.
    const own = Object.hasOwn(given, name) ? given[name] : undefined;
    const value = own === undefined ? field.default : own;
    if (value === undefined) throw new MoireError(`${where}: ${name} is missing; it must be ${field.expected}`);
    if (!field.schema.safeParse(value).success) {
      // An infinite number may be within bounds that have no end.
      const endless = value === Infinity || value === -Infinity;
      const expected = endless ? field.expected.replace(/^a number/, "a finite number") : field.expected;
      throw new MoireError(`${where}: ${name} must be ${expected}, got ${show(value)}`);
    }
    values[name] = field.check === undefined ? value : checkedBy(field.check, value, `${where}: ${name}`);
  }
  return values as Values<F>;
}

function checkedBy(check: (value: unknown) => unknown, value: unknown, where: string): unknown {
  try {
    return check(value);
  } catch (error) {
    throw error instanceof MoireError ? new MoireError(`${where}: ${error.message}`) : error;
  }
}

/** The JSON Schema of an object with these fields. */
export function jsonSchema(fields: Fields): Record<string, unknown> {
  const properties: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const { $schema: _, ...schema } = field.json ?? (z.toJSONSchema(field.schema) as Record<string, unknown>);
    properties[name] = {
      ...schema,
      description: field.help,
      ...(field.default === undefined ? {} : { default: field.default }),
    };
  }
  const required = Object.keys(fields).filter((name) => fields[name]!.default === undefined);
  return { type: "object", properties, required, additionalProperties: false };
}
