import type { Drawing } from "./frame.ts";
import type { GridOf } from "./grid.ts";
import type { ExperimentView } from "./view.ts";

export interface DrawOptions {
  /** A document to make SVG elements with: the browser's own, or `newDocument()` of moire/node. */
  readonly document: Document;
  /** Evaluates trained models for pictures of the input plane. */
  readonly grid: GridOf;
}

/** One kind of picture, drawn once for each experiment it applies to. */
export interface Figure {
  title(view: ExperimentView): string;
  /** Tells a reader how to read the picture. Plain text. */
  caption(view: ExperimentView): string;
  /** Null if there is nothing to draw, for instance differences of a single arm. */
  draw(view: ExperimentView, options: DrawOptions): Drawing | null;
}

/** A picture of several experiments together: of those of a study of noise. */
export interface StudyFigure {
  title(views: readonly ExperimentView[]): string;
  caption(views: readonly ExperimentView[]): string;
  /** Null if these experiments have nothing of the kind. */
  draw(views: readonly ExperimentView[], options: Pick<DrawOptions, "document">): Drawing | null;
}
