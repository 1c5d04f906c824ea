import type { MitigationName } from "../../noise/records.ts";
import type { StudyFigure } from "../figure.ts";
import { plural } from "../runs.ts";
import type { ExperimentView } from "../view.ts";
import { lineLook } from "./looks.ts";
import type { Setting } from "./series.ts";
import { familiesOf, gridsOf, lineOf, waysOf } from "./series.ts";
import { labelOf, TRAINED } from "./shots.ts";
import type { WayPanel } from "./ways.ts";
import { waysDrawing } from "./ways.ts";
import { meanWords, SHORT_PLACES, trainedName, wayName } from "./words.ts";

type Way = Pick<Setting, "shots" | "mitigation">;

/** With and without mitigation, and what it costs. */
export const mitigation: StudyFigure = {
  title: (views) => `With and without mitigation: ${labelOf(views)}`,
  caption: (views) =>
    `Accuracy against the strength of noise at test (${meanWords(gridsOf(views)[0]?.seeds ?? 0)}); the same trained models with mitigation (filled marks) and without (hollow). “×” in the legend: how many times the shots of a decision without mitigation, as each circuit gets the same number. With exact expectations mitigation costs nothing here, which no machine can give. Above: trained anew at each p, so that all behind the circuit is fitted to what noise leaves of the expectations, and what is extrapolated is not what it was trained on; below: trained once without noise. “Extrapolated”: zero-noise extrapolation, in one setting; it says nothing about others.`,
  draw(given, options) {
    return waysDrawing(panelsOf(given), options);
  },
};

function panelsOf(given: readonly ExperimentView[]): WayPanel[] {
  const views = gridsOf(given);
  const [first] = views;
  if (first === undefined) return [];
  const ways = comparedOf(first);
  return TRAINED.flatMap((trained) =>
    views.map((view) => {
      const [family] = familiesOf(view);
      return {
        view,
        heading: `${SHORT_PLACES[view.experiment.conditions[0]!.place]}, ${trainedName(trained)}`,
        lines: ways.map((way) => ({
          name: `${wayName(way)}${priceOf(first, way)}`,
          look: lookOf(ways, way),
          points: family === undefined ? [] : lineOf(view, family, { trained, ...way }),
        })),
      };
    }),
  );
}

/** Ways to test that are there with and without mitigation. */
function comparedOf(view: ExperimentView): Way[] {
  const ways = waysOf(view);
  const mitigated = ways.filter((way) => way.mitigation !== "none");
  return ways.filter(({ shots }) => mitigated.some((way) => way.shots === shots));
}

/** One colour for each number of shots; what is not mitigated is hollow. */
function lookOf(ways: readonly Way[], { shots, mitigation: name }: Way) {
  const counts = [...new Set(ways.map((way) => way.shots))];
  const kinds: MitigationName[] = [...new Set(ways.map((way) => way.mitigation))].filter((kind) => kind !== "none");
  const look = lineLook(counts.indexOf(shots) + counts.length * Math.max(0, kinds.indexOf(name)));
  return name === "none" ? { ...look, hollow: true, dash: "3,3" } : { ...look, dash: "" };
}

/** `, 2 circuits: × 2 shots`; nothing where there is no price. */
function priceOf({ costs }: ExperimentView, { shots, mitigation: name }: Way): string {
  const price = costs.find((one) => one.shots === shots && one.mitigation === name);
  if (price === undefined || name === "none") return "";
  return ` (${plural(price.circuits, "circuit")}, × ${Number((price.totalShots / shots).toPrecision(3))} shots)`;
}
