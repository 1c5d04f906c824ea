import * as Plot from "@observablehq/plot";
import { mean } from "../../../core/statistics/index.ts";
import { SUBJECT } from "../../audit/arms.ts";
import type { AuditResults, Section } from "../../audit/document.ts";
import { auditRunsOf } from "../../audit/runs-of.ts";
import type { Drawing } from "../frame.ts";
import { legend } from "../legend.ts";
import { tag } from "../markup.ts";
import { type Panel, panels, stacked } from "../panels.ts";
import { metricRange } from "../range.ts";
import { INK } from "../style.ts";
import { metricTick } from "../ticks.ts";
import { auditLook } from "./arms.ts";
import { shortLabel } from "./verdicts.ts";

interface Point {
  readonly rows: number;
  readonly mean: number;
}

const DASHES = ["5,3", ""];

/** Mean accuracy against the number of training rows: a panel for each arm, a line for each section, the subject's in grey behind. Null without sizes. */
export function curvesDrawing(results: AuditResults, document: Document): Drawing | null {
  const { sections } = results.audit;
  if (!sections.every(({ sizes }) => sizes.length > 1)) return null;
  const [first] = sections;
  const curve = (section: Section, arm: string): Point[] =>
    section.sizes.map((rows) => ({
      rows,
      mean: mean(auditRunsOf(results.runs, section, arm, rows).map(({ values }) => values.accuracy!)),
    }));
  const behind = first!.arms.some(({ name }) => name === SUBJECT) ? SUBJECT : null;
  const every = sections.flatMap((section) => section.arms.flatMap(({ name }) => curve(section, name)));
  const list = first!.arms.map((arm): Panel => {
    const { color } = auditLook(arm);
    const lines = sections.flatMap((section, s) => {
      const own = curve(section, arm.name);
      const dash = DASHES[s % 2]!;
      const base = behind === null ? [] : curve(section, behind);
      return [
        Plot.line(base, { x: "rows", y: "mean", stroke: INK.line, strokeDasharray: dash, strokeWidth: 1.2 }),
        Plot.line(own, { x: "rows", y: "mean", stroke: color, strokeDasharray: dash, strokeWidth: 2 }),
        Plot.dot(own, { x: "rows", y: "mean", fill: color, r: 2.4 }),
      ];
    });
    return {
      heading: arm.label,
      note: "",
      marks: [Plot.gridY({ stroke: INK.grid, strokeOpacity: 1, ticks: 4 }), ...lines],
      overlay: () => "",
    };
  });
  const sizes = first!.sizes;
  const body = panels(document, list, {
    x: {
      label: "rows to train on",
      domain: [sizes[0]! / 1.15, sizes.at(-1)! * 1.15],
      type: "log",
      ticks: sizes,
      tickFormat: (value) => String(value),
    },
    y: {
      label: "mean accuracy on held-out rows",
      domain: metricRange(
        every.map((one) => one.mean),
        true,
      ),
      tickFormat: metricTick,
    },
    columns: 4,
    aspect: 0.7,
  });
  const sample =
    (color: string, dash: string) =>
    (x: number, y: number): string =>
      tag("line", {
        x1: x - 5,
        x2: x + 21,
        y1: y,
        y2: y,
        stroke: color,
        "stroke-width": 2,
        ...(dash ? { "stroke-dasharray": dash } : {}),
      });
  const names = legend([
    ...sections.map((section, s) => ({
      name: shortLabel(section),
      look: sample(INK.text, DASHES[s % 2]!),
      wide: true,
    })),
    ...(behind === null ? [] : [{ name: "grey: the router under audit", look: sample(INK.line, ""), wide: true }]),
  ]);
  const whole = stacked(names, body);
  return {
    ...whole,
    description: sections
      .flatMap((section) =>
        section.arms.map(
          (arm) =>
            `${arm.label}, ${shortLabel(section)}: ${curve(section, arm.name)
              .map((one) => `${one.rows} rows ${one.mean.toFixed(3)}`)
              .join(", ")}`,
        ),
      )
      .join("; "),
  };
}
