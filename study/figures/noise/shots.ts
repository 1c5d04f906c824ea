import type { StudyFigure } from "../figure.ts";
import type { ExperimentView } from "../view.ts";
import { lineLook } from "./looks.ts";
import type { Trained } from "./series.ts";
import { familiesOf, gridsOf, lineOf, waysOf } from "./series.ts";
import type { WayPanel } from "./ways.ts";
import { waysDrawing } from "./ways.ts";
import { meanWords, SHORT_PLACES, shotsName, trainedName } from "./words.ts";

export const TRAINED: readonly Trained[] = ["at the tested p", "clean"];

/** Exact expectations against numbers of shots. */
export const shots: StudyFigure = {
  title: (views) => `Exact expectations and shots: ${labelOf(views)}`,
  caption: (views) =>
    `Accuracy against the strength of noise at test (${meanWords(gridsOf(views)[0]?.seeds ?? 0)}). The same trained models are scored with exact expectations and with expectations from so many shots of the circuit for each decision; training had exact expectations throughout. Above: trained anew at each p; below: trained once without noise. The bold line is the best classical router, which needs neither. It shows what sampling costs these models at prediction, not what training with shots would do.`,
  draw(given, options) {
    return waysDrawing(panelsOf(given), options);
  },
};

function panelsOf(given: readonly ExperimentView[]): WayPanel[] {
  const views = gridsOf(given);
  const counts = [...new Set(views.flatMap((view) => plainOf(view)))];
  if (counts.length < 2) return [];
  return TRAINED.flatMap((trained) =>
    views.map((view) => {
      const [family] = familiesOf(view);
      return {
        view,
        heading: `${SHORT_PLACES[view.experiment.conditions[0]!.place]}, ${trainedName(trained)}`,
        lines: plainOf(view).map((count) => ({
          name: shotsName(count),
          look: lineLook(counts.indexOf(count)),
          points: family === undefined ? [] : lineOf(view, family, { trained, shots: count, mitigation: "none" }),
        })),
      };
    }),
  );
}

/** Numbers of shots that models are tested with, without mitigation. */
function plainOf(view: ExperimentView): number[] {
  return waysOf(view)
    .filter(({ mitigation }) => mitigation === "none")
    .map((way) => way.shots);
}

/** What the router of the reference arm is called. */
export function labelOf(views: readonly ExperimentView[]): string {
  const [view] = views;
  return (view === undefined ? undefined : familiesOf(view)[0]?.label) ?? "quantum router";
}
