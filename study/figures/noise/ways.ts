import * as Plot from "@observablehq/plot";
import type { DrawOptions } from "../figure.ts";
import { formatShare, metricName } from "../format.ts";
import type { Area, Drawing, Plotted } from "../frame.ts";
import type { LegendItem } from "../legend.ts";
import { legend } from "../legend.ts";
import { panels, stacked } from "../panels.ts";
import { INK } from "../style.ts";
import type { ExperimentView } from "../view.ts";
import { strengthAxis, untested } from "./axis.ts";
import { controlItems, controlMarks, controlNote } from "./control-lines.ts";
import type { LineLook } from "./looks.ts";
import { bandItems, lineDots, lineItem, lineMarks } from "./looks.ts";
import type { PointAt } from "./series.ts";
import { controlsOf, strengthsOf } from "./series.ts";
import { shareAxis } from "./share-axis.ts";
import { formatStrength } from "./words.ts";

/** One line of a panel. */
export interface WayLine {
  readonly name: string;
  readonly look: LineLook;
  readonly points: readonly PointAt[];
}

/** Lines of one experiment. */
export interface WayPanel {
  readonly view: ExperimentView;
  readonly heading: string;
  readonly lines: readonly WayLine[];
}

/**
 * Accuracy against the strength of noise in panels with the best classical arm as a line of reference: how shots, mitigation or training are compared. Null
 * where no line has two points.
 */
export function waysDrawing(
  given: readonly WayPanel[],
  { document }: Pick<DrawOptions, "document">,
  more: readonly LegendItem[] = [],
): Drawing | null {
  const kept = given
    .map((one) => ({ ...one, lines: one.lines.filter(({ points }) => points.length > 1) }))
    .filter(({ lines }) => lines.length > 0);
  const [first] = kept;
  if (first === undefined) return null;
  const views = [...new Set(kept.map(({ view }) => view))];
  const best = (view: ExperimentView) => controlsOf(view).slice(0, 1);
  const values = [
    ...kept.flatMap(({ lines }) => lines.flatMap(({ points }) => points.flatMap(({ interval }) => interval))),
    ...views.flatMap((view) => best(view).flatMap(({ summary }) => [summary.mean, ...summary.interval])),
  ];
  const y = shareAxis(values, metricName(first.view.experiment));
  const list = kept.map(({ view, heading, lines }) => ({
    heading,
    note: views.length > 1 ? controlNote(best(view)) : "",
    marks: [
      Plot.gridY(y.ticks, { stroke: INK.grid, strokeOpacity: 1 }),
      ...controlMarks(best(view)),
      ...lines.flatMap(({ points, look }) => lineMarks(points, look)),
    ],
    overlay: (plot: Plotted, area: Area) =>
      lines.map(({ points, look }) => lineDots(points, look, plot)).join("") +
      untested(
        lines.flatMap(({ points }) => points),
        plot,
        area,
      ),
  }));
  const names = new Map(kept.flatMap(({ lines }) => lines.map(({ name, look }) => [name, look])));
  const items = [
    ...[...names].map(([name, look]) => lineItem(name, look)),
    ...bandItems(first.view.seeds),
    ...controlItems(best(first.view), views.length > 1 ? undefined : controlNote(best(first.view))),
    ...more,
  ];
  const columns = views.length > 1 ? 2 : Math.min(3, Math.max(2, list.length));
  const x = strengthAxis(strengthsOf(views), 620 / columns);
  return {
    ...stacked(legend(items), panels(document, list, { x, y, columns, aspect: 0.74, inset: 8 })),
    description: kept.map(told).join(" "),
  };
}

function told({ heading, lines }: WayPanel): string {
  const parts = lines.map(({ name, points }) => {
    const ends = [points[0]!, points.at(-1)!];
    return `${name}: ${ends.map(({ p, mean }) => `${formatShare(mean)} at p = ${formatStrength(p)}`).join(", ")}`;
  });
  return `${heading}: ${parts.join("; ")}.`;
}
