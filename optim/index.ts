import { adamOptimiser } from "./adam.ts";

export type { AdamState } from "./adam.ts";
export { adam, adamFields } from "./adam.ts";
export type { Optimiser, OptimiserKind, Range } from "./optimiser.ts";
export { trainableRanges } from "./optimiser.ts";

/** The optimisers by name. */
export const optimisers = { adam: adamOptimiser };
