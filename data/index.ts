import { circlesGenerator } from "./circles.ts";
import type { Generator } from "./generator.ts";
import { moonsGenerator } from "./moons.ts";

export { circles } from "./circles.ts";
export type { TableOptions } from "./csv.ts";
export { parseTable } from "./csv.ts";
export type { Dataset, DatasetParts } from "./dataset.ts";
export { dataset, rowsOf } from "./dataset.ts";
export type { Generator } from "./generator.ts";
export type { RandomState } from "./mersenne.ts";
export { randomState } from "./mersenne.ts";
export { moons } from "./moons.ts";
export type { Scaler, ScalerKind } from "./scalers.ts";
export { applyScaler, applyScalerInto, fitScaler, scalers } from "./scalers.ts";
export type { Split, SplitOptions } from "./split.ts";
export { split } from "./split.ts";

/** The data sets that can be made from options, by name. */
export const generators = {
  moons: moonsGenerator,
  circles: circlesGenerator,
} satisfies Record<string, Generator>;
