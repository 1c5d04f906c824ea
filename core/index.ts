export { fail, lookUp, MoireError, show } from "./errors.ts";
export {
  boolean,
  choice,
  type Field,
  type Fields,
  integer,
  jsonSchema,
  number,
  type Options,
  resolve,
  structured,
  text,
  type Values,
} from "./fields.ts";
export { fold, type Key, keyOf } from "./key.ts";
export { type Layer, type OpenLayer, type ParameterSpec, parameterCount, sizeOf } from "./layer.ts";
export {
  cos,
  erf,
  erfc,
  exp,
  expm1,
  incompleteBeta,
  lnGamma,
  log,
  log1p,
  normalCdf,
  normalQuantile,
  sin,
  sincosInto,
  studentTCdf,
  studentTQuantile,
  tan,
  tanh,
} from "./math/index.ts";
export { initialise, layoutOf, type ParameterLayout, prefixed, type Slice, viewOf } from "./parameters.ts";
export { normalInto, permutation, type RandomStream, shuffleInto, stream, uniformInto } from "./random.ts";
export {
  checkRecord,
  checkSpec,
  type GivenOf,
  type Spec,
  type SpecOf,
  specField,
  specOf,
  specSchema,
} from "./spec.ts";
export {
  type BootstrapOptions,
  bootstrapMean,
  type CorrectedT,
  correctedResampledT,
  holm,
  type Interval,
  mean,
  type Overlap,
  type PowerOptions,
  power,
  quantile,
  type Sample,
  type SignedRank,
  type SimultaneousOptions,
  simultaneousIntervals,
  variance,
  wilcoxonSignedRank,
  wilson,
} from "./statistics/index.ts";
