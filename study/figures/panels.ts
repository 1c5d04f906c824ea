import * as Plot from "@observablehq/plot";
import type { Area, Plotted } from "./frame.ts";
import { plotted } from "./frame.ts";
import { rounded, tag } from "./markup.ts";
import { INK, MARGIN, SIZE, WIDTH } from "./style.ts";
import { fitText, label, wrapText } from "./text.ts";

export interface Panel {
  readonly heading: string;
  /** The line below the heading. */
  readonly note: string;
  readonly marks: readonly Plot.Markish[];
  /** Markup drawn on top of the marks. */
  overlay(plot: Plotted, area: Area): string;
}

export interface PanelAxis {
  readonly label: string;
  readonly domain: readonly [number, number];
  /** Missing: linear. */
  readonly type?: "sqrt" | "log";
  /** Where there are ticks; missing: some four round numbers. */
  readonly ticks?: readonly number[];
  /** The third argument is all ticks of the axis. */
  readonly tickFormat: (value: number, index?: number, ticks?: readonly number[]) => string;
}

export interface PanelOptions {
  readonly x: PanelAxis;
  readonly y: PanelAxis;
  /** How many go side by side; missing: as many as fill rows. */
  readonly columns?: number;
  /** Height of an area by its width. */
  readonly aspect?: number;
  /** Pixels between a panel's frame and the ends of the horizontal axis. */
  readonly inset?: number;
}

const GAP = { x: 16, y: 16 } as const;
const LEFT = MARGIN + 44;
const BOTTOM = 40;

/** How many panels go side by side, so that rows are full or nearly so. */
function columnsFor(count: number): number {
  return count <= 4 ? Math.max(2, count) : count % 4 === 0 || count > 9 || count === 7 ? 4 : 3;
}

/** Small multiples: the same axes in each panel, tick labels only at the left and at the bottom. Gives markup and its height. */
export function panels(
  document: Document,
  list: readonly Panel[],
  { x, y, columns = columnsFor(list.length), aspect = 0.82, inset = 0 }: PanelOptions,
): { readonly body: string; readonly height: number } {
  const width = Math.min(330, (WIDTH - LEFT - MARGIN - (columns - 1) * GAP.x) / columns);
  const height = Math.round(width * aspect);
  const headings = list.map(({ heading }) => wrapText(heading, width, SIZE.label, 2, true));
  const rows = Math.ceil(list.length / columns);
  const lines = Array.from({ length: rows }, (_, row) =>
    Math.max(...headings.slice(row * columns, (row + 1) * columns).map((one) => one.length)),
  );
  let top = 0;
  let body = "";
  for (let row = 0; row < rows; row++) {
    const head = 22 + lines[row]! * 14;
    for (let column = 0; column < columns; column++) {
      const index = row * columns + column;
      const panel = list[index];
      if (panel === undefined) continue;
      const area = { left: LEFT + column * (width + GAP.x), top: top + head, width, height };
      const atBottom = index + columns >= list.length;
      const axes = [...(column === 0 ? [tickAxis("y", y)] : []), ...(atBottom ? [tickAxis("x", x)] : [])];
      const plot = plotted(document, area, {
        x: { domain: [...x.domain], type: x.type ?? "linear", axis: null, inset },
        y: { domain: [...y.domain], type: y.type ?? "linear", axis: null },
        marks: [...panel.marks, Plot.frame({ stroke: INK.line }), ...axes],
      });
      const heading = headings[index]!.map((line, i, all) => {
        return label(area.left, area.top - 7 - (all.length - i) * 14, line, { bold: true });
      });
      const note = label(area.left, area.top - 6, fitText(panel.note, width, SIZE.note), {
        size: SIZE.note,
        color: INK.soft,
      });
      body += heading.join("") + note + plot.svg + panel.overlay(plot, area);
    }
    // Under the last full row a panel may have nothing below it: its tick labels need room.
    top +=
      head + height + (row === rows - 1 ? BOTTOM : GAP.y + (rows * columns > list.length && row === rows - 2 ? 12 : 0));
  }
  const across = (list.length - (rows - 1) * columns) * (width + GAP.x) - GAP.x;
  body += axisName(LEFT + across / 2, top - BOTTOM + 32, x.label, WIDTH - 2 * MARGIN);
  const first = 22 + lines[0]! * 14;
  body += sideName(MARGIN + 6, (first + top - BOTTOM) / 2, y.label, top - BOTTOM - first + 20);
  return { body, height: top };
}

interface Drawn {
  readonly body: string;
  readonly height: number;
}

/** Panels under their legend. */
export function stacked(legend: Drawn, below: Drawn): Drawn {
  const top = legend.height + 4;
  return { height: top + below.height, body: `${legend.body}<g transform="translate(0,${top})">${below.body}</g>` };
}

function tickAxis(side: "x" | "y", { tickFormat, ticks }: PanelAxis): Plot.Markish {
  const options = {
    ticks: ticks === undefined ? 4 : [...ticks],
    tickSize: 4,
    color: INK.soft,
    label: null,
    tickFormat,
  };
  return side === "x" ? Plot.axisX(options) : Plot.axisY(options);
}

/** The name of a horizontal axis, centred. */
export function axisName(x: number, y: number, name: string, width: number): string {
  return label(x, y, fitText(name, width, SIZE.note), { size: SIZE.note, color: INK.soft, anchor: "middle" });
}

/** The name of a vertical axis, read from below. */
export function sideName(x: number, y: number, name: string, height: number): string {
  const text = label(0, 0, fitText(name, height, SIZE.note), { size: SIZE.note, color: INK.soft, anchor: "middle" });
  return tag("g", { transform: `translate(${rounded(x)},${rounded(y)}) rotate(-90)` }, text);
}
