import * as Plot from "@observablehq/plot";
import type { Drawing } from "../figures/frame.ts";
import { plotted } from "../figures/frame.ts";
import type { Point } from "../figures/glyph.ts";
import { glyphs } from "../figures/glyph.ts";
import { legend, looksLegend } from "../figures/legend.ts";
import { axisName, sideName, stacked } from "../figures/panels.ts";
import { expertLook, INK, MARGIN } from "../figures/style.ts";
import { offsetAxis } from "./offset.ts";
import type { TrainingView } from "./view.ts";

const AREA = { left: MARGIN + 58, top: 6, width: 420, height: 360 };

/** Of a regression: what is predicted against what is true, by the expert with the largest weight. */
export function answers({ points, experts, targetName }: TrainingView, document: Document): Drawing {
  const values = points.flatMap(({ truth, predicted }) => [truth, predicted]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = (high - low) * 0.05 || 1;
  const domain: [number, number] = [low - margin, high + margin];
  const { label, tickFormat } = offsetAxis(targetName, domain);
  const plot = plotted(document, AREA, {
    x: { domain, label: null },
    y: { domain, label: null },
    marks: [
      Plot.line(
        [domain, domain.slice()].map((_, i) => [domain[i]!, domain[i]!]),
        { stroke: INK.line },
      ),
      Plot.axisX({ ticks: 6, tickSize: 4, color: INK.soft, label: null, tickFormat }),
      Plot.axisY({ ticks: 6, tickSize: 4, color: INK.soft, label: null, tickFormat }),
      Plot.frame({ stroke: INK.line }),
    ],
  });
  const marks = experts.map((_, expert) => {
    const own = points.filter(({ weights }) => weights.indexOf(Math.max(...weights)) === expert);
    const at = own.map(({ truth, predicted }): Point => [plot.x(truth), plot.y(predicted)]);
    return glyphs(at, { ...expertLook(expert), radius: 2.4, opacity: 0.75 });
  });
  const bottom = AREA.top + AREA.height;
  const names = legend(
    looksLegend(
      experts.map(({ name }) => `expert ${name}`),
      "experts",
      expertLook,
    ),
  );
  return {
    ...stacked(names, {
      height: bottom + 44,
      body:
        plot.svg +
        marks.join("") +
        axisName(AREA.left + AREA.width / 2, bottom + 36, `${label}, true`, AREA.width) +
        sideName(MARGIN + 6, AREA.top + AREA.height / 2, `${label}, predicted`, AREA.height),
    }),
    description: "Marks on the diagonal are answered exactly.",
  };
}
