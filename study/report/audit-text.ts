import type { AuditResults, AuditSpec, Judgement } from "../audit/document.ts";
import {
  askedText,
  comparedText,
  decidingFinding,
  effectText,
  endsText,
  estimandText,
  groundTexts,
  grouped,
  ruleText,
} from "../audit/words.ts";
import { folded } from "./table.ts";
import { columnsWide, padded } from "./terminal.ts";

const WIDTH = 110;
/** The most that section labels take; longer ones go on in the next line. */
const LABEL = 26;
const GAP = "  ";

/** The judgements of an audit for a terminal of 110 columns: each claim, and below it a line for each section. */
export function auditText(results: AuditResults): string {
  const { audit, judgements } = results;
  const rule = "─".repeat(WIDTH);
  const rows = judgements.map((judgement) => rowOf(audit, judgement));
  const widths = rows[0]!.cells.map((_, i) => {
    const widest = Math.max(...rows.map(({ cells }) => columnsWide(cells[i]!)));
    return i === 0 ? Math.min(LABEL, widest) : widest;
  });
  return [
    ...folded(audit.title, WIDTH),
    ...folded(audit.description, WIDTH),
    rule,
    ...audit.claims.flatMap((claim, i) => [
      ...(i === 0 ? [] : [""]),
      ...folded(`${i + 1}. ${claim.statement}`, WIDTH),
      ...folded(`Asked for: ${askedText(claim)}. Effects: ${estimandText(claim)}.`, WIDTH - 3).map(
        (text) => `   ${text}`,
      ),
      ...rows.filter((_, row) => judgements[row]!.claim === claim.name).flatMap((row) => linesOf(row, widths)),
    ]),
    rule,
    ...groundTexts(results).flatMap((text) => folded(text, WIDTH)),
    ...folded(ruleText(audit), WIDTH),
  ].join("\n");
}

interface Row {
  /** Section, verdict, effect, interval, runs to decide. */
  readonly cells: readonly string[];
  /** What was compared: of several comparisons the one that lies lowest. */
  readonly compared: string;
}

function rowOf({ claims, sections, seeds }: AuditSpec, judgement: Judgement): Row {
  const claim = claims.find(({ name }) => name === judgement.claim)!;
  const section = sections.find(({ name }) => name === judgement.section)!;
  const shown = decidingFinding(judgement);
  const count = judgement.findings.length;
  return {
    cells: [
      section.label,
      judgement.verdict,
      effectText(claim, shown.effect),
      endsText(claim, shown.interval),
      runsText(judgement, seeds),
    ],
    compared: `${comparedText(claim, section, shown)}${count === 1 ? "" : ` (lowest of ${count} comparisons)`}`,
  };
}

/** `some 183 runs would decide`. */
function runsText({ verdict, runsToDecide }: Judgement, seeds: number): string {
  if (verdict !== "undecided") return "";
  return runsToDecide === null
    ? "no number of runs would decide"
    : `some ${grouped(Math.max(runsToDecide, seeds + 1))} runs would decide`;
}

/** The cells side by side, each folded to its width, and below them what was compared. */
function linesOf({ cells, compared }: Row, widths: readonly number[]): string[] {
  const parts = cells.map((cell, i) => folded(cell, widths[i]!));
  const count = Math.max(...parts.map(({ length }) => length));
  const lines = Array.from({ length: count }, (_, line) =>
    parts.map((own, i) => padded(own[line] ?? "", widths[i]!)).join(GAP),
  );
  const below = folded(compared, WIDTH - 5).map((line) => `  ${line}`);
  return [...lines, ...below].map((line) => `   ${line}`.trimEnd());
}
