import * as Plot from "@observablehq/plot";
import type { DrawOptions, Figure } from "./figure.ts";
import { formatMetric, formatPlain, higherIsBetter, metricName } from "./format.ts";
import type { Drawing } from "./frame.ts";
import { plotted } from "./frame.ts";
import type { Point } from "./glyph.ts";
import { glyphs } from "./glyph.ts";
import type { LegendItem } from "./legend.ts";
import { armLegend, legend } from "./legend.ts";
import { rounded, tag } from "./markup.ts";
import { axisName } from "./panels.ts";
import { metricRange } from "./range.ts";
import { rowsOf } from "./rows.ts";
import { armLook, INK, PRINTED, SIZE } from "./style.ts";
import { swarm } from "./swarm.ts";
import { label } from "./text.ts";
import { metricTick } from "./ticks.ts";
import type { ArmView, ExperimentView } from "./view.ts";
import { allEqual, byMean, sizeOf } from "./view.ts";

const ROW = 50;
/** Dots above, the mean and its interval below, measured from the middle of the row. */
const LANE = { dots: -6, reach: 13, mean: 16 } as const;

/** Every run of every arm, with mean, interval, threshold and printed value: the central picture of a study. */
export const runs: Figure = {
  title: (view) => `Every run of every ${view.noun}: ${metricName(view.experiment)}`,
  caption: ({ experiment, seeds, arms, noun }) =>
    `Each small mark is one run${seeds > 1 ? ` (${seeds} per ${noun})` : ""}. Below them, the bold mark is the mean and the bar its 95 % interval${
      seeds > 1 ? "" : ", which a single run cannot have"
    }. ${arms.some(({ summary }) => allEqual(summary)) ? "Where all runs are equal there is no bar: no spread was seen, so no interval can be given. " : ""}${experiment.arms.some(({ printed }) => printed !== null) ? "The hollow diamond is the value that the paper printed, from a single run. " : ""}${
      experiment.threshold === null ? "" : "Runs on or to the right of the dashed line count as successes. "
    }${noun === "router" ? "Routers" : "Models"} are sorted by their mean, best first${higherIsBetter(experiment) ? "" : " (a lower loss is better)"}.`,
  draw(view: ExperimentView, { document }: DrawOptions): Drawing {
    const { experiment, reference } = view;
    const { threshold } = experiment;
    const arms = byMean(view);
    const headings = ["mean", ...(threshold === null ? [] : [`runs at\n${formatPlain(threshold)} or more`])];
    const layout = rowsOf(
      arms.map((one) => ({
        view: one,
        note: `${plural(sizeOf(view, one), view.noun === "router" ? "router parameter" : "parameter")}${one === reference ? " · reference" : ""}`,
        right: [
          formatMetric(experiment, one.summary.mean),
          ...(one.summary.success === null ? [] : [`${one.summary.success.count} of ${one.summary.runs}`]),
        ],
      })),
      headings,
      ROW,
    );
    const values = arms.flatMap(({ runs: list, summary, arm }) => [
      ...list.map(({ metric }) => metric),
      ...summary.interval,
      ...(arm.printed === null ? [] : [arm.printed]),
    ]);
    const domain = metricRange(threshold === null ? values : [...values, threshold], higherIsBetter(experiment));
    const plot = plotted(document, layout.area, {
      x: { domain, label: null },
      y: { domain: [0, 1], axis: null },
      marks: [
        Plot.gridX({ stroke: INK.grid, strokeOpacity: 1, ticks: 6 }),
        Plot.axisX({ ticks: 6, tickSize: 4, color: INK.soft, label: null, tickFormat: metricTick }),
        threshold === null ? null : Plot.ruleX([threshold], { stroke: INK.text, strokeDasharray: "4,3" }),
      ],
    });
    const marks = arms.map((one, i) => armMarks(one, layout.middles[i]!, plot.x)).join("");
    const over = threshold === null ? "" : thresholdName(plot.x(threshold), layout.area.top, formatPlain(threshold));
    const middle = layout.area.left + layout.area.width / 2;
    const name = axisName(middle, layout.bottom + 34, metricName(experiment), layout.area.width);
    const names = legend([...armLegend(arms), meanItem]);
    const below = layout.bottom + 44;
    return {
      height: below + names.height,
      body: `${layout.body}${plot.svg}${marks}${over}${name}<g transform="translate(0,${below})">${names.body}</g>`,
      description: arms
        .map(({ arm, summary }) => `${arm.label}: mean ${formatMetric(experiment, summary.mean)}`)
        .join("; "),
    };
  },
};

function armMarks({ arm, runs: list, summary }: ArmView, middle: number, x: (value: number) => number): string {
  const { color, shape } = armLook(arm);
  const radius = list.length <= 60 ? 2.6 : list.length <= 200 ? 1.8 : 1.2;
  const dots = swarm(
    list.map(({ metric }) => x(metric)),
    radius,
    LANE.reach,
  ).map(([dx, dy]): Point => [dx, middle + LANE.dots + dy]);
  const y = middle + LANE.mean;
  const [low, high] = summary.interval;
  const bar = tag("line", {
    x1: rounded(x(low)),
    x2: rounded(x(high)),
    y1: rounded(y),
    y2: rounded(y),
    stroke: INK.text,
    "stroke-width": 2.5,
  });
  const printed: Point[] = arm.printed === null ? [] : [[x(arm.printed), middle + LANE.dots]];
  return (
    glyphs(dots, { shape, color, radius, opacity: 0.75 }) +
    bar +
    glyphs([[x(summary.mean), y]], { shape, color, radius: 4.6, rim: INK.paper }) +
    glyphs(printed, { ...PRINTED, radius: 5.4, ring: true })
  );
}

function thresholdName(x: number, top: number, value: string): string {
  return label(x, top - 6, `threshold ${value}`, { size: SIZE.note, color: INK.soft, anchor: "end" });
}

const meanItem: LegendItem = {
  name: "mean and 95 % interval",
  look: (x, y) =>
    tag("line", { x1: x - 7, x2: x + 7, y1: y, y2: y, stroke: INK.text, "stroke-width": 2.5 }) +
    glyphs([[x, y]], { shape: "circle", color: INK.text, radius: 3.6, rim: INK.paper }),
};

/** `1 run`, `2 runs`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
