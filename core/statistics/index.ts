export { type BootstrapOptions, bootstrapMean } from "./bootstrap.ts";
export { type Interval, mean, quantile, variance } from "./describe.ts";
export { wilson } from "./proportion.ts";
export { type CorrectedT, correctedResampledT, holm, type SignedRank, wilcoxonSignedRank } from "./tests.ts";
