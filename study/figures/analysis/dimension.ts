import { formatLoss } from "../format.ts";
import { FAMILY_LOOKS, type Look } from "../style.ts";
import { metricTick } from "../ticks.ts";
import {
  type AnalysisPicture,
  type Series,
  seriesGlyphs,
  seriesItem,
  seriesMarks,
  singlePlot,
  tens,
  tenTick,
} from "./picture.ts";

const LOOKS: Readonly<Record<"model" | "router", Look>> = {
  model: FAMILY_LOOKS.mixture,
  router: FAMILY_LOOKS.quantum,
};

/** Effective dimension by the number of data, over the number of parameters. */
export const dimension: AnalysisPicture = {
  title: () => "How many parameters n data can tell apart",
  caption: ({ options }) =>
    `Effective dimension (Abbas et al.) over the number of parameters, by the number of data n; logarithmic. Mean over ${options.draws} points of the parameters, drawn as they start. 1 would be: every parameter counts. The first n is that of the rows trained on. At small n the formula divides by a small logarithm, so that the line may fall before it rises.`,
  draw({ dimensions }, document) {
    const list = dimensions.map(
      ({ of, parameters, points }): Series => ({
        name: `${of}, ${parameters} parameters`,
        look: LOOKS[of],
        points: points.map(({ samples, dimension: value }) => ({ x: samples, y: value / parameters })),
      }),
    );
    const all = list.flatMap(({ points }) => points);
    if (all.length === 0) return null;
    const xs = all.map(({ x }) => x);
    const [first, last] = [Math.min(...xs), Math.max(...xs)];
    const top = Math.max(...all.map(({ y }) => y));
    return singlePlot(document, {
      height: 220,
      x: {
        label: "number of data n (logarithmic)",
        domain: [first / 1.4, last * 1.4],
        type: "log",
        ticks: tens(first, last),
        tickFormat: tenTick,
      },
      y: { label: "effective dimension / parameters", domain: [0, Math.max(0.1, top * 1.15)], tickFormat: metricTick },
      marks: list.map(seriesMarks),
      items: list.map(seriesItem),
      overlay: (plot) => list.map((one) => seriesGlyphs(one, plot, { radius: 4 })).join(""),
      description: dimensions
        .map(({ of, parameters, points }) => {
          const values = points.map((point) => `${formatLoss(point.dimension)} at n = ${point.samples}`);
          return `${of} of ${parameters} parameters: ${values.join(", ")}`;
        })
        .join("; "),
    });
  },
};
