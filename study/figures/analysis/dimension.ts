import { formatLoss } from "../format.ts";
import { FAMILY_LOOKS, INK, type Look, SIZE } from "../style.ts";
import { label } from "../text.ts";
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

/** The number of rows trained on where a point has it, and powers of ten that leave it room. */
function ticksOf(points: readonly number[], own: number): number[] {
  const powers = tens(Math.min(...points), Math.max(...points));
  if (!points.includes(own)) return powers;
  return [own, ...powers.filter((n) => n > 1.4 * own || n < own / 1.4)].sort((a, b) => a - b);
}

/** Effective dimension by the number of data, over the number of parameters. */
export const dimension: AnalysisPicture = {
  title: () => "How many parameters n data can tell apart",
  caption: ({ options }) =>
    `Effective dimension (Abbas et al.) over the number of parameters, by the number of data n; logarithmic. Mean over ${options.draws} points of the parameters, drawn as they start. 1 would be: every parameter counts. The first n is that of the rows trained on, where they are enough. For large n a line tends to the rank of the Fisher information over the number of parameters; at small n it may lie above that, even above 1, and fall.`,
  draw({ dimensions, data }, document) {
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
        ticks: ticksOf(xs, data.trainRows),
        tickFormat: (n) => (n === data.trainRows ? "" : tenTick(n)),
      },
      y: { label: "effective dimension / parameters", domain: [0, Math.max(0.1, top * 1.15)], tickFormat: metricTick },
      marks: list.map(seriesMarks),
      items: list.map(seriesItem),
      overlay: (plot, { top, height }) =>
        list.map((one) => seriesGlyphs(one, plot, { radius: 4 })).join("") +
        // By hand: a logarithmic axis writes beside powers of ten only what it finds round.
        (xs.includes(data.trainRows)
          ? label(plot.x(data.trainRows), top + height + 16.5, String(data.trainRows), {
              size: SIZE.tick,
              color: INK.soft,
              anchor: "middle",
            })
          : ""),
      description: dimensions
        .map(({ of, parameters, points }) => {
          const values = points.map((point) => `${formatLoss(point.dimension)} at n = ${point.samples}`);
          return `${of} of ${parameters} parameters: ${values.join(", ")}`;
        })
        .join("; "),
    });
  },
};
