import { mean } from "../../core/statistics/index.ts";
import type { Claim } from "../audit/claim.ts";
import type { AuditResults, Section } from "../audit/document.ts";
import { auditRunsOf } from "../audit/runs-of.ts";
import {
  askedText,
  decidingFinding,
  effectText,
  endsText,
  estimandText,
  groundTexts,
  judgementOf,
  judgementSentence,
  ruleText,
} from "../audit/words.ts";
import { mainMetric, thresholdsOf } from "../figures/audit/arms.ts";
import { AUDIT_FIGURES, type AuditFigureKind, auditCaption } from "../figures/audit/index.ts";
import { formatPlain, formatShare } from "../figures/format.ts";
import { printable } from "../figures/markup.ts";
import { auditCommand } from "./audit-command.ts";
import { limitTexts, protocolPairs } from "./audit-protocol.ts";

export interface AuditMarkdownOptions {
  /** Where each figure lies, seen from the page; those that are missing are left out. */
  readonly figures: Readonly<Partial<Record<AuditFigureKind, string>>>;
  /** Lines after the rule, in Markdown. Default none. */
  readonly preface?: string;
}

/** An audit as a page of Markdown (GitHub's, with tables): verdicts, the claims one by one, figures, arms, protocol and limits. Made from the results alone. */
export function auditMarkdown(results: AuditResults, { figures, preface = "" }: AuditMarkdownOptions): string {
  const { audit } = results;
  const command = auditCommand(results);
  const shown = AUDIT_FIGURES.map((kind) => {
    const path = figures[kind];
    if (path === undefined) return "";
    const { title, caption } = auditCaption(kind, results);
    return `![${marked(title)}](${path})\n\n*${marked(title)}. ${marked(caption)}*`;
  });
  const parts = [
    `# ${marked(audit.title)}`,
    marked(`${audit.description} ${ruleText(audit)}`),
    preface,
    ...groundTexts(results).map((text) => `**${marked(text)}**`),
    "## Verdicts",
    verdictTable(results),
    ...audit.claims.map((claim, i) => claimPart(results, claim, i + 1)),
    ...shown.slice(0, 1),
    "## Arms",
    ...audit.sections.map((section) => armTable(results, section)),
    ...shown.slice(1),
    "## What was done",
    protocolPairs(results)
      .map(([name, text]) => `- **${marked(name)}**: ${marked(text)}`)
      .join("\n"),
    "## What this cannot say",
    limitTexts(results)
      .map((text) => `- ${marked(text)}`)
      .join("\n"),
    command === null ? "" : `The same numbers again: \`${command}\` (Moire ${marked(results.versions.moire)}).`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function verdictTable(results: AuditResults): string {
  const { audit } = results;
  const rows = audit.claims.map((claim, i) => [
    `${i + 1}. ${marked(claim.statement)}`,
    ...audit.sections.map((section) => {
      const judgement = judgementOf(results, section, claim);
      const { effect, interval } = decidingFinding(judgement);
      const several = claim.comparisons.length;
      const which = several === 1 ? "" : `<br>lowest of ${several} comparisons`;
      return `**${judgement.verdict}**<br>${effectText(claim, effect)}, ${endsText(claim, interval)}${which}`;
    }),
  ]);
  return table(["claim", ...audit.sections.map(({ label }) => marked(label))], rows);
}

function claimPart(results: AuditResults, claim: Claim, number: number): string {
  const { sections } = results.audit;
  const several = claim.comparisons.length;
  const asked = `Asked for: ${askedText(claim)}${several === 1 ? "" : `, in each of ${several} comparisons`}. Effect: ${estimandText(claim)}.`;
  const sentences = sections.map((section) => {
    const text = judgementSentence(results, section, judgementOf(results, section, claim));
    return `- ${marked(section.label)}: ${marked(text)}`;
  });
  return [`**${number}. ${marked(claim.statement)}** ${marked(asked)}`, "", ...sentences].join("\n");
}

function armTable(results: AuditResults, section: Section): string {
  const metric = mainMetric(results);
  const thresholds = thresholdsOf(results, metric);
  const rows = section.arms
    .map((arm) => ({
      ...arm,
      values: auditRunsOf(results.runs, section, arm.name).flatMap(({ values }) => values[metric] ?? []),
    }))
    .filter(({ values }) => values.length > 0)
    .sort((a, b) => mean(b.values) - mean(a.values))
    .map(({ label, parameters, values }) => [
      marked(label),
      parameters === null ? "" : String(parameters),
      formatShare(mean(values)),
      ...thresholds.map((one) => `${values.filter((value) => value >= one).length} of ${values.length}`),
    ]);
  const heads = [
    marked(section.label),
    "trained router parameters",
    `mean ${metric}`,
    ...thresholds.map((one) => `runs at ${formatPlain(one)} or more`),
  ];
  return table(heads, rows);
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(heads), `|${"---|".repeat(heads.length)}`, ...rows.map(line)].join("\n");
}

/** Text with nothing in it that Markdown or HTML reads as anything else. */
function marked(text: string): string {
  return printable(text)
    .replace(/[\r\n]+/g, " ")
    .replace(/[\\`*_{}[\]<>|#~]/g, "\\$&");
}
