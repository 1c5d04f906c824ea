import * as Plot from "@observablehq/plot";
import type { Analysis } from "../../analysis/records.ts";
import type { Area, Drawing, Plotted } from "../frame.ts";
import { plotted } from "../frame.ts";
import type { GlyphOptions, Point } from "../glyph.ts";
import { glyphs } from "../glyph.ts";
import { type LegendItem, legend } from "../legend.ts";
import { tag } from "../markup.ts";
import { axisName, type PanelAxis, sideName, stacked } from "../panels.ts";
import { INK, type Look, MARGIN, WIDTH } from "../style.ts";

/** One kind of picture of an analysis. */
export interface AnalysisPicture {
  title(analysis: Analysis): string;
  /** Tells a reader how to read the picture. Plain text. */
  caption(analysis: Analysis): string;
  /** Null if the analysis has nothing of the kind. */
  draw(analysis: Analysis, document: Document): Drawing | null;
}

export interface SinglePlot {
  readonly x: PanelAxis;
  readonly y: PanelAxis;
  readonly height?: number;
  readonly marks: readonly Plot.Markish[];
  readonly items: readonly LegendItem[];
  /** Markup on top of the marks. */
  overlay(plot: Plotted, area: Area): string;
  readonly description: string;
}

/** One plot across the page, under its legend. */
export function singlePlot(document: Document, given: SinglePlot): Drawing {
  const { x, y, height = 250, marks, items, overlay, description } = given;
  const area: Area = { left: MARGIN + 54, top: 6, width: WIDTH - 2 * MARGIN - 62, height };
  const ticks = ({ ticks: at, tickFormat }: PanelAxis) => ({
    ticks: at === undefined ? 6 : [...at],
    tickSize: 4,
    color: INK.soft,
    label: null,
    tickFormat,
  });
  const plot = plotted(document, area, {
    x: { domain: [...x.domain], type: x.type ?? "linear", axis: null },
    y: { domain: [...y.domain], type: y.type ?? "linear", axis: null },
    marks: [
      Plot.gridY(y.ticks === undefined ? [] : [...y.ticks], { stroke: INK.grid, strokeOpacity: 1 }),
      ...marks,
      Plot.frame({ stroke: INK.line }),
      Plot.axisX(ticks(x)),
      Plot.axisY(ticks(y)),
    ],
  });
  const bottom = area.top + area.height;
  const below = {
    height: bottom + 44,
    body:
      plot.svg +
      overlay(plot, area) +
      axisName(area.left + area.width / 2, bottom + 36, x.label, area.width) +
      sideName(MARGIN + 6, area.top + height / 2, y.label, height + 40),
  };
  return { ...stacked(legend(items), below), description };
}

export interface Series {
  readonly name: string;
  readonly look: Look;
  readonly dash?: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** A line with a mark at each point. */
export function seriesMarks({ look, dash, points }: Series): Plot.Markish {
  const dashed = dash === undefined ? {} : { strokeDasharray: dash };
  return Plot.line(points, { x: "x", y: "y", stroke: look.color, strokeWidth: 1.6, ...dashed });
}

export function seriesGlyphs({ look, points }: Series, plot: Plotted, options: Partial<GlyphOptions> = {}): string {
  const at = points.map(({ x, y }): Point => [plot.x(x), plot.y(y)]);
  return glyphs(at, { ...look, radius: 3.4, rim: INK.paper, ...options });
}

/** A piece of the line with its mark. */
export function seriesItem({ name, look, dash }: Series): LegendItem {
  const dashed = dash === undefined ? {} : { "stroke-dasharray": dash };
  return {
    name,
    wide: true,
    look: (x, y) =>
      tag("line", { x1: x - 4, x2: x + 22, y1: y, y2: y, stroke: look.color, "stroke-width": 1.6, ...dashed }) +
      glyphs([[x + 9, y]], { ...look, radius: 3.6, rim: INK.paper }),
  };
}

/** A dashed line of reference for a legend. */
export function lineItem(name: string, dash: string): LegendItem {
  return {
    name,
    wide: true,
    look: (x, y) =>
      tag("line", {
        x1: x - 4,
        x2: x + 22,
        y1: y,
        y2: y,
        stroke: INK.text,
        "stroke-width": 1.2,
        "stroke-dasharray": dash,
      }),
  };
}

/** Powers of ten between two numbers, every second or so where there are many. */
export function tens(low: number, high: number, most = 7): number[] {
  const ends: number[] = [];
  let exponent = -30;
  for (let value = 1e-30; exponent <= 30; exponent++, value = Number(`1e${exponent}`)) {
    if (value >= low * 0.999 && value <= high * 1.001) ends.push(exponent);
  }
  const step = Math.max(1, Math.ceil(ends.length / most));
  return ends.filter((one) => one % step === 0).map((one) => Number(`1e${one}`));
}

/** Whole numbers from 1 to a count: all of them, or multiples of a round step, and 1 where it is far from the first, where that would be more than `most`. */
export function wholeTicks(count: number, most = 15): number[] {
  let step = 1;
  for (let k = 1; count / step > most; k++) step = Number(`${[1, 2, 5][k % 3]}e${Math.floor(k / 3)}`);
  const steps = Array.from({ length: Math.floor(count / step) }, (_, k) => (k + 1) * step);
  return step > 2 ? [1, ...steps] : steps;
}

/** `.1`, `10`, `1e-12`: with a hyphen, as a minus would not fit beside the axis in wide fonts. */
export function tenTick(value: number): string {
  const exponent = Number(value.toExponential(0).split("e")[1]);
  if (exponent >= -2 && exponent <= 3) return String(value).replace(/^0\./, ".");
  return `1e${exponent}`;
}
