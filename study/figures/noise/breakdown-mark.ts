import type { Breakdown } from "../../noise/records.ts";
import type { Plotted } from "../frame.ts";
import { glyphs } from "../glyph.ts";
import type { LegendItem } from "../legend.ts";
import { rounded, tag } from "../markup.ts";
import { INK } from "../style.ts";
import type { ExperimentView } from "../view.ts";
import type { LineLook } from "./looks.ts";
import type { PointAt, Setting } from "./series.ts";
import { valueAt } from "./series.ts";

/** The breakdown point of a family under one setting, against the best classical arm. */
export function breakdownOf(
  { breakdowns }: ExperimentView,
  setting: Setting & { readonly family: string; readonly trainingShots: number },
): Breakdown | undefined {
  const { family, trainingShots, trained, shots, mitigation } = setting;
  return breakdowns.find(
    (one) =>
      one.against === "best" &&
      one.family === family &&
      one.trainingShots === trainingShots &&
      one.trained === trained &&
      one.shots === shots &&
      one.mitigation === mitigation,
  );
}

/** One breakdown point with its interval at the height y; within the grid it is joined to its line of accuracies, where there is one. */
export function breakdownRow(
  { p, interval: [low, high], points }: Breakdown,
  y: number,
  look: Pick<LineLook, "color" | "shape" | "dash">,
  plot: Pick<Plotted, "x" | "y">,
  line: readonly PointAt[] = [],
): string {
  // Nothing is known beyond the last p: an arrow leads there.
  const edge = plot.x(points.at(-1)!.p);
  const at = (strength: number | null): number => (strength === null ? edge : plot.x(strength));
  const { color, shape } = look;
  const bar = { y1: rounded(y), y2: rounded(y), stroke: color, "stroke-width": 2.2 };
  const value = p === null ? null : valueAt(line, p);
  const joint =
    p === null || value === null
      ? ""
      : tag("line", {
          ...{ x1: rounded(plot.x(p)), x2: rounded(plot.x(p)), y1: rounded(plot.y(value)), y2: rounded(y) },
          ...{ stroke: color, "stroke-width": 0.9, "stroke-dasharray": "1,2.5" },
        });
  return (
    joint +
    tag("line", { x1: rounded(at(low)), x2: rounded(at(high)), ...bar }) +
    (high === null ? arrow(edge, y, color) : "") +
    (p === null
      ? glyphs([[edge - 6, y]], { shape, color, radius: 3.6, hollow: true })
      : glyphs([[plot.x(p), y]], { shape, color, radius: 4, rim: INK.paper }))
  );
}

function arrow(x: number, y: number, color: string): string {
  const [left, tip] = [rounded(x - 1), rounded(x + 6)];
  return tag("path", { d: `M${left},${rounded(y - 4)}L${tip},${rounded(y)}L${left},${rounded(y + 4)}z`, fill: color });
}

export const breakdownItem: LegendItem = {
  name: "breakdown point, 95 % interval (hollow, arrow: none up to the last p)",
  wide: true,
  look: (x, y) =>
    tag("line", { x1: x - 5, x2: x + 20, y1: y, y2: y, stroke: INK.text, "stroke-width": 2.2 }) +
    glyphs([[x + 6, y]], { shape: "circle", color: INK.text, radius: 4, rim: INK.paper }),
};
