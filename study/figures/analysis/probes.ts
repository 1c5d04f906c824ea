import * as Plot from "@observablehq/plot";
import { formatShare } from "../format.ts";
import { plotted } from "../frame.ts";
import { glyphs } from "../glyph.ts";
import { legend } from "../legend.ts";
import { tag } from "../markup.ts";
import { axisName, stacked } from "../panels.ts";
import { paddedRange } from "../range.ts";
import { FAMILY_LOOKS, INK, type Look, MARGIN, SIZE, WIDTH } from "../style.ts";
import { label } from "../text.ts";
import { metricTick } from "../ticks.ts";
import type { AnalysisPicture } from "./picture.ts";

const ROW = 34;
const LABELS = 190;
const RIGHT = 130;

interface Line {
  readonly name: string;
  readonly note: string;
  readonly look: Look;
  readonly test: number | null;
  readonly train: number;
}

/** Accuracies of linear rules on raw inputs and on the router's features. */
export const probes: AnalysisPicture = {
  title: () => "Does the router untangle the classes?",
  caption: () =>
    "Accuracy of a linear rule (multinomial logistic regression with a small ridge, fitted to its optimum) on the raw inputs and on what the router makes of them before it scores; and, where it was trained, of the whole model. Filled: held-out rows. Hollow: the rows trained on. The router untangles the classes where its filled mark lies right of that of the raw inputs by more than chance, which the text says.",
  draw({ probes: found, accuracy }, document) {
    if (found === null) return null;
    const lines: Line[] = [
      { name: "raw inputs", note: numbers(found.raw.width), look: FAMILY_LOOKS.linear, ...found.raw },
      { name: "router's features", note: numbers(found.features.width), look: FAMILY_LOOKS.quantum, ...found.features },
      ...(accuracy === null
        ? []
        : [{ name: "the whole model", note: "trained", look: FAMILY_LOOKS.mixture, ...accuracy }]),
    ];
    const values = lines.flatMap(({ test, train }) => [train, ...(test === null ? [] : [test])]);
    const [low, high] = paddedRange(values, 0.12);
    const area = {
      left: MARGIN + LABELS,
      top: 8,
      width: WIDTH - 2 * MARGIN - LABELS - RIGHT,
      height: ROW * lines.length,
    };
    const plot = plotted(document, area, {
      x: { domain: [Math.max(0, low), Math.min(1.005, high)], axis: null },
      y: { domain: [0, 1], axis: null },
      marks: [
        Plot.gridX({ stroke: INK.grid, strokeOpacity: 1, ticks: 6 }),
        Plot.axisX({ ticks: 6, tickSize: 4, color: INK.soft, label: null, tickFormat: metricTick }),
      ],
    });
    let body = plot.svg;
    lines.forEach(({ name, note, look, test, train }, i) => {
      const y = area.top + (i + 0.5) * ROW;
      const edge = area.top + (i + 1) * ROW;
      body += tag("line", { x1: MARGIN, x2: WIDTH - MARGIN, y1: edge, y2: edge, stroke: INK.grid });
      body += label(MARGIN, y, name, { bold: true });
      body += label(MARGIN, y + 13, note, { size: SIZE.note, color: INK.soft });
      if (test !== null) {
        const join = { x1: plot.x(train), x2: plot.x(test), y1: y, y2: y, stroke: look.color, "stroke-width": 1.4 };
        body += tag("line", join) + glyphs([[plot.x(test), y]], { ...look, radius: 5.5, rim: INK.paper });
      }
      body += glyphs([[plot.x(train), y]], { ...look, radius: 4.5, hollow: true });
      const said = test === null ? formatShare(train) : `${formatShare(test)} (${formatShare(train)})`;
      body += label(WIDTH - MARGIN, y + 4, said, { anchor: "end" });
    });
    const bottom = area.top + area.height;
    body += axisName(area.left + area.width / 2, bottom + 34, "accuracy", area.width);
    const items = legend([
      { name: "held-out rows", look: { color: INK.text, shape: "circle" } },
      { name: "rows trained on (in brackets)", look: { color: INK.text, shape: "circle", hollow: true } },
    ]);
    return {
      ...stacked(items, { height: bottom + 42, body }),
      description: lines
        .map(
          ({ name, test, train }) =>
            `${name}: ${test === null ? "" : `${formatShare(test)} held out, `}${formatShare(train)} trained on`,
        )
        .join("; "),
    };
  },
};

function numbers(width: number): string {
  return `${width} number${width === 1 ? "" : "s"}`;
}
