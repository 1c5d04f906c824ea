import * as Plot from "@observablehq/plot";
import { breakdownWords } from "../../noise/words.ts";
import type { StudyFigure } from "../figure.ts";
import { formatShare, metricName } from "../format.ts";
import type { Area, Plotted } from "../frame.ts";
import { legend } from "../legend.ts";
import { tag } from "../markup.ts";
import { panels, stacked } from "../panels.ts";
import { INK, SIZE } from "../style.ts";
import { label } from "../text.ts";
import { metricTick } from "../ticks.ts";
import type { ExperimentView } from "../view.ts";
import { strengthAxis, untested } from "./axis.ts";
import { breakdownItem, breakdownOf, breakdownRow } from "./breakdown-mark.ts";
import { controlItems, controlMarks, controlNote } from "./control-lines.ts";
import { bandItems, lineDots, lineItem, lineLook, lineMarks } from "./looks.ts";
import type { Family, PointAt, Setting } from "./series.ts";
import { controlsOf, familiesOf, gridsOf, lineOf, strengthsOf } from "./series.ts";
import { shareAxis } from "./share-axis.ts";
import { meanWords, PLACES } from "./words.ts";

/** Each router is tested under the noise it was trained with. */
const SETTING: Setting = { trained: "at the tested p", shots: 0, mitigation: "none" };
const ASPECT = 1.12;
/** Height of a breakdown point's row. */
const ROW = 13;

interface Line {
  readonly family: Family;
  readonly points: readonly PointAt[];
}

function linesOf(view: ExperimentView): Line[] {
  return familiesOf(view)
    .map((family) => ({ family, points: lineOf(view, family, SETTING) }))
    .filter(({ points }) => points.length > 1);
}

/** Accuracy against the strength of noise, at training and at test alike, for every quantum router, beside the classical ones. */
export const accuracy: StudyFigure = {
  title: (views) =>
    `Accuracy under noise: ${metricName(gridsOf(views)[0]!.experiment)} of quantum routers beside classical ones`,
  caption: (views) => {
    const [view] = gridsOf(views) as [ExperimentView];
    return (
      `Each quantum router is trained and tested at the same p, with exact expectations; marks: ${meanWords(view.seeds)}. Horizontal lines are classical routers, ` +
      "which no noise touches: the one with the best mean bold, with its interval as a grey band, the others thin. " +
      (view.breakdowns.length > 0
        ? "Below the lines: the breakdown point of each quantum router against the best classical one, the first p at which the interval of their paired difference lies below zero, with its own 95 % interval over seeds; an arrow: the interval, or the point, lies beyond the last p. "
        : "") +
      "Bands that overlap do not show that two routers are equal, and curves beyond the last p were not measured."
    );
  },
  draw(given, { document }) {
    const views = gridsOf(given);
    const all = views.map(linesOf);
    if (!all.some((lines) => lines.length > 0)) return null;
    const names = [...new Map(all.flat().map(({ family }) => [family.name, family.label]))];
    const look = (name: string) => lineLook(names.findIndex(([known]) => known === name));
    const rows = Math.max(...all.map((lines) => lines.length));
    const controls = views.map(controlsOf);
    const values = [
      ...all.flatMap((lines) => lines.flatMap(({ points }) => points.flatMap(({ interval }) => interval))),
      ...controls.flatMap((arms) => arms.flatMap(({ summary }) => [summary.mean, ...summary.interval])),
    ];
    const marked = views.some((view) => view.breakdowns.length > 0);
    const strip = marked ? rows * ROW + 22 : 0;
    const y = shareAxis(values, metricName(views[0]!.experiment), strip / (330 * ASPECT));
    const list = views.map((view, i) => ({
      heading: PLACES[view.experiment.conditions[0]!.place],
      note: controlNote(controls[i]!),
      marks: [
        Plot.gridY(y.ticks, { stroke: INK.grid, strokeOpacity: 1 }),
        ...controlMarks(controls[i]!),
        ...all[i]!.flatMap(({ family, points }) => lineMarks(points, look(family.name))),
      ],
      overlay: (plot: Plotted, area: Area) =>
        all[i]!.map(({ family, points }) => lineDots(points, look(family.name), plot)).join("") +
        untested(
          all[i]!.flatMap(({ points }) => points),
          plot,
          area,
          strip,
        ) +
        (marked ? stripOf(view, all[i]!, look, plot, area, strip) : ""),
    }));
    const items = [
      ...names.map(([name, label]) => lineItem(label, look(name))),
      ...bandItems(views[0]!.seeds),
      ...controlItems(controls.flat()),
      ...(marked ? [breakdownItem] : []),
    ];
    const x = strengthAxis(strengthsOf(views), 310);
    const multiples = panels(document, list, { x, y, columns: 2, aspect: ASPECT, inset: 8 });
    return { ...stacked(legend(items), multiples), description: views.map((view, i) => told(view, all[i]!)).join(" ") };
  },
};

/** The breakdown points below the lines, one row for each. */
function stripOf(
  view: ExperimentView,
  lines: readonly Line[],
  look: (name: string) => ReturnType<typeof lineLook>,
  plot: Plotted,
  area: Area,
  strip: number,
): string {
  const bottom = area.top + area.height;
  const top = bottom - strip;
  const edge = tag("line", { x1: area.left, x2: area.left + area.width, y1: top, y2: top, stroke: INK.line });
  const rows = lines.map(({ family, points }, i) => {
    const found = breakdownOf(view, { family: family.name, trainingShots: 0, ...SETTING });
    return found === undefined ? "" : breakdownRow(found, top + 20 + i * ROW, look(family.name), plot, points);
  });
  return edge + rows.join("") + headOf(area.left + area.width - 6, top + 13);
}

function headOf(x: number, y: number): string {
  return label(x, y, "breakdown points", { size: SIZE.note, color: INK.soft, anchor: "end", halo: true });
}

function told(view: ExperimentView, lines: readonly Line[]): string {
  const parts = lines.map(({ family, points }) => {
    const found = breakdownOf(view, { family: family.name, trainingShots: 0, ...SETTING });
    const ends = [points[0]!, points.at(-1)!].map(({ p, mean }) => `${formatShare(mean)} at p = ${metricTick(p)}`);
    return `${family.label}: ${ends.join(", ")}${found === undefined ? "" : `, worse than the best classical router ${breakdownWords(found)}`}`;
  });
  return `${PLACES[view.experiment.conditions[0]!.place]}: ${parts.join("; ")}. ${controlNote(controlsOf(view))}.`;
}
