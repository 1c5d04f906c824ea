import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { MoireError } from "../core/errors.ts";
import { readJson, readText } from "../node/input.ts";
import { checkOutput } from "../node/output.ts";
import type { Results } from "../study/results.ts";
import { checkResults } from "../study/results-file.ts";
import type { Times } from "../study/times.ts";
import { checkTimes } from "../study/times.ts";
import type { Command, Session } from "./command.ts";
import { outputFields } from "./fields.ts";

const fields = outputFields("report");

/** `moire report results.json`: trains nothing; the report and the figures follow from the results file alone, but for times, which lie beside it. */
export const report: Command<typeof fields> = {
  fields,
  argument: { name: "results.json", help: "the results file of an earlier run" },
  examples: ["moire report moire-results/reproduce/results.json"],
  async run({ out, json }, path: string, { signal }: Session): Promise<void> {
    const results = readResults(path);
    const times = timesBeside(path, results);
    checkOutput(out);
    const { deliver } = await import("./deliver.ts");
    await deliver(results, { out, json, times, signal });
  },
};

/** Times that were measured with the results lie beside them; a results file alone has none. */
function timesBeside(path: string, results: Results): Times | null {
  const file = join(dirname(path), "times.json");
  if (basename(path) !== "results.json" || !existsSync(file)) return null;
  try {
    return checkTimes(readJson(file), results);
  } catch (error) {
    throw error instanceof MoireError ? new MoireError(`${file}: ${error.message}`) : error;
  }
}

function readResults(path: string): Results {
  const text = readText(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new MoireError(`${path} is not a results file: it is no JSON (${(error as Error).message.split("\n")[0]})`);
  }
  try {
    return checkResults(value);
  } catch (error) {
    throw error instanceof MoireError ? new MoireError(`${path}: ${error.message}`) : error;
  }
}
