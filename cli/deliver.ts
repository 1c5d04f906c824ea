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
  process.stderr.write("Drawing the report and its figures\n");
  const options = { document: newDocument(), grid: decisionGrid };
  const text = serialise(results);
  const files: Record<string, string | Uint8Array> = { "results.json": text };
  files["report.html"] = report(results, options);
  await breathe(signal);
  const drawn = Object.entries(figures(results, options));
  for (const [name, svg] of drawn) {
    files[`figures/${name}.svg`] = svg;
    files[`figures/${name}.png`] = toPng(svg, PNG_WIDTH);
    await breathe(signal);
  }
  writeOutput(out, files);
  process.stdout.write(json ? text : `${textOf(results)}\n${placesOf(out, drawn.length)}`);
}

function textOf(results: Results): string {
  return `\n${textTable(results)}\n\n${summaryLines(results).join("\n")}\n`;
}

function placesOf(out: string, count: number): string {
  const places = [
    [join(out, "report.html"), "the report, for a browser"],
    [join(out, "results.json"), "all runs and summaries"],
    [join(out, "figures"), count === 1 ? "one figure, as SVG and PNG" : `${count} figures, each as SVG and PNG`],
  ] as const;
  const width = Math.max(...places.map(([path]) => path.length));
  return places.map(([path, what]) => `${path.padEnd(width)}  ${what}\n`).join("");
}
