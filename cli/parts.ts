import { fail, lookUp, MoireError, show } from "../core/errors.ts";
import type { Fields } from "../core/fields.ts";
import type { SpecOf } from "../core/spec.ts";
import { checkSpec } from "../core/spec.ts";
import { flagOf, meaningOf } from "./options.ts";

type Registry = Readonly<Record<string, { readonly fields: Fields }>>;

/**
 * A part of a model as a flag gives it: a kind, and its options after a colon: `quantum`, `quantum:layers=3,axis=Y`. Options of structured data name a
 * JSON file after an @: `ownCircuit:circuit=@circuit.json`. Errors: an unknown kind or option, a value that is not what its field asks for.
 */
export function partOf<R extends Registry>(registry: R, text: string, flag: string): SpecOf<R> {
  const colon = text.indexOf(":");
  const kind = (colon < 0 ? text : text.slice(0, colon)).trim();
  const where = `--${flagOf(flag)}`;
  const { fields } = lookUp(registry, kind, where);
  const options = colon < 0 ? {} : optionsOfPart(fields, text.slice(colon + 1), where, kind);
  return checkSpec(registry, { kind, ...options }, where);
}

/** Options as `name=value,name=value`. `of` names what they belong to in errors: an unknown option, one given twice, no `=`. */
export function optionsOfPart(fields: Fields, text: string, where: string, of: string): Record<string, unknown> {
  const options: Record<string, unknown> = {};
  const choices = Object.keys(fields).join(", ") || "none";
  for (const pair of text.split(",")) {
    const equals = pair.indexOf("=");
    const name = pair.slice(0, Math.max(0, equals)).trim();
    if (equals < 0) fail(where, `options of ${of} as name=value`, pair.trim(), `Its options are ${choices}`);
    if (!Object.hasOwn(fields, name)) {
      throw new MoireError(`${where}: ${of} has no option ${show(name)}; its options are ${choices}`);
    }
    if (Object.hasOwn(options, name)) throw new MoireError(`${where}: ${of} is given ${name} twice`);
    const value = pair.slice(equals + 1).trim();
    if (fields[name]!.kind === "structured" && !value.startsWith("@")) {
      fail(where, `${name} of ${of} as @file.json, the name of a JSON file`, value);
    }
    options[name] = meaningOf(fields[name]!, value);
  }
  return options;
}

/** Parts with + between them, each as often as a number before a * says: `2*linear + circuit:layers=2`. Errors as `partOf`; more than 1,024 parts. */
export function partsOf<R extends Registry>(registry: R, text: string, flag: string): SpecOf<R>[] {
  const parts = text.split("+").flatMap((piece) => {
    const [, count = "1", one = ""] = /^\s*(?:(\d+)\s*\*)?\s*([\s\S]*?)\s*$/.exec(piece) ?? [];
    const times = Number(count);
    if (times < 1 || times > MOST) fail(`--${flagOf(flag)}`, `counts from 1 to ${MOST} before a *`, count);
    return Array.from({ length: times }, () => partOf(registry, one, flag));
  });
  if (parts.length > MOST) fail(`--${flagOf(flag)}`, `at most ${MOST} parts`, parts.length);
  return parts;
}

const MOST = 1024;
