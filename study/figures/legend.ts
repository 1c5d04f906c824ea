import { glyphs } from "./glyph.ts";
import type { Look } from "./style.ts";
import { INK, MARGIN, SIZE, WIDTH } from "./style.ts";
import { fitText, label, textWidth } from "./text.ts";

export interface LegendItem {
  readonly name: string;
  /** A mark, or markup drawn around (x, y). */
  readonly look: (Look & { readonly hollow?: boolean }) | ((x: number, y: number) => string);
}

const LINE = 18;

/** Marks and their names in lines from the left margin. Gives markup and its height. */
export function legend(items: readonly LegendItem[]): { readonly body: string; readonly height: number } {
  let x = MARGIN;
  let y = 12;
  let body = "";
  for (const { name, look } of items) {
    const text = fitText(name, 300, SIZE.note);
    const width = 16 + textWidth(text, SIZE.note) + 16;
    if (x > MARGIN && x + width > WIDTH - MARGIN) {
      x = MARGIN;
      y += LINE;
    }
    body += typeof look === "function" ? look(x + 5, y - 4) : glyphs([[x + 5, y - 4]], { ...look, radius: 4 });
    body += label(x + 16, y, text, { size: SIZE.note, color: INK.text });
    x += width;
  }
  return { body, height: y + 12 };
}
