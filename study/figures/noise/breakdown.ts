import * as Plot from "@observablehq/plot";
import type { Breakdown } from "../../noise/records.ts";
import { breakdownWords } from "../../noise/words.ts";
import type { DrawOptions, StudyFigure } from "../figure.ts";
import type { Area } from "../frame.ts";
import { plotted } from "../frame.ts";
import { glyphs } from "../glyph.ts";
import { legend } from "../legend.ts";
import { rounded, tag } from "../markup.ts";
import { axisName } from "../panels.ts";
import { INK, MARGIN, SIZE, WIDTH } from "../style.ts";
import { fitText, label } from "../text.ts";
import type { ExperimentView } from "../view.ts";
import { strengthAxis } from "./axis.ts";
import { breakdownItem, breakdownOf, breakdownRow } from "./breakdown-mark.ts";
import type { LineLook } from "./looks.ts";
import { lineLook } from "./looks.ts";
import type { Family, Setting } from "./series.ts";
import { familiesOf, gridsOf, waysOf } from "./series.ts";
import { TRAINED } from "./shots.ts";
import { formatStrength, PLACES, trainedName, wayName } from "./words.ts";

const LABELS = 206;
const NUMBER = 44;
const GAP = 18;
const ROW = 21;
const GROUP = 25;
const HEAD = 24;

/** One line of the figure: one setting, in each experiment. */
interface Row {
  readonly name: string;
  readonly look: LineLook;
  readonly setting: Setting & { readonly family: string; readonly trainingShots: number };
}

interface Group {
  readonly name: string;
  readonly rows: readonly Row[];
}

/** Breakdown points for every way to train and to test, side by side for each place of noise. */
export const breakdown: StudyFigure = {
  title: () => "Breakdown points against the best classical router",
  caption: () =>
    "Mark: the first p, interpolated, at which the 95 % interval of the paired difference to the best classical router lies below zero; bar: its own 95 % interval, by bootstrap over seeds. At 0: behind it before there is any noise. Hollow mark with an arrow: no such p was found up to the last one tested, which does not show that there is none; a bar that ends in an arrow: the interval reaches beyond. A breakdown point depends on the number of seeds: with more of them smaller losses are found, and it moves to the left. Settings are not tested against each other here.",
  draw(given, { document }) {
    const views = gridsOf(given).filter((view) => view.breakdowns.length > 0);
    const groups = groupsOf(views);
    if (groups.length === 0) return null;
    const width = (WIDTH - 2 * MARGIN - LABELS - views.length * (GAP + NUMBER)) / views.length;
    const lines: { readonly y: number; readonly row: Row | null; readonly name: string }[] = [];
    let y = HEAD;
    for (const { name, rows } of groups) {
      lines.push({ y: y + GROUP / 2 + 2, row: null, name });
      y += GROUP;
      for (const row of rows) {
        lines.push({ y: y + ROW / 2, row, name: row.name });
        y += ROW;
      }
    }
    const height = y + 6 - HEAD;
    const left = (i: number): number => MARGIN + LABELS + GAP + i * (width + NUMBER + GAP);
    const drawn = views.map((view, i) => {
      const area = { left: left(i), top: HEAD, width, height };
      return column(view, area, lines, document);
    });
    const rows = lines.map(({ y: middle, row, name }) => {
      if (row === null)
        return label(MARGIN, middle + 4, fitText(name, LABELS + GAP - 4, SIZE.label, true), { bold: true });
      const text = fitText(name, LABELS - 18, SIZE.note);
      const rule = { x1: MARGIN, x2: WIDTH - MARGIN, y1: middle - ROW / 2, y2: middle - ROW / 2, stroke: INK.grid };
      return (
        tag("line", rule) +
        glyphs([[MARGIN + 7, middle]], { color: row.look.color, shape: row.look.shape, radius: 4 }) +
        label(MARGIN + 18, middle + 4, text, { size: SIZE.note })
      );
    });
    const below = HEAD + height + 40;
    const names = legend([breakdownItem]);
    return {
      height: below + names.height,
      body: `${rows.join("")}${drawn.join("")}<g transform="translate(0,${below})">${names.body}</g>`,
      description: views.map((view) => told(view, groups)).join(" "),
    };
  },
};

function column(
  view: ExperimentView,
  area: Area,
  lines: readonly { readonly y: number; readonly row: Row | null }[],
  document: DrawOptions["document"],
): string {
  const grid = [...new Set(view.experiment.conditions.map(({ p }) => p))].sort((a, b) => a - b);
  const { domain, type, ticks, label: name, tickFormat } = strengthAxis(grid, area.width - 20);
  const plot = plotted(document, area, {
    x: { domain: [...domain], type: type ?? "linear", label: null, inset: 10 },
    y: { domain: [0, 1], axis: null },
    marks: [
      Plot.gridX([...ticks!], { stroke: INK.grid, strokeOpacity: 1 }),
      Plot.frame({ stroke: INK.line }),
      Plot.axisX([...ticks!], { tickSize: 4, color: INK.soft, label: null, tickFormat }),
    ],
  });
  const head = fitText(PLACES[view.experiment.conditions[0]!.place], area.width + NUMBER, SIZE.label, true);
  const marks = lines.map(({ y, row }) => {
    const found = row === null ? undefined : breakdownOf(view, row.setting);
    if (row === null || found === undefined) return "";
    const text = found.p === null ? "none" : formatStrength(found.p);
    const right = rounded(area.left + area.width + NUMBER - 4);
    return (
      breakdownRow(found, y, row.look, plot) +
      label(Number(right), y + 4, text, {
        size: SIZE.note,
        color: found.p === null ? INK.soft : INK.text,
        anchor: "end",
      })
    );
  });
  return (
    label(area.left, area.top - 9, head, { bold: true }) +
    plot.svg +
    marks.join("") +
    axisName(area.left + area.width / 2, area.top + area.height + 32, name, area.width + NUMBER)
  );
}

/** The ways to test the reference's router, trained at each p and clean, then the other routers tested exactly. */
function groupsOf(views: readonly ExperimentView[]): Group[] {
  const families = [...new Map(views.flatMap(familiesOf).map((family) => [family.name, family])).values()];
  const [first, ...others] = families;
  if (first === undefined) return [];
  const ways = [...new Map(views.flatMap(waysOf).map((way) => [wayName(way), way])).values()];
  const row = (family: Family, name: string, look: LineLook, setting: Setting): Row => ({
    name,
    look,
    setting: { family: family.name, trainingShots: 0, ...setting },
  });
  const own = TRAINED.map((trained) => ({
    name: `${first.label}, ${trained === "clean" ? "trained clean" : "trained at p"}`,
    rows: ways.map((way) => row(first, wayName(way), lineLook(0), { trained, ...way })),
  }));
  const rest = others.map((family, i) => ({
    name: family.label,
    rows: TRAINED.map((trained) =>
      row(family, `exact, ${trainedName(trained)}`, lineLook(i + 1), { trained, shots: 0, mitigation: "none" }),
    ),
  }));
  return [...own, ...rest]
    .map(({ name, rows }) => ({
      name,
      rows: rows.filter(({ setting }) => views.some((view) => breakdownOf(view, setting) !== undefined)),
    }))
    .filter(({ rows }) => rows.length > 0);
}

function told(view: ExperimentView, groups: readonly Group[]): string {
  const words = (found: Breakdown | undefined): string => (found === undefined ? "" : breakdownWords(found));
  const parts = groups.flatMap(({ name, rows }) =>
    rows.map((row) => `${name}, ${row.name}: ${words(breakdownOf(view, row.setting))}`),
  );
  return `${PLACES[view.experiment.conditions[0]!.place]}: ${parts.join("; ")}.`;
}
