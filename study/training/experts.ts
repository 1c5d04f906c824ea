import { formatPercent, formatShare } from "../figures/format.ts";
import type { Drawing } from "../figures/frame.ts";
import { tag } from "../figures/markup.ts";
import { INK, MARGIN, SIZE, WIDTH } from "../figures/style.ts";
import { fitText, label } from "../figures/text.ts";
import type { ExpertPart, TrainingView } from "./view.ts";

const ROW = 26;
const LABELS = 120;
const HEAD = 40;
/** Classes and experts that there is room for; the rest is said in a line. */
const MOST_CLASSES = 10;
const MOST_EXPERTS = 24;

/** How much of each class each expert gets, with loads and how well an expert's own rows are answered. */
export function expertTable({ experts, classNames }: TrainingView): Drawing {
  const shown = busiest(experts, MOST_EXPERTS).map((e) => experts[e]!);
  const columns = (classNames ?? []).slice(0, MOST_CLASSES);
  const scored = classNames === null ? "error on its rows" : "right on its rows";
  const facts: readonly { readonly heading: string; of(expert: ExpertPart): string }[] = [
    { heading: "parameters", of: ({ parameters }) => String(parameters) },
    { heading: "its rows", of: ({ rows }) => String(rows) },
    { heading: scored, of: ({ score }) => (score === null ? "" : formatShare(score)) },
  ];
  const left = MARGIN + LABELS;
  const right = WIDTH - MARGIN - 84 * facts.length;
  const cell = (right - left) / (columns.length + 1);
  const head = (x: number, text: string, width: number): string =>
    label(x, HEAD - 10, fitText(text, width, SIZE.note), { size: SIZE.note, color: INK.soft, anchor: "middle" });
  let body = head(left + cell / 2, "all", cell - 4);
  columns.forEach((name, c) => {
    body += head(left + (c + 1.5) * cell, name, cell - 6);
  });
  facts.forEach(({ heading }, f) => {
    body += label(right + 84 * (f + 1), HEAD - 10, heading, { size: SIZE.note, color: INK.soft, anchor: "end" });
  });
  shown.forEach((expert, e) => {
    const top = HEAD + e * ROW;
    body += label(MARGIN, top + 17, fitText(expert.name, LABELS - 8, SIZE.label, true), { bold: true });
    [expert.load, ...expert.byClass.slice(0, MOST_CLASSES)].forEach((share, c) => {
      body += shaded(left + c * cell, top, cell, share);
    });
    facts.forEach(({ of }, f) => {
      body += label(right + 84 * (f + 1), top + 17, of(expert), { size: SIZE.note, anchor: "end" });
    });
  });
  const rest = [
    ...(experts.length > shown.length ? [`${experts.length - shown.length} less busy experts`] : []),
    ...(classNames !== null && classNames.length > columns.length
      ? [`${classNames.length - columns.length} more classes`]
      : []),
  ];
  const bottom = HEAD + shown.length * ROW;
  if (rest.length > 0) {
    const text = `Not shown: ${rest.join(" and ")}.`;
    body += label(MARGIN, bottom + 18, text, { size: SIZE.note, color: INK.soft });
  }
  return {
    height: bottom + (rest.length > 0 ? 30 : 10),
    body,
    description: experts.map(({ name, load }) => `${name}: ${formatPercent(load)} of the weight`).join("; "),
  };
}

/** The experts with the most weight, so many, in their order. */
export function busiest(experts: readonly ExpertPart[], count: number): number[] {
  const order = experts.map((_, e) => e).sort((a, b) => experts[b]!.load - experts[a]!.load || a - b);
  return order.slice(0, count).sort((a, b) => a - b);
}

/** A cell as dark as its share, with the share in it. */
function shaded(x: number, y: number, width: number, share: number): string {
  const mix = (light: number, dark: number): number => Math.round(light + (dark - light) * Math.min(1, share));
  const fill = `rgb(${mix(244, 59)},${mix(246, 74)},${mix(248, 92)})`;
  const box = { x: x + 1, y: y + 1, width: width - 2, height: ROW - 2, fill };
  const color = share > 0.7 ? INK.paper : INK.text;
  const text = label(x + width / 2, y + 17, `${Math.round(100 * share)} %`, {
    size: SIZE.note,
    color,
    anchor: "middle",
  });
  return tag("rect", box) + text;
}
