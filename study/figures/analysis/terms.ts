import * as Plot from "@observablehq/plot";
import { formatShare } from "../format.ts";
import { plotted } from "../frame.ts";
import { glyphs } from "../glyph.ts";
import { legend } from "../legend.ts";
import { tag } from "../markup.ts";
import { axisName, stacked } from "../panels.ts";
import { plural } from "../runs.ts";
import { FAMILY_LOOKS, INK, MARGIN, WIDTH } from "../style.ts";
import { fitText, label } from "../text.ts";
import { metricTick } from "../ticks.ts";
import type { AnalysisPicture } from "./picture.ts";

const ROW = 24;
const LABELS = 190;

const INTACT = FAMILY_LOOKS.quantum;
const WITHOUT = { ...FAMILY_LOOKS.mlp, hollow: true };

/** The largest terms of the circuit's functions, with and without interference. */
export const terms: AnalysisPicture = {
  title: () => "Which terms interference makes",
  caption: ({ interference: found }) =>
    `The ${found?.largest.length ?? 0} largest of ${plural(found?.terms ?? 0, "term")} that the circuit's functions are sums of, each by the root of its mean square over all angles, summed over wires; x0 is the circuit's first input. Filled: the circuit as it is. Hollow: with full dephasing after the embedding and between layers. A term whose hollow mark is at 0 is made by interference alone; one whose marks agree needs none. Marks may agree in size where signs differ: the table gives the size of the difference.`,
  draw({ interference: found }, document) {
    if (found === null) return null;
    const { largest } = found;
    const top = Math.max(1e-12, ...largest.flatMap(({ intact, dephased }) => [intact, dephased]));
    const area = {
      left: MARGIN + LABELS,
      top: 8,
      width: WIDTH - 2 * MARGIN - LABELS - 20,
      height: ROW * largest.length,
    };
    const plot = plotted(document, area, {
      x: { domain: [0, top * 1.05], axis: null },
      y: { domain: [0, 1], axis: null },
      marks: [
        Plot.gridX({ stroke: INK.grid, strokeOpacity: 1, ticks: 6 }),
        Plot.axisX({ ticks: 6, tickSize: 4, color: INK.soft, label: null, tickFormat: metricTick }),
      ],
    });
    let body = plot.svg;
    largest.forEach(({ name, intact, dephased }, i) => {
      const y = area.top + (i + 0.5) * ROW;
      const edge = area.top + (i + 1) * ROW;
      body += tag("line", { x1: MARGIN, x2: WIDTH - MARGIN, y1: edge, y2: edge, stroke: INK.grid });
      body += label(MARGIN, y + 4, fitText(name === "1" ? "constant" : name, LABELS - 24, 12));
      body += tag("line", {
        x1: plot.x(dephased),
        x2: plot.x(intact),
        y1: y,
        y2: y,
        stroke: INK.line,
        "stroke-width": 1.4,
      });
      body += glyphs([[plot.x(intact), y]], { ...INTACT, radius: 5, rim: INK.paper });
      body += glyphs([[plot.x(dephased), y]], { ...WITHOUT, radius: 5 });
    });
    const bottom = area.top + area.height;
    body += axisName(area.left + area.width / 2, bottom + 34, "root of the term's mean square", area.width);
    const items = legend([
      { name: "intact", look: INTACT },
      { name: "without interference", look: WITHOUT },
    ]);
    return {
      ...stacked(items, { height: bottom + 42, body }),
      description: largest
        .map(
          ({ name, intact, dephased }) =>
            `${name}: ${formatShare(intact)}, without interference ${formatShare(dephased)}`,
        )
        .join("; "),
    };
  },
};
