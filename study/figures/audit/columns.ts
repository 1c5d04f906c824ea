import type { AuditArm, AuditResults, Section } from "../../audit/document.ts";
import type { Area } from "../frame.ts";
import { tag } from "../markup.ts";
import { INK, MARGIN, SIZE, WIDTH } from "../style.ts";
import { fitText, label, wrapText } from "../text.ts";

const LEFT = 226;
const GAP = 20;
const TOP = 26;
/** How many sections go side by side. */
const COLUMNS = 2;

export interface ColumnsOptions {
  readonly rowHeight: number;
  /** Kept free on the right of each column. */
  readonly right: number;
  /** Below each block of columns, for axes. */
  readonly foot: number;
  /** One column: its markup, given the middle of each row. */
  column(section: Section, area: Area, middles: readonly number[]): string;
}

/** Arms one below the other and sections side by side, two in each block. Gives markup and its height. */
export function columns(
  { audit }: AuditResults,
  arms: readonly AuditArm[],
  { rowHeight, right, foot, column }: ColumnsOptions,
): { readonly body: string; readonly height: number } {
  const side = Math.min(COLUMNS, audit.sections.length);
  const width = (WIDTH - MARGIN - LEFT - GAP * (side - 1)) / side;
  const height = arms.length * rowHeight;
  let body = "";
  let top = 0;
  for (let at = 0; at < audit.sections.length; at += side) {
    const first = top + TOP;
    const middles = arms.map((_, i) => first + (i + 0.5) * rowHeight);
    arms.forEach((arm, i) => {
      const lines = wrapText(arm.label, LEFT - MARGIN - 14, SIZE.note, 2);
      lines.forEach((line, k) => {
        const y = middles[i]! + 4 + (k - (lines.length - 1) / 2) * 12;
        body += label(MARGIN, y, line, { size: SIZE.note });
      });
      body += ruled(first + i * rowHeight);
    });
    body += ruled(first + height);
    audit.sections.slice(at, at + side).forEach((section, s) => {
      const area = { left: LEFT + s * (width + GAP), top: first, width: width - right, height };
      const heading = fitText(section.label, area.width, SIZE.label, true);
      body += label(area.left, first - 9, heading, { bold: true }) + column(section, area, middles);
    });
    top = first + height + foot;
  }
  return { body, height: top };
}

function ruled(y: number): string {
  return tag("line", { x1: MARGIN, x2: WIDTH - MARGIN, y1: y, y2: y, stroke: INK.grid });
}
