import * as Plot from "@observablehq/plot";
import type { SampledMean } from "../../../quantum/index.ts";
import type { Plotted } from "../frame.ts";
import { glyphs, type Point } from "../glyph.ts";
import { tag } from "../markup.ts";
import { plural } from "../runs.ts";
import { INK, type Look } from "../style.ts";
import { wholeTick } from "../ticks.ts";
import {
  type AnalysisPicture,
  lineItem,
  type Series,
  seriesGlyphs,
  seriesItem,
  seriesMarks,
  singlePlot,
  tens,
  tenTick,
} from "./picture.ts";

const DASHES = [undefined, "7,3", "3,3", "8,3,2,3"] as const;
/** From light for few layers to dark for many: the order stays in black and white. */
const LOOKS: readonly Look[] = [
  { color: "#b3a4e6", shape: "triangle" },
  { color: "#8f79d6", shape: "square" },
  { color: "#6647b8", shape: "diamond" },
  { color: "#2b1766", shape: "circle" },
];

/** Lines side by side, in qubits, so that no bar hides another. */
const DODGE = 0.07;
const OWN: Look = { color: "#c75b00", shape: "star" };

/** A mark with the ends of its bar: two standard errors to both sides, as far down as a logarithmic axis may show. */
interface Measured {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

function measured(x: number, { mean, error }: SampledMean): Measured {
  return { x, y: mean, low: Math.max(mean - 2 * error, mean / 4), high: mean + 2 * error };
}

/** Variance of gradients against the number of qubits, a line for each depth. */
export const gradients: AnalysisPicture = {
  title: () => "How steep circuits of this kind are, by size",
  caption: ({ gradients: found }) =>
    `Variance of the derivative of <${found?.observable ?? "Z0"}> by a parameter, mean over the parameters of each circuit (${found?.samples ?? 0} random draws of parameters and inputs for each mark; bars: two standard errors); logarithmic. Layers are counted over all uploads. Dashed: a fall by half for each qubit, from the shallowest circuit's first mark. Lines that fall as fast or faster are on the way to a barren plateau, where more qubits make training impossible; what is drawn are these sizes alone. Star: the router's own circuit.`,
  draw({ gradients: found, circuit }, document) {
    if (found === null || found.cells.length === 0) return null;
    const { cells, own } = found;
    const depths = [...new Set(cells.map(({ layers }) => layers))];
    const list = depths.map((layers, k): Series & { readonly points: readonly Measured[] } => {
      const at = DODGE * (k - (depths.length - 1) / 2);
      const dash = DASHES[k % DASHES.length];
      return {
        name: plural(layers, "layer"),
        look: LOOKS[k % LOOKS.length]!,
        ...(dash === undefined ? {} : { dash }),
        points: cells.flatMap((one) => (one.layers === layers && one.mean > 0 ? [measured(one.qubits + at, one)] : [])),
      };
    });
    const stars = own.mean > 0 && circuit !== null ? [measured(circuit.qubits, own)] : [];
    const values = [...list.flatMap(({ points }) => points), ...stars].flatMap(({ low, high }) => [low, high]);
    if (values.length === 0) return null;
    const widths = cells.map(({ qubits }) => qubits);
    const [first, last] = [Math.min(...widths), Math.max(...widths, circuit?.qubits ?? 0)];
    const start = cells.find(({ layers, mean }) => layers === depths[0] && mean > 0);
    const halved = start === undefined ? [] : widths.map((x) => ({ x, y: start.mean / 2 ** (x - start.qubits) }));
    const [low, high] = [Math.min(...values, ...halved.map(({ y }) => y)) / 1.6, Math.max(...values) * 1.6];
    return singlePlot(document, {
      x: {
        label: "qubits",
        domain: [Math.min(first, circuit?.qubits ?? first) - 0.3, last + 0.3],
        ticks: [...new Set([...widths, circuit?.qubits ?? first])].sort((a, b) => a - b),
        tickFormat: wholeTick,
      },
      y: {
        label: "variance of a derivative (logarithmic)",
        domain: [low, high],
        type: "log",
        ticks: tens(low, high),
        tickFormat: tenTick,
      },
      marks: [
        Plot.line(halved, { x: "x", y: "y", stroke: INK.text, strokeWidth: 1.1, strokeDasharray: "2,3" }),
        ...list.map(seriesMarks),
      ],
      items: [
        ...list.map(seriesItem),
        lineItem("halved by each qubit", "2,3"),
        { name: `the router's own circuit, ${plural(circuit?.layers ?? 0, "layer")}`, look: OWN },
      ],
      overlay(plot) {
        const marks = list.map((one) => bars(one.points, one.look.color, plot) + seriesGlyphs(one, plot));
        const star = stars.map(({ x, y }): Point => [plot.x(x), plot.y(y)]);
        return marks.join("") + bars(stars, OWN.color, plot) + glyphs(star, { ...OWN, radius: 7 });
      },
      description: cells
        .map(
          ({ qubits, layers, mean, error }) =>
            `${qubits} qubits, ${plural(layers, "layer")}: ${mean.toPrecision(2)} (standard error ${error.toPrecision(1)})`,
        )
        .join("; "),
    });
  },
};

function bars(points: readonly Measured[], color: string, plot: Plotted): string {
  const lines = points.map(({ x, low, high }) => {
    const at = plot.x(x);
    return tag("line", { x1: at, x2: at, y1: plot.y(low), y2: plot.y(high), stroke: color, "stroke-width": 1.2 });
  });
  return lines.join("");
}
