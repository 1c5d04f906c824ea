import type { SpecOf } from "../core/spec.ts";
import { adamOptimiser } from "./adam.ts";
import { adamwOptimiser } from "./adamw.ts";
import { naturalGradientOptimiser } from "./natural-gradient.ts";
import type { Optimiser, OptimiserKind } from "./optimiser.ts";
import { rmspropOptimiser } from "./rmsprop.ts";
import { sgdOptimiser } from "./sgd.ts";

export type { AdamState } from "./adam.ts";
export { adam, adamFields } from "./adam.ts";
export { adamw, adamwFields } from "./adamw.ts";
export { clipNormInPlace, clipValueInPlace } from "./clip.ts";
export type { DecayRange, WeightDecay } from "./decay.ts";
export { checkWeightDecay, decayInto, decayRanges } from "./decay.ts";
export { naturalGradient, naturalGradientFields } from "./natural-gradient.ts";
export type { Optimiser, OptimiserKind, Range } from "./optimiser.ts";
export { trainableRanges } from "./optimiser.ts";
export type { RmspropState } from "./rmsprop.ts";
export { rmsprop, rmspropFields } from "./rmsprop.ts";
export type { Schedule, ScheduleKind, ScheduleSpec, TrainingLength } from "./schedules/index.ts";
export { openSchedule, schedules } from "./schedules/index.ts";
export type { SgdState } from "./sgd.ts";
export { sgd, sgdFields } from "./sgd.ts";

/** The optimisers by name. */
export const optimisers = {
  adam: adamOptimiser,
  adamw: adamwOptimiser,
  sgd: sgdOptimiser,
  rmsprop: rmspropOptimiser,
  naturalGradient: naturalGradientOptimiser,
};

export type OptimiserSpec = SpecOf<typeof optimisers>;

/** The optimiser that a spec describes. Errors: an option out of bounds. */
export function openOptimiser({ kind, ...options }: OptimiserSpec): Optimiser {
  const found: OptimiserKind = optimisers[kind];
  return found.make(options);
}
