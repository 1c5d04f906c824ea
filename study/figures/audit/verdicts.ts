import * as Plot from "@observablehq/plot";
import { boundOf, type Claim } from "../../audit/claim.ts";
import type { AuditResults, AuditSpec, Finding, Judgement, Section } from "../../audit/document.ts";
import type { Verdict } from "../../audit/verdict.ts";
import { askedText, effectText, estimandText } from "../../audit/words.ts";
import { type Area, type Drawing, plotted } from "../frame.ts";
import { glyphs } from "../glyph.ts";
import { legend } from "../legend.ts";
import { rounded, tag } from "../markup.ts";
import { axisName } from "../panels.ts";
import { paddedRange } from "../range.ts";
import { INK, MARGIN, SIZE, WIDTH } from "../style.ts";
import { fitText, label, textWidth, wrapText } from "../text.ts";
import { differenceTick } from "../ticks.ts";
import { SHARES } from "./interval.ts";
import { sectionLabels } from "./sections.ts";

/** Each verdict has a colour, a shape and a word. */
export const VERDICT_LOOKS = {
  supported: { color: "#0b6b3a", shape: "circle", hollow: false },
  refuted: { color: "#a3300b", shape: "square", hollow: false },
  undecided: { color: INK.soft, shape: "circle", hollow: true },
} as const satisfies Record<Verdict, unknown>;

/** The side of a bound on which an interval supports its claim. */
const SUPPORTING = "#dcefe4";

const NAMES = 206;
const RIGHT = { effect: WIDTH - MARGIN - 84, verdict: WIDTH - MARGIN - 72 } as const;
const LANE = 20;
const LINE = 13;

interface Lane {
  readonly claim: Claim;
  readonly section: string;
  readonly verdict: Verdict;
  /** Missing: the claim as a whole, which has no interval. */
  readonly finding?: Finding;
}

/** Lines of text on the left, and a lane for each section. */
interface Group {
  readonly lines: readonly string[];
  readonly lanes: readonly Lane[];
}

/** Every comparison of every claim: its effect, the simultaneous interval, and what the claim asks for. Claims of one unit share an axis. */
export function verdictsDrawing({ audit, judgements }: AuditResults, document: Document): Drawing {
  const unitOf = (claim: Claim): string => `${estimandText(claim)}${claim.better ?? ""}`;
  const units = [...new Set(audit.claims.map(unitOf))];
  let top = 0;
  let body = "";
  for (const unit of units) {
    const claims = audit.claims.filter((claim) => unitOf(claim) === unit);
    const block = blockOf(estimandText(claims[0]!), claims, { audit, judgements }, document);
    body += `<g transform="translate(0,${top})">${block.body}</g>`;
    top += block.height + 14;
  }
  const names = legend([
    ...(["supported", "refuted", "undecided"] as const).map((name) => ({ name, look: VERDICT_LOOKS[name] })),
    { name: "what the claim asks for; an interval wholly on the shaded side supports it", look: boundMark },
  ]);
  return {
    height: top + names.height,
    body: `${body}<g transform="translate(0,${top})">${names.body}</g>`,
    description: judgements.map(({ section, claim, verdict }) => `${claim}, ${section}: ${verdict}`).join("; "),
  };
}

function boundMark(x: number, y: number): string {
  return (
    tag("rect", { x, y: y - 6, width: 8, height: 12, fill: SUPPORTING }) +
    tag("line", { x1: x, x2: x, y1: y - 6, y2: y + 6, stroke: INK.text, "stroke-width": 2 })
  );
}

type Judged = Pick<AuditResults, "audit" | "judgements">;

function blockOf(
  unit: string,
  claims: readonly Claim[],
  judged: Judged,
  document: Document,
): { readonly body: string; readonly height: number } {
  const sections = sectionLabels(judged.audit);
  const several = sections.length > 1;
  const column = several ? Math.min(120, Math.max(...sections.map((one) => textWidth(one, SIZE.note)))) + 16 : 0;
  const left = MARGIN + NAMES + column + (several ? 0 : 60);
  const room = NAMES - 14 + (several ? 0 : 50);
  const ends = claims.flatMap((claim) => [
    ...judged.judgements
      .filter((one) => one.claim === claim.name)
      .flatMap(({ findings }) => findings.flatMap(({ interval, effect }) => [...interval, effect])),
    ...[boundOf(claim), 0],
  ]);
  const cut = cutOf(claims, judged);
  const domain = paddedRange(ends.map(cut), 0.04);
  let y = 0;
  let below = "";
  let above = "";
  const groups: { readonly claim: Claim; readonly area: Area; readonly lanes: { lane: Lane; y: number }[] }[] = [];
  for (const claim of claims) {
    for (const line of wrapText(claim.statement, WIDTH - 2 * MARGIN, SIZE.label, 3, true)) {
      y += 16;
      above += label(MARGIN, y - 3, line, { bold: true });
    }
    y += 14;
    const asked = fitText(`asked for: ${askedText(claim)}`, WIDTH - 2 * MARGIN, SIZE.note);
    above += label(MARGIN, y - 2, asked, { size: SIZE.note, color: INK.soft });
    y += 4;
    const start = y;
    const lanes: { lane: Lane; y: number }[] = [];
    for (const group of groupsOf(claim, judged, room)) {
      const height = Math.max(group.lanes.length * LANE, group.lines.length * LINE + 6);
      const first = y + height / 2 - (group.lines.length * LINE) / 2 + 10;
      group.lines.forEach((line, i) => {
        above += label(MARGIN + 8, first + i * LINE, line, { size: SIZE.note });
      });
      group.lanes.forEach((lane, i) => {
        const at = y + height / 2 + (i - (group.lanes.length - 1) / 2) * LANE;
        lanes.push({ lane, y: at });
        if (several) {
          const name = fitText(sections[indexOf(judged.audit, lane.section)]!, column - 14, SIZE.note);
          above += label(left - 12, at + 4, name, { size: SIZE.note, color: INK.soft, anchor: "end" });
        }
      });
      y += height;
      above += tag("line", { x1: MARGIN, x2: WIDTH - MARGIN, y1: y, y2: y, stroke: INK.grid });
    }
    groups.push({ claim, area: { left, top: start, width: RIGHT.effect - 50 - left, height: y - start }, lanes });
    y += 12;
  }
  const last = groups.at(-1)!;
  for (const { claim, area, lanes } of groups) {
    const plot = plotted(document, area, {
      x: { domain, axis: null },
      y: { domain: [0, 1], axis: null },
      marks: [
        Plot.rect([0], { x1: boundOf(claim), x2: domain[1], y1: 0, y2: 1, fill: SUPPORTING }),
        Plot.gridX({ stroke: INK.grid, strokeOpacity: 1, ticks: 5 }),
        Plot.ruleX([0], { stroke: INK.line }),
        Plot.ruleX([boundOf(claim)], { stroke: INK.text, strokeWidth: 2 }),
        area === last.area
          ? Plot.axisX({ ticks: 5, tickSize: 4, color: INK.soft, label: null, tickFormat: differenceTick })
          : null,
      ],
    });
    below += plot.svg;
    above += lanes.map(({ lane, y: at }) => markOf(lane, at, (value) => plot.x(cut(value)))).join("");
  }
  const middle = last.area.left + last.area.width / 2;
  const wide = 2 * Math.min(middle - MARGIN, WIDTH - MARGIN - middle);
  const difference = claims.every(({ kind }) => kind === "exceeds") ? "" : "difference in ";
  const turned = claims.some(({ better, estimand }) => better === "lower" && estimand === "mean");
  const name = axisName(middle, y + 22, `${difference}${unit}${turned ? ", second less first" : ""}`, wide);
  return { body: below + above + name, height: y + 30 };
}

/** Differences of shares lie from -1 to 1, where an interval of few runs, which knows no bounds, would press all others together. */
function cutOf(claims: readonly Claim[], { judgements }: Judged): (value: number) => number {
  const names = claims.map(({ name }) => name);
  const own = judgements.filter(({ claim }) => names.includes(claim)).flatMap(({ findings }) => findings);
  const shares = claims.every(({ metric, estimand }) => estimand === "share" || SHARES.includes(metric));
  const bounded = shares && own.every(({ ours, theirs }) => [ours, theirs ?? 0].every((one) => one >= 0 && one <= 1));
  return bounded ? (value) => Math.min(1, Math.max(-1, value)) : (value) => value;
}

/** The comparisons of a claim, each with its sections, and where there are several the claim as a whole. */
function groupsOf(claim: Claim, { audit, judgements }: Judged, room: number): Group[] {
  const own = judgements.filter((one) => one.claim === claim.name);
  const groups = claim.comparisons.map(
    ({ arm, against }, i): Group => ({
      lines: namesOf(arm, against, audit, room),
      lanes: own.map(({ section, findings }: Judgement): Lane => {
        const finding = findings[i]!;
        return { claim, section, verdict: finding.verdict, finding };
      }),
    }),
  );
  if (groups.length === 1) return groups;
  const lanes = own.map(({ section, verdict }): Lane => ({ claim, section, verdict }));
  return [...groups, { lines: ["All of these comparisons"], lanes }];
}

/** Both arms in full: the second on lines of its own. */
function namesOf(arm: string, against: string | null, { sections }: AuditSpec, room: number): string[] {
  const labelOf = (name: string): string => armOf(sections, name)?.label ?? name;
  const first = wrapText(labelOf(arm), room, SIZE.note, 3);
  return against === null ? first : [...first, ...wrapText(`against ${labelOf(against)}`, room, SIZE.note, 3)];
}

function armOf(sections: readonly Section[], name: string) {
  return sections.flatMap(({ arms }) => arms).find((one) => one.name === name);
}

function indexOf({ sections }: AuditSpec, section: string): number {
  return sections.findIndex(({ name }) => name === section);
}

function markOf({ claim, finding, verdict }: Lane, y: number, x: (value: number) => number): string {
  const look = VERDICT_LOOKS[verdict];
  const badge =
    glyphs([[RIGHT.verdict + 4, y]], { ...look, radius: 4 }) +
    label(RIGHT.verdict + 14, y + 4, verdict, {
      size: SIZE.note,
      color: look.color,
      bold: verdict !== "undecided",
    });
  if (finding === undefined) return badge;
  const [low, high] = finding.interval;
  const bar = { x1: rounded(x(low)), x2: rounded(x(high)), y1: rounded(y), y2: rounded(y) };
  return (
    tag("line", { ...bar, stroke: look.color, "stroke-width": 2.5 }) +
    glyphs([[x(finding.effect), y]], { ...look, radius: 4.6 }) +
    label(RIGHT.effect, y + 4, effectText(claim, finding.effect), { size: SIZE.note, anchor: "end" }) +
    badge
  );
}
