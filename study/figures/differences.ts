import * as Plot from "@observablehq/plot";
import { verdictOf } from "./decided.ts";
import type { DrawOptions, Figure } from "./figure.ts";
import { bareP, formatDifference, higherIsBetter, metricName } from "./format.ts";
import type { Drawing } from "./frame.ts";
import { plotted } from "./frame.ts";
import { glyphs } from "./glyph.ts";
import { legend } from "./legend.ts";
import { rounded, tag } from "./markup.ts";
import { axisName } from "./panels.ts";
import { paddedRange } from "./range.ts";
import { rowsOf } from "./rows.ts";
import { armLook, INK, SIZE } from "./style.ts";
import { label, textWidth } from "./text.ts";
import { differenceTick } from "./ticks.ts";
import type { ExperimentView } from "./view.ts";
import { byMean, sameDifference } from "./view.ts";

const ROW = 40;

/** Each arm minus the reference arm, paired by seed, with its interval. */
export const differences: Figure = {
  title: ({ reference, noun }) => `Difference of each ${noun} to the reference: ${reference.arm.label}`,
  caption: ({ arms, reference }) => {
    const test = arms.find(({ summary }) => summary.difference !== null)?.summary.difference?.test;
    return `Mean difference in each seed to ${reference.arm.label}, with its 95 % interval. A filled mark: the interval excludes zero and ${arms.length > 2 ? "p, corrected after Holm for the number of comparisons," : "p"} is below .05 (${test} test). A hollow mark: not distinguished by these runs, which does not mean equal.${
      arms.some(({ summary: { difference } }) => difference !== null && sameDifference(difference))
        ? " Without a bar: the same difference in every seed, so that no spread was seen and no interval can be given."
        : ""
    }`;
  },
  draw(view: ExperimentView, { document }: DrawOptions): Drawing | null {
    const { experiment, reference } = view;
    const compared = byMean(view).filter(({ summary }) => summary.difference !== null);
    if (compared.length === 0) return null;
    const layout = rowsOf(
      compared.map((one) => ({
        view: one,
        note: "",
        right: [formatDifference(experiment, one.summary.difference!.mean), bareP(one.summary.difference!.pHolm)],
      })),
      ["mean\ndifference", compared.length > 1 ? "p after\nHolm" : "p"],
      ROW,
    );
    const ends = compared.flatMap(({ summary: { difference } }) => [difference!.mean, ...difference!.interval]);
    const { area } = layout;
    const plot = plotted(document, area, {
      x: { domain: paddedRange([...ends, 0], 0.08), label: null },
      y: { domain: [0, 1], axis: null },
      marks: [
        Plot.gridX({ stroke: INK.grid, strokeOpacity: 1, ticks: 6 }),
        Plot.axisX({ ticks: 6, tickSize: 4, color: INK.soft, label: null, tickFormat: differenceTick }),
        Plot.ruleX([0], { stroke: INK.text, strokeWidth: 1.2 }),
      ],
    });
    let marks = "";
    compared.forEach((one, i) => {
      const { arm, summary } = one;
      const { mean, interval } = summary.difference!;
      const { color, shape } = armLook(arm);
      const y = layout.middles[i]!;
      const ends = { x1: rounded(plot.x(interval[0])), x2: rounded(plot.x(interval[1])), y1: y, y2: y };
      marks += tag("line", { ...ends, stroke: color, "stroke-width": 2.5 });
      marks += glyphs([[plot.x(mean), y]], { shape, color, radius: 5, hollow: verdictOf(view, one) === "undecided" });
    });
    const right = higherIsBetter(experiment) ? "better" : "worse";
    const left = higherIsBetter(experiment) ? "worse" : "better";
    const zero = plot.x(0);
    const narrow = Math.min(zero - area.left, area.left + area.width - zero);
    const than = textWidth("better than the reference", SIZE.note) + 6 < narrow ? " than the reference" : "";
    const side = (x: number, text: string, anchor: "start" | "end"): string =>
      label(x, area.top - 8, text, { size: SIZE.note, color: INK.soft, anchor });
    const sides = side(zero - 6, left + than, "end") + side(zero + 6, right + than, "start");
    const name = axisName(
      area.left + area.width / 2,
      layout.bottom + 34,
      `difference in ${metricName(experiment)}`,
      area.width,
    );
    const names = legend([
      { name: "distinguished from the reference", look: { color: INK.text, shape: "circle" } },
      { name: "not distinguished by these runs", look: { color: INK.text, shape: "circle", hollow: true } },
    ]);
    const below = layout.bottom + 44;
    return {
      height: below + names.height,
      body: `${layout.body}${plot.svg}${marks}${sides}${name}<g transform="translate(0,${below})">${names.body}</g>`,
      description: `Compared with ${reference.arm.label}: ${compared
        .map((one) => {
          const verdict = verdictOf(view, one) === "undecided" ? "not distinguished" : "distinguished";
          return `${one.arm.label} ${formatDifference(experiment, one.summary.difference!.mean)}, ${verdict}`;
        })
        .join("; ")}`,
    };
  },
};
