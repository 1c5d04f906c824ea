import type { Claim } from "../audit/claim.ts";
import type { AuditResults, Finding, Judgement, Section } from "../audit/document.ts";
import type { Verdict } from "../audit/verdict.ts";
import {
  askedText,
  comparedText,
  decidingFinding,
  effectText,
  endsText,
  estimandText,
  groundTexts,
  grouped,
  judgementOf,
  judgementSentence,
  verdictMeaning,
} from "../audit/words.ts";
import { VERDICT_LOOKS } from "../figures/audit/verdicts.ts";
import { glyphs } from "../figures/glyph.ts";
import { escapeText, tag } from "../figures/markup.ts";
import type { Numbering } from "./numbered.ts";
import { small, tableMarkup } from "./numbered.ts";
import { prose } from "./prose.ts";

/** A verdict in a word and a shape, never by colour alone. */
function badge(verdict: Verdict): string {
  const { shape, hollow } = VERDICT_LOOKS[verdict];
  const mark = glyphs([[6, 6]], { shape, ring: hollow, color: "currentColor", radius: 4 });
  return `<span class="badge ${verdict}">${tag("svg", { width: 12, height: 12, viewBox: "0 0 12 12", "aria-hidden": "true" }, mark)} ${verdict}</span>`;
}

/** How many claims got which verdict, a sentence for each section. */
export function verdictCounts(results: AuditResults): string {
  const { audit, judgements } = results;
  const lines = audit.sections.map(({ name, label }) => {
    const own = judgements.filter(({ section }) => section === name);
    const counts = (Object.keys(verdictMeaning) as Verdict[]).map(
      (verdict) => `${own.filter((one) => one.verdict === verdict).length} ${verdict}`,
    );
    return `<li>${prose(`${label}: of ${own.length} ${own.length === 1 ? "claim" : "claims"} ${counts.join(", ")}.`)}</li>`;
  });
  const meanings = Object.entries(verdictMeaning).map(([verdict, text]) => `${verdict}: ${text}`);
  const ground = groundTexts(results).map((text) => `<p><strong>${prose(text)}</strong></p>`);
  return `<ul>${lines.join("")}</ul>${ground.join("")}<p class="note">${prose(`${meanings.join("; ")}.`)}</p>`;
}

/** A row for each claim, a column for each section. */
export function verdictTable(results: AuditResults, numbers: Numbering): string {
  const { audit } = results;
  const rows = audit.claims.map((claim, i) => {
    const cells = audit.sections.map((section) => cellOf(results, claim, judgementOf(results, section, claim)));
    return `<tr><th scope="row"><a href="#${claimId(i)}">${escapeText(claim.statement)}</a>${small(`asked for: ${askedText(claim)}`)}</th>${cells.join("")}</tr>`;
  });
  const several = audit.claims.some(({ comparisons }) => comparisons.length > 1);
  const caption = `The verdict on each claim, with the effect and its simultaneous interval.${several ? " Of claims with several comparisons the one that lies lowest is shown." : ""}`;
  const headings = ["Claim", ...audit.sections.map(({ label }) => label)];
  return tableMarkup({ name: "Verdicts", caption, headings, rows, kind: "results" }, numbers);
}

function cellOf({ audit }: AuditResults, claim: Claim, judgement: Judgement): string {
  const { verdict, runsToDecide, findings } = judgement;
  const shown = decidingFinding(judgement);
  const of = findings.length === 1 ? "" : `lowest of ${findings.length} comparisons`;
  const needed = verdict === "undecided" ? `to decide: ${runsText(runsToDecide, audit.seeds)}` : "";
  return `<td>${badge(verdict)}<br>${escapeText(effectText(claim, shown.effect))}${small(endsText(claim, shown.interval))}${small(of)}${small(needed)}</td>`;
}

/** Runs of each arm that would decide. */
function runsText(runs: number | null, seeds: number): string {
  return runs === null ? "no number of runs" : `some ${grouped(Math.max(runs, seeds + 1))} runs`;
}

/** The claims one by one: what each asks for, what became of it, and all its comparisons. */
export function claimParts(results: AuditResults): string {
  return results.audit.claims.map((claim, i) => claimPart(results, claim, claimId(i))).join("\n");
}

function claimPart(results: AuditResults, claim: Claim, id: string): string {
  const { sections, seeds } = results.audit;
  const count = claim.comparisons.length;
  const compared =
    claim.comparisons[0]!.against === null
      ? `The effect is the arm’s own ${estimandText(claim)}.`
      : claim.better === "lower" && claim.estimand === "mean"
        ? `The effect is the difference in ${estimandText(claim)}, the second arm less the first: less is asked for.`
        : `The effect is the difference in ${estimandText(claim)}, the first arm less the second.`;
  const asked = `Asked for: ${askedText(claim)}${count === 1 ? "" : `, in each of ${count} comparisons`}.`;
  const sentences = sections.map((section) => {
    const text = judgementSentence(results, section, judgementOf(results, section, claim));
    return `<li><strong>${escapeText(section.label)}</strong>: ${prose(text)}</li>`;
  });
  const rows = sections.flatMap((section) =>
    judgementOf(results, section, claim).findings.map((finding) => findingRow(claim, section, finding, seeds)),
  );
  const head = ["Compared", "Effect", "Interval", "Verdict", "Runs to decide"].map(
    (text) => `<th scope="col">${text}</th>`,
  );
  return [
    `<h3 id="${id}">${escapeText(claim.statement)}</h3>`,
    `<p>${prose(`${compared} ${asked}`)}</p>`,
    `<ul>${sentences.join("")}</ul>`,
    `<div class="table" role="region" tabindex="0" aria-label="${escapeText(`Comparisons: ${claim.statement}`)}"><table><thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`,
  ].join("\n");
}

function findingRow(claim: Claim, section: Section, finding: Finding, seeds: number): string {
  const { effect, interval, verdict, runsToDecide } = finding;
  const runs =
    verdict !== "undecided" ? "" : runsToDecide === null ? "none would" : grouped(Math.max(runsToDecide, seeds + 1));
  const name = `<th scope="row">${escapeText(comparedText(claim, section, finding))}${small(section.label)}</th>`;
  const cells = [escapeText(effectText(claim, effect)), prose(endsText(claim, interval)), badge(verdict), runs];
  return `<tr>${name}${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

function claimId(index: number): string {
  return `claim-${index + 1}`;
}
