import * as Plot from "@observablehq/plot";
import type { Plotted } from "../frame.ts";
import type { Point } from "../glyph.ts";
import { glyphs } from "../glyph.ts";
import type { LegendItem } from "../legend.ts";
import { tag } from "../markup.ts";
import type { Look } from "../style.ts";
import { INK } from "../style.ts";
import type { PointAt } from "./series.ts";

/** How a line is drawn: colour, mark and dashes each tell it from the others. */
export interface LineLook extends Look {
  /** Empty: not broken. */
  readonly dash: string;
  /** Marks with paper inside. */
  readonly hollow?: boolean;
}

const LINES: readonly LineLook[] = [
  { color: "#4b2e9e", shape: "circle", dash: "" },
  { color: "#c2700a", shape: "square", dash: "7,3" },
  { color: "#00795c", shape: "triangle", dash: "2,2.5" },
  { color: "#b0408c", shape: "diamond", dash: "8,3,2,3" },
  { color: "#1c8fbf", shape: "down", dash: "4,2" },
  { color: "#8a7000", shape: "pentagon", dash: "12,4" },
];

/** The look of a line; beyond six, colours return with hollow marks. */
export function lineLook(index: number): LineLook {
  const look = LINES[index % LINES.length]!;
  return index < LINES.length ? look : { ...look, hollow: true };
}

/** A line through the means with a band for their intervals. */
export function lineMarks(line: readonly PointAt[], { color, dash }: LineLook): Plot.Markish[] {
  const rows = line.map(({ p, mean, interval: [low, high] }) => ({ p, mean, low, high }));
  const broken = dash === "" ? {} : { strokeDasharray: dash };
  const edge = { stroke: color, strokeWidth: 0.6, strokeOpacity: 0.45 };
  return [
    Plot.areaY(rows, { x: "p", y1: "low", y2: "high", fill: color, fillOpacity: 0.09 }),
    Plot.line(rows, { x: "p", y: "low", ...edge }),
    Plot.line(rows, { x: "p", y: "high", ...edge }),
    Plot.line(rows, { x: "p", y: "mean", stroke: color, strokeWidth: 1.8, ...broken }),
  ];
}

/** The marks of a line, which lie on top of all lines. */
export function lineDots(line: readonly PointAt[], { color, shape, hollow = false }: LineLook, plot: Plotted): string {
  const points = line.map(({ p, mean }): Point => [plot.x(p), plot.y(mean)]);
  return glyphs(points, { color, shape, radius: 3.2, ...(hollow ? { hollow } : { rim: INK.paper }) });
}

/** A line's sample for a legend. */
export function lineItem(name: string, look: LineLook): LegendItem {
  const { color, shape, dash, hollow = false } = look;
  return {
    name,
    wide: true,
    look: (x, y) =>
      tag("line", {
        ...{ x1: x - 5, x2: x + 23, y1: y, y2: y, stroke: color, "stroke-width": 1.7 },
        ...(dash === "" ? {} : { "stroke-dasharray": dash }),
      }) + glyphs([[x + 9, y]], { color, shape, radius: 3.4, ...(hollow ? { hollow } : { rim: INK.paper }) }),
  };
}

/** A sample of the bands around lines; a single run of each arm has none. */
export function bandItems(seeds: number): LegendItem[] {
  return seeds > 1 ? [bandItem] : [];
}

const bandItem: LegendItem = {
  name: "95 % interval of the mean",
  look: (x, y) => tag("rect", { x: x - 5, y: y - 5, width: 12, height: 10, fill: INK.soft, "fill-opacity": 0.3 }),
};
