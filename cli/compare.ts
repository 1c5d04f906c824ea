import { basename, extname } from "node:path";
import { CommanderError } from "commander";
import { fail, MoireError } from "../core/errors.ts";
import { text } from "../core/fields.ts";
import { parseTable } from "../data/csv.ts";
import type { Dataset } from "../data/dataset.ts";
import { generators } from "../data/index.ts";
import { readJson, readText } from "../node/input.ts";
import { checkOutput } from "../node/output.ts";
import { registeredNames } from "../node/samples.ts";
import type { Arm } from "../study/results.ts";
import { checkArms, uniqueArms } from "../study/specs/arms-file.ts";
import type { CompareOptions } from "../study/specs/compare.ts";
import { compareFields, compareSpec } from "../study/specs/compare.ts";
import type { Command } from "./command.ts";
import { outputFields, runFields } from "./fields.ts";
import { registered } from "./registered.ts";

const fields = {
  target: text({ help: "the column that holds the class, in a table of your own", default: "" }),
  ignore: text({ help: "columns of your table to leave out, with commas between", default: "" }),
  specs: text({
    help: "JSON files of models to compare, with commas between: each a mixture, an arm (name, label, model, scaling, training), or a list of arms; default: routers",
    default: "",
  }),
  reference: text({
    help: "the arm that all others are compared with; default: quantum, or the first of yours",
    default: "",
  }),
  ...compareFields,
  ...runFields,
  ...outputFields("compare"),
};

/** `moire compare table.csv --target kind` or `moire compare moons`: quantum and classical routers, or models of your own, on one data set. */
export const compare: Command<typeof fields> = {
  fields,
  argument: {
    name: "data",
    help: `a table with a header line (all columns but the target and the ignored hold numbers), or one of ${registeredNames().join(", ")}, with options as in moons:noise=0.2`,
  },
  examples: [
    "moire compare wine.csv --target quality --ignore id,name",
    "moire compare moons:noise=.2",
    "moire compare iris --specs small.json,large.json --reference small",
  ],
  async run({ target, ignore, specs, reference, workers, out, json, ...protocol }, path, session) {
    checkOutput(out);
    const data = dataOf(path, { target, ignore });
    const arms = specs === "" ? {} : { arms: armsOf(namesIn(specs)) };
    const chosen = reference === "" ? {} : { reference };
    const spec = compareSpec({ ...data, ...arms, ...chosen, ...protocol });
    const { runWithProgress } = await import("./run.ts");
    const { deliver } = await import("./deliver.ts");
    const results = await runWithProgress(spec, { workers, table: data.table ?? null }, session);
    await deliver(results, { out, json, signal: session.signal });
  },
};

interface Flags {
  readonly target: string;
  readonly ignore: string;
}

/** What the argument names: something registered (files have an ending), with a generator's options after a colon, or the user's own table. */
function dataOf(word: string, { target, ignore }: Flags): Pick<CompareOptions, "table" | "generator"> {
  const name = word.split(":", 1)[0]!.trim();
  if (!registeredNames().includes(name)) return { table: ownTable(word, target, namesIn(ignore)) };
  for (const [flag, given] of [
    ["--target", target],
    ["--ignore", ignore],
  ] as const) {
    if (given !== "") fail(flag, "a table of your own before it", word, `${name} knows its classes`);
  }
  const { data, options } = registered(word, "data");
  if (!Object.hasOwn(generators, name)) return { table: data };
  return { generator: { name, options: onlyNamed(options, word.slice(word.indexOf(":") + 1)) } };
}

function ownTable(path: string, target: string, ignore: readonly string[]): Dataset {
  if (target === "") {
    if (extname(path) === "") fail("data", `a file with an ending, or one of ${registeredNames().join(", ")}`, path);
    const said = "required option '--target <value>' not specified: it names the column that holds the class";
    throw new CommanderError(2, "moire.missingTarget", said);
  }
  return parseTable(readText(path), { target, name: basename(path), ignore });
}

/** Defaults are filled in later, where a key may not be given. */
function onlyNamed(options: Readonly<Record<string, unknown>>, given: string): Readonly<Record<string, unknown>> {
  const named = given.split(",").map((pair) => pair.slice(0, pair.indexOf("=")).trim());
  return Object.fromEntries(Object.entries(options).filter(([name]) => named.includes(name)));
}

function armsOf(paths: readonly string[]): Arm[] {
  const arms = paths.flatMap((path) => {
    const value = readJson(path);
    try {
      return checkArms(value, basename(path, extname(path)));
    } catch (error) {
      throw error instanceof MoireError ? new MoireError(`${path}: ${error.message}`) : error;
    }
  });
  return uniqueArms(arms);
}

function namesIn(list: string): string[] {
  return list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
