import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { auditFixture, importedFixture } from "../../test/fixtures/audit.ts";
import type { AuditResults } from "../audit/document.ts";
import { auditPlan } from "../audit/spec.ts";
import { askedText, neededText, ruleText, verdictMeaning } from "../audit/words.ts";
import { AUDIT_FIGURES } from "../figures/audit/index.ts";
import { escapeText } from "../figures/markup.ts";
import { auditReport, auditText } from "./audit.ts";
import { auditMarkdown } from "./audit-markdown.ts";
import { columnsWide } from "./terminal.ts";

const results = auditFixture();
const drawn = Object.fromEntries(AUDIT_FIGURES.map((name) => [name, `<svg data-name="${name}"></svg>`]));
const html = auditReport(results, { drawn });
const long = "a router with a name that is far longer than what any column of a table has room for, "
  .repeat(2)
  .trim()
  .slice(0, 120);
const many = Array.from({ length: 60 }, (_, i) => (i === 3 ? long.slice(0, 190) : `第${i}号ルーター`));

/** How many times the text has it. */
function times(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** The page's words, without markup. */
function wordsOf(page: string): string {
  return page
    .slice(page.indexOf("<body>"))
    .replace(/<svg.*?<\/svg>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&nbsp;", " ");
}

describe("the page of an audit", () => {
  test("is one file that loads nothing and runs nothing", () => {
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/<script|<link|<img|https?:|@import|url\(/);
  });

  test("has the rule first, then a verdict on each claim in each section, then each comparison", () => {
    expect(wordsOf(html)).toContain(ruleText(results.audit));
    expect(html.indexOf("A claim is supported when")).toBeLessThan(html.indexOf('<span class="badge'));
    const comparisons = results.judgements.flatMap(({ findings }) => findings).length;
    for (const verdict of ["supported", "refuted", "undecided"] as const) {
      const claims = results.judgements.filter((one) => one.verdict === verdict).length;
      const findings = results.judgements.flatMap((one) => one.findings).filter((one) => one.verdict === verdict);
      expect(times(html, `<span class="badge ${verdict}">`)).toBe(claims + findings.length);
    }
    expect(times(html, '<span class="badge ')).toBe(results.judgements.length + comparisons);
    for (const { statement } of results.audit.claims) expect(times(html, escapeText(statement))).toBeGreaterThan(2);
  });

  test("has every arm of every section once in its table, and the figures that there are", () => {
    const arms = html.slice(html.indexOf('<h2 id="arms">'), html.indexOf('<h2 id="protocol">'));
    for (const { label } of results.audit.sections[0]!.arms) expect(times(arms, ` ${escapeText(label)}</th>`)).toBe(2);
    for (const name of AUDIT_FIGURES) expect(html).toContain(`data-name="${name}"`);
    const [first] = AUDIT_FIGURES;
    expect(times(auditReport(results, { drawn: { [first!]: "<svg></svg>" } }), "<figure>")).toBe(1);
    expect(auditReport(results, { drawn: {} })).not.toContain("Figures");
  });

  test("has its links lead somewhere, and each id once", () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(id);
  });

  test("says how to make the audit again, if a command does", () => {
    expect(html).toContain("moire audit moons:samples=400 --seeds 12 --key 0</code>");
    expect(auditReport(results, { drawn, command: null })).toContain("<code>study</code>");
    expect(auditReport(results, { drawn, command: "moire audit <x>" })).toContain("moire audit &lt;x&gt;</code>");
  });

  test("of runs made elsewhere has neither sizes nor parameters, and names are escaped", () => {
    const page = auditReport(importedFixture({ arms: ["<b>ours</b>", "多層", long.slice(0, 190)] }), { drawn: {} });
    expect(page).not.toContain("<b>");
    expect(page).toContain("&lt;b&gt;ours");
    expect(page).not.toMatch(/router parameters|learning rate|rows to train on|undefined|NaN|null/);
    expect(page).toContain("The runs were made elsewhere");
  });
});

test("where no arm learned more than the most frequent class, everything that is said begins with that", () => {
  const accuracies = results.runs.map(({ values }) => values.accuracy!);
  const majority = Math.max(...accuracies);
  const idle = { ...results, audit: { ...results.audit, majority } };
  for (const text of [
    auditText(idle).replace(/\s+/g, " "),
    wordsOf(auditReport(idle, { drawn: {} })),
    auditMarkdown(idle, { figures: {} }).replaceAll("\\", ""),
  ]) {
    expect(times(text, "no arm learned much: the highest mean accuracy is")).toBe(results.audit.sections.length);
  }
  expect(auditText(results)).not.toContain("no arm learned much");
});

describe("an audit as Markdown", () => {
  const page = auditMarkdown(results, { figures: { verdicts: "pictures/verdicts.svg" }, preface: "Made by hand." });
  test("has the rule, a row for each claim, a sentence for each section, and the figures that are given", () => {
    expect(page).toContain(ruleText(results.audit));
    const rows = page.split("\n").filter((line) => /^\| \d+\. /.test(line));
    expect(rows.map((row) => row.split("**").filter((_, i) => i % 2 === 1))).toEqual(
      results.audit.claims.map(({ name }) =>
        results.judgements.filter(({ claim }) => claim === name).map(({ verdict }) => verdict),
      ),
    );
    expect(page.split("\n").filter((line) => /^- .*(Supported|Refuted|Undecided): /.test(line))).toHaveLength(
      results.judgements.length,
    );
    expect([...page.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path]) => path)).toEqual(["pictures/verdicts.svg"]);
    expect(page).toContain("Made by hand.");
    expect(page).not.toMatch(/undefined|NaN|null/);
  });
  test("whatever arms are called, tables keep their columns and nothing becomes markup", () => {
    const names = ["a | b", "<script>*_`", "[x](y)"];
    const hostile = auditMarkdown(importedFixture({ arms: names }), { figures: {} });
    expect(hostile).not.toMatch(/[^\\]<script|[^\\]\[x|a \| b/);
    for (const row of hostile.split("\n").filter((line) => line.startsWith("| "))) {
      expect(row.split(/(?<!\\)\|/).length).toBeGreaterThan(3);
    }
  });
});

describe("the page of the paper's audit", () => {
  test("is of the claims, arms and rule that an audit has now", () => {
    const page = readFileSync("docs/paper-audit.md", "utf8");
    const { audit } = auditPlan({ generator: { name: "moons" } });
    const plain = page.replaceAll("\\", "");
    for (const text of [audit.description, ruleText(audit)]) expect(plain).toContain(text);
    audit.claims.forEach(({ statement }, i) => {
      expect(plain).toContain(`${i + 1}. ${statement}`);
    });
    for (const { arms } of audit.sections) {
      for (const { label, parameters } of arms) expect(plain).toContain(`| ${label} | ${parameters} |`);
    }
    for (const [, path] of page.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) expect(existsSync(`docs/${path}`)).toBe(true);
  });
});

describe("the text of an audit", () => {
  test.each<[string, AuditResults]>([
    ["of the product's own", results],
    ["of two arms", importedFixture({ arms: ["a", "b"] })],
    ["of many arms with long and East Asian names", importedFixture({ arms: many, seeds: 4 })],
  ])("%s fits into 110 columns and has a line for each claim and section", (_, one) => {
    const lines = auditText(one).split("\n");
    expect(Math.max(...lines.map(columnsWide))).toBeLessThanOrEqual(110);
    const text = lines.join("\n");
    expect(lines.filter((line) => / {2}(supported|refuted|undecided) {2,}/.test(line)).length).toBe(
      one.judgements.length,
    );
    expect(text).not.toMatch(/undefined|NaN|null/);
  });
});

describe("text and page never say more than the intervals, whatever the runs", () => {
  const tried = [
    results,
    ...[1, 2, 3].map((draw) => auditFixture({ draw, seeds: 3 + draw })),
    ...[4, 5, 6, 7].map((draw) => importedFixture({ draw, seeds: 2 + draw })),
    importedFixture({ given: { overlap: { trainRows: 70, testRows: 30 } } }),
    importedFixture({ arms: ["a", "b", "c"], draw: 9, given: { effect: 0 } }),
  ];
  test.each(tried.map((one, i) => [i, one] as const))("audit %i", (_, one) => {
    const { claims } = one.audit;
    for (const given of [auditText(one).replace(/\s+/g, " "), wordsOf(auditReport(one, { drawn: {} }))]) {
      // What is claimed and what it asks for are quoted, not said.
      const quoted = claims.flatMap((claim) => [claim.statement, escapeText(claim.statement), askedText(claim)]);
      const said = [...new Set(quoted)]
        .sort((a, b) => b.length - a.length)
        .reduce((text, part) => text.replaceAll(part, ""), given);
      expect(said).not.toMatch(
        /better|worse|\bwins?\b|beats?\b|advantage|superior|outperform|\bproves?\b|significant|\bequal|the same as|no difference|confirms?|no effect(?!\.)/i,
      );
      const rules = [ruleText(one.audit), ...Object.entries(verdictMeaning).map(([name, text]) => `${name}: ${text}`)];
      const rest = rules.reduce((text, part) => text.replaceAll(part, ""), said);
      for (const verdict of ["supported", "refuted"] as const) {
        const any = one.judgements.some((judgement) =>
          [judgement, ...judgement.findings].some((finding) => finding.verdict === verdict),
        );
        if (!any) expect(rest.replace(/\b0 (supported|refuted)/g, "")).not.toMatch(new RegExp(verdict, "i"));
      }
    }
  });

  test("where splits of one table are too few, more of them are not promised", () => {
    const { audit } = importedFixture({ given: { overlap: { trainRows: 70, testRows: 30 } } });
    expect(neededText(audit, null)).toContain("larger table");
  });
});
