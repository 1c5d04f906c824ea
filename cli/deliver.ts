import { join } from "node:path";
import { writeOutput } from "../node/output.ts";
import { newDocument, toPng } from "../node/render.ts";
import { decisionGrid } from "../study/grid.ts";
import { figures, report, summaryLines, textTable } from "../study/report/index.ts";
import type { Results } from "../study/results.ts";
import { serialise } from "../study/results-file.ts";
import { breathe } from "./interrupt.ts";

/** Pixels across a PNG figure: sharp on paper at 17 cm. */
const PNG_WIDTH = 1600;

export interface Delivery {
  readonly out: string;
  readonly json: boolean;
  readonly signal: AbortSignal;
}

/** Writes results.json, report.html and the figures into a folder, then prints the results: as text, or the same JSON. */
export async function deliver(results: Results, { out, json, signal }: Delivery): Promise<void> {
  const document = newDocument();
  const files: Record<string, string | Uint8Array> = { "results.json": serialise(results) };
  files["report.html"] = report(results, { document, grid: decisionGrid });
  await breathe(signal);
  for (const [name, svg] of Object.entries(figures(results, { document, grid: decisionGrid }))) {
    files[`figures/${name}.svg`] = svg;
    files[`figures/${name}.png`] = toPng(svg, PNG_WIDTH);
    await breathe(signal);
  }
  writeOutput(out, files);
  if (json) process.stdout.write(files["results.json"] as string);
  else process.stdout.write(textOf(results, out, Object.keys(files).length));
}
