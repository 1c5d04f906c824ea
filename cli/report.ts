import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fail, MoireError } from "../core/errors.ts";
import { readJson, readText } from "../node/input.ts";
import { checkOutput } from "../node/output.ts";
import { refuseUnfinished } from "../node/run-store.ts";
import { checkAnalysis } from "../study/analysis/file.ts";
import { checkAudit } from "../study/audit/file.ts";
import type { Results } from "../study/results.ts";
import { checkResults } from "../study/results-file.ts";
import type { Times } from "../study/times.ts";
import { checkTimes } from "../study/times.ts";
import type { Command, Session } from "./command.ts";
import { outputFields } from "./fields.ts";

const fields = outputFields("report");

/** `moire report results.json`: trains nothing; report and figures follow from the file alone, but for times, which lie beside results. */
export const report: Command<typeof fields> = {
  fields,
  argument: { name: "results.json", help: "the results file of an earlier run, or the analysis.json of moire analyse" },
  examples: ["moire report moire-results/reproduce/results.json", "moire report moire-results/analyse/analysis.json"],
  async run({ out, json }, path: string, { signal }: Session): Promise<void> {
    const value = readFile(path);
    refuseUnfinished(out);
    if (formatOf(value).startsWith("moire-analysis-")) {
      const analysis = checked(path, () => checkAnalysis(value));
      checkOutput(out);
      const { deliverAnalysis } = await import("./deliver-analysis.ts");
      await deliverAnalysis(analysis, { out, json, signal });
      return;
    }
    if (formatOf(value).startsWith("moire-audit-")) {
      const audit = checked(path, () => checkAudit(value));
      checkOutput(out);
      const { deliverAudit } = await import("./deliver-audit.ts");
      await deliverAudit(audit, { out, json, signal });
      return;
    }
    const format = formatOf(value);
    if (format !== "" && !format.startsWith("moire-results-")) {
      const hint = "Give the results.json of a study or an audit, or the analysis.json of moire analyse";
      fail(`${path}: format`, "a results file", format, hint);
    }
    const results = checked(path, () => checkResults(value));
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
  return checked(file, () => checkTimes(readJson(file), results));
}

/** Errors name the file. */
function checked<T>(path: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof MoireError ? new MoireError(`${path}: ${error.message}`) : error;
  }
}

/** What a file says it is; "" where it says nothing. */
function formatOf(value: unknown): string {
  const format = typeof value === "object" && value !== null && "format" in value ? value.format : "";
  return typeof format === "string" ? format : "";
}

function readFile(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MoireError(`${path} is not a results file: it is no JSON (${(error as Error).message.split("\n")[0]})`);
  }
}
