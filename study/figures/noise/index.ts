import type { StudyFigure } from "../figure.ts";
import { accuracy } from "./accuracy.ts";
import { breakdown } from "./breakdown.ts";
import { cost } from "./cost.ts";
import { machine } from "./machine.ts";
import { matrix } from "./matrix.ts";
import { mitigation } from "./mitigation.ts";
import { shots } from "./shots.ts";
import { training } from "./training.ts";

/** Pictures of a study of noise, in the order in which a report shows them. */
export const noiseFigures = {
  accuracy,
  matrix,
  shots,
  mitigation,
  breakdown,
  training,
  machine,
  cost,
} satisfies Readonly<Record<string, StudyFigure>>;

export { strength } from "./strength.ts";

export type NoiseFigure = keyof typeof noiseFigures;
