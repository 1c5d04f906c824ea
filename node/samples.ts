import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fail, lookUp } from "../core/errors.ts";
import type { Fields, Options } from "../core/fields.ts";
import type { Dataset, Generator, SampleCard } from "../data/index.ts";
import { generators, parseTable, samples } from "../data/index.ts";
import { readText } from "./input.ts";

const cards: Readonly<Record<string, SampleCard>> = samples;
const makers: Readonly<Record<string, Generator>> = generators;

/** Reads a table that the package ships, by its name in the `samples` registry. Errors: an unknown name; a file that is missing. */
export function readSample(name: string): Dataset {
  const card = lookUp(cards, name, "readSample");
  // From the sources the folder is one step up, from what was built two.
  const places = ["../samples/", "../../samples/"].map((folder) =>
    fileURLToPath(new URL(folder + card.file, import.meta.url)),
  );
  const path = places.find(existsSync);
  if (path === undefined)
    fail("readSample", `the file samples/${card.file} in the package`, null, "Install moire again");
  return parseTable(readText(path), card);
}

/** The names that `loadRegistered` knows: those of generators, then those of shipped tables. */
export function registeredNames(): string[] {
  return [...Object.keys(makers), ...Object.keys(cards)];
}

/**
 * The data set of a registered name: what the generator of that name makes of `options`, or the shipped table. Errors: an unknown name,
 * with the list of all; options that the generator refuses; any options for a shipped table, which has none.
 */
export function loadRegistered(name: string, options: Readonly<Record<string, unknown>> = {}): Dataset {
  if (Object.hasOwn(makers, name)) return makers[name]!.make(options as Options<Fields>);
  if (!Object.hasOwn(cards, name)) fail("data", `one of ${registeredNames().join(", ")}`, name);
  const given = Object.keys(options)[0];
  if (given !== undefined) fail(`data ${name}`, "no options, since it is a shipped table", given);
  return readSample(name);
}
