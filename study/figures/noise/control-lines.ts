import * as Plot from "@observablehq/plot";
import { formatShare } from "../format.ts";
import type { LegendItem } from "../legend.ts";
import { tag } from "../markup.ts";
import { INK } from "../style.ts";
import type { ArmView } from "../view.ts";
import { allEqual } from "../view.ts";

/** Classical arms, best first, as horizontal lines: the best bold with its interval, the others thin. */
export function controlMarks([best, ...others]: readonly ArmView[]): Plot.Markish[] {
  if (best === undefined) return [];
  const [low, high] = best.summary.interval;
  return [
    Plot.ruleY(
      others.map(({ summary }) => summary.mean),
      { stroke: INK.line, strokeWidth: 0.8, strokeDasharray: "1.5,2.5" },
    ),
    Plot.rectY([best], { y1: low, y2: high, fill: INK.text, fillOpacity: 0.13 }),
    Plot.ruleY([best.summary.mean], { stroke: INK.text, strokeWidth: 2.2 }),
  ];
}

/** `best classical: MLP, 16 hidden, .996 (.994 to .998)` */
export function controlNote([best]: readonly ArmView[]): string {
  if (best === undefined) return "no classical router beside it";
  const { arm, summary } = best;
  const spread = summary.runs === 1 || allEqual(summary) ? "" : ` (${summary.interval.map(formatShare).join(" to ")})`;
  return `best classical: ${arm.label}, ${formatShare(summary.mean)}${spread}`;
}

/** The best classical arm's line and band, under this name. */
export function controlItem(name = "best classical router, 95 % interval"): LegendItem[] {
  const look = (x: number, y: number): string =>
    tag("rect", { x: x - 5, y: y - 5, width: 28, height: 10, fill: INK.text, "fill-opacity": 0.13 }) +
    tag("line", { x1: x - 5, x2: x + 23, y1: y, y2: y, stroke: INK.text, "stroke-width": 2.2 });
  return [{ name, wide: true, look }];
}

/** What the horizontal lines are, for a legend: the best, under this name, and the others if there are any. */
export function controlItems(controls: readonly ArmView[], name?: string): LegendItem[] {
  if (controls.length === 0) return [];
  if (controls.length === 1) return controlItem(name);
  const look = (x: number, y: number): string =>
    tag("line", { x1: x - 5, x2: x + 23, y1: y, y2: y, stroke: INK.line, "stroke-dasharray": "1.5,2.5" });
  return [...controlItem(name), { name: "other classical routers", wide: true, look }];
}
