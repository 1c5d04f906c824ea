import type { Plotted } from "../frame.ts";
import { glyphs, type Point } from "../glyph.ts";
import { tag } from "../markup.ts";
import { FAMILY_LOOKS, INK } from "../style.ts";
import { wholeTick } from "../ticks.ts";
import { type AnalysisPicture, lineItem, singlePlot, tens, tenTick, wholeTicks } from "./picture.ts";

/** Above this share of the largest a singular value counts, as in `jacobianRank`. */
const TOLERANCE = 1e-8;
/** What is smaller is drawn here: it is 0. */
const FLOOR = 1e-18;

/** Singular values of the derivative of the router's features by its parameters. */
export const jacobian: AnalysisPicture = {
  title: () => "How many of the router's parameters matter",
  caption: ({ jacobian: found }) =>
    `Singular values of the derivative of what the router makes of ${found?.rows ?? 0} rows that differ by its parameters, over the largest, at one random point; logarithmic. Filled: directions that change the features, whose number is the rank. Hollow: directions that change nothing; their values are rounding, and those that are exactly 0 stand at the lower edge. The gap between both is what makes the rank certain.`,
  draw({ jacobian: found }, document) {
    if (found === null || found.ranks[0] === 0) return null;
    const { spectrum, rank, parameters } = found;
    const shares = spectrum.map((value) => Math.max(FLOOR, value / spectrum[0]!));
    const lowest = Math.min(...shares, TOLERANCE / 10);
    const { color, shape } = FAMILY_LOOKS.quantum;
    const at = (plot: Plotted, counts: boolean): Point[] =>
      shares.flatMap((share, k): Point[] => (share > TOLERANCE === counts ? [[plot.x(k + 1), plot.y(share)]] : []));
    return singlePlot(document, {
      height: 220,
      x: {
        label: "singular value, by size",
        domain: [0.4, spectrum.length + 0.6],
        ticks: wholeTicks(spectrum.length),
        tickFormat: wholeTick,
      },
      y: {
        label: "over the largest (logarithmic)",
        domain: [lowest / 4, 3],
        type: "log",
        ticks: tens(lowest, 1),
        tickFormat: tenTick,
      },
      marks: [],
      items: [
        { name: `counts: ${shares.filter((share) => share > TOLERANCE).length}`, look: { color, shape } },
        {
          name: `changes nothing: ${shares.filter((share) => share <= TOLERANCE).length}`,
          look: { color, shape, hollow: true },
        },
        lineItem(`limit between them, ${tenTick(TOLERANCE)}`, "4,3"),
      ],
      overlay(plot, area) {
        const y = plot.y(TOLERANCE);
        const right = area.left + area.width;
        const line = { x1: area.left, x2: right, y1: y, y2: y, stroke: INK.text, "stroke-dasharray": "4,3" };
        return (
          tag("line", line) +
          glyphs(at(plot, true), { color, shape, radius: 4 }) +
          glyphs(at(plot, false), { color, shape, radius: 4, hollow: true })
        );
      },
      description: `Rank ${rank} of ${parameters} parameters; singular values over the largest: ${shares.map((share) => share.toPrecision(2)).join(", ")}.`,
    });
  },
};
