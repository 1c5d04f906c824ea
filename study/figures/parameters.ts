import * as Plot from "@observablehq/plot";
import type { Experiment } from "../results.ts";
import type { DrawOptions, Figure } from "./figure.ts";
import { formatMetric, higherIsBetter, metricName } from "./format.ts";
import type { Drawing, Plotted } from "./frame.ts";
import { plotted } from "./frame.ts";
import { glyphs } from "./glyph.ts";
import { armLegend, legend } from "./legend.ts";
import { rounded, tag } from "./markup.ts";
import { axisName, sideName } from "./panels.ts";
import { metricRange } from "./range.ts";
import { armLook, INK, MARGIN, PRINTED, SIZE, WIDTH } from "./style.ts";
import { label, wrapText } from "./text.ts";
import { metricTick } from "./ticks.ts";
import type { ArmView, ExperimentView } from "./view.ts";
import { byMean, sizeOf } from "./view.ts";

const HEIGHT = 340;
const RADIUS = 5;
/** Width of the list of arms beside the plot. */
const KEY = 228;

/** Mean metric of each arm against the size of its router, or model. */
export const parameters: Figure = {
  title: ({ experiment, noun }) => `Result against the size of the ${noun}: ${metricName(experiment)}`,
  caption: ({ experiment, noun }) =>
    `Mark: mean over the runs; whiskers: its 95 % interval. Numbers are ranks by the mean and refer to the list: neighbours in rank are not thereby different. ${
      experiment.arms.some(({ printed }) => printed !== null)
        ? "Hollow diamond: the value printed in the paper, joined to ours by a dotted line. "
        : ""
    }${noun === "router" ? "Routers" : "Models"} with nearly the same number of parameters are drawn side by side. ${
      noun === "router" ? "Experts are not counted." : "All parameters are counted, frozen ones, too."
    }`,
  draw(view: ExperimentView, { document }: DrawOptions): Drawing {
    const { experiment } = view;
    const arms = byMean(view);
    const sizes = arms.map((one) => sizeOf(view, one));
    // A router without parameters has no place on a logarithmic axis.
    const logarithmic = Math.min(...sizes) > 0;
    const left = MARGIN + 50;
    const key = keyOf(experiment, arms, WIDTH - MARGIN - KEY);
    const height = Math.max(HEIGHT, key.height - 30);
    const area = { left, top: 8, width: WIDTH - left - MARGIN - KEY - 12, height };
    const values = arms.flatMap(({ arm, summary }) => [
      summary.mean,
      ...summary.interval,
      ...(arm.printed === null ? [] : [arm.printed]),
    ]);
    const domain = logarithmic
      ? [Math.min(...sizes) / 1.5, Math.max(...sizes) * 1.5]
      : [-0.05 * (Math.max(...sizes) || 1), 1.08 * (Math.max(...sizes) || 1)];
    const ticks = roundCounts(domain[0]!, domain[1]!);
    const plot = plotted(document, area, {
      x: { type: logarithmic ? "log" : "linear", domain, label: null },
      y: { domain: roomAbove(metricRange(values, higherIsBetter(experiment))), label: null },
      marks: [
        Plot.gridY({ stroke: INK.grid, strokeOpacity: 1, ticks: 6 }),
        Plot.gridX(ticks, { stroke: INK.grid, strokeOpacity: 1 }),
        Plot.frame({ stroke: INK.line }),
        Plot.axisX(ticks, { tickSize: 4, color: INK.soft, label: null, text: (v: number) => String(v) }),
        Plot.axisY({ ticks: 6, tickSize: 4, color: INK.soft, label: null, tickFormat: metricTick }),
      ],
    });
    const places = sideBySide(arms, sizes, plot);
    const names = legend(armLegend(arms));
    const below = area.top + height + 48;
    return {
      height: below + names.height,
      body:
        plot.svg +
        arms.map((one, i) => marksOf(one, places[i]!, plot)).join("") +
        ranksOf(arms, places, plot) +
        key.body +
        axisName(
          left + area.width / 2,
          area.top + height + 34,
          `parameters of the ${view.noun}${logarithmic ? " (logarithmic)" : ""}`,
          area.width,
        ) +
        sideName(MARGIN + 6, area.top + height / 2, metricName(experiment), height) +
        `<g transform="translate(0,${below})">${names.body}</g>`,
      description: arms
        .map(({ arm, summary }, i) => `${arm.label}: ${sizes[i]} parameters, ${formatMetric(experiment, summary.mean)}`)
        .join("; "),
    };
  },
};

/** Pixels of each arm's mean; marks that would cover each other's whiskers are moved sideways, around their common middle. */
function sideBySide(arms: readonly ArmView[], sizes: readonly number[], plot: Plotted): number[] {
  const apart = 2 * RADIUS + 3;
  const xs = sizes.map(plot.x);
  const order = xs.map((_, i) => i).sort((a, b) => xs[a]! - xs[b]! || arms[b]!.summary.mean - arms[a]!.summary.mean);
  const middle = (group: readonly number[]): number => group.reduce((sum, i) => sum + xs[i]!, 0) / group.length;
  const reach = (group: readonly number[]): number => ((group.length - 1) / 2) * apart;
  const groups: number[][] = [];
  for (const i of order) {
    groups.push([i]);
    // A group that was moved apart may come to cover its neighbour: the two then share one middle.
    while (groups.length > 1) {
      const [before, own] = groups.slice(-2) as [number[], number[]];
      if (middle(own) - reach(own) - (middle(before) + reach(before)) >= apart) break;
      groups.splice(-2, 2, [...before, ...own]);
    }
  }
  const moved = [...xs];
  for (const group of groups) {
    group.forEach((i, k) => {
      moved[i] = middle(group) - reach(group) + k * apart;
    });
  }
  return moved;
}

function marksOf({ arm, summary }: ArmView, x: number, plot: Plotted): string {
  const { color, shape } = armLook(arm);
  const [low, high] = summary.interval;
  const y = plot.y(summary.mean);
  const vertical = (y1: number, y2: number, more: Readonly<Record<string, string | number>>): string =>
    tag("line", { x1: rounded(x), x2: rounded(x), y1: rounded(y1), y2: rounded(y2), ...more });
  const printed = arm.printed === null ? null : plot.y(arm.printed);
  return (
    (printed === null ? "" : vertical(y, printed, { stroke: INK.line, "stroke-dasharray": "1.5,2.5" })) +
    vertical(plot.y(low), plot.y(high), { stroke: color, "stroke-width": 2.2 }) +
    glyphs([[x, y]], { shape, color, radius: RADIUS, rim: INK.paper }) +
    (printed === null ? "" : glyphs([[x, printed]], { ...PRINTED, radius: 4.4, hollow: true }))
  );
}

/** Room for the ranks above the highest whisker. */
function roomAbove([low, high]: readonly [number, number]): [number, number] {
  return [low, high + 0.05 * (high - low)];
}

/** The rank of each arm above its whisker, or below where the printed value is in the way. */
function ranksOf(arms: readonly ArmView[], xs: readonly number[], plot: Plotted): string {
  return arms
    .map(({ arm, summary }, i) => {
      const top = Math.min(plot.y(summary.interval[1]), plot.y(summary.mean) - RADIUS);
      const bottom = Math.max(plot.y(summary.interval[0]), plot.y(summary.mean) + RADIUS);
      const printed = arm.printed === null ? null : plot.y(arm.printed);
      const blocked = printed !== null && printed < top + 6 && printed > top - 24;
      const y = blocked ? bottom + 12 : top - 4;
      return label(xs[i]!, y, String(i + 1), { size: SIZE.note, bold: true, anchor: "middle", halo: true });
    })
    .join("");
}

/** The arms by rank, in a column of lines of one or two rows of text. */
function keyOf(
  experiment: Experiment,
  arms: readonly ArmView[],
  left: number,
): { readonly body: string; readonly height: number } {
  let y = 14;
  let body = label(WIDTH - MARGIN, y, "mean", { size: SIZE.note, color: INK.soft, anchor: "end" });
  arms.forEach(({ arm, summary }, i) => {
    const lines = wrapText(arm.label, KEY - 82, SIZE.note, 2);
    y += 18;
    body += label(left + 14, y, String(i + 1), { size: SIZE.note, bold: true, anchor: "end" });
    body += glyphs([[left + 24, y - 4]], { ...armLook(arm), radius: 4 });
    body += label(WIDTH - MARGIN, y, formatMetric(experiment, summary.mean), { size: SIZE.note, anchor: "end" });
    lines.forEach((line, k) => {
      if (k > 0) y += 13;
      body += label(left + 34, y, line, { size: SIZE.note });
    });
  });
  return { body, height: y + 10 };
}

/** 1, 2, 5, 10, 20, 50 ... between two numbers; at most eight of them. */
function roundCounts(low: number, high: number): number[] {
  const all: number[] = [];
  for (let decade = 1; decade <= high; decade *= 10) {
    for (const step of [1, 2, 5]) if (step * decade >= low && step * decade <= high) all.push(step * decade);
  }
  return all.length <= 8 ? all : all.filter((count) => String(count).startsWith("1"));
}
