import * as Plot from "@observablehq/plot";
import { mean } from "../../../core/statistics/index.ts";
import type { AuditArm, AuditResults, Section } from "../../audit/document.ts";
import { auditRunsOf } from "../../audit/runs-of.ts";
import { metricNoun, valueText } from "../../audit/words.ts";
import { type Drawing, plotted } from "../frame.ts";
import { glyphs } from "../glyph.ts";
import { legend } from "../legend.ts";
import { axisName } from "../panels.ts";
import { metricRange } from "../range.ts";
import { FAMILY_LOOKS, FAMILY_NAMES, INK, type Look, MARGIN, SIZE, WIDTH } from "../style.ts";
import { swarm } from "../swarm.ts";
import { fitText, label } from "../text.ts";
import { metricTick } from "../ticks.ts";
import { shortLabel } from "./verdicts.ts";

const LEFT = 250;
const GAP = 24;
const RIGHT = 16;
const ROW = 26;
const TOP = 26;

/** Colour and shape of an arm; of one from elsewhere, that of its own kind. */
export function auditLook({ family }: AuditArm): Look {
  return family === null ? { color: INK.soft, shape: "circle" } : FAMILY_LOOKS[family];
}

/** The metric that most claims are about: the one that arms are shown by. */
export function mainMetric({ audit }: AuditResults): string {
  return audit.claims.some(({ metric }) => metric === "accuracy") ? "accuracy" : audit.claims[0]!.metric;
}

/** Every run of every arm on all rows, and their mean, side by side for the sections; arms sorted by their mean in the first. */
export function armsDrawing(results: AuditResults, document: Document): Drawing | null {
  const { sections } = results.audit;
  const metric = mainMetric(results);
  const valuesOf = (section: Section, arm: string): number[] =>
    auditRunsOf(results.runs, section, arm).flatMap(({ values }) => values[metric] ?? []);
  const arms = [...sections[0]!.arms]
    .filter(({ name }) => sections.every((section) => valuesOf(section, name).length > 0))
    .map((arm) => ({ arm, mean: mean(valuesOf(sections[0]!, arm.name)) }))
    .sort((a, b) => b.mean - a.mean);
  if (arms.length === 0) return null;
  const shown = sections.slice(0, 3);
  const width = (WIDTH - LEFT - RIGHT - GAP * (shown.length - 1)) / shown.length;
  const height = arms.length * ROW;
  const all = shown.flatMap((section) => arms.flatMap(({ arm }) => valuesOf(section, arm.name)));
  const domain = metricRange(all, metric === "accuracy");
  let body = arms
    .map(({ arm }, i) =>
      label(MARGIN, TOP + (i + 0.5) * ROW + 4, fitText(arm.label, LEFT - MARGIN - 12, SIZE.label), {}),
    )
    .join("");
  shown.forEach((section, s) => {
    const area = { left: LEFT + s * (width + GAP), top: TOP, width, height };
    const plot = plotted(document, area, {
      x: { domain, label: null },
      y: { domain: [0, 1], axis: null },
      marks: [
        Plot.gridX({ stroke: INK.grid, strokeOpacity: 1, ticks: 4 }),
        Plot.axisX({ ticks: 4, tickSize: 4, color: INK.soft, label: null, tickFormat: metricTick }),
        Plot.frame({ stroke: INK.grid }),
      ],
    });
    body += plot.svg + label(area.left, TOP - 8, fitText(shortLabel(section), width, SIZE.label, true), { bold: true });
    arms.forEach(({ arm }, i) => {
      const values = valuesOf(section, arm.name);
      const middle = TOP + (i + 0.5) * ROW;
      const look = auditLook(arm);
      const dots = swarm(
        values.map((value) => plot.x(value)),
        2,
        9,
      ).map(([x, y]): [number, number] => [x, middle + y]);
      body += glyphs(dots, { ...look, radius: 2, opacity: 0.6 });
      body += glyphs([[plot.x(mean(values)), middle]], { ...look, radius: 5, rim: INK.paper });
    });
  });
  body += axisName(LEFT + (WIDTH - LEFT - RIGHT) / 2, TOP + height + 34, metricNoun(metric), WIDTH - LEFT);
  const families = [...new Set(arms.flatMap(({ arm }) => arm.family ?? []))];
  const names = legend([
    ...families.map((family) => ({ name: FAMILY_NAMES[family], look: FAMILY_LOOKS[family] })),
    { name: "large mark: mean", look: { color: INK.text, shape: "circle" } },
  ]);
  const top = TOP + height + 44;
  const claim = results.audit.claims.find((one) => one.metric === metric)!;
  return {
    height: top + names.height,
    body: `${body}<g transform="translate(0,${top})">${names.body}</g>`,
    description: arms.map(({ arm, mean: centre }) => `${arm.label}: mean ${valueText(claim, centre)}`).join("; "),
  };
}
