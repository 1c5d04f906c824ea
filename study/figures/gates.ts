import type { Showcase } from "../results.ts";
import { expertPoints } from "./expert-points.ts";
import type { DrawOptions, Figure } from "./figure.ts";
import type { Area, Drawing, Plotted } from "./frame.ts";
import { cellsOf, extentOf, leadOf, roomiest } from "./grid.ts";
import { legend, looksLegend } from "./legend.ts";
import { panels, stacked } from "./panels.ts";
import { regions } from "./regions.ts";
import { expertLook } from "./style.ts";
import { label } from "./text.ts";
import { plainTick } from "./ticks.ts";
import type { ExperimentView } from "./view.ts";
import { isPlane, routed } from "./view.ts";

const SIDE = 60;

/** Which expert each arm's router trusts where; with more than two features, its points on two principal components. */
export const gates: Figure = {
  title: ({ noun }) => `Which expert each ${noun} trusts where`,
  caption: ({ reference, noun }) =>
    isPlane(reference.showcase)
      ? `The same trained models. Colour and number: the expert with the largest routing weight, darker the further it leads; pale areas are shared between experts. Above each panel: the share of the routing weight that the busiest expert gets. Numbers of experts mean nothing across ${noun}s: only the shapes can be compared. A router that sends all inputs to one expert makes no use of the mixture.`
      : `The same trained models, scored rows on the first two principal components. Mark and colour: the expert with the largest routing weight; faint marks are shared between experts. Above each panel: the share of the routing weight that the busiest expert gets. Numbers of experts mean nothing across ${noun}s.`,
  draw(view: ExperimentView, { document, grid }: DrawOptions): Drawing | null {
    const { experiment } = view;
    const arms = routed(view);
    if (arms.length === 0) return null;
    const extent = extentOf(arms.map(({ showcase }) => showcase));
    const cells = cellsOf(extent, SIDE);
    const experts = Math.max(...arms.map(({ summary }) => summary.load.length));
    const list = arms.map(({ arm, showcase, summary }) => {
      const columns = summary.load.length;
      const note = `busiest expert: ${Math.round(100 * busiest(showcase))} %`;
      if (!isPlane(showcase)) {
        return {
          heading: arm.label,
          note,
          marks: [],
          overlay: (plot: Plotted) => expertPoints(showcase.points, columns, expertLook, 2.3, plot),
        };
      }
      const { weights } = grid(experiment, arm, showcase, cells);
      const marks = regions(weights, columns, { side: SIDE, extent, colorOf: (index) => expertLook(index).color });
      return {
        heading: arm.label,
        note,
        marks,
        overlay: (_: Plotted, area: Area) => expertNames(weights, columns, area),
      };
    });
    const [xName, yName] = arms[0]!.showcase.axes;
    const numbered = Array.from({ length: experts }, (_, index) => `expert ${index + 1}`);
    const names = legend(looksLegend(numbered, "experts", expertLook));
    const multiples = panels(document, list, {
      x: { label: xName, domain: extent.x, tickFormat: plainTick },
      y: { label: yName, domain: extent.y, tickFormat: plainTick },
    });
    return {
      ...stacked(names, multiples),
      description: `Share of the busiest expert in the runs shown: ${arms
        .map(({ arm, showcase }) => `${arm.label} ${Math.round(100 * busiest(showcase))} %`)
        .join(", ")}.`,
    };
  },
};

/** Largest mean routing weight over the points shown. */
function busiest({ points }: Showcase): number {
  const sums = points[0]!.weights.map((_, expert) => points.reduce((sum, { weights }) => sum + weights[expert]!, 0));
  return Math.max(...sums) / points.length;
}

function expertNames(weights: Float64Array, columns: number, { left, top, width, height }: Area): string {
  let names = "";
  for (let expert = 0; expert < columns; expert++) {
    const place = roomiest(leadOf(weights, columns, expert), SIDE);
    if (place === null || place.room < 3) continue;
    const x = left + ((place.i + 0.5) * width) / SIDE;
    const y = top + height - ((place.j + 0.5) * height) / SIDE;
    names += label(x, y + 4.5, String(expert + 1), { size: 13, bold: true, anchor: "middle", halo: true });
  }
  return names;
}
