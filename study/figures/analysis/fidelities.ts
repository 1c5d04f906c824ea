import * as Plot from "@observablehq/plot";
import { formatLoss } from "../format.ts";
import { tag } from "../markup.ts";
import { FAMILY_LOOKS, INK } from "../style.ts";
import { metricTick } from "../ticks.ts";
import { type AnalysisPicture, singlePlot } from "./picture.ts";

/** The fidelities of pairs of the circuit's states beside those of random states. */
export const fidelities: AnalysisPicture = {
  title: () => "Which states the circuit reaches, beside random ones",
  caption: ({ options }) =>
    `Bars: fidelities |<psi|psi'>|² of ${options.samples} pairs of the circuit's states at random parameters. Line: the law of states drawn at random from all. The nearer the bars come to the line, the more evenly the circuit fills the space of states; bars at 1 mean that many parameters give the same state. Expressibility is the divergence of the bars from the line.`,
  draw({ expressibility }, document) {
    if (expressibility === null) return null;
    const { histogram, haar, divergence } = expressibility;
    const bins = histogram.length;
    const rows = histogram.map((share, k) => ({ x1: k / bins, x2: (k + 1) / bins, share }));
    const steps = haar.flatMap((share, k) => [
      { x: k / bins, share },
      { x: (k + 1) / bins, share },
    ]);
    const top = 1.08 * Math.max(...histogram, ...haar);
    const { color } = FAMILY_LOOKS.quantum;
    return singlePlot(document, {
      x: { label: "fidelity", domain: [0, 1], tickFormat: metricTick },
      y: { label: "share of the pairs", domain: [0, top], tickFormat: metricTick },
      marks: [
        Plot.rectY(rows, { x1: "x1", x2: "x2", y: "share", fill: color, fillOpacity: 0.45, inset: 0.5 }),
        Plot.line(steps, { x: "x", y: "share", stroke: INK.text, strokeWidth: 1.6 }),
      ],
      items: [
        {
          name: "the circuit's states",
          look: (x, y) => tag("rect", { x: x - 6, y: y - 5, width: 13, height: 10, fill: color, "fill-opacity": 0.45 }),
        },
        {
          name: "random states",
          look: (x, y) => tag("line", { x1: x - 6, x2: x + 7, y1: y, y2: y, stroke: INK.text, "stroke-width": 1.6 }),
        },
      ],
      overlay: () => "",
      description: `Divergence ${formatLoss(divergence)} nats.`,
    });
  },
};
