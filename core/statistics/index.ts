export { type BootstrapOptions, bootstrapMean } from "./bootstrap.ts";
export { type Interval, mean, quantile, variance } from "./describe.ts";
export { type PowerOptions, power } from "./power.ts";
export { wilson } from "./proportion.ts";
export {
  intervalAt,
  type Overlap,
  type Sample,
  type SimultaneousOptions,
  simultaneousIntervals,
  tailOf,
} from "./simultaneous.ts";
export { type CorrectedT, correctedResampledT, holm, type SignedRank, wilcoxonSignedRank } from "./tests.ts";
