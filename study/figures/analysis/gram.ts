import type { KernelRecord } from "../../analysis/records.ts";
import { KERNELS } from "../../analysis/sections.ts";
import { formatLoss } from "../format.ts";
import { rounded, tag } from "../markup.ts";
import { shade } from "../noise/shades.ts";
import { classLook, INK, MARGIN, SIZE, WIDTH } from "../style.ts";
import { fitText, label } from "../text.ts";
import type { AnalysisPicture } from "./picture.ts";

/** Shades in a picture: cells of one shade are one path. */
const SHADES = 16;
const GAP = 22;
const HEAD = 40;
const EDGE = 7;

/** The kernels' matrices as pictures, rows class by class. */
export const gram: AnalysisPicture = {
  title: () => "How alike each kernel finds the rows",
  caption: ({ kernels, data }) =>
    `Gram matrices of ${kernels[0]?.labels.length ?? 0} rows, class by class (${data.classes.join(", ")}); the bars at the left and at the top show where classes end. Dark: alike. Each matrix is over its mean diagonal entry and has its own scale, whose ends are given. Dark squares along the diagonal, and light ones beside them, are what a classifier by this kernel needs; the alignment in the table says how much of it there is.`,
  draw({ kernels }) {
    if (kernels.length === 0) return null;
    const columns = Math.max(3, kernels.length);
    const side = (WIDTH - 2 * MARGIN - (columns - 1) * GAP) / columns;
    const drawn = kernels.map((one, k) => matrix(one, MARGIN + k * (side + GAP), side));
    return {
      height: HEAD + side + 6,
      body: drawn.join(""),
      description: kernels
        .map(({ name, alignment, gram: rows }) => {
          const [low, high] = rangeOf(rows);
          return `${KERNELS[name]}: from ${formatLoss(low)} to ${formatLoss(high)}, alignment with the classes ${formatLoss(alignment)}`;
        })
        .join("; "),
    };
  },
};

function rangeOf(rows: readonly (readonly number[])[]): [number, number] {
  const all = rows.flat();
  return [Math.min(...all), Math.max(...all)];
}

function matrix({ name, gram: rows, labels }: KernelRecord, left: number, width: number): string {
  const range = rangeOf(rows);
  const inner = width - EDGE - 2;
  const cell = inner / rows.length;
  const paths = new Array<string>(SHADES).fill("");
  rows.forEach((row, i) => {
    // Cells of one shade side by side are one box.
    for (let j = 0; j < row.length; ) {
      const own = shadeOf(row[j]!, range);
      let end = j + 1;
      while (end < row.length && shadeOf(row[end]!, range) === own) end++;
      paths[own] += `M${j},${i}h${end - j}v1h${j - end}z`;
      j = end;
    }
  });
  const boxes = paths.map((d, k) => (d === "" ? "" : tag("path", { d, fill: shade((k + 0.5) / SHADES, [0, 1]).fill })));
  const text = fitText(KERNELS[name], width, SIZE.label, true);
  const ends = fitText(`light ${formatLoss(range[0])}, dark ${formatLoss(range[1])}`, width, SIZE.note);
  const place = `translate(${rounded(left + EDGE + 2)},${rounded(HEAD + EDGE + 2)}) scale(${(Math.round(1000 * cell) / 1000).toString()})`;
  return (
    label(left, 14, text, { bold: true }) +
    label(left, 29, ends, { size: SIZE.note, color: INK.soft }) +
    bars(labels, left, cell) +
    tag("g", { transform: place, "shape-rendering": "crispEdges" }, boxes.join(""))
  );
}

function shadeOf(value: number, [low, high]: readonly [number, number]): number {
  const share = high > low ? (value - low) / (high - low) : 1;
  return Math.min(SHADES - 1, Math.floor(share * SHADES));
}

/** Where classes begin and end, at the left and at the top, in the classes' colours. */
function bars(labels: readonly number[], left: number, cell: number): string {
  let body = "";
  for (let from = 0; from < labels.length; ) {
    let to = from + 1;
    while (labels[to] === labels[from]) to++;
    const fill = classLook(labels[from]!).color;
    const [start, length] = [rounded(from * cell + EDGE + 2), rounded((to - from) * cell - 1)];
    const along = { fill, width: length, height: EDGE - 2, x: rounded(left + Number(start)), y: HEAD };
    const down = { fill, width: EDGE - 2, height: length, x: rounded(left), y: rounded(HEAD + Number(start)) };
    body += tag("rect", along) + tag("rect", down);
    from = to;
  }
  return body;
}
