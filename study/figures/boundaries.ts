import type { Showcase } from "../results.ts";
import type { DrawOptions, Figure } from "./figure.ts";
import { formatShare } from "./format.ts";
import type { Drawing, Plotted } from "./frame.ts";
import type { Point } from "./glyph.ts";
import { glyphs } from "./glyph.ts";
import { cellsOf, extentOf } from "./grid.ts";
import { legend, looksLegend } from "./legend.ts";
import { panels, stacked } from "./panels.ts";
import { regions } from "./regions.ts";
import { classLook, INK } from "./style.ts";
import { plainTick } from "./ticks.ts";
import type { ArmView, ExperimentView } from "./view.ts";
import { isPlane, shownAccuracy } from "./view.ts";

/** Cells along each side of the plane: fine enough for smooth borders, few enough for small files. */
const SIDE = 60;
const RADIUS = 1.9;

/** Which class each arm's median run predicts where; with more than two features, its points on two principal components. */
export const boundaries: Figure = {
  title: ({ reference, noun }) =>
    `What each ${noun === "router" ? "router’s mixture" : "model"} predicts${isPlane(reference.showcase) ? " where" : ""}`,
  caption: ({ reference, noun }) =>
    isPlane(reference.showcase)
      ? `One run of each ${noun}: the one with the median result. Background: the predicted class, darker where its probability leads the next by more. Marks: scored rows by their true class; a dark ring marks a wrong prediction.`
      : `One run of each ${noun}: the one with the median result. The data has more than two features, so the scored rows are shown on the first two principal components and no borders can be drawn. Marks: rows by their true class; a dark ring marks a wrong prediction.`,
  draw(view: ExperimentView, { document, grid }: DrawOptions): Drawing {
    const { experiment, arms } = view;
    const classNames = experiment.data.classes;
    const extent = extentOf(arms.map(({ showcase }) => showcase));
    const cells = cellsOf(extent, SIDE);
    const list = arms.map((one: ArmView) => {
      const { arm, showcase } = one;
      const marks = isPlane(showcase)
        ? regions(grid(experiment, arm, showcase, cells).probabilities, classNames.length, {
            side: SIDE,
            extent,
            colorOf: (index) => classLook(index).color,
          })
        : [];
      return {
        heading: arm.label,
        note: `accuracy ${formatShare(shownAccuracy(one))}`,
        marks,
        overlay: (plot: Plotted) => classPoints(showcase, plot),
      };
    });
    const [xName, yName] = arms[0]!.showcase.axes;
    const names = legend([
      ...looksLegend(classNames, "classes", classLook),
      { name: "wrong prediction", look: (x, y) => ring([[x, y]], 4) },
    ]);
    const multiples = panels(document, list, {
      x: { label: xName, domain: extent.x, tickFormat: plainTick },
      y: { label: yName, domain: extent.y, tickFormat: plainTick },
    });
    return {
      ...stacked(names, multiples),
      description: `Accuracy of the runs shown: ${arms.map((one) => `${one.arm.label} ${formatShare(shownAccuracy(one))}`).join(", ")}.`,
    };
  },
};

function classPoints({ points }: Showcase, { x, y }: Plotted): string {
  const at = (point: Showcase["points"][number]): Point => [x(point.at[0]), y(point.at[1])];
  const labels = [...new Set(points.map(({ label }) => label))].sort((a, b) => a - b);
  const marks = labels.map((label) =>
    glyphs(points.filter((point) => point.label === label).map(at), {
      ...classLook(label),
      radius: RADIUS,
      opacity: 0.85,
    }),
  );
  return marks.join("") + ring(points.filter((point) => point.label !== point.predicted).map(at), RADIUS + 1.6);
}

function ring(points: readonly Point[], radius: number): string {
  return glyphs(points, { shape: "circle", radius, color: INK.text, ring: true });
}
