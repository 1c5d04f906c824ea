export {
  afterEveryGate,
  betweenLayers,
  dialFields,
  interferenceDial,
  type NoiseModelOptions,
  noiseModel,
  twoPlaces,
} from "./builders.ts";
export { checkNoiseModel } from "./check.ts";
export { type DecisionCost, decisionCost, shotsFor } from "./cost.ts";
export { type IbmNoise, type IbmOptions, noiseFromIbm } from "./ibm.ts";
export type { GateTimes, Machine, NoiseModel, NoiseRule, Pair, Place } from "./model.ts";
export { type Native, nativeGates } from "./native.ts";
export { type PlacingOptions, withNoise } from "./place.ts";
export { noiseModelSchema } from "./schema.ts";
