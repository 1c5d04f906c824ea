import * as Plot from "@observablehq/plot";
import { mean } from "../../../core/statistics/index.ts";
import type { AuditResults, Section } from "../../audit/document.ts";
import { auditRunsOf } from "../../audit/runs-of.ts";
import { metricNoun, valueText } from "../../audit/words.ts";
import { formatPlain } from "../format.ts";
import { type Drawing, plotted } from "../frame.ts";
import { glyphs, type Point } from "../glyph.ts";
import { type LegendItem, legend } from "../legend.ts";
import { rounded, tag } from "../markup.ts";
import { axisName } from "../panels.ts";
import { metricRange } from "../range.ts";
import { FAMILY_LOOKS, FAMILY_NAMES, INK, SIZE } from "../style.ts";
import { swarm } from "../swarm.ts";
import { label } from "../text.ts";
import { metricTick } from "../ticks.ts";
import { columns } from "./columns.ts";
import { intervalOf } from "./interval.ts";
import { armsOf, auditLook } from "./sections.ts";

const ROW = 32;
/** Dots above, the mean and its interval below, measured from the middle of the row. */
const LANE = { dots: -4, reach: 8, mean: 9 } as const;

/** The metric that arms are shown by: accuracy, or what the first claim is about. */
export function mainMetric({ audit }: AuditResults): string {
  return audit.claims.some(({ metric }) => metric === "accuracy") ? "accuracy" : audit.claims[0]!.metric;
}

/** Values from which claims on shares count a run, in ascending order. */
export function thresholdsOf({ audit }: AuditResults, metric: string): number[] {
  const own = audit.claims.flatMap((one) => (one.metric === metric ? (one.threshold ?? []) : []));
  return [...new Set(own)].sort((a, b) => a - b);
}

/** Every run of every arm on all rows, mean and interval, side by side for the sections; sorted by the mean over all runs. */
export function armsDrawing(results: AuditResults, document: Document): Drawing | null {
  const { sections, overlap } = results.audit;
  const metric = mainMetric(results);
  const valuesOf = (section: Section, arm: string): number[] =>
    auditRunsOf(results.runs, section, arm).flatMap(({ values }) => values[metric] ?? []);
  const known = armsOf(results.audit)
    .map((arm) => ({ arm, values: sections.flatMap((section) => valuesOf(section, arm.name)) }))
    .filter(({ values }) => values.length > 0)
    .map(({ arm, values }) => ({ arm, values, mean: mean(values) }))
    .sort((a, b) => b.mean - a.mean);
  if (known.length === 0) return null;
  const arms = known.map(({ arm }) => arm);
  const claim = results.audit.claims.find((one) => one.metric === metric)!;
  const thresholds = thresholdsOf(results, metric);
  const drawn = sections.flatMap((section) => arms.map(({ name }) => valuesOf(section, name)));
  const ends = drawn
    .filter(({ length }) => length > 0)
    .flatMap((values) => [...intervalOf(values, overlap, { metric }), ...values]);
  const domain = metricRange([...ends, ...thresholds], metric === "accuracy");
  const layout = columns(results, arms, {
    rowHeight: ROW,
    right: 46,
    foot: 46,
    column(section, area, middles) {
      const plot = plotted(document, area, {
        x: { domain, label: null },
        y: { domain: [0, 1], axis: null },
        marks: [
          Plot.gridX({ stroke: INK.grid, strokeOpacity: 1, ticks: 4 }),
          Plot.axisX({ ticks: 4, tickSize: 4, color: INK.soft, label: null, tickFormat: metricTick }),
          Plot.ruleX(thresholds, { stroke: INK.text, strokeDasharray: "4,3" }),
        ],
      });
      const marks = arms.map((arm, i) => {
        const values = valuesOf(section, arm.name);
        if (values.length === 0) return "";
        const look = auditLook(arm);
        const middle = middles[i]!;
        const radius = values.length <= 60 ? 2.1 : 1.4;
        const dots = swarm(values.map(plot.x), radius, LANE.reach).map(([x, y]): Point => [x, middle + LANE.dots + y]);
        const [low, high] = intervalOf(values, overlap, { metric });
        const centre = mean(values);
        const y = middle + LANE.mean;
        return (
          glyphs(dots, { ...look, radius, opacity: 0.7 }) +
          bar(plot.x(low), plot.x(high), y) +
          glyphs([[plot.x(centre), y]], { ...look, radius: 4.2, rim: INK.paper }) +
          label(area.left + area.width + 42, middle + 4, valueText(claim, centre), { size: SIZE.note, anchor: "end" })
        );
      });
      const heading = { size: SIZE.note, color: INK.soft, anchor: "end" } as const;
      const head = label(area.left + area.width + 42, area.top - 9, "mean", heading);
      const name = axisName(
        area.left + area.width / 2,
        area.top + area.height + 34,
        metricNoun(metric),
        area.width + 40,
      );
      return plot.svg + marks.join("") + head + name;
    },
  });
  const families = [...new Set(arms.flatMap(({ family }) => family ?? []))];
  const names = legend([
    ...families.map((family) => ({ name: FAMILY_NAMES[family], look: FAMILY_LOOKS[family] })),
    meanItem,
    ...thresholds.map((value) => thresholdItem(value)),
  ]);
  return {
    height: layout.height + names.height,
    body: `${layout.body}<g transform="translate(0,${layout.height})">${names.body}</g>`,
    description: known.map(({ arm, mean: centre }) => `${arm.label}: mean ${valueText(claim, centre)}`).join("; "),
  };
}

function bar(x1: number, x2: number, y: number): string {
  const ends = { x1: rounded(x1), x2: rounded(x2), y1: rounded(y), y2: rounded(y) };
  return tag("line", { ...ends, stroke: INK.text, "stroke-width": 2 });
}

const meanItem: LegendItem = {
  name: "mean and its own 95 % interval",
  look: (x, y) =>
    bar(x - 7, x + 7, y) + glyphs([[x, y]], { shape: "circle", color: INK.text, radius: 3.6, rim: INK.paper }),
};

function thresholdItem(value: number): LegendItem {
  return {
    name: `threshold ${formatPlain(value)}`,
    look: (x, y) => tag("line", { x1: x, x2: x, y1: y - 7, y2: y + 7, stroke: INK.text, "stroke-dasharray": "4,3" }),
  };
}
