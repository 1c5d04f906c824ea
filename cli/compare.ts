import { basename } from "node:path";
import { boolean, integer, number, text } from "../core/fields.ts";
import { readText } from "../node/input.ts";
import { checkOutput } from "../node/output.ts";
import { defaultWorkers } from "../node/pool.ts";
import type { Command } from "./command.ts";

const fields = {
  target: text({ help: "the column that holds the class" }),
  ignore: text({ help: "columns to leave out, with commas between", default: "" }),
  seeds: integer({ help: "runs of each arm, each on its own split and start", min: 1, max: 1000, default: 30 }),
  test: number({ help: "share of the rows held out for testing", min: 0.05, max: 0.95, default: 0.3 }),
  epochs: integer({ help: "passes over the training rows", min: 1, max: 10000, default: 30 }),
  learningRate: number({ help: "Adam's learning rate", min: 0, max: 10, above: true, default: 0.05 }),
  batchSize: integer({ help: "rows in each step", min: 1, max: 65536, default: 32 }),
  experts: integer({ help: "experts in each mixture", min: 2, max: 16, default: 2 }),
  threshold: number({ help: "accuracy from which a run counts as a success", min: 0, max: 1, default: 0.9 }),
  key: integer({ help: "all randomness follows from this number", min: 0, max: Number.MAX_SAFE_INTEGER, default: 0 }),
  quick: boolean({ help: "a short trial: few seeds and epochs, no evidence", default: false }),
  workers: integer({ help: "threads; results do not depend on it", min: 1, max: 256, default: defaultWorkers() }),
  out: text({ help: "folder for the files", default: "moire-results/compare" }),
  json: boolean({ help: "print the results as JSON instead of text", default: false }),
};

/** `moire compare table.csv --target kind`: quantum and classical routers on the user's own table. */
export const compare: Command<typeof fields> = {
  fields,
  argument: { name: "table.csv", help: "a table with a header line; all columns but the target and the ignored hold numbers" },
  examples: ["moire compare wine.csv --target quality --ignore id,name", "moire compare wine.csv --target quality --quick"],
  async run({ target, ignore, workers, out, json, ...protocol }, path, session) {
    checkOutput(out);
    const { parseTable } = await import("../data/csv.ts");
    const ignored = ignore.split(",").map((name) => name.trim());
    const table = parseTable(readText(path), { target, name: basename(path), ignore: ignored.filter((name) => name) });
    const { compareSpec } = await import("../study/specs/index.ts");
    const { runWithProgress } = await import("./run.ts");
    const { deliver } = await import("./deliver.ts");
    const results = await runWithProgress(compareSpec({ table, ...protocol }), { workers, table }, session);
    await deliver(results, { out, json, signal: session.signal });
  },
};
