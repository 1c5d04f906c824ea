import * as Plot from "@observablehq/plot";
import { glyphs } from "../glyph.ts";
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

/** Variance of gradients against the number of qubits, a line for each depth. */
export const gradients: AnalysisPicture = {
  title: () => "How steep circuits of this kind are, by size",
  caption: ({ gradients: found }) =>
    `Variance of the derivative of <${found?.observable ?? "Z0"}> by a parameter, mean over the parameters of each circuit (${found?.samples ?? 0} random draws of parameters and inputs for each mark); logarithmic. Dashed: a fall by half for each qubit, from the shallowest circuit's first mark. Lines that fall as fast or faster are on the way to a barren plateau, where more qubits make training impossible; what is drawn are these sizes alone. Star: the router's own circuit.`,
  draw({ gradients: found, circuit }, document) {
    if (found === null || found.cells.length === 0) return null;
    const { cells, own } = found;
    const depths = [...new Set(cells.map(({ layers }) => layers))];
    const list = depths.map((layers, k): Series => {
      const dash = DASHES[k % DASHES.length];
      return {
        name: `${layers} layer${layers === 1 ? "" : "s"}`,
        look: LOOKS[k % LOOKS.length]!,
        ...(dash === undefined ? {} : { dash }),
        points: cells.flatMap((one) => (one.layers === layers && one.mean > 0 ? [{ x: one.qubits, y: one.mean }] : [])),
      };
    });
    const values = [...list.flatMap(({ points }) => points.map(({ y }) => y)), ...(own.mean > 0 ? [own.mean] : [])];
    if (values.length === 0) return null;
    const widths = cells.map(({ qubits }) => qubits);
    const [first, last] = [Math.min(...widths), Math.max(...widths, circuit?.qubits ?? 0)];
    const start = list[0]!.points[0];
    const halved = start === undefined ? [] : widths.map((x) => ({ x, y: start.y / 2 ** (x - start.x) }));
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
        { name: "the router's own circuit", look: { color: "#c75b00", shape: "star" } },
      ],
      overlay(plot) {
        const star =
          own.mean > 0 && circuit !== null
            ? glyphs([[plot.x(circuit.qubits), plot.y(own.mean)]], { color: "#c75b00", shape: "star", radius: 7 })
            : "";
        return list.map((one) => seriesGlyphs(one, plot)).join("") + star;
      },
      description: cells
        .map(({ qubits, layers, mean }) => `${qubits} qubits, ${layers} layers: ${mean.toPrecision(2)}`)
        .join("; "),
    });
  },
};
