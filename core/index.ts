export { MoireError } from "./errors.ts";
export { type Field, type Fields, jsonSchema, type Options, resolve, type Values } from "./fields.ts";
export { fold, type Key, keyOf } from "./key.ts";
export { type Layer, type OpenLayer, type ParameterSpec, parameterCount } from "./layer.ts";
export { layoutOf, type ParameterLayout, type Slice, viewOf } from "./parameters.ts";
export { permutation, type RandomStream, stream, uniformInto } from "./random.ts";
export {
  bootstrapMean,
  type CorrectedT,
  correctedResampledT,
  holm,
  type Interval,
  mean,
  quantile,
  type SignedRank,
  variance,
  wilcoxonSignedRank,
  wilson,
} from "./statistics/index.ts";
