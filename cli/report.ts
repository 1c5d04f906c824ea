import { MoireError } from "../core/errors.ts";
import { readText } from "../node/input.ts";
import { checkOutput } from "../node/output.ts";
import type { Results } from "../study/results.ts";
import { checkResults } from "../study/results-file.ts";
import type { Command, Session } from "./command.ts";
import { outputFields } from "./fields.ts";

const fields = outputFields("report");

/** `moire report results.json`: trains nothing; the report and the figures follow from the results file alone. */
export const report: Command<typeof fields> = {
  fields,
  argument: { name: "results.json", help: "the results file of an earlier run" },
  examples: ["moire report moire-results/reproduce/results.json"],
  async run({ out, json }, path: string, { signal }: Session): Promise<void> {
    const results = readResults(path);
    checkOutput(out);
    const { deliver } = await import("./deliver.ts");
    await deliver(results, { out, json, signal });
  },
};

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
