import * as Plot from "@observablehq/plot";
import type { AxisView, PointView } from "../../ablation/view.ts";
import { distinctPoints } from "../../ablation/view.ts";
import { trainedParameters } from "../../specs/matched.ts";
import type { DrawOptions } from "../figure.ts";
import { bareP, formatDifference, formatMetric, metricName } from "../format.ts";
import type { Drawing } from "../frame.ts";
import { plotted } from "../frame.ts";
import type { Point } from "../glyph.ts";
import { glyphs } from "../glyph.ts";
import { legend } from "../legend.ts";
import { rounded, tag } from "../markup.ts";
import { axisName } from "../panels.ts";
import { metricRange } from "../range.ts";
import { rowsOf } from "../rows.ts";
import { plural } from "../runs.ts";
import { armLook, INK, SIZE } from "../style.ts";
import { swarm } from "../swarm.ts";
import { label } from "../text.ts";
import { metricTick } from "../ticks.ts";
import { allEqual } from "../view.ts";
import { decidedItems } from "./looks.ts";

const ROW = 46;
/** Dots above, the mean and its interval below, measured from the middle of the row. */
const LANE = { dots: -6, reach: 11, mean: 14 } as const;

/** The values of a switch with names, one below the other, and the classical routers below them. */
export function rowsDrawing(axisView: AxisView, { document }: Pick<DrawOptions, "document">): Drawing {
  const { view, controls, name } = axisView;
  const { experiment, seeds } = view;
  const own = axisView.lines.flatMap(({ points }) => points);
  const shown = name === "classical" ? own : [...own, ...controls];
  const compared = seeds > 1;
  const layout = rowsOf(
    shown.map((point) => ({
      view: { ...point.one, arm: { ...point.one.arm, label: String(point.value) } },
      note: noteOf(axisView, point),
      right: [
        formatMetric(experiment, point.mean),
        ...(compared
          ? [
              point.effect === null ? "–" : formatDifference(experiment, point.effect.difference.mean),
              point.effect === null ? "" : bareP(point.effect.difference.pHolm),
            ]
          : []),
      ],
    })),
    ["mean", ...(compared ? ["mean\ndifference", "p after\nHolm"] : [])],
    ROW,
  );
  const base = own.find(({ isReference }) => isReference);
  const values = shown.flatMap(({ scores, interval }) => [...scores, ...interval]);
  const plot = plotted(document, layout.area, {
    x: { domain: metricRange(values, true), label: null },
    y: { domain: [0, 1], axis: null },
    marks: [
      Plot.gridX({ stroke: INK.grid, strokeOpacity: 1, ticks: 6 }),
      Plot.axisX({ ticks: 6, tickSize: 4, color: INK.soft, label: null, tickFormat: metricTick }),
      base === undefined ? null : Plot.ruleX([base.mean], { stroke: INK.text, strokeDasharray: "4,3" }),
    ],
  });
  const marks = shown.map((point, i) => pointMarks(point, layout.middles[i]!, plot.x)).join("");
  const over =
    base === undefined
      ? ""
      : label(plot.x(base.mean), layout.area.top - 6, "base router", {
          ...{ size: SIZE.note, color: INK.soft, anchor: "end" },
        });
  const between = name === "classical" ? "" : classicalLine(layout.middles[own.length]);
  const axis = axisName(
    layout.area.left + layout.area.width / 2,
    layout.bottom + 34,
    metricName(experiment),
    layout.area.width,
  );
  const names = legend([...(compared ? decidedItems("the base router") : []), dashedItem]);
  const below = layout.bottom + 44;
  return {
    height: below + names.height,
    body: `${layout.body}${between}${plot.svg}${marks}${over}${axis}<g transform="translate(0,${below})">${names.body}</g>`,
    description: shown.map(({ value, mean }) => `${value}: mean ${formatMetric(experiment, mean)}`).join("; "),
  };
}

/** Sets the classical routers apart from the values of the switch. */
function classicalLine(middle: number | undefined): string {
  if (middle === undefined) return "";
  const y = middle - ROW / 2;
  return tag("line", { x1: 16, x2: 744, y1: y, y2: y, stroke: INK.line, "stroke-width": 1.2 });
}

function noteOf(axisView: AxisView, { one, value, isReference }: PointView): string {
  const { experiment } = axisView.view;
  const { router, experts } = one.arm.model;
  const size = trainedParameters(router, { features: experiment.data.features.length, experts: experts.length });
  const first = distinctPoints(axisView).length === axisView.lines.flatMap(({ points }) => points).length;
  const same = first ? undefined : sameAs(axisView, one.arm.name, value);
  const note = isReference ? " · base router" : same === undefined ? "" : ` · as ${same}`;
  return `${plural(size, "trained parameter")}${note}`;
}

/** Another value that comes to the same circuit. */
function sameAs({ lines }: AxisView, arm: string, value: PointView["value"]): PointView["value"] | undefined {
  const mine = lines.flatMap(({ points }) => points).filter(({ one }) => one.arm.name === arm);
  return mine[0]?.value === value ? undefined : mine[0]?.value;
}

function pointMarks(
  { one, scores, mean, interval, effect, isReference }: PointView,
  middle: number,
  x: (v: number) => number,
): string {
  const { color, shape } = armLook(one.arm);
  const radius = scores.length <= 60 ? 2.3 : 1.3;
  const dots = swarm(scores.map(x), radius, LANE.reach).map(([dx, dy]): Point => [dx, middle + LANE.dots + dy]);
  const y = middle + LANE.mean;
  const bar = tag("line", {
    ...{ x1: rounded(x(interval[0])), x2: rounded(x(interval[1])), y1: rounded(y), y2: rounded(y) },
    ...{ stroke: INK.text, "stroke-width": 2.5 },
  });
  const hollow = !isReference && effect?.doubt !== null;
  return (
    glyphs(dots, { shape, color, radius, opacity: 0.6 }) +
    (allEqual(one.summary) ? "" : bar) +
    glyphs([[x(mean), y]], { shape, color, radius: 4.6, ...(hollow ? { hollow } : { rim: INK.paper }) })
  );
}

const dashedItem = {
  name: "mean of the base router",
  wide: true,
  look: (x: number, y: number): string =>
    tag("line", { x1: x - 5, x2: x + 23, y1: y, y2: y, stroke: INK.text, "stroke-dasharray": "4,3" }),
};
