import { mean, simultaneousIntervals } from "../../core/statistics/index.ts";
import type { Claim } from "../audit/claim.ts";
import type { AuditArm, AuditResults, Finding, Judgement, Section } from "../audit/document.ts";
import { auditRunsOf } from "../audit/runs-of.ts";
import type { Verdict } from "../audit/verdict.ts";
import {
  askedText,
  comparedText,
  estimandText,
  grouped,
  intervalText,
  judgementSentence,
  neededText,
  ruleText,
  valueText,
} from "../audit/words.ts";
import { mainMetric } from "../figures/audit/arms.ts";
import { AUDIT_FIGURES, auditCaption } from "../figures/audit/index.ts";
import { escapeText } from "../figures/markup.ts";
import { figureMarkup, type Numbering, small, tableMarkup } from "./numbered.ts";
import { prose } from "./prose.ts";
import { CSS } from "./style.ts";
import { folded } from "./table.ts";

export interface AuditReportOptions {
  /** The audit's figures by name, as SVG. */
  readonly drawn: Readonly<Record<string, string>>;
}

const WIDTH = 110;

/** Every claim with its verdict under each scaling, for a terminal of 110 columns. */
export function auditText(results: AuditResults): string {
  const { audit, judgements } = results;
  const lines = [audit.title, ...folded(audit.description, WIDTH), ""];
  for (const claim of audit.claims) {
    lines.push(...folded(`${claim.statement} (${claim.name})`, WIDTH));
    for (const { section, judgement } of judgedOf(results, claim)) {
      const text = `${section.label}: ${judgementSentence(results, section, judgement)}`;
      lines.push(...folded(text, WIDTH - 4).map((line, i) => `${i === 0 ? "  " : "    "}${line}`));
    }
    lines.push("");
  }
  const counts = (["supported", "refuted", "undecided"] as const).map(
    (verdict) => `${judgements.filter((one) => one.verdict === verdict).length} ${verdict}`,
  );
  return [...lines, ...folded(`${counts.join(", ")}. ${ruleText(audit)}`, WIDTH)].join("\n");
}

/** The audit as one HTML file that needs nothing else: style and figures are inline, it loads nothing and runs nothing. */
export function auditReport(results: AuditResults, { drawn }: AuditReportOptions): string {
  const { audit } = results;
  const numbers: Numbering = { figure: 0, table: 0 };
  const title = escapeText(audit.title);
  const verdicts = verdictTable(results, numbers);
  const picture = (name: (typeof AUDIT_FIGURES)[number]): string => {
    const svg = drawn[name];
    if (svg === undefined) return "";
    const { title: heading, caption } = auditCaption(name, results);
    return figureMarkup(svg, heading, caption, numbers);
  };
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title>\n<style>${CSS}${VERDICT_CSS}</style>\n</head>\n<body>`,
    `<header><p class="kicker">Moire · audit</p><h1>${title}</h1><p class="lead">${prose(audit.description)}</p></header>`,
    '<main>\n<section aria-labelledby="verdicts"><h2 id="verdicts">Verdicts</h2>',
    `<p>${prose(ruleText(audit))}</p>${verdicts}${picture("verdicts")}</section>`,
    `<section aria-labelledby="claims"><h2 id="claims">Claim by claim</h2>${audit.claims.map((claim) => claimSection(results, claim)).join("")}</section>`,
    `<section aria-labelledby="arms"><h2 id="arms">The arms</h2>${AUDIT_FIGURES.filter((name) => name !== "verdicts")
      .map(picture)
      .join("")}${armTables(results, numbers)}</section>`,
    limitsSection(results),
    `</main>\n${footer(results)}\n</body>\n</html>\n`,
  ].join("\n");
}

const VERDICT_CSS = `
.badge.supported { color: var(--good); background: var(--good-tint); }
.badge.refuted { color: var(--warn); background: var(--warn-tint); }
.badge.undecided { color: var(--soft); }
table.results td.verdict { text-align: left; min-width: 200px; }
`;

interface Judged {
  readonly section: Section;
  readonly judgement: Judgement;
}

function judgedOf({ audit, judgements }: AuditResults, claim: Claim): Judged[] {
  return audit.sections.map((section) => ({
    section,
    judgement: judgements.find((one) => one.claim === claim.name && one.section === section.name)!,
  }));
}

function badge(verdict: Verdict): string {
  return `<span class="badge ${verdict}">${verdict}</span>`;
}

function verdictTable(results: AuditResults, numbers: Numbering): string {
  const { claims, sections } = results.audit;
  const rows = claims.map((claim) => {
    const cells = judgedOf(results, claim).map(({ judgement: { verdict, findings } }) => {
      const only = findings.length === 1 ? findings[0]! : null;
      const effect = only === null ? `${findings.length} comparisons` : intervalText(claim, only);
      return `<td class="verdict">${badge(verdict)}${small(effect)}</td>`;
    });
    return `<tr><th scope="row">${prose(claim.statement)}${small(`asked for: ${askedText(claim)}`)}</th>${cells.join("")}</tr>`;
  });
  return tableMarkup(
    {
      name: "Verdicts",
      caption: "What the runs say of each claim. Below each verdict: the effect and its simultaneous interval.",
      headings: ["Claim", ...sections.map(({ label }) => label)],
      rows,
      kind: "results",
    },
    numbers,
  );
}

function claimSection(results: AuditResults, claim: Claim): string {
  const parts = judgedOf(results, claim).map(({ section, judgement: { verdict, findings } }) => {
    const items = findings.map((one) => `<li>${prose(findingText(results, claim, section, one))}</li>`).join("");
    return `<p>${escapeText(section.label)}: ${badge(verdict)}</p><ul>${items}</ul>`;
  });
  const head = `Estimated is the ${estimandText(claim)}; asked for is ${askedText(claim)}.`;
  return `<h3>${prose(claim.statement)}</h3><p>${prose(head)}</p>${parts.join("")}`;
}

function findingText({ audit }: AuditResults, claim: Claim, section: Section, finding: Finding): string {
  const needed = finding.verdict === "undecided" ? `; ${neededText(audit, finding.runsToDecide)}` : "";
  return `${comparedText(claim, section, finding)}: effect ${intervalText(claim, finding)}, ${finding.verdict}${needed}.`;
}

function armTables(results: AuditResults, numbers: Numbering): string {
  const { audit } = results;
  const metric = mainMetric(results);
  const claim = audit.claims.find((one) => one.metric === metric)!;
  return audit.sections
    .map((section) => {
      const rows = section.arms.map((arm) => armRow(results, section, arm, claim));
      return tableMarkup(
        {
          name: `Arms, ${section.label}`,
          caption: `Arms with ${section.label}, on all training rows. The 95 % interval is of that arm's mean alone (Student's t, not adjusted).`,
          headings: ["Arm", "Router parameters", "Mean", "95 % interval", "Median learning rate"],
          rows,
          kind: "results",
        },
        numbers,
      );
    })
    .join("");
}

function armRow({ audit, runs }: AuditResults, section: Section, arm: AuditArm, claim: Claim): string {
  const own = auditRunsOf(runs, section, arm.name);
  const values = own.flatMap((run) => run.values[claim.metric] ?? []);
  const rates = own.flatMap(({ learningRate }) => learningRate ?? []).sort((a, b) => a - b);
  const [low, high] = simultaneousIntervals([{ values, kind: "mean" }], { level: 0.95, overlap: audit.overlap })[0]!;
  const cells = [
    arm.parameters === null ? "" : String(arm.parameters),
    valueText(claim, mean(values)),
    `${valueText(claim, low)} to ${valueText(claim, high)}`,
    rates.length === 0 ? "" : String(rates[Math.floor(rates.length / 2)]).replace(/^0\./, "."),
  ];
  return `<tr><th scope="row">${escapeText(arm.label)}</th>${cells.map((cell) => `<td>${prose(cell)}</td>`).join("")}</tr>`;
}

function limitsSection({ audit, study }: AuditResults): string {
  const [experiment] = study?.experiments ?? [];
  const budget =
    experiment?.tuning === undefined
      ? "The runs were made elsewhere: how they were trained is not known here."
      : `Every run trained for ${experiment.epochs} epochs with batches of ${experiment.batchSize} rows, at a learning rate chosen among ${experiment.tuning.learningRates.join(", ")} by ${experiment.tuning.share * 100} % of its training rows: the same budget for every arm.`;
  const texts = [
    budget,
    "Verdicts are about these data, these sizes and this budget. A claim is supported against the controls that are listed, not against all that could be built.",
    ...(study === null ? [] : ["Circuits are simulated; only arms that say so have noise."]),
    ...(audit.overlap === null
      ? []
      : ["All runs share one table: intervals are corrected for that, and do not vanish with more splits."]),
  ];
  return `<section aria-labelledby="limits"><h2 id="limits">What was done, and what it cannot say</h2><ul class="limits">${texts.map((text) => `<li>${prose(text)}</li>`).join("")}</ul></section>`;
}

function footer({ audit, versions, format, runs }: AuditResults): string {
  const pairs = [
    ["Key", String(audit.key)],
    ["Runs", `${grouped(runs.length)}, ${audit.seeds} of each arm`],
    ["Moire", versions.moire],
    ["Engine", `${versions.engine}, ${versions.precision}`],
    ["Format", format],
  ];
  const rows = pairs.map(([name, value]) => `<dt>${escapeText(name!)}</dt><dd>${escapeText(value!)}</dd>`).join("");
  return (
    '<footer><section aria-labelledby="again"><h2 id="again">How to get these numbers again</h2>' +
    "<p>The spec of the audit, its study and every run are in results.json. The same key, version and engine give the same numbers on any machine; this page and its figures follow from the file alone:</p>" +
    `<code class="command">moire report results.json</code><dl class="facts">${rows}</dl></section></footer>`
  );
}
