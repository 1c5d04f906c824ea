import type { StudyFigure } from "../figure.ts";
import type { ExperimentView } from "../view.ts";
import { lineLook } from "./looks.ts";
import { familiesOf, lineOf, sampledGridsOf, waysOf } from "./series.ts";
import { labelOf } from "./shots.ts";
import type { WayPanel } from "./ways.ts";
import { waysDrawing } from "./ways.ts";
import { meanWords, shotsName, wayName } from "./words.ts";

/** Training with gradients from shots, beside training with exact expectations. */
export const training: StudyFigure = {
  title: (views) => `Training with shots: ${labelOf(sampledGridsOf(views))}`,
  caption: (views) =>
    `Accuracy against p, at training and at test alike (${meanWords(sampledGridsOf(views)[0]?.seeds ?? 0)}). Lines: what expectations were made of while training, gradients too (by parameter shift, with shots of their own); panels: what they are made of at test. Fewer rows and values of p than above, as training with shots takes thousands of circuits for each step: numbers are not to be compared with those of the other figures.`,
  draw(given, options) {
    return waysDrawing(sampledGridsOf(given).flatMap(panelsOf), options);
  },
};

function panelsOf(view: ExperimentView): WayPanel[] {
  const [family] = familiesOf(view);
  if (family === undefined) return [];
  const sampled = [...new Set(family.sampled.map(({ arm }) => arm.trainedUnder!.shots))].sort((a, b) => b - a);
  const counts = [0, ...sampled];
  return waysOf(view).map((way) => ({
    view,
    heading: `Tested: ${wayName(way)}`,
    lines: counts.map((count, i) => {
      const arms = count === 0 ? family.exact : family.sampled.filter(({ arm }) => arm.trainedUnder!.shots === count);
      return {
        name: `trained: ${shotsName(count)}`,
        look: lineLook(i),
        points: lineOf(view, { ...family, exact: arms }, { trained: "at the tested p", ...way }),
      };
    }),
  }));
}
