import { newDocument } from "../node/render.ts";
import { decisionGrid } from "../study/grid.ts";
import { eachFigure, report, summaryLines, textTable, timesText } from "../study/report/index.ts";
import type { Results } from "../study/results.ts";
import { serialise } from "../study/results-file.ts";
import type { Times } from "../study/times.ts";
import { deliverFiles } from "./deliver-files.ts";

export interface Delivery {
  readonly out: string;
  readonly json: boolean;
  /** Measured times, where there are any: they go into the report and into times.json. */
  readonly times?: Times | null;
  readonly signal: AbortSignal;
}

/** Writes results.json, report.html and the figures into a folder, then prints the results: as text, or the same JSON. */
export async function deliver(results: Results, { out, json, times = null, signal }: Delivery): Promise<void> {
  const options = { document: newDocument(), grid: decisionGrid };
  const text = serialise(results);
  const timed = times === null ? {} : { "times.json": timesFile(times) };
  await deliverFiles({
    out,
    signal,
    files: { "results.json": ["all runs and summaries", text], ...timed },
    figures: eachFigure(results, options),
    page: (drawn) => ["report.html", report(results, { ...options, times, drawn })],
    print: (places) => (json ? text : `${textOf(results, times)}\n${places}`),
  });
}

function timesFile(times: Times): readonly [string, string] {
  return ["how long single runs took here, beside the paper's", `${JSON.stringify(times, null, 2)}\n`];
}

function textOf(results: Results, times: Times | null): string {
  const timed = times === null ? "" : `${timesText(results, times)}\n\n`;
  return `\n${textTable(results)}\n\n${timed}${summaryLines(results).join("\n")}\n`;
}
