import * as Plot from "@observablehq/plot";
import type { Interval } from "../../../core/statistics/index.ts";
import type { DrawOptions, StudyFigure } from "../figure.ts";
import { formatShare, metricName } from "../format.ts";
import type { Area } from "../frame.ts";
import { plotted } from "../frame.ts";
import { glyphs } from "../glyph.ts";
import { legend } from "../legend.ts";
import { rounded, tag } from "../markup.ts";
import { axisName } from "../panels.ts";
import { metricRange } from "../range.ts";
import { INK, MARGIN, SIZE, WIDTH } from "../style.ts";
import { fitText, label } from "../text.ts";
import { metricTick } from "../ticks.ts";
import type { ExperimentView } from "../view.ts";
import { controlItem, controlNote } from "./control-lines.ts";
import type { LineLook } from "./looks.ts";
import { lineLook } from "./looks.ts";
import { controlsOf, familiesOf, machinesOf, waysOf } from "./series.ts";
import { meanWords, wayName } from "./words.ts";

const LABELS = 258;
const NUMBERS = 112;
const ROW = 26;
const HEAD = 28;

interface Mark {
  readonly mean: number;
  readonly interval: Interval;
  readonly look: LineLook;
}

interface Row {
  readonly name: string;
  readonly head: boolean;
  /** Trained on an ideal machine, and on this one. */
  readonly marks: readonly Mark[];
}

/** Trained on an ideal machine and on this one, each tested on both, with shots and mitigation. */
export const machine: StudyFigure = {
  title: (views) => machinesOf(views)[0]?.experiment.title ?? "A machine",
  caption: (views) => {
    const [view] = machinesOf(views);
    return `Marks: ${meanWords(view?.seeds ?? 0, "bars")}; hollow: trained on an ideal machine, filled: trained under the machine’s noise. Rows: what the model is tested on; for the other routers with exact expectations only, the rest is in the tables. The line is the best classical router, with its interval as a band. The noise model is made from a file in the format in which backends publish their calibration; it leaves out drift, crosstalk and correlated errors, and nothing was run on a machine.`;
  },
  draw(given, { document }) {
    const [view] = machinesOf(given);
    if (view === undefined) return null;
    const rows = rowsOf(view);
    const marks = rows.flatMap((row) => row.marks);
    if (marks.length === 0) return null;
    const best = controlsOf(view).slice(0, 1);
    const left = MARGIN + LABELS;
    const area = { left, top: HEAD, width: WIDTH - MARGIN - NUMBERS - left, height: rows.length * ROW };
    const values = [...marks, ...best.map(({ summary }) => summary)].flatMap(({ mean, interval }) => [
      mean,
      ...interval,
    ]);
    const drawn = areaOf(values, best, area, document);
    const rules = rows.map(({ head }, i) => {
      const at = HEAD + i * ROW;
      return head ? "" : tag("line", { x1: MARGIN, x2: WIDTH - MARGIN, y1: at, y2: at, stroke: INK.grid });
    });
    const body = rows.map((row, i) => rowMarkup(row, HEAD + (i + 0.5) * ROW, drawn.x, area)).join("");
    const below = HEAD + area.height + 44;
    const hollow = { color: INK.text, shape: "circle", hollow: true } as const;
    const names = legend([
      { name: "trained on an ideal machine", look: hollow },
      { name: "trained under the machine’s noise", look: { color: INK.text, shape: "circle" } },
      ...(best.length > 0 ? controlItem(controlNote(best)) : []),
    ]);
    const heads = ["ideal", "noisy"].map((text, k) => {
      return label(WIDTH - MARGIN - (1 - k) * 50, HEAD - 8, text, { size: SIZE.note, color: INK.soft, anchor: "end" });
    });
    const over = label(WIDTH - MARGIN - 30, HEAD - 21, "trained", {
      size: SIZE.note,
      color: INK.soft,
      anchor: "middle",
    });
    return {
      height: below + names.height,
      body:
        `${rules.join("")}${drawn.svg}${body}${heads.join("")}${over}` +
        axisName(left + area.width / 2, HEAD + area.height + 34, metricName(view.experiment), area.width) +
        `<g transform="translate(0,${below})">${names.body}</g>`,
      description: `${rows.map(told).join("; ")}. ${controlNote(best)}.`,
    };
  },
};

function areaOf(
  values: readonly number[],
  best: ReturnType<typeof controlsOf>,
  area: Area,
  document: DrawOptions["document"],
) {
  return plotted(document, area, {
    x: { domain: metricRange(values, true), label: null },
    y: { domain: [0, 1], axis: null },
    marks: [
      Plot.gridX({ stroke: INK.grid, strokeOpacity: 1, ticks: 6 }),
      Plot.axisX({ ticks: 6, tickSize: 4, color: INK.soft, label: null, tickFormat: metricTick }),
      ...best.flatMap(({ summary }) => [
        Plot.rectX([summary], { x1: summary.interval[0], x2: summary.interval[1], fill: INK.text, fillOpacity: 0.13 }),
        Plot.ruleX([summary.mean], { stroke: INK.text, strokeWidth: 2.2 }),
      ]),
    ],
  });
}

/** A heading for each router, then what it is tested on: the ideal machine first. Routers other than the reference's: exact expectations only. */
function rowsOf(view: ExperimentView): Row[] {
  const { conditions } = view.experiment;
  const ways = waysOf(view).map(wayName);
  const place = (i: number): number => conditions[i]!.p * ways.length + ways.indexOf(wayName(conditions[i]!));
  const order = conditions.map((_, i) => i).sort((a, b) => place(a) - place(b));
  const exact = order.filter((i) => conditions[i]!.shots === 0 && conditions[i]!.mitigation === "none");
  return familiesOf(view).flatMap((family, k) => {
    const own = (k === 0 ? order : exact).flatMap((i): Row[] => {
      const marks = family.exact.flatMap(({ arm, summary }): Mark[] => {
        const scored = summary.conditions[i];
        const hollow = arm.trainedUnder!.p === 0;
        return scored ? [{ ...scored, look: { ...lineLook(k), hollow } }] : [];
      });
      const where = conditions[i]!.p === 0 ? "ideal machine" : "machine";
      return marks.length === 0 ? [] : [{ name: `${where}, ${wayName(conditions[i]!)}`, head: false, marks }];
    });
    return own.length === 0 ? [] : [{ name: family.label, head: true, marks: [] }, ...own];
  });
}

function rowMarkup({ name, head, marks }: Row, y: number, x: (value: number) => number, area: Area): string {
  if (head) return label(MARGIN, y + 6, fitText(name, LABELS, SIZE.label, true), { bold: true });
  const right = area.left + area.width + NUMBERS;
  const drawn = marks.map(({ mean, interval: [low, high], look }) => {
    const { color, shape, hollow = false } = look;
    const at = y + (hollow ? -5 : 5);
    const bar = { x1: rounded(x(low)), x2: rounded(x(high)), y1: at, y2: at, stroke: color, "stroke-width": 2 };
    return (
      tag("line", bar) +
      glyphs([[x(mean), at]], { color, shape, radius: 3.8, ...(hollow ? { hollow } : { rim: INK.paper }) }) +
      label(right - (hollow ? 50 : 0), y + 4, formatShare(mean), { size: SIZE.note, anchor: "end" })
    );
  });
  return `${label(MARGIN + 10, y + 4, fitText(name, LABELS - 16, SIZE.note), { size: SIZE.note })}${drawn.join("")}`;
}

function told({ name, head, marks }: Row): string {
  if (head) return name;
  const parts = marks.map(({ mean, look }) => `${formatShare(mean)} trained ${look.hollow ? "ideal" : "noisy"}`);
  return `${name}: ${parts.join(", ")}`;
}
