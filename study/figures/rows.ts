import type { Area } from "./frame.ts";
import { glyphs } from "./glyph.ts";
import { tag } from "./markup.ts";
import { armLook, INK, MARGIN, SIZE, WIDTH } from "./style.ts";
import { fitText, label, textWidth, wrapText } from "./text.ts";
import type { ArmView } from "./view.ts";

/** One line of a figure that has an arm on each line. */
export interface Row {
  readonly view: ArmView;
  /** Below the arm's label. */
  readonly note: string;
  /** One text per column on the right. */
  readonly right: readonly string[];
}

export interface RowLayout {
  readonly area: Area;
  /** Middle of each row. */
  readonly middles: readonly number[];
  /** Labels on the left, texts on the right, lines between rows. */
  readonly body: string;
  /** From the top to below the area, without axis. */
  readonly bottom: number;
}

const LABELS = 196;
const GAP = 14;
const HEAD = 34;

/** Lays arms out one below the other, with a plot area in the middle. Columns on the right have a heading of at most two lines. */
export function rowsOf(rows: readonly Row[], headings: readonly string[], rowHeight: number): RowLayout {
  const widths = headings.map((heading, column) => {
    const parts = heading.split("\n").concat(rows.map(({ right }) => right[column]!));
    return Math.max(...parts.map((part) => textWidth(part, SIZE.note, true))) + GAP;
  });
  const left = MARGIN + LABELS + GAP;
  const right = WIDTH - MARGIN - widths.reduce((sum, width) => sum + width, 0);
  const area: Area = { left, top: HEAD, width: right - left, height: rows.length * rowHeight };
  const ends = widths.map((_, column) => right + widths.slice(0, column + 1).reduce((sum, width) => sum + width, 0));
  let body = "";
  headings.forEach((heading, column) => {
    const lines = heading.split("\n");
    lines.forEach((line, i) => {
      const y = HEAD - 8 - (lines.length - 1 - i) * 13;
      body += label(ends[column]!, y, line, { size: SIZE.note, color: INK.soft, anchor: "end" });
    });
  });
  const middles = rows.map((_, i) => HEAD + (i + 0.5) * rowHeight);
  rows.forEach(({ view, note, right: texts }, i) => {
    const y = middles[i]!;
    const look = armLook(view.arm);
    const lines = wrapText(view.arm.label, LABELS - 16, SIZE.label, 2, true);
    const first = y + 4 - (lines.length * 14 + (note === "" ? 0 : 13) - 14) / 2;
    body += line(MARGIN, HEAD + i * rowHeight, WIDTH - MARGIN);
    body += glyphs([[MARGIN + 5, first - 4]], { ...look, radius: 4.5 });
    lines.forEach((text, k) => {
      body += label(MARGIN + 16, first + k * 14, text, { bold: true });
    });
    if (note !== "") {
      const text = fitText(note, LABELS - 16, SIZE.note);
      body += label(MARGIN + 16, first + lines.length * 14 - 1, text, { size: SIZE.note, color: INK.soft });
    }
    texts.forEach((text, column) => {
      body += label(ends[column]!, y + 4, text, { size: SIZE.note, anchor: "end" });
    });
  });
  body += line(MARGIN, HEAD + rows.length * rowHeight, WIDTH - MARGIN);
  return { area, middles, body, bottom: HEAD + rows.length * rowHeight };
}

function line(x1: number, y: number, x2: number): string {
  return tag("line", { x1, x2, y1: y, y2: y, stroke: INK.grid });
}
