import { newDocument } from "../node/render.ts";
import type { AuditResults } from "../study/audit/document.ts";
import { auditFigures } from "../study/figures/audit/index.ts";
import { auditReport, auditText } from "../study/report/audit.ts";
import { serialise } from "../study/results-file.ts";
import type { Delivery } from "./deliver.ts";
import { deliverFiles } from "./deliver-files.ts";

/** Writes results.json, audit.html and the figures of an audit into a folder, then prints its judgements: as text, or the same JSON. */
export async function deliverAudit(
  results: AuditResults,
  { out, json, signal }: Omit<Delivery, "times">,
): Promise<void> {
  const document = newDocument();
  const text = serialise(results);
  await deliverFiles({
    out,
    signal,
    figures: auditFigures(results, { document }),
    files: { "results.json": ["all runs and judgements", text] },
    page: (drawn) => ["audit.html", auditReport(results, { drawn })],
    print: (places) => (json ? text : `\n${auditText(results)}\n\n${places}`),
  });
}
