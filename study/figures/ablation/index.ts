import type { AxisView } from "../../ablation/view.ts";
import type { DrawOptions } from "../figure.ts";
import { formatShare, metricName } from "../format.ts";
import { frame } from "../frame.ts";
import { lineDrawing } from "./line.ts";
import { multiplesDrawing } from "./multiples.ts";
import { rowsDrawing } from "./rows.ts";

/** What a picture of an axis is called: `ablate-dial`. */
export function axisFigureName({ name }: Pick<AxisView, "name">): string {
  return `ablate-${name}`;
}

export function axisTitle({ axis, view }: AxisView): string {
  return `${axis.title}: ${metricName(view.experiment)}`;
}

/** Tells a reader how to read the picture of an axis. Plain text. */
export function axisCaption({ name, axis, panels, controls, view: { seeds } }: AxisView): string {
  const spread = seeds > 1 ? `means of ${seeds} runs with their 95 % intervals` : "single runs, which have no interval";
  const decided =
    seeds > 1
      ? " A hollow mark: not distinguished from what it is compared with, which does not mean equal; p-values are corrected after Holm over all comparisons of this axis."
      : "";
  const classical =
    controls.length === 0
      ? ""
      : panels.length > 1
        ? ` Horizontal lines are the classical routers, which have no such switch: ${controls.map(({ value, mean }) => `${value} ${formatShare(mean)}`).join("; ")}.`
        : axis.scale === "rows"
          ? name === "classical"
            ? ""
            : " Below the line: the classical routers, which have no such switch; their p-values are corrected among themselves."
          : " Dashed lines are the classical routers, which have no such switch.";
  const rows = axis.scale === "rows" ? " Each small mark is one run." : "";
  return `${axis.meaning} Shown are ${spread}.${rows}${decided}${classical}`;
}

/** One axis as a complete SVG document. */
export function axisFigure(axisView: AxisView, options: Pick<DrawOptions, "document">): string {
  const { axis, panels, view } = axisView;
  const draw = axis.scale === "rows" ? rowsDrawing : panels.length > 1 ? multiplesDrawing : lineDrawing;
  return frame(axisTitle(axisView), view.experiment.title, draw(axisView, options));
}
