import * as Plot from "@observablehq/plot";
import type { AxisView, LineView } from "../../ablation/view.ts";
import type { DrawOptions } from "../figure.ts";
import { formatPlain, formatShare, metricName } from "../format.ts";
import type { Drawing, Plotted } from "../frame.ts";
import { legend } from "../legend.ts";
import { controlItems, controlMarks, controlNote } from "../noise/control-lines.ts";
import { bandItems, lineItem, lineMarks } from "../noise/looks.ts";
import { shareAxis } from "../noise/share-axis.ts";
import { panels, stacked } from "../panels.ts";
import { INK } from "../style.ts";
import { decidedItems, lookOf, pointGlyphs } from "./looks.ts";

/** A numeric switch with several lines, in a panel for each depth or place, with the classical routers as horizontal lines. */
export function multiplesDrawing(axisView: AxisView, { document }: Pick<DrawOptions, "document">): Drawing {
  const { axis, lines, controls, view } = axisView;
  const points = lines.flatMap((line) => line.points);
  const classical = controls.map(({ one }) => one);
  const values = [...points, ...controls].flatMap(({ mean, interval }) => [mean, ...interval]);
  const y = shareAxis(values, metricName(view.experiment));
  const numbers = [...new Set(points.map(({ value }) => Number(value)))].sort((a, b) => a - b);
  const list = axisView.panels.map((heading) => {
    const own = lines.filter(({ panel }) => panel === heading);
    const base = axisView.name === "dial" && own.some(({ reference }) => reference === view.reference);
    return {
      heading,
      note: base ? "the base router’s depth" : "",
      marks: [
        Plot.gridY(y.ticks, { stroke: INK.grid, strokeOpacity: 1 }),
        ...controlMarks(classical),
        ...own.flatMap((line) => lineMarks(line.points.map(placed), lookOf(line.label))),
      ],
      overlay: (plot: Plotted) => own.map((line) => pointGlyphs(line.points, lookOf(line.label), plot)).join(""),
    };
  });
  const labels = [...new Set(lines.map(({ label }) => label))];
  const items = [
    ...labels.map((label) => lineItem(label, lookOf(label))),
    ...(view.seeds > 1 ? decidedItems("the router without a dial") : []),
    ...bandItems(view.seeds),
    ...controlItems(classical, controlNote(classical)),
  ];
  const x = {
    label: axis.unit,
    domain: [numbers[0]!, numbers.at(-1)!] as const,
    ticks: numbers,
    tickFormat: formatPlain,
  };
  const columns = list.length === 3 ? 3 : 2;
  const multiples = panels(document, list, { x, y, columns, aspect: columns === 3 ? 0.95 : 0.72, inset: 10 });
  return {
    ...stacked(legend(items), multiples),
    description: axisView.panels.map((one) => told(one, lines)).join(" "),
  };
}

function placed({ value, mean, interval }: LineView["points"][number]) {
  return { p: Number(value), mean, interval };
}

function told(heading: string, lines: readonly LineView[]): string {
  const parts = lines
    .filter(({ panel }) => panel === heading)
    .map(
      ({ label, points }) =>
        `${label} ${points.map(({ value, mean }) => `${formatShare(mean)} at ${value}`).join(", ")}`,
    );
  return `${heading}: ${parts.join("; ")}.`;
}
