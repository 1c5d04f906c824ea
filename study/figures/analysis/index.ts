import type { Analysis } from "../../analysis/records.ts";
import { frame } from "../frame.ts";
import { dimension } from "./dimension.ts";
import { experts } from "./experts.ts";
import { fidelities } from "./fidelities.ts";
import { gradients } from "./gradients.ts";
import { gram } from "./gram.ts";
import { jacobian } from "./jacobian.ts";
import type { AnalysisPicture } from "./picture.ts";
import { probes } from "./probes.ts";
import { spectra } from "./spectra.ts";
import { terms } from "./terms.ts";

/** Pictures of an analysis, in the order in which a page shows them. */
export const analysisPictures = {
  probes,
  experts,
  jacobian,
  spectra,
  gram,
  fidelities,
  gradients,
  dimension,
  terms,
} satisfies Readonly<Record<string, AnalysisPicture>>;

export type AnalysisPictureName = keyof typeof analysisPictures;

/** Every picture that an analysis has something for, by name: complete SVG documents, 760 pixels wide, each drawn when it is asked for. */
export function* eachAnalysisFigure(
  analysis: Analysis,
  document: Document,
): Generator<[name: AnalysisPictureName, svg: string], void> {
  for (const [name, picture] of Object.entries(analysisPictures) as [AnalysisPictureName, AnalysisPicture][]) {
    const drawing = picture.draw(analysis, document);
    if (drawing !== null) yield [name, frame(picture.title(analysis), analysis.title, drawing)];
  }
}

/** All of them. */
export function analysisFigures(analysis: Analysis, document: Document): Partial<Record<AnalysisPictureName, string>> {
  return Object.fromEntries(eachAnalysisFigure(analysis, document));
}
