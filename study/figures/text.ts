import { escapeText, printable, rounded, tag } from "./markup.ts";
import { INK, SIZE } from "./style.ts";

/** Advance widths of Arial for the characters from space to tilde, in thousandths of the font size. */
const REGULAR = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
/** Bold letters are wider by this factor at most. */
const BOLD = 1.08;

/** Width of a line of text in pixels. Characters outside ASCII are taken as wide as a digit, East Asian ones as a full square. */
export function textWidth(text: string, size: number, bold = false): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    width += REGULAR[code - 32] ?? (code >= 0x1100 ? 1000 : 584);
  }
  return (width * size * (bold ? BOLD : 1)) / 1000;
}

/** The text, cut with an ellipsis if it is wider than `width` pixels. */
export function fitText(text: string, width: number, size: number, bold = false): string {
  const line = printable(text);
  if (textWidth(line, size, bold) <= width) return line;
  // No character is narrower than a sixth of the size, so that a long text need not be measured whole again and again.
  const characters = [...line].slice(0, Math.ceil((6 * width) / size));
  while (characters.length > 1 && textWidth(`${characters.join("")}…`, size, bold) > width) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

/** Breaks text at spaces into lines of at most `width` pixels; what does not fit into `maxLines` is cut with an ellipsis. */
export function wrapText(text: string, width: number, size: number, maxLines: number, bold = false): string[] {
  const words = printable(text).trim().split(/\s+/);
  const lines: string[] = [];
  let line = words[0] ?? "";
  for (const word of words.slice(1)) {
    if (textWidth(`${line} ${word}`, size, bold) <= width) {
      line = `${line} ${word}`;
    } else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  const kept = lines.slice(0, maxLines);
  if (lines.length > maxLines) kept[maxLines - 1] = `${kept[maxLines - 1]}…`;
  return kept.map((one) => fitText(one, width, size, bold));
}

export interface LabelOptions {
  readonly size?: number;
  readonly color?: string;
  readonly bold?: boolean;
  readonly anchor?: "start" | "middle" | "end";
  /** A paper-coloured rim that keeps the label legible on top of marks. */
  readonly halo?: boolean;
}

/** One line of text with its baseline's start (or middle, or end) at (x, y). */
export function label(x: number, y: number, text: string, options: LabelOptions = {}): string {
  const { size = SIZE.label, color = INK.text, bold = false, anchor = "start", halo = false } = options;
  return tag(
    "text",
    {
      x: rounded(x),
      y: rounded(y),
      "font-size": size,
      fill: color,
      ...(bold ? { "font-weight": "bold" } : {}),
      ...(anchor === "start" ? {} : { "text-anchor": anchor }),
      ...(halo ? { stroke: INK.paper, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" } : {}),
    },
    escapeText(text),
  );
}
