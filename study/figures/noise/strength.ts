import * as Plot from "@observablehq/plot";
import type { Figure } from "../figure.ts";
import { formatMetric, higherIsBetter, metricName } from "../format.ts";
import type { Plotted } from "../frame.ts";
import { plotted } from "../frame.ts";
import type { Point } from "../glyph.ts";
import { glyphs } from "../glyph.ts";
import type { LegendItem } from "../legend.ts";
import { legend } from "../legend.ts";
import { axisName, sideName } from "../panels.ts";
import { plural } from "../runs.ts";
import { INK, MARGIN, PRINTED, WIDTH } from "../style.ts";
import { swarm } from "../swarm.ts";
import type { ExperimentView } from "../view.ts";
import { strengthAxis } from "./axis.ts";
import { controlItems, controlMarks, controlNote } from "./control-lines.ts";
import { bandItems, lineDots, lineItem, lineLook, lineMarks } from "./looks.ts";
import type { Family, PointAt } from "./series.ts";
import { controlsOf, familiesOf, lineOf, strengthsOf } from "./series.ts";
import { shareAxis } from "./share-axis.ts";
import { formatStrength, meanWords } from "./words.ts";

const HEIGHT = 330;
const LEFT = MARGIN + 50;

/** An experiment whose quantum arms differ in the noise they are trained and tested under: the result against its strength, beside printed values. */
export const strength: Figure = {
  title: ({ experiment }) => `Noise at training and at test: ${metricName(experiment)} against its strength`,
  caption: (view) =>
    `Small marks: runs (${plural(view.seeds, "run")} at each p), each trained and scored at this p. Line: ${meanWords(view.seeds, "band")}. ${
      hasPrinted(view)
        ? "Hollow diamonds: what the paper printed, each from a single run; a line joins them for the eye alone. Where a diamond lies within our marks the printed value is one that a single run can well give; ups and downs from p to p that are no larger than the spread of runs need no effect of noise to explain them. "
        : ""
    }${
      controlsOf(view).length > 0
        ? "Horizontal lines: classical routers, which no noise touches; the one with the best mean bold, with its interval as a band. "
        : ""
    }It shows routers that are retrained under each noise and nothing of a router that meets noise it was not trained for.`,
  draw(view, { document }) {
    const { experiment } = view;
    const families = familiesOf(view)
      .map((family) => ({
        family,
        points: lineOf(view, family, { trained: "at the tested p", shots: 0, mitigation: "none" }),
      }))
      .filter(({ points }) => points.length > 2);
    if (families.length === 0 || !higherIsBetter(experiment)) return null;
    const controls = controlsOf(view);
    const grid = strengthsOf([view]);
    const arms = families.flatMap(({ family }) => family.exact);
    const values = [
      ...arms.flatMap(({ runs, arm, summary }) => [
        ...runs.map(({ metric }) => metric),
        ...summary.interval,
        ...(arm.printed === null ? [] : [arm.printed]),
      ]),
      ...controls.flatMap(({ summary }) => [summary.mean, ...summary.interval]),
    ];
    const area = { left: LEFT, top: 8, width: WIDTH - LEFT - MARGIN, height: HEIGHT };
    const x = strengthAxis(grid, area.width - 60);
    const y = shareAxis(values, metricName(experiment));
    const plot = plotted(document, area, {
      x: { type: "sqrt", domain: [...x.domain], label: null, inset: 30 },
      y: { domain: [...y.domain], label: null },
      marks: [
        Plot.gridY([...y.ticks], { stroke: INK.grid, strokeOpacity: 1 }),
        Plot.frame({ stroke: INK.line }),
        Plot.axisX([...x.ticks!], { tickSize: 4, color: INK.soft, label: null, tickFormat: x.tickFormat }),
        Plot.axisY([...y.ticks], { tickSize: 4, color: INK.soft, label: null, tickFormat: y.tickFormat }),
        ...controlMarks(controls),
        ...families.flatMap(({ points }, i) => lineMarks(points, lineLook(i))),
        printedLine(view),
      ],
    });
    const marks = families.map(({ family, points }, i) => runsMarkup(family, points, i, plot)).join("");
    const below = area.top + HEIGHT + 44;
    const names = legend([
      ...families.map(({ family }, i) => lineItem(`${family.label}: mean and runs`, lineLook(i))),
      ...bandItems(view.seeds),
      ...(hasPrinted(view) ? [printedItem] : []),
      ...controlItems(controls, controlNote(controls)),
    ]);
    return {
      height: below + names.height,
      body:
        `${plot.svg}${marks}${printedMarkup(view, plot)}` +
        axisName(LEFT + area.width / 2, area.top + HEIGHT + 34, x.label, area.width) +
        sideName(MARGIN + 6, area.top + HEIGHT / 2, y.label, HEIGHT) +
        `<g transform="translate(0,${below})">${names.body}</g>`,
      description: told(view),
    };
  },
};

function hasPrinted({ arms }: ExperimentView): boolean {
  return arms.some(({ arm }) => arm.printed !== null);
}

/** The runs of each arm beside its p, and the means on top. */
function runsMarkup(family: Family, points: readonly PointAt[], index: number, plot: Plotted): string {
  const { color, shape } = lineLook(index);
  const dots = family.exact.flatMap(({ arm, runs }): Point[] => {
    const at = plot.x(arm.trainedUnder!.p);
    // Spread sideways: a swarm along the vertical axis.
    return swarm(
      runs.map(({ metric }) => plot.y(metric)),
      1.9,
      13,
    ).map(([height, aside]): Point => [at + aside, height]);
  });
  return glyphs(dots, { color, shape, radius: 1.9, opacity: 0.55 }) + lineDots(points, lineLook(index), plot);
}

function printedOf({ arms }: ExperimentView): { readonly p: number; readonly printed: number }[] {
  return arms
    .flatMap(({ arm }) =>
      arm.printed === null || arm.trainedUnder === undefined ? [] : [{ p: arm.trainedUnder.p, printed: arm.printed }],
    )
    .sort((a, b) => a.p - b.p);
}

function printedLine(view: ExperimentView): Plot.Markish {
  return Plot.line(printedOf(view), { x: "p", y: "printed", stroke: PRINTED.color, strokeDasharray: "1.5,3" });
}

function printedMarkup(view: ExperimentView, plot: Plotted): string {
  const points = printedOf(view).map(({ p, printed }): Point => [plot.x(p), plot.y(printed)]);
  return glyphs(points, { ...PRINTED, radius: 5.2, hollow: true });
}

const printedItem: LegendItem = { name: "printed in the paper", look: { ...PRINTED, hollow: true } };

function told(view: ExperimentView): string {
  const { experiment, arms } = view;
  const parts = arms.map(({ arm, summary }) => {
    const printed = arm.printed === null ? "" : `, printed ${formatMetric(experiment, arm.printed)}`;
    const at = arm.trainedUnder === undefined ? "no noise" : `p = ${formatStrength(arm.trainedUnder.p)}`;
    return `${arm.label} (${at}): mean ${formatMetric(experiment, summary.mean)}${printed}`;
  });
  return `${parts.join("; ")}.`;
}
