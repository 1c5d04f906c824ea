import * as Plot from "@observablehq/plot";
import { boundOf, type Claim } from "../../audit/claim.ts";
import type { AuditResults, Finding, Section } from "../../audit/document.ts";
import type { Verdict } from "../../audit/verdict.ts";
import { estimandText } from "../../audit/words.ts";
import { type Drawing, plotted } from "../frame.ts";
import { glyphs } from "../glyph.ts";
import { legend } from "../legend.ts";
import { rounded, tag } from "../markup.ts";
import { axisName } from "../panels.ts";
import { paddedRange } from "../range.ts";
import { INK, MARGIN, SIZE, WIDTH } from "../style.ts";
import { fitText, label, wrapText } from "../text.ts";
import { differenceTick } from "../ticks.ts";

const LEFT = 316;
const RIGHT = 96;
const ROW = 21;
const LINE = 16;

/** Each verdict has a colour, a shape and a word. */
export const VERDICT_LOOKS = {
  supported: { color: "#0b6b3a", shape: "circle", hollow: false },
  refuted: { color: "#a3300b", shape: "square", hollow: false },
  undecided: { color: INK.soft, shape: "circle", hollow: true },
} as const satisfies Record<Verdict, unknown>;

interface Row {
  readonly section: Section;
  readonly claim: Claim;
  readonly finding: Finding;
}

/** Every comparison of every claim: its effect, the simultaneous interval, and what the claim asks for. Claims of one unit share an axis. */
export function verdictsDrawing({ audit, judgements }: AuditResults, document: Document): Drawing {
  const rows = judgements.flatMap(({ section, claim, findings }) =>
    findings.map(
      (finding): Row => ({
        section: audit.sections.find(({ name }) => name === section)!,
        claim: audit.claims.find(({ name }) => name === claim)!,
        finding,
      }),
    ),
  );
  const units = [...new Set(audit.claims.map(estimandText))];
  let top = 0;
  let body = "";
  for (const unit of units) {
    const block = blockOf(
      unit,
      audit.claims.filter((claim) => estimandText(claim) === unit),
      rows,
      document,
    );
    body += `<g transform="translate(0,${top})">${block.body}</g>`;
    top += block.height + 14;
  }
  const names = legend([
    ...(["supported", "refuted", "undecided"] as const).map((name) => ({ name, look: VERDICT_LOOKS[name] })),
    { name: "what the claim asks for", look: boundMark },
  ]);
  return {
    height: top + names.height,
    body: `${body}<g transform="translate(0,${top})">${names.body}</g>`,
    description: judgements.map(({ section, claim, verdict }) => `${claim}, ${section}: ${verdict}`).join("; "),
  };
}

function boundMark(x: number, y: number): string {
  return tag("line", { x1: x, x2: x, y1: y - 6, y2: y + 6, stroke: INK.text, "stroke-width": 2.5 });
}

interface Block {
  readonly body: string;
  readonly height: number;
}

function blockOf(unit: string, claims: readonly Claim[], rows: readonly Row[], document: Document): Block {
  let body = "";
  let y = 4;
  const placed: { readonly row: Row; readonly y: number }[] = [];
  for (const claim of claims) {
    for (const line of wrapText(claim.statement, WIDTH - 2 * MARGIN, SIZE.label, 3, true)) {
      y += LINE;
      body += label(MARGIN, y - 4, line, { bold: true });
    }
    for (const row of rows.filter((one) => one.claim === claim)) {
      placed.push({ row, y: y + ROW / 2 });
      body += label(MARGIN + 10, y + ROW / 2 + 4, fitText(nameOf(row), LEFT - MARGIN - 18, SIZE.note), {
        size: SIZE.note,
      });
      y += ROW;
    }
    y += 8;
  }
  const ends = placed.flatMap(({ row: { finding, claim } }) => [
    ...finding.interval,
    finding.effect,
    boundOf(claim),
    0,
  ]);
  const area = { left: LEFT, top: 8, width: WIDTH - LEFT - RIGHT, height: y - 8 };
  const plot = plotted(document, area, {
    x: { domain: paddedRange(ends, 0.04), label: null },
    y: { domain: [0, 1], axis: null },
    marks: [
      Plot.gridX({ stroke: INK.grid, strokeOpacity: 1, ticks: 5 }),
      Plot.axisX({ ticks: 5, tickSize: 4, color: INK.soft, label: null, tickFormat: differenceTick }),
      Plot.ruleX([0], { stroke: INK.line }),
    ],
  });
  const marks = placed.map(({ row, y: at }) => markOf(row, at, plot.x)).join("");
  const name = axisName(area.left + area.width / 2, y + 34, `effect: ${unit}`, area.width + RIGHT);
  return { body: plot.svg + body + marks + name, height: y + 40 };
}

/** `[0, π] · against Linear`; where a claim compares several arms, both. */
function nameOf({ section, claim, finding: { arm, against } }: Row): string {
  const labelOf = (name: string): string => section.arms.find((one) => one.name === name)?.label ?? name;
  const several = claim.comparisons.some((one) => one.arm !== arm);
  const compared = against === null ? labelOf(arm) : `${several ? `${labelOf(arm)} ` : ""}against ${labelOf(against)}`;
  return `${shortLabel(section)} · ${compared}`;
}

/** `[0, π]`, or the label itself. */
export function shortLabel({ name, label: text }: Section): string {
  return name === "minmax" ? "[0, π]" : name === "standard" ? "standardised" : text;
}

function markOf({ claim, finding }: Row, y: number, x: (value: number) => number): string {
  const { effect, interval, verdict } = finding;
  const { color, shape, hollow } = VERDICT_LOOKS[verdict];
  const line = { y1: rounded(y), y2: rounded(y), stroke: color, "stroke-width": 2.5 };
  const bound = x(boundOf(claim));
  return (
    tag("line", { x1: rounded(x(interval[0])), x2: rounded(x(interval[1])), ...line }) +
    tag("line", {
      x1: rounded(bound),
      x2: rounded(bound),
      y1: rounded(y - 8),
      y2: rounded(y + 8),
      stroke: INK.text,
      "stroke-width": 2.5,
    }) +
    glyphs([[x(effect), y]], { shape, color, radius: 4.6, hollow }) +
    label(WIDTH - MARGIN, y + 4, verdict, { size: SIZE.note, color, anchor: "end", bold: verdict !== "undecided" })
  );
}
