import { basename, extname } from "node:path";
import { CommanderError } from "commander";
import { fail } from "../core/errors.ts";
import { text } from "../core/fields.ts";
import { parseTable } from "../data/csv.ts";
import type { Dataset } from "../data/dataset.ts";
import { generators } from "../data/index.ts";
import { readText } from "../node/input.ts";
import { registeredNames } from "../node/samples.ts";
import type { CompareOptions } from "../study/specs/compare.ts";
import { checkSizes, registered } from "./registered.ts";

/** The flags that go with a table of the user's own. */
export const dataFields = {
  target: text({ help: "the column that holds the class, in a table of your own", default: "" }),
  ignore: text({ help: "columns of your table to leave out, with commas between", default: "" }),
};

/** What the argument of a command that studies a data set may be. */
export function dataHelp(): string {
  return `a table with a header line (all columns but the target and the ignored hold numbers), or one of ${registeredNames().join(", ")}, with options as in moons:noise=0.2`;
}

export interface DataFlags {
  readonly target: string;
  readonly ignore: string;
}

/**
 * What the argument names: something registered (files have an ending), with a generator's options after a colon, or the user's own table. Errors: a
 * number too large to train on, so that no run fails in the middle of a study; as `registered` and `parseTable`.
 */
export function studyData(word: string, { target, ignore }: DataFlags): Pick<CompareOptions, "table" | "generator"> {
  const name = word.split(":", 1)[0]!.trim();
  if (!registeredNames().includes(name)) return { table: ownTable(word, target, namesIn(ignore)) };
  for (const [flag, given] of [
    ["--target", target],
    ["--ignore", ignore],
  ] as const) {
    if (given !== "") fail(flag, "a table of your own before it", word, `${name} knows its classes`);
  }
  const { data, options } = registered(word, "data");
  checkSizes(data);
  if (!Object.hasOwn(generators, name)) return { table: data };
  return { generator: { name, options: onlyNamed(options, word.slice(word.indexOf(":") + 1)) } };
}

function ownTable(path: string, target: string, ignore: readonly string[]): Dataset {
  if (target === "") {
    if (extname(path) === "") fail("data", `a file with an ending, or one of ${registeredNames().join(", ")}`, path);
    const said = "required option '--target <value>' not specified: it names the column that holds the class";
    throw new CommanderError(2, "moire.missingTarget", said);
  }
  const table = parseTable(readText(path), { target, name: basename(path), ignore });
  checkSizes(table);
  return table;
}

/** Defaults are filled in later, where a key may not be given. */
function onlyNamed(options: Readonly<Record<string, unknown>>, given: string): Readonly<Record<string, unknown>> {
  const named = given.split(",").map((pair) => pair.slice(0, pair.indexOf("=")).trim());
  return Object.fromEntries(Object.entries(options).filter(([name]) => named.includes(name)));
}

/** The names in a list with commas between. */
export function namesIn(list: string): string[] {
  return list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
