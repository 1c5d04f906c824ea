export type {
  Aggregation,
  AggregationKind,
  AggregationShape,
  AggregationSpec,
  OpenJoin,
  StateAggregation,
  WeightedAggregation,
} from "./aggregation/index.ts";
export {
  aggregations,
  coherentAggregation,
  headAggregation,
  incoherentAggregation,
  sumAggregation,
} from "./aggregation/index.ts";
export type { Balance } from "./balance.ts";
export { balance } from "./balance.ts";
export type { Balancing, BalancingKind, BalancingSpec, OpenBalancing, Routing } from "./balancing/index.ts";
export {
  balancings,
  biasBalancing,
  importanceBalancing,
  loadBalancing,
  switchBalancing,
  zLossBalancing,
} from "./balancing/index.ts";
export { logisticRegression, perceptron, quantumNetwork } from "./baselines.ts";
export type { Device } from "./device.ts";
export type { ExpertCircuit, ExpertKind, ExpertShape, ExpertSpec } from "./experts/index.ts";
export { circuitExpert, experts, linearExpert, mlpExpert, ownCircuitExpert } from "./experts/index.ts";
export type { Gating, GatingKind, GatingNoise, GatingShape, GatingSpec, OpenGating } from "./gating/index.ts";
export {
  expertChoiceGating,
  gatings,
  noisyTopKGating,
  softMoeGating,
  softmaxGating,
  topKGating,
} from "./gating/index.ts";
export type { Given, Mixture, MixtureParts, MixtureShape, MixtureSpec, OpenMixture } from "./mixture.ts";
export { buildMixture, checkMixture, mixture } from "./mixture.ts";
export { onDevice } from "./on-device.ts";
export type { Routed } from "./routed.ts";
export type { OpenRouting, Router, RouterKind, RouterShape, RouterSpec, RoutingLayer } from "./routers/index.ts";
export {
  linearRouter,
  mlpRouter,
  oracleRouter,
  ownCircuitRouter,
  quantumRouter,
  randomCircuitRouter,
  randomFourierRouter,
  rbfRouter,
  routers,
  trigonometricRouter,
  twinRouter,
  uniformRouter,
} from "./routers/index.ts";
export type { CompareOptions, TwinComparison, TwinRows } from "./routers/twin-compare.ts";
export { compareTwin } from "./routers/twin-compare.ts";
export type { Modelled, Twin, TwinOptions } from "./routers/twin-of.ts";
export { twinOf } from "./routers/twin-of.ts";
export { mixtureSchema } from "./schema.ts";
