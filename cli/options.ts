import { CommanderError, Option } from "commander";
import { show } from "../core/errors.ts";
import type { Field, Fields, Values } from "../core/fields.ts";
import { readJson } from "../node/input.ts";

/** `learningRate` becomes `learning-rate`: the flag of a field. */
export function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The command-line flags of a record of fields, with their help, defaults and checks. A field without a default is mandatory. */
export function optionsOf(fields: Fields): Option[] {
  return Object.entries(fields).map(([name, field]) => {
    const flag = `--${flagOf(name)}`;
    if (field.kind === "boolean") return new Option(flag, field.help);
    const option = new Option(`${flag} <${valueWord(field)}>`, field.help);
    if (field.choices !== undefined) option.choices(field.choices);
    option.argParser((text) => parse(flag, field, text));
    if (field.default === undefined) return option.makeOptionMandatory();
    return field.default === "" ? option : option.default(field.default);
  });
}

/** What the command line gave, and the defaults of flags that help texts do not show: switches are off, lists are empty. */
export function valuesOf<F extends Fields>(fields: F, given: Readonly<Record<string, unknown>>): Values<F> {
  const entries = Object.entries(fields).map(([name, field]) => [name, given[name] ?? field.default]);
  return Object.fromEntries(entries) as Values<F>;
}

function valueWord(field: Field<unknown>): string {
  return field.kind === "integer" || field.kind === "number" ? "number" : "value";
}

/** Written like a number: no spaces, no hexadecimal, nothing left over (Number() alone would take all of these). */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function parse(flag: string, field: Field<unknown>, text: string): unknown {
  const numeric = field.kind === "integer" || field.kind === "number";
  const value = numeric && NUMBER.test(text) ? Number(text) : text;
  if (field.schema.safeParse(value).success) return value;
  throw new CommanderError(2, "moire.badValue", `${flag} must be ${field.expected}, got ${show(text)}`);
}

/**
 * What a text means for a field; where it means nothing, the text itself, which the field's check then refuses in its own words. Structured data is in
 * a JSON file, named after an @.
 */
export function meaningOf(field: Field<unknown>, text: string): unknown {
  switch (field.kind) {
    case "integer":
    case "number":
      return NUMBER.test(text) ? Number(text) : text;
    case "boolean":
      return text === "true" ? true : text === "false" ? false : text;
    case "structured":
      return text.startsWith("@") ? readJson(text.slice(1)) : text;
    case "choice":
    case "text":
      return text;
    default:
      return field.kind satisfies never;
  }
}
