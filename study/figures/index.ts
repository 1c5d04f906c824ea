import { axesOf } from "../ablation/view.ts";
import type { Results } from "../results.ts";
import { axisFigure, axisFigureName } from "./ablation/index.ts";
import { boundaries } from "./boundaries.ts";
import { differences } from "./differences.ts";
import type { DrawOptions, Figure, StudyFigure } from "./figure.ts";
import { frame } from "./frame.ts";
import { gates } from "./gates.ts";
import { load } from "./load.ts";
import { losses } from "./losses.ts";
import { type NoiseFigure, noiseFigures, strength } from "./noise/index.ts";
import { parameters } from "./parameters.ts";
import { runs } from "./runs.ts";
import type { ExperimentView } from "./view.ts";
import { isAblation, isCrossed, viewsOf } from "./view.ts";

export type { DrawOptions, Figure, StudyFigure } from "./figure.ts";
export type { GridOf } from "./grid.ts";
export { type NoiseFigure, noiseFigures } from "./noise/index.ts";

/** All kinds of pictures, in the order in which a report shows them. */
export const figureKinds = {
  runs,
  strength,
  differences,
  parameters,
  boundaries,
  gates,
  load,
  losses,
} satisfies Readonly<Record<string, Figure>>;

export type FigureKind = keyof typeof figureKinds;

/** One picture of one experiment as a complete SVG document, 760 pixels wide; null if there is nothing to draw. */
export function drawFigure(kind: FigureKind, view: ExperimentView, options: DrawOptions): string | null {
  const figure: Figure = figureKinds[kind];
  const drawing = figure.draw(view, options);
  return drawing === null ? null : frame(figure.title(view), view.experiment.title, drawing);
}

/** Every picture by name: `phase-3a-controlled-runs`, and of a study of noise as a whole `noise-accuracy`. From the results alone; no training. */
export function figures(results: Results, options: DrawOptions): Record<string, string> {
  return Object.fromEntries(eachFigure(results, options));
}

/** The same one after another, each drawn when it is asked for, so that a caller can do other things in between. */
export function* eachFigure(results: Results, options: DrawOptions): Generator<[name: string, svg: string], void> {
  const views = viewsOf(results);
  const crossed = views.filter(isCrossed);
  if (crossed.length > 0) {
    for (const [kind, figure] of Object.entries(noiseFigures) as [NoiseFigure, StudyFigure][]) {
      const drawing = figure.draw(crossed, options);
      if (drawing !== null) yield [noiseFigureName(kind), frame(figure.title(crossed), results.study.title, drawing)];
    }
  }
  for (const view of views) {
    // With dozens of arms that differ in noise alone, pictures of each arm are no help.
    if (isCrossed(view)) continue;
    if (isAblation(view)) {
      for (const axis of axesOf(view)) yield [axisFigureName(axis), axisFigure(axis, options)];
      continue;
    }
    for (const kind of Object.keys(figureKinds) as FigureKind[]) {
      const svg = drawFigure(kind, view, options);
      if (svg !== null) yield [figureName(view, kind), svg];
    }
  }
}

/** What a picture of a whole study of noise is called: `noise-accuracy`. */
export function noiseFigureName(kind: NoiseFigure): string {
  return `noise-${kind}`;
}

/** What a picture is called: `phase-3a-controlled-runs`. */
export function figureName({ experiment }: ExperimentView, kind: FigureKind): string {
  return `${fileName(experiment.name)}-${kind}`;
}

/** Letters, digits and dashes only: the name becomes part of a path. */
function fileName(name: string): string {
  return name.replace(/[^a-z0-9]+/gi, "-").replace(/^-+|-+$/g, "") || "experiment";
}
