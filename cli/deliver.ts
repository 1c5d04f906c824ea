import { join } from "node:path";
import { writeOutput } from "../node/output.ts";
import { newDocument, paintPng } from "../node/render.ts";
import { decisionGrid } from "../study/grid.ts";
import { eachFigure, report, summaryLines, textTable, timesText } from "../study/report/index.ts";
import type { Results } from "../study/results.ts";
import { serialise } from "../study/results-file.ts";
import type { Times } from "../study/times.ts";
import { breathe } from "./interrupt.ts";

/** Pixels across a PNG figure: sharp on paper at 17 cm. */
const PNG_WIDTH = 1600;

/** Pictures that are painted at a time: each takes some megabytes. */
const AHEAD = 2;

export interface Delivery {
  readonly out: string;
  readonly json: boolean;
  /** Measured times, where there are any: they go into the report and into times.json. */
  readonly times?: Times | null;
  readonly signal: AbortSignal;
}

/** Writes results.json, report.html and the figures into a folder, then prints the results: as text, or the same JSON. */
export async function deliver(results: Results, { out, json, times = null, signal }: Delivery): Promise<void> {
  process.stderr.write("Drawing the report and its figures\n");
  const options = { document: newDocument(), grid: decisionGrid };
  const text = serialise(results);
  const files: Record<string, string | Uint8Array> = { "results.json": text };
  if (times !== null) files["times.json"] = `${JSON.stringify(times, null, 2)}\n`;
  const drawn: Record<string, string> = {};
  const painting: Promise<void>[] = [];
  for (const [name, svg] of eachFigure(results, options)) {
    drawn[name] = svg;
    // Painted on other threads while the next figures are drawn here.
    painting.push(
      paintPng(svg, PNG_WIDTH).then((png) => {
        files[`figures/${name}.png`] = png;
      }),
    );
    if (painting.length > AHEAD) await painting.shift();
    await breathe(signal);
  }
  await Promise.all(painting);
  for (const [name, svg] of Object.entries(drawn)) files[`figures/${name}.svg`] = svg;
  files["report.html"] = report(results, { ...options, times, drawn });
  writeOutput(out, files);
  process.stdout.write(
    json ? text : `${textOf(results, times)}\n${placesOf(out, Object.keys(drawn).length, times !== null)}`,
  );
}

function textOf(results: Results, times: Times | null): string {
  const timed = times === null ? "" : `${timesText(results, times)}\n\n`;
  return `\n${textTable(results)}\n\n${timed}${summaryLines(results).join("\n")}\n`;
}

function placesOf(out: string, count: number, timed: boolean): string {
  const places = [
    [join(out, "report.html"), "the report, for a browser"],
    [join(out, "results.json"), "all runs and summaries"],
    ...(timed ? ([[join(out, "times.json"), "how long single runs took here, beside the paper's"]] as const) : []),
    [join(out, "figures"), count === 1 ? "one figure, as SVG and PNG" : `${count} figures, each as SVG and PNG`],
  ] as const;
  const width = Math.max(...places.map(([path]) => path.length));
  return places.map(([path, what]) => `${path.padEnd(width)}  ${what}\n`).join("");
}
