import { formatPercent, formatShare } from "../format.ts";
import { printable, rounded, tag } from "../markup.ts";
import { shade } from "../noise/shades.ts";
import { INK, MARGIN, SIZE, WIDTH } from "../style.ts";
import { fitText, label, textWidth } from "../text.ts";
import type { AnalysisPicture } from "./picture.ts";

const ROW = 30;
const HEAD = 44;
const LABELS = 130;
const FACT = 86;
/** Height of a line of the classes' names below. */
const LINE = 16;
/** Experts and classes that there is room for. */
const MOST = { experts: 24, classes: 10 } as const;

/** Which expert is chosen for which class, and how good each is alone. */
export const experts: AnalysisPicture = {
  title: () => "What each expert is chosen for, and what it can do alone",
  caption: ({ data }) =>
    `${data.testRows === 0 ? "Rows trained on" : "Held-out rows"}. Cells: of the rows of each class, the share of which the expert has the largest weight; each column sums to 100 %. Columns alike: the choice says nothing about the class. Right: accuracy of the expert alone, without the others, on the rows that it is chosen for and on all rows. A specialist is good on its own rows and poor on all; an expert that is good on all rows does not need a router.`,
  draw({ specialisation: found, data }) {
    if (found === null) return null;
    const { counts, experts: list } = found;
    const classes = data.classes.slice(0, MOST.classes);
    const shown = list.slice(0, MOST.experts);
    const totals = data.classes.map((_, c) => counts.reduce((sum, row) => sum + row[c]!, 0));
    const left = MARGIN + LABELS;
    const right = WIDTH - MARGIN - 3 * FACT;
    const width = (right - left) / classes.length;
    const soft = { size: SIZE.note, color: INK.soft } as const;
    const room = width - 6;
    // Names that do not fit would be cut to what they share: numbers stand for them.
    const named = classes.every((name) => fitText(name, room, SIZE.note) === printable(name));
    let body =
      label(left, 12, named ? "class" : "class, by its number below", soft) +
      label(WIDTH - MARGIN, 12, "accuracy alone", { ...soft, anchor: "end" });
    classes.forEach((name, c) => {
      const text = named ? printable(name) : String(c + 1);
      body += label(left + (c + 0.5) * width, HEAD - 10, text, { ...soft, anchor: "middle" });
    });
    ["its rows", "on its rows", "on all rows"].forEach((heading, f) => {
      body += label(right + (f + 1) * FACT, HEAD - 10, heading, { ...soft, anchor: "end" });
    });
    shown.forEach(({ kind, rows, own, all }, e) => {
      const y = HEAD + e * ROW;
      body += label(MARGIN, y + ROW / 2 + 4, fitText(`${e + 1}: ${kind}`, LABELS - 8, SIZE.label, true), {
        bold: true,
      });
      classes.forEach((_, c) => {
        const share = totals[c] === 0 ? 0 : counts[e]![c]! / totals[c]!;
        const { fill, ink } = shade(share, [0, 1]);
        const box = { x: rounded(left + c * width + 1), y: y + 1, width: rounded(width - 2), height: ROW - 2, fill };
        body += tag("rect", box);
        // Narrow cells have room for the number alone.
        const text = `${Math.round(100 * share)}${width < 40 ? "" : " %"}`;
        body += label(left + (c + 0.5) * width, y + ROW / 2 + 4, text, {
          size: SIZE.note,
          color: ink,
          anchor: "middle",
        });
      });
      [String(rows), own === null ? "none" : formatShare(own), formatShare(all)].forEach((text, f) => {
        body += label(right + (f + 1) * FACT, y + ROW / 2 + 4, text, { anchor: "end" });
      });
    });
    let bottom = HEAD + shown.length * ROW;
    if (!named) {
      const key = keyOf(classes);
      body += key.map(({ x, y, text }) => label(x, bottom + y, text, soft)).join("");
      bottom += Math.max(...key.map(({ y }) => y)) + 4;
    }
    const more = [
      ...(list.length > shown.length ? [`${list.length - shown.length} more experts`] : []),
      ...(data.classes.length > classes.length ? [`${data.classes.length - classes.length} more classes`] : []),
    ];
    if (more.length > 0) body += label(MARGIN, bottom + 18, `Not shown: ${more.join(" and ")}.`, soft);
    return {
      height: bottom + (more.length > 0 ? 28 : 8),
      body,
      description: shown
        .map(({ kind, rows, own, all }, e) => {
          const mine = own === null ? "chosen for no row" : `${formatPercent(own)} right on its ${rows} rows`;
          return `expert ${e + 1} (${kind}): ${mine}, ${formatPercent(all)} on all`;
        })
        .join("; "),
    };
  },
};

/** Numbers with the classes' names, side by side in two columns. */
function keyOf(names: readonly string[]): { x: number; y: number; text: string }[] {
  const column = (WIDTH - 2 * MARGIN) / 2;
  const lines = Math.ceil(names.length / 2);
  return names.map((name, c) => ({
    x: MARGIN + (c < lines ? 0 : column),
    y: 20 + LINE * (c % lines),
    text: fitEnds(`${c + 1}: ${printable(name)}`, column - 12),
  }));
}

/** The text, cut in its middle where it is too wide: names that begin alike may differ at their ends. */
function fitEnds(text: string, width: number): string {
  if (textWidth(text, SIZE.note) <= width) return text;
  const characters = [...text];
  // From one end and the other in turn, as long as there is room.
  let [head, tail] = ["", ""];
  for (let k = 0; ; k++) {
    const next = k % 2 === 0 ? [head + characters[k / 2]!, tail] : [head, characters.at(-(k + 1) / 2)! + tail];
    if (textWidth(`${next[0]}…${next[1]}`, SIZE.note) > width) return `${head}…${tail}`;
    [head, tail] = next as [string, string];
  }
}
