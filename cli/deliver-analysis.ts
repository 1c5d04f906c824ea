import { newDocument } from "../node/render.ts";
import { serialiseAnalysis } from "../study/analysis/file.ts";
import { analysisPage } from "../study/analysis/page.ts";
import type { Analysis } from "../study/analysis/records.ts";
import { analysisText } from "../study/analysis/text.ts";
import { eachAnalysisFigure } from "../study/figures/analysis/index.ts";
import type { Delivery } from "./deliver.ts";
import { deliverFiles } from "./deliver-files.ts";

/** Writes analysis.json, report.html and the figures of an analysis into a folder, then prints it: in words, or the same JSON. */
export async function deliverAnalysis(
  analysis: Analysis,
  { out, json, signal }: Omit<Delivery, "times">,
): Promise<void> {
  const document = newDocument();
  const text = serialiseAnalysis(analysis);
  await deliverFiles({
    out,
    signal,
    figures: eachAnalysisFigure(analysis, document),
    files: { "analysis.json": ["all numbers, for moire report", text] },
    page: (drawn) => ["report.html", analysisPage(analysis, document, drawn)],
    print: (places) => (json ? text : `\n${analysisText(analysis)}\n${places}`),
  });
}
