import { newDocument } from "../node/render.ts";
import { serialiseAnalysis } from "../study/analysis/file.ts";
import { analysisPage } from "../study/analysis/page.ts";
import type { Analysis } from "../study/analysis/records.ts";
import { analysisText } from "../study/analysis/text.ts";
import { eachAnalysisFigure } from "../study/figures/analysis/index.ts";
import type { Delivery } from "./deliver.ts";
import { deliverFiles, type Files } from "./deliver-files.ts";
import { type TwinTimes, twinTimesText } from "./twin-times.ts";

interface AnalysisDelivery extends Omit<Delivery, "times"> {
  /** How long the model and its twin took here, where that was measured. */
  readonly times?: TwinTimes | null;
}

/** Writes analysis.json, report.html and the figures of an analysis into a folder, then prints it: in words, or the same JSON. */
export async function deliverAnalysis(
  analysis: Analysis,
  { out, json, times = null, signal }: AnalysisDelivery,
): Promise<void> {
  const document = newDocument();
  const text = serialiseAnalysis(analysis);
  const said = times === null ? "" : `\n${twinTimesText(times)}\n`;
  const timed: Files["files"] =
    times === null ? {} : { "times.json": ["how long a row took here", `${JSON.stringify(times, null, 2)}\n`] };
  await deliverFiles({
    out,
    signal,
    figures: eachAnalysisFigure(analysis, document),
    files: { "analysis.json": ["all numbers, for moire report", text], ...timed },
    page: (drawn) => ["report.html", analysisPage(analysis, document, drawn)],
    print: (places) => (json ? text : `\n${analysisText(analysis)}${said}\n${places}`),
  });
}
