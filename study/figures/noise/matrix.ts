import type { StudyFigure } from "../figure.ts";
import { formatShare, metricName } from "../format.ts";
import { rounded, tag } from "../markup.ts";
import { axisName, sideName } from "../panels.ts";
import { plural } from "../runs.ts";
import { INK, MARGIN, SIZE, WIDTH } from "../style.ts";
import { fitText, label } from "../text.ts";
import type { ArmView, ExperimentView } from "../view.ts";
import { controlNote } from "./control-lines.ts";
import type { Family } from "./series.ts";
import { controlsOf, familiesOf, gridsOf } from "./series.ts";
import { scaleBar, shade } from "./shades.ts";
import { formatStrength, PLACES } from "./words.ts";

const GAP = 24;
/** Room for the strengths at training, and for the control's cell. */
const LEFT = 34;
const RIGHT = 46;
const HEAD = 44;

interface Cell {
  readonly trained: number;
  readonly tested: number;
  readonly mean: number;
}

/** All that is drawn of one experiment. */
interface Matrix {
  readonly view: ExperimentView;
  readonly family: Family;
  readonly trained: readonly number[];
  readonly tested: readonly number[];
  readonly cells: readonly Cell[];
  readonly control: ArmView | undefined;
}

function matrixOf(view: ExperimentView): Matrix | null {
  const [family] = familiesOf(view);
  if (family === undefined) return null;
  const cells = family.exact.flatMap(({ arm, summary }) =>
    view.experiment.conditions.flatMap(({ p, shots, mitigation }, i): Cell[] => {
      const scored = summary.conditions[i];
      if (shots > 0 || mitigation !== "none" || !scored) return [];
      return [{ trained: arm.trainedUnder!.p, tested: p, mean: scored.mean }];
    }),
  );
  const each = (of: "trained" | "tested"): number[] =>
    [...new Set(cells.map((cell) => cell[of]))].sort((a, b) => a - b);
  const trained = each("trained");
  if (trained.length < 2) return null;
  return { view, family, trained, tested: each("tested"), cells, control: controlsOf(view)[0] };
}

function matricesOf(views: readonly ExperimentView[]): Matrix[] {
  return gridsOf(views).flatMap((view) => matrixOf(view) ?? []);
}

/** Mean accuracy of one router for noise at training x noise at test. */
export const matrix: StudyFigure = {
  title: (views) => `Noise at training × noise at test: ${matricesOf(views)[0]?.family.label ?? "quantum router"}`,
  caption: (views) => {
    const [first] = matricesOf(views);
    return `Mean accuracy on held-out rows (${plural(first?.view.seeds ?? 0, "run")} in each cell, exact expectations); darker is higher, and all cells share one scale. Boxed: tested under the noise trained with, the only cells that retraining at each p shows. The column p = 0 at test has models trained under noise run without it; the row p = 0 at training has clean models meet noise. The cell on the right is the best classical router, which no noise touches. Means only: intervals are in the tables, and neighbours may differ by chance.`;
  },
  draw(given) {
    const all = matricesOf(given);
    const [first] = all;
    if (first === undefined) return null;
    const values = all.flatMap(({ cells, control }) => [
      ...cells.map(({ mean }) => mean),
      ...(control === undefined ? [] : [control.summary.mean]),
    ]);
    const range = [Math.min(...values), Math.max(...values)] as const;
    const columns = Math.min(2, Math.max(all.length, 2));
    const width = (WIDTH - 2 * MARGIN - 14 - (columns - 1) * GAP) / columns;
    let top = 0;
    let body = "";
    for (let i = 0; i < all.length; i += columns) {
      const row = all.slice(i, i + columns);
      const drawn = row.map((one, k) => panel(one, MARGIN + 14 + k * (width + GAP), top + HEAD, width, range));
      const height = Math.max(...drawn.map((one) => one.height));
      body += drawn.map((one) => one.body).join("");
      body += sideName(MARGIN + 6, top + HEAD + height / 2, "p at training", height + HEAD);
      top += HEAD + height + 44;
    }
    const scale = scaleBar(range, `mean ${metricName(first.view.experiment)}`);
    return {
      height: top + scale.height,
      body: `${body}<g transform="translate(0,${top})">${scale.body}</g>`,
      description: all.map(told).join(" "),
    };
  },
};

function panel(
  { view, trained, tested, cells, control }: Matrix,
  left: number,
  top: number,
  width: number,
  range: readonly [number, number],
): { readonly body: string; readonly height: number } {
  const side = (width - LEFT - RIGHT) / tested.length;
  const high = Math.min(side, 34);
  const x = (k: number): number => left + LEFT + k * side;
  const y = (k: number): number => top + k * high;
  const bottom = y(trained.length);
  const size = side < 27 ? 9.5 : SIZE.tick;
  const note = { size: SIZE.tick, color: INK.soft } as const;
  let body = label(left, top - 28, PLACES[view.experiment.conditions[0]!.place], { bold: true });
  body += label(left, top - 13, fitText(controlNote(control === undefined ? [] : [control]), width, SIZE.note), note);
  trained.forEach((p, k) => {
    body += label(left + LEFT - 6, y(k) + high / 2 + 4, formatStrength(p), { ...note, anchor: "end" });
  });
  tested.forEach((p, k) => {
    body += label(x(k) + side / 2, bottom + 15, formatStrength(p), { ...note, anchor: "middle" });
  });
  for (const { trained: from, tested: at, mean } of cells) {
    body += cell(x(tested.indexOf(at)), y(trained.indexOf(from)), side, high, mean, range, size);
  }
  trained.forEach((p, k) => {
    const same = tested.indexOf(p);
    if (same < 0) return;
    const box = {
      x: rounded(x(same) + 0.5),
      y: rounded(y(k) + 0.5),
      width: rounded(side - 1),
      height: rounded(high - 1),
    };
    body += tag("rect", { ...box, fill: "none", stroke: INK.paper, "stroke-width": 3.4 });
    body += tag("rect", { ...box, fill: "none", stroke: INK.text, "stroke-width": 1.8 });
  });
  body += axisName(left + LEFT + (tested.length * side) / 2, bottom + 32, "p at test", width);
  if (control !== undefined) {
    const edge = left + width - RIGHT + 10;
    body += cell(edge, top, RIGHT - 10, bottom - top, control.summary.mean, range, size);
    body += label(edge + (RIGHT - 10) / 2, bottom + 15, "classical", { size: 10, color: INK.soft, anchor: "middle" });
  }
  return { body, height: bottom - top };
}

function cell(
  x: number,
  y: number,
  width: number,
  height: number,
  mean: number,
  range: readonly [number, number],
  size: number,
): string {
  const { fill, ink } = shade(mean, range);
  const box = { x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height) };
  const text = formatShare(mean).slice(0, 5);
  return (
    tag("rect", { ...box, fill, stroke: INK.paper, "stroke-width": 1 }) +
    label(x + width / 2, y + height / 2 + 4, text, { size, color: ink, anchor: "middle" })
  );
}

function told({ view, family, trained, tested, cells, control }: Matrix): string {
  const value = (from: number, at: number): string => {
    const found = cells.find((one) => one.trained === from && one.tested === at);
    return found === undefined ? "none" : formatShare(found.mean);
  };
  const rows = trained.map(
    (from) => `trained at p = ${formatStrength(from)}: ${tested.map((at) => value(from, at)).join(", ")}`,
  );
  return `${PLACES[view.experiment.conditions[0]!.place]}, ${family.label}, tested at p = ${tested.map(formatStrength).join(", ")}: ${rows.join("; ")}. ${controlNote(control === undefined ? [] : [control])}.`;
}
