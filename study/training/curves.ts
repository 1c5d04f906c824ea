import * as Plot from "@observablehq/plot";
import { formatLoss } from "../figures/format.ts";
import type { Drawing } from "../figures/frame.ts";
import { plotted } from "../figures/frame.ts";
import { legend } from "../figures/legend.ts";
import { tag } from "../figures/markup.ts";
import { axisName, sideName, stacked } from "../figures/panels.ts";
import { INK, MARGIN, WIDTH } from "../figures/style.ts";
import { metricTick, wholeTick } from "../figures/ticks.ts";
import type { TrainingView } from "./view.ts";

const STROKES = [
  { color: "#4b2e9e", dash: "" },
  { color: "#c75b00", dash: "5,3" },
] as const;
const AREA = { left: MARGIN + 48, top: 6, width: WIDTH - 2 * MARGIN - 56, height: 240 };

/** The mean loss of each epoch, on the rows trained on and on those held out to stop by. */
export function curves({ curves: list }: TrainingView, document: Document): Drawing {
  const values = list.flatMap((curve) => curve.values);
  const [low, high] = [Math.min(0, ...values), Math.max(...values)];
  const epochs = Math.max(...list.map((curve) => curve.values.length));
  const plot = plotted(document, AREA, {
    x: { domain: [1, Math.max(2, epochs)], label: null },
    y: { domain: [low, high > low ? high + 0.05 * (high - low) : low + 1], label: null },
    marks: [
      Plot.gridY({ stroke: INK.grid, strokeOpacity: 1, ticks: 5 }),
      Plot.axisX({
        ticks: Math.min(8, Math.max(1, epochs - 1)),
        tickSize: 4,
        color: INK.soft,
        label: null,
        tickFormat: wholeTick,
      }),
      Plot.axisY({ ticks: 5, tickSize: 4, color: INK.soft, label: null, tickFormat: metricTick }),
      ...list.flatMap(({ values: own }, i) => {
        const rows = own.map((loss, epoch) => ({ epoch: epoch + 1, loss }));
        const { color, dash } = STROKES[i % STROKES.length]!;
        const line = {
          x: "epoch",
          y: "loss",
          stroke: color,
          strokeWidth: 2,
          ...(dash ? { strokeDasharray: dash } : {}),
        };
        // A single epoch has no line.
        return rows.length === 1 ? [Plot.dot(rows, { x: "epoch", y: "loss", fill: color })] : [Plot.line(rows, line)];
      }),
    ],
  });
  const bottom = AREA.top + AREA.height;
  const names = legend(
    list.map(({ name }, i) => {
      const { color, dash } = STROKES[i % STROKES.length]!;
      const dashed = dash ? { "stroke-dasharray": dash } : {};
      const look = (x: number, y: number): string =>
        tag("line", { x1: x - 7, x2: x + 7, y1: y, y2: y, stroke: color, "stroke-width": 2, ...dashed });
      return { name, look };
    }),
  );
  const below = {
    height: bottom + 44,
    body:
      plot.svg +
      axisName(AREA.left + AREA.width / 2, bottom + 36, "epoch", AREA.width) +
      sideName(MARGIN + 6, AREA.top + AREA.height / 2, "mean loss", AREA.height),
  };
  return {
    ...stacked(names, below),
    description: list
      .map(({ name, values: own }) => `${name}: ${formatLoss(own.at(-1)!)} in the last epoch`)
      .join("; "),
  };
}
