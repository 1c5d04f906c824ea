import { expertPoints } from "../figures/expert-points.ts";
import type { Drawing, Plotted } from "../figures/frame.ts";
import type { Point } from "../figures/glyph.ts";
import { glyphs } from "../figures/glyph.ts";
import { cellsOf, extentOf } from "../figures/grid.ts";
import { legend, looksLegend } from "../figures/legend.ts";
import type { Panel } from "../figures/panels.ts";
import { panels, stacked } from "../figures/panels.ts";
import { regions } from "../figures/regions.ts";
import type { Look } from "../figures/style.ts";
import { classLook, DISTINCT, expertLook, INK } from "../figures/style.ts";
import { busiest } from "./experts.ts";
import { offsetAxis } from "./offset.ts";
import type { TrainedPoint, TrainingView } from "./view.ts";

const SIDE = 60;
const RADIUS = 2.2;

/** Where which class is predicted (not for numbers), and which expert is trusted where. */
export function plane(view: TrainingView, document: Document): Drawing {
  const { classNames, points, experts, axes, grid } = view;
  const extent = extentOf([view]);
  const seen = grid === null ? null : grid(cellsOf(extent, SIDE));
  const area = { side: SIDE, extent };
  const list: Panel[] = [];
  // The busiest experts have a look of their own, the others share one.
  const known = busiest(experts, DISTINCT);
  const ranks = [...known, ...experts.map((_, e) => e).filter((e) => !known.includes(e))];
  const lookOf = (expert: number): Look => expertLook(ranks.indexOf(expert));
  if (classNames !== null) {
    list.push({
      heading: "Predicted class",
      note: "a ring marks a wrong prediction",
      marks: seen
        ? regions(seen.shares, classNames.length, { ...area, colorOf: (index) => classLook(index).color })
        : [],
      overlay: (plot) => classPoints(points, plot),
    });
  }
  list.push({
    heading: "Expert with the largest weight",
    note: "faint where experts share",
    marks: seen ? regions(seen.weights, experts.length, { ...area, colorOf: (index) => lookOf(index).color }) : [],
    overlay: (plot) => expertPoints(points, experts.length, lookOf, RADIUS, plot),
  });
  const names = legend([
    ...(classNames === null ? [] : looksLegend(classNames, "classes", classLook)),
    ...looksLegend(
      ranks.map((e) => `expert ${experts[e]!.name}`),
      "experts",
      expertLook,
    ),
  ]);
  const [x, y] = [offsetAxis(axes[0], extent.x), offsetAxis(axes[1], extent.y)];
  const multiples = panels(document, list, {
    x: { ...x, domain: extent.x },
    y: { ...y, domain: extent.y },
  });
  return {
    ...stacked(names, multiples),
    description: `Loads of the experts: ${experts.map(({ name, load }) => `${name} ${Math.round(100 * load)} %`).join(", ")}.`,
  };
}

function classPoints(points: readonly TrainedPoint[], { x, y }: Plotted): string {
  const place = ({ at }: TrainedPoint): Point => [x(at[0]), y(at[1])];
  const labels = [...new Set(points.map(({ truth }) => truth))].sort((a, b) => a - b);
  const marks = labels.map((label) =>
    glyphs(points.filter(({ truth }) => truth === label).map(place), {
      ...classLook(label),
      radius: RADIUS,
      opacity: 0.85,
    }),
  );
  const wrong = points.filter(({ truth, predicted }) => truth !== predicted).map(place);
  return marks.join("") + glyphs(wrong, { shape: "circle", radius: RADIUS + 1.8, color: INK.text, ring: true });
}
