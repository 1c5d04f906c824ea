import * as Plot from "@observablehq/plot";
import type { ShotsNeeded } from "../../noise/records.ts";
import type { StudyFigure } from "../figure.ts";
import { formatPercent } from "../format.ts";
import type { Area, Plotted } from "../frame.ts";
import type { Point } from "../glyph.ts";
import { glyphs } from "../glyph.ts";
import { legend } from "../legend.ts";
import { rounded, tag } from "../markup.ts";
import { panels, stacked } from "../panels.ts";
import { INK, MARGIN, SIZE, WIDTH } from "../style.ts";
import { fitText, label } from "../text.ts";
import type { ExperimentView } from "../view.ts";
import { strengthAxis, untested } from "./axis.ts";
import type { LineLook } from "./looks.ts";
import { lineItem, lineLook } from "./looks.ts";
import type { Trained } from "./series.ts";
import { familiesOf, gridsOf, strengthsOf } from "./series.ts";
import { labelOf, TRAINED } from "./shots.ts";
import { duration, formatStrength, PLACES, powerOfTen, trainedName, wayName } from "./words.ts";

interface Line {
  readonly name: string;
  readonly look: LineLook;
  /** By p. */
  readonly needed: readonly ShotsNeeded[];
}

/** Shots that a decision needs so that sampling hardly changes it, and what decisions take on the machine. */
export const cost: StudyFigure = {
  title: (views) => `Cost of a decision: ${labelOf(views)}`,
  caption: (views) =>
    `Above: shots for each decision so that the given share of the decisions, at most, differs from those of exact expectations, for the median run of each arm (a single trained model: no interval); logarithmic (k: thousand, M: million). An open mark at the upper edge: more shots than were tried. They hold the model’s own decisions, right or wrong: many shots do not make a broken router accurate, and where noise leaves all rows decided alike, a few are enough.${
      priced(views).length > 0
        ? " Below: time of one decision, shots × circuits × (gates on the longest path + readout + reset), with the times that the noise model gives; queues, compilation and loading are not in it, machines often wait longer between shots, and none was used."
        : ""
    }`,
  draw(given, { document }) {
    const views = gridsOf(given);
    const all = views.map((view) => ({ view, lines: linesOf(view) }));
    const values = all.flatMap(({ lines }) =>
      lines.flatMap(({ needed }) => needed.flatMap(({ shots }) => shots ?? [])),
    );
    if (values.length === 0) return null;
    const unknown = all.some(({ lines }) => lines.some(({ needed }) => needed.some(({ shots }) => shots === null)));
    const top = (unknown ? 10 : 2) * Math.max(...values);
    const bottom = Math.min(...values) / 2;
    const ticks = tens(bottom, top);
    const list = all.map(({ view, lines }) => ({
      heading: PLACES[view.experiment.conditions[0]!.place],
      note: `${lines.some(({ needed }) => needed.some(({ shots }) => shots === null)) ? "open marks at the edge: more than were tried" : "shots for each decision"}`,
      marks: [
        Plot.gridY(ticks, { stroke: INK.grid, strokeOpacity: 1 }),
        ...lines.map(({ look, needed }) => path(look, needed)),
      ],
      overlay: (plot: Plotted, area: Area) =>
        lines.map((line) => dots(line, plot, area)).join("") +
        untested(
          lines.flatMap(({ needed }) => needed),
          plot,
          area,
        ),
    }));
    const names = new Map(all.flatMap(({ lines }) => lines.map(({ name, look }) => [name, look])));
    const multiples = panels(document, list, {
      x: strengthAxis(strengthsOf(views), 310),
      y: { label: "shots for each decision", domain: [bottom, top], type: "log", ticks, tickFormat: powerOfTen },
      columns: 2,
      aspect: 0.74,
      inset: 8,
    });
    const upper = stacked(legend([...names].map(([name, look]) => lineItem(name, look))), multiples);
    const bars = barsOf(given);
    return {
      height: upper.height + bars.height,
      body: `${upper.body}<g transform="translate(0,${upper.height})">${bars.body}</g>`,
      description: `${all.map(({ view, lines }) => told(view, lines)).join(" ")} ${bars.description}`,
    };
  },
};

function linesOf(view: ExperimentView): Line[] {
  const [family] = familiesOf(view);
  const shares = [...new Set(view.shotsNeeded.map(({ share }) => share))].sort((a, b) => b - a);
  return TRAINED.flatMap((trained, i) =>
    shares.map((share, k): Line => {
      const own = (trained: Trained, p: number): string | undefined =>
        family?.exact.find(({ arm }) => arm.trainedUnder!.p === (trained === "clean" ? 0 : p))?.arm.name;
      const needed = view.shotsNeeded
        .filter((one) => one.share === share && one.arm === own(trained, one.p))
        .sort((a, b) => a.p - b.p);
      const look = lineLook(i);
      return {
        name: `at most ${formatPercent(share)} differ, ${trainedName(trained)}`,
        look: k === 0 ? { ...look, hollow: true, dash: "3,3" } : { ...look, dash: "" },
        needed,
      };
    }),
  ).filter(({ needed }) => needed.length > 0);
}

function path({ color, dash }: LineLook, needed: readonly ShotsNeeded[]): Plot.Markish {
  const known = needed.filter(({ shots }) => shots !== null);
  return Plot.line(known, {
    ...{ x: "p", y: "shots", stroke: color, strokeWidth: 1.7 },
    ...(dash === "" ? {} : { strokeDasharray: dash }),
  });
}

function dots({ look, needed }: Line, plot: Plotted, area: Area): string {
  const { color, shape, hollow = false } = look;
  const known = needed.flatMap(({ p, shots }): Point[] => (shots === null ? [] : [[plot.x(p), plot.y(shots)]]));
  const beyond = needed.flatMap(({ p, shots }): Point[] => (shots === null ? [[plot.x(p), area.top + 9]] : []));
  return (
    glyphs(known, { color, shape, radius: 3.2, ...(hollow ? { hollow } : { rim: INK.paper }) }) +
    glyphs(beyond, { color, shape, radius: 3.2, ring: true })
  );
}

/** Powers of ten between two numbers. */
function tens(low: number, high: number): number[] {
  const all: number[] = [];
  for (let ten = 1; ten <= high; ten *= 10) if (ten >= low) all.push(ten);
  return all;
}

/** One price of a decision of the reference's router: for each way to sample and each place, where places differ. */
function priced(views: readonly ExperimentView[]) {
  const rows = views.flatMap((view) => {
    const [family] = familiesOf(view);
    return view.costs
      .filter((one) => one.family === family?.name)
      .map((one) => ({ ...one, name: `${wayName(one)}${one.circuits > 1 ? `, ${one.circuits} circuits` : ""}` }));
  });
  return [...new Map(rows.map((row) => [`${row.name} ${row.seconds}`, row])).values()].sort(
    (a, b) => a.seconds - b.seconds,
  );
}

const LABELS = 290;
const ROW = 20;

function barsOf(views: readonly ExperimentView[]): {
  readonly body: string;
  readonly height: number;
  readonly description: string;
} {
  const rows = priced(views);
  if (rows.length === 0) return { body: "", height: 0, description: "" };
  const left = MARGIN + LABELS;
  const room = WIDTH - MARGIN - left - 70;
  const longest = Math.max(...rows.map(({ seconds }) => seconds));
  let body = label(MARGIN, 14, "Time of one decision on the machine of the noise model", { bold: true });
  rows.forEach(({ name, seconds }, i) => {
    const y = 24 + i * ROW;
    const width = (room * seconds) / longest;
    body += label(MARGIN, y + 13, fitText(name, LABELS - 10, SIZE.note), { size: SIZE.note });
    body += tag("rect", { x: left, y: y + 3, width: rounded(Math.max(1, width)), height: 13, fill: lineLook(0).color });
    body += label(left + width + 6, y + 13, duration(seconds), { size: SIZE.note });
  });
  return {
    body,
    height: 24 + rows.length * ROW + 10,
    description: `Time of one decision: ${rows.map(({ name, seconds }) => `${name} ${duration(seconds)}`).join(", ")}.`,
  };
}

function told(view: ExperimentView, lines: readonly Line[]): string {
  const parts = lines.map(({ name, needed }) => {
    const values = needed.map(({ p, shots }) => `${shots ?? "more than were tried"} at p = ${formatStrength(p)}`);
    return `${name}: ${values.join(", ")}`;
  });
  return `${PLACES[view.experiment.conditions[0]!.place]}, shots for each decision: ${parts.join("; ")}.`;
}
