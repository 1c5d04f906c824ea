import { familyOf } from "../family.ts";
import { glyphs } from "./glyph.ts";
import type { Look } from "./style.ts";
import { DISTINCT, FAMILY_LOOKS, FAMILY_NAMES, INK, MARGIN, OTHER, PRINTED, SIZE, WIDTH } from "./style.ts";
import { fitText, label, textWidth } from "./text.ts";
import type { ArmView } from "./view.ts";

export interface LegendItem {
  readonly name: string;
  /** A mark, or markup drawn around (x, y). */
  readonly look: (Look & { readonly hollow?: boolean }) | ((x: number, y: number) => string);
  /** The sample is as long as a piece of a line. */
  readonly wide?: boolean;
}

const LINE = 18;

/** Marks and their names in lines from the left margin. Gives markup and its height. */
export function legend(items: readonly LegendItem[]): { readonly body: string; readonly height: number } {
  let x = MARGIN;
  let y = 12;
  let body = "";
  for (const { name, look, wide = false } of items) {
    const text = fitText(name, 440, SIZE.note);
    const sample = wide ? 34 : 16;
    const width = sample + textWidth(text, SIZE.note) + (wide ? 22 : 16);
    if (x > MARGIN && x + width > WIDTH - MARGIN) {
      x = MARGIN;
      y += LINE;
    }
    body += typeof look === "function" ? look(x + 5, y - 4) : glyphs([[x + 5, y - 4]], { ...look, radius: 4 });
    body += label(x + sample, y, text, { size: SIZE.note, color: INK.text });
    x += Math.round(width);
  }
  return { body, height: y + 12 };
}

/** Classes or experts by their looks; those that share the look of all others are one item: `2 other classes`. */
export function looksLegend(names: readonly string[], noun: string, lookOf: (index: number) => Look): LegendItem[] {
  const own = names.length === DISTINCT + 1 ? names : names.slice(0, DISTINCT);
  const rest = names.length - own.length;
  return [
    ...own.map((name, index) => ({ name, look: lookOf(index) })),
    ...(rest === 0 ? [] : [{ name: `${rest} other ${noun}`, look: OTHER }]),
  ];
}

/** The families among these arms, and the printed value's mark where there is one. */
export function armLegend(arms: readonly ArmView[]): LegendItem[] {
  const families = [...new Set(arms.map(({ arm }) => familyOf(arm.model)))];
  const printed = arms.some(({ arm }) => arm.printed !== null);
  return [
    ...families.map((family) => ({ name: FAMILY_NAMES[family], look: FAMILY_LOOKS[family] })),
    ...(printed ? [{ name: "printed in the paper", look: { ...PRINTED, hollow: true } }] : []),
  ];
}
