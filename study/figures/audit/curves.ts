import * as Plot from "@observablehq/plot";
import { mean } from "../../../core/statistics/index.ts";
import { SUBJECT } from "../../audit/arms.ts";
import type { AuditArm, AuditResults, Section } from "../../audit/document.ts";
import { auditRunsOf } from "../../audit/runs-of.ts";
import type { Drawing } from "../frame.ts";
import { glyphs, type Point } from "../glyph.ts";
import { type LegendItem, legend } from "../legend.ts";
import { rounded, tag } from "../markup.ts";
import { type Panel, panels, stacked } from "../panels.ts";
import { paddedRange } from "../range.ts";
import { plural } from "../runs.ts";
import { INK, type Look } from "../style.ts";
import { metricTick } from "../ticks.ts";
import { intervalOf } from "./interval.ts";
import { armsOf, auditLook, shortLabel } from "./sections.ts";

interface CurvePoint {
  readonly rows: number;
  readonly mean: number;
  readonly interval: readonly [number, number];
}

/** By section: dashes, and whether marks are hollow. An audit of the product's own has two sections. */
const LINES = [
  { dash: "", hollow: false },
  { dash: "5,3", hollow: true },
  { dash: "1.5,2.5", hollow: false },
  { dash: "8,3,2,3", hollow: true },
] as const;

/** Between the sections' marks at one number of rows: a factor, as the axis is logarithmic. */
const SHIFT = 1.05;

/** Whether arms were trained on several numbers of rows. */
export function hasCurves({ audit }: AuditResults): boolean {
  return audit.sections.some(({ sizes }) => sizes.length > 1);
}

/** Mean accuracy against the number of training rows: a panel for each arm, a line for each section, the subject's in grey behind. Null without sizes. */
export function curvesDrawing(results: AuditResults, document: Document): Drawing | null {
  if (!hasCurves(results)) return null;
  const { sections } = results.audit;
  const arms = byMention(results);
  const subject = arms.find(({ name }) => name === SUBJECT);
  const curves = new Map(arms.map(({ name }) => [name, sections.map((one) => curveOf(results, one, name))]));
  const shown = arms.filter(({ name }) => curves.get(name)!.some(({ length }) => length > 0));
  const list = shown.map((arm): Panel => {
    const look = auditLook(arm);
    const own = curves.get(arm.name)!;
    const behind = subject === undefined || subject === arm ? [] : curves.get(subject.name)!;
    return {
      heading: arm.label,
      note: arm.parameters === null ? "" : `router: ${plural(arm.parameters, "trained parameter")}`,
      marks: [
        Plot.gridY({ stroke: INK.grid, strokeOpacity: 1, ticks: 4 }),
        ...behind.map((line, s) => meanLine(line, INK.line, s, 1.2)),
        ...own.map((line, s) => meanLine(line, look.color, s, 1.8)),
      ],
      overlay: (plot) => own.map((line, s) => marksOf(line, look, s, plot)).join(""),
    };
  });
  const sizes = [...new Set(sections.flatMap((one) => one.sizes))].sort((a, b) => a - b);
  const ends = [...curves.values()].flat(2).flatMap(({ interval }) => interval);
  const body = panels(document, list, {
    x: {
      label: "rows to train on",
      domain: [sizes[0]! / 1.2, sizes.at(-1)! * 1.2],
      type: "log",
      ticks: sizes,
      tickFormat: (value) => String(value),
    },
    // Intervals of means may end above 1.
    y: { label: "mean accuracy on held-out rows", domain: paddedRange(ends), tickFormat: metricTick },
    columns: 4,
    aspect: 0.8,
  });
  const items = [
    ...sections.map((section, s) => sample(section.label, INK.text, s)),
    ...(subject === undefined ? [] : [sample(`${subject.label}, in grey behind the others`, INK.line, null)]),
  ];
  const told = sections.flatMap((section, s) =>
    shown.map(({ name, label }) => {
      const values = curves.get(name)![s]!.map((one) => `${one.rows} rows ${one.mean.toFixed(3)}`);
      return `${label}, ${shortLabel(section)}: ${values.join(", ")}`;
    }),
  );
  return { ...stacked(legend(items), body), description: told.join("; ") };
}

/** Arms that comparisons name most come first; else in their own order. */
function byMention({ audit }: AuditResults): AuditArm[] {
  const named = audit.claims.flatMap(({ comparisons }) => comparisons.flatMap(({ arm, against }) => [arm, against]));
  const count = (arm: AuditArm): number => named.filter((name) => name === arm.name).length;
  return armsOf(audit).sort((a, b) => count(b) - count(a));
}

function curveOf({ audit, runs }: AuditResults, section: Section, arm: string): CurvePoint[] {
  const most = section.sizes.at(-1)!;
  return section.sizes.flatMap((rows): CurvePoint[] => {
    const values = auditRunsOf(runs, section, arm, rows).flatMap((run) => run.values.accuracy ?? []);
    if (values.length === 0) return [];
    const { overlap } = audit;
    const trainRows = overlap === null ? undefined : Math.max(1, Math.round((overlap.trainRows * rows) / most));
    return [
      { rows, mean: mean(values), interval: intervalOf(values, overlap, trainRows === undefined ? {} : { trainRows }) },
    ];
  });
}

function meanLine(line: readonly CurvePoint[], stroke: string, s: number, strokeWidth: number): Plot.Markish {
  const { dash } = LINES[s % LINES.length]!;
  const placed = line.map(({ rows, mean: y }) => ({ x: shifted(rows, s), y }));
  return Plot.line(placed, { x: "x", y: "y", stroke, strokeWidth, ...(dash === "" ? {} : { strokeDasharray: dash }) });
}

function shifted(rows: number, s: number): number {
  return s % 2 === 0 ? rows / SHIFT : rows * SHIFT;
}

interface Scales {
  x(value: number): number;
  y(value: number): number;
}

function marksOf(line: readonly CurvePoint[], { color, shape }: Look, s: number, plot: Scales): string {
  const { hollow } = LINES[s % LINES.length]!;
  const bars = line.map(({ rows, interval: [low, high] }) => {
    const x = rounded(plot.x(shifted(rows, s)));
    return tag("line", { x1: x, x2: x, y1: rounded(plot.y(low)), y2: rounded(plot.y(high)), stroke: color });
  });
  const points = line.map(({ rows, mean: y }): Point => [plot.x(shifted(rows, s)), plot.y(y)]);
  return bars.join("") + glyphs(points, { color, shape, radius: 2.8, ...(hollow ? { hollow } : { rim: INK.paper }) });
}

/** A piece of a section's line; null: of any section. */
function sample(name: string, color: string, s: number | null): LegendItem {
  const { dash, hollow } = LINES[(s ?? 0) % LINES.length]!;
  const look = (x: number, y: number): string =>
    tag("line", {
      ...{ x1: x - 5, x2: x + 23, y1: y, y2: y, stroke: color, "stroke-width": 1.8 },
      ...(dash === "" ? {} : { "stroke-dasharray": dash }),
    }) + (s === null ? "" : glyphs([[x + 9, y]], { color, shape: "circle", radius: 3, ...(hollow ? { hollow } : {}) }));
  return { name, look, wide: true };
}
