import { basename } from "node:path";
import { text } from "../core/fields.ts";
import { parseTable } from "../data/csv.ts";
import { readText } from "../node/input.ts";
import { checkOutput } from "../node/output.ts";
import { compareFields, compareSpec } from "../study/specs/compare.ts";
import type { Command } from "./command.ts";
import { outputFields, runFields } from "./fields.ts";

const fields = {
  target: text({ help: "the column that holds the class" }),
  ignore: text({ help: "columns to leave out, with commas between", default: "" }),
  ...compareFields,
  ...runFields,
  ...outputFields("compare"),
};

/** `moire compare table.csv --target kind`: quantum and classical routers on the user's own table. */
export const compare: Command<typeof fields> = {
  fields,
  argument: {
    name: "table.csv",
    help: "a table with a header line; all columns but the target and the ignored hold numbers",
  },
  examples: [
    "moire compare wine.csv --target quality --ignore id,name",
    "moire compare wine.csv --target quality --quick",
  ],
  async run({ target, ignore, workers, out, json, ...protocol }, path, session) {
    checkOutput(out);
    const ignored = ignore.split(",").map((name) => name.trim());
    const table = parseTable(readText(path), { target, name: basename(path), ignore: ignored.filter((name) => name) });
    const { runWithProgress } = await import("./run.ts");
    const { deliver } = await import("./deliver.ts");
    const results = await runWithProgress(compareSpec({ table, ...protocol }), { workers, table }, session);
    await deliver(results, { out, json, signal: session.signal });
  },
};
