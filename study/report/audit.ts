import type { AuditResults } from "../audit/document.ts";
import { ruleText } from "../audit/words.ts";
import { AUDIT_FIGURES, auditCaption } from "../figures/audit/index.ts";
import { escapeText } from "../figures/markup.ts";
import { armTables } from "./audit-arms.ts";
import { claimParts, verdictCounts, verdictTable } from "./audit-claims.ts";
import { auditCommand } from "./audit-command.ts";
import { limitParts, protocolParts } from "./audit-protocol.ts";
import type { Numbering } from "./numbered.ts";
import { figureMarkup } from "./numbered.ts";
import { prose } from "./prose.ts";
import { CSS } from "./style.ts";

export { auditText } from "./audit-text.ts";

export interface AuditReportOptions {
  /** The audit's figures by name, as SVG; those that are missing are left out. */
  readonly drawn: Readonly<Record<string, string>>;
  /** What makes the audit again; null: no command does. Missing: found out from the results. */
  readonly command?: string | null;
}

/** Verdicts differ in word and shape, too. */
const VERDICTS = `
.badge.supported { color: var(--good); background: var(--good-tint); }
.badge.refuted { color: var(--warn); background: var(--warn-tint); }
.badge.undecided { color: var(--soft); background: var(--tint); }
.badge { white-space: nowrap; }
.badge svg { vertical-align: -1px; }
.command { margin-bottom: 14px; }
.note { color: var(--soft); font-size: 14px; }
tbody th { max-width: 340px; }
`;

/** An audit as one HTML file that needs nothing else: style and figures are inline, it loads nothing and runs nothing. Made from the results alone. */
export function auditReport(results: AuditResults, { drawn, ...given }: AuditReportOptions): string {
  const { audit } = results;
  const command = given.command === undefined ? auditCommand(results) : given.command;
  const numbers: Numbering = { figure: 0, table: 0 };
  const figures = AUDIT_FIGURES.map((kind) => {
    const svg = drawn[kind];
    const { title, caption } = auditCaption(kind, results);
    return svg === undefined ? "" : figureMarkup(svg, title, caption, numbers);
  }).filter((figure) => figure !== "");
  const sections: (readonly [id: string, title: string, body: string])[] = [
    ["verdicts", "Verdicts", verdictCounts(results) + verdictTable(results, numbers)],
    ["claims", "The claims one by one", claimParts(results)],
    ...(figures.length === 0 ? [] : [["figures", "Figures", figures.join("\n")] as const]),
    ["arms", "The arms", armTables(results, numbers)],
    ["protocol", "What was done", protocolParts(results)],
    ["limits", "What this cannot say", limitParts(results)],
  ];
  const contents = [...sections, AGAIN].map(([id, title]) => `<li><a href="#${id}">${title}</a></li>`);
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeText(audit.title)}</title>\n<style>${CSS}${VERDICTS}</style>\n</head>\n<body>`,
    `<header><p class="kicker">Moire · audit</p><h1>${escapeText(audit.title)}</h1>`,
    `<p class="lead">${prose(audit.description)}</p><p>${prose(ruleText(audit))}</p>`,
    `<nav aria-label="Contents"><ol>${contents.join("")}</ol></nav></header>\n<main>`,
    ...sections.map(([id, title, body]) => sectionOf(id, title, body)),
    `</main>\n<footer>${sectionOf(...AGAIN, againParts(results, command))}</footer>\n</body>\n</html>\n`,
  ].join("\n");
}

const AGAIN = ["again", "How to get these numbers again"] as const;

function sectionOf(id: string, title: string, body: string): string {
  return `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${body}\n</section>`;
}

function againParts({ audit, study, versions, format }: AuditResults, command: string | null): string {
  const pairs = [
    ["Key", String(audit.key)],
    ["Seeds", `0 to ${audit.seeds - 1}`],
    ["Moire", versions.moire],
    ["Engine", study === null ? "the runs were made elsewhere" : `${versions.engine}, ${versions.precision}`],
    ["Format", format],
  ];
  const rows = pairs.map(([name, value]) => `<dt>${escapeText(name!)}</dt><dd>${escapeText(value!)}</dd>`).join("");
  const same =
    study === null
      ? "The same table of runs gives the same judgements:"
      : "The same data, key, version and engine give the same numbers on any machine:";
  const again =
    command === null
      ? "<p>The full description is in the <code>audit</code> and <code>study</code> parts of results.json.</p>"
      : `<p>${same}</p><code class="command">${escapeText(command)}</code>${standIns(command)}`;
  return (
    `${again}<p>This page and its figures follow from the results file alone:</p>` +
    `<code class="command">moire report results.json</code><dl class="facts">${rows}</dl>`
  );
}

/** What stands in the command for what a results file does not hold. */
function standIns(command: string): string {
  const notes = [
    command.includes("--target COLUMN") ? "COLUMN is the column that holds the class." : "",
    command.includes("--claims CLAIMS.json")
      ? "CLAIMS.json holds the claims of the audit part of results.json, and with them arms that they name besides those of the audit."
      : "",
    command.includes("--runs ") ? "Columns of the table that were ignored have to be named with --ignore." : "",
  ].filter((note) => note !== "");
  return notes.length === 0 ? "" : `<p class="note">${prose(notes.join(" "))}</p>`;
}
