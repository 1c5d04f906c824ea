import * as Plot from "@observablehq/plot";
import type { AxisView, PointView } from "../../ablation/view.ts";
import type { DrawOptions } from "../figure.ts";
import { formatPlain, formatShare, metricName } from "../format.ts";
import type { Area, Drawing, Plotted } from "../frame.ts";
import { plotted } from "../frame.ts";
import { glyphs } from "../glyph.ts";
import { legend } from "../legend.ts";
import { rounded, tag } from "../markup.ts";
import { bandItems, lineMarks } from "../noise/looks.ts";
import { shareAxis } from "../noise/share-axis.ts";
import { axisName, sideName } from "../panels.ts";
import { armLook, INK, MARGIN, SIZE, WIDTH } from "../style.ts";
import { fitText, label, textWidth } from "../text.ts";
import { decidedItems, lookOf, pointGlyphs } from "./looks.ts";

const AREA: Area = { left: MARGIN + 44, top: 12, width: 430, height: 270 };
/** Between two names of classical routers. */
const STEP = 16;
const INSET = 12;

/** A numeric switch on its true axis, with every classical router as a line that carries its name. */
export function lineDrawing(
  { axis, lines, controls, view }: AxisView,
  { document }: Pick<DrawOptions, "document">,
): Drawing {
  const points = lines.flatMap((line) => line.points);
  const values = [...points, ...controls].flatMap(({ mean, interval }) => [mean, ...interval]);
  const y = shareAxis(values, metricName(view.experiment));
  const numbers = points.map(({ value }) => Number(value));
  const plot = plotted(document, AREA, {
    x: {
      domain: [Math.min(...numbers), Math.max(...numbers)],
      type: axis.scale === "log" ? "log" : "linear",
      axis: null,
      inset: INSET,
    },
    y: { domain: [...y.domain], axis: null },
    marks: [
      Plot.gridY(y.ticks, { stroke: INK.grid, strokeOpacity: 1 }),
      ...controls.map(({ mean, one }) =>
        Plot.ruleY([mean], { stroke: armLook(one.arm).color, strokeWidth: 1.3, strokeDasharray: "5,3" }),
      ),
      ...lines.flatMap((line) => lineMarks(line.points.map(placed), lookOf(line.label))),
      Plot.frame({ stroke: INK.line }),
      Plot.axisY({ ticks: [...y.ticks], tickSize: 4, color: INK.soft, label: null, tickFormat: y.tickFormat }),
      Plot.axisX({
        ...{ ticks: apart(numbers, axis.scale === "log"), tickSize: 4, color: INK.soft, label: null },
        // Not `tickFormat`: of a logarithmic axis it leaves labels out.
        text: (value: number) => formatPlain(value),
      }),
    ],
  });
  const dots = lines.map((line) => pointGlyphs(line.points, lookOf(line.label), plot)).join("");
  const base = points.filter(({ isReference }) => isReference).map((one) => baseMark(one, plot));
  const bottom = AREA.top + AREA.height;
  const x = axisName(AREA.left + AREA.width / 2, bottom + 34, axis.unit, AREA.width);
  const side = sideName(MARGIN + 6, AREA.top + AREA.height / 2, y.label, AREA.height);
  const names = legend([
    { name: "the quantum router, trained anew at each value", look: { color: lookOf("").color, shape: "circle" } },
    ...(view.seeds > 1 ? decidedItems("the base router") : []),
    ...bandItems(view.seeds),
  ]);
  const below = bottom + 46;
  return {
    height: below + names.height,
    body: `${plot.svg}${dots}${base.join("")}${x}${side}${controlNames(controls, plot)}<g transform="translate(0,${below})">${names.body}</g>`,
    description: `${points.map(({ value, mean }) => `${value}: ${formatShare(mean)}`).join("; ")}. Classical: ${controls
      .map(({ value, mean }) => `${value} ${formatShare(mean)}`)
      .join("; ")}`,
  };
}

function placed({ value, mean, interval }: PointView) {
  return { p: Number(value), mean, interval };
}

/** Names the base router at its point. */
function baseMark({ value, mean }: PointView, plot: Plotted): string {
  const [x, y] = [plot.x(Number(value)), plot.y(mean)];
  const ring = tag("circle", {
    cx: rounded(x),
    cy: rounded(y),
    r: 7,
    fill: "none",
    stroke: INK.text,
    "stroke-width": 1.2,
  });
  const low = y < AREA.top + 30;
  const at = Math.min(Math.max(x, AREA.left + 34), AREA.left + AREA.width - 34);
  return ring + label(at, low ? y + 22 : y - 13, "base router", { size: SIZE.note, anchor: "middle", halo: true });
}

/** Ticks whose labels do not touch: of the values, from the left. */
function apart(values: readonly number[], log: boolean): number[] {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  // Logarithms by halving: only which labels touch hangs on it.
  const place = (value: number): number => {
    const share = log ? spans(value / low) / (spans(high / low) || 1) : (value - low) / (high - low || 1);
    return share * (AREA.width - 2 * INSET);
  };
  const kept: number[] = [];
  for (const value of sorted) {
    const last = kept.at(-1);
    const room = textWidth(formatPlain(value), SIZE.tick) / 2 + 6;
    if (last === undefined || place(value) - place(last) > room + textWidth(formatPlain(last), SIZE.tick) / 2)
      kept.push(value);
  }
  return kept;
}

/** How often a ratio doubles, linear between doublings. */
function spans(ratio: number): number {
  let doublings = 0;
  let rest = ratio;
  while (rest >= 2) {
    rest /= 2;
    doublings++;
  }
  return doublings + rest - 1;
}

/** The classical routers' names beside their lines, moved apart where lines lie close. */
function controlNames(controls: readonly PointView[], plot: Plotted): string {
  const right = AREA.left + AREA.width;
  const sorted = [...controls].sort((a, b) => b.mean - a.mean);
  const wanted = sorted.map(({ mean }) => plot.y(mean));
  const places = spread(wanted, AREA.top + 6, AREA.top + AREA.height - 4);
  return sorted
    .map(({ one, value, mean }, i) => {
      const { color, shape } = armLook(one.arm);
      const from = wanted[i]!;
      const to = places[i]!;
      const leader = tag("path", {
        d: `M${rounded(right + 2)},${rounded(from)}L${rounded(right + 14)},${rounded(to)}`,
        ...{ stroke: color, fill: "none" },
      });
      const room = WIDTH - MARGIN - right - 30;
      const text = fitText(`${value}, ${formatShare(mean)}`, room, SIZE.note);
      return (
        leader +
        glyphs([[right + 19, to]], { color, shape, radius: 3.8 }) +
        label(right + 28, to + 4, text, { size: SIZE.note })
      );
    })
    .join("");
}

/** Places at least a step apart, in the order of what is wanted, between two ends. */
function spread(wanted: readonly number[], top: number, bottom: number): number[] {
  const places: number[] = [];
  for (const y of wanted) places.push(Math.max(y, (places.at(-1) ?? top - STEP) + STEP));
  for (let i = places.length - 1, limit = bottom; i >= 0; i--, limit = places[i + 1]! - STEP) {
    places[i] = Math.min(places[i]!, limit);
  }
  return places;
}
