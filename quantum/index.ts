export {
  centred,
  type EffectiveRank,
  type Expressibility,
  effectiveRank,
  expressibility,
  type GradientCell,
  type GradientOptions,
  type GradientVariance,
  geometricDifference,
  gradientVariance,
  gradientVarianceTable,
  gramSpectrum,
  type JacobianOptions,
  type JacobianRank,
  jacobianRank,
  kernelTargetAlignment,
  linearKernel,
  meyerWallach,
  type QuantumKernelOptions,
  quantumKernel,
  rbfKernel,
  type SampledMean,
  type StateSampling,
} from "./analysis/index.ts";
export { type Angle, input, inputProduct, param, scaledInput } from "./angle.ts";
export { basicEntangler, basicEntanglerFields } from "./ansatze/basic-entangler.ts";
export { hardwareEfficient, hardwareEfficientFields } from "./ansatze/hardware-efficient.ts";
export { ANSATZE, type AnsatzName, ansatze } from "./ansatze/index.ts";
export { ENTANGLEMENTS, stronglyEntangling, stronglyEntanglingFields } from "./ansatze/strongly-entangling.ts";
export {
  amplitudeDamping,
  bitFlip,
  bitPhaseFlip,
  type Channel,
  type ChannelForm,
  type ChannelName,
  type ChannelSpec,
  channels,
  dephasing,
  depolarizing,
  generalizedAmplitudeDamping,
  overRotationX,
  overRotationY,
  overRotationZ,
  overRotationZX,
  pauli,
  phaseDamping,
  phaseFlip,
  readoutError,
  type Transfer,
  thermalRelaxation,
  twoQubitDepolarizing,
  twoQubitPauli,
} from "./channels/index.ts";
export {
  type ChannelOp,
  type Circuit,
  type CircuitOptions,
  channel,
  checkCircuit,
  circuit,
  type GateOp,
  isNoisy,
  MAX_QUBITS,
  type Op,
  op,
  type ParameterGroup,
} from "./circuit.ts";
export { circuitSvg } from "./draw/svg.ts";
export { circuitText } from "./draw/text.ts";
export { amplitudeEmbedding, amplitudeFields } from "./embeddings/amplitude.ts";
export { angleEmbedding, angleFields } from "./embeddings/angle.ts";
export { EMBEDDINGS, type Embedded, type EmbeddingKind, type EmbeddingName, embeddings } from "./embeddings/index.ts";
export { iqpEmbedding, iqpFields, zzEmbedding, zzFields } from "./embeddings/pairs.ts";
export { NoState } from "./engine/amplitudes.ts";
export type { OpenCircuit } from "./engine/engine.ts";
export {
  evaluateQuadratic,
  evaluateSeries,
  type FitError,
  type FittedOptions,
  type FittedSeries,
  type FourierOptions,
  type FourierSeries,
  fittedSeries,
  fourierOf,
  fourierTerms,
  type InterferingTerms,
  interferingTerms,
  normalisedProducts,
  type Phase,
  type QuadraticForm,
  quadraticOf,
  type SurrogateOptions,
  spectrumOf,
  type Terms,
  termName,
  termPowers,
  termsOf,
} from "./fourier/index.ts";
export {
  anglesOf,
  type Gate,
  type GateName,
  gates,
  type Matrix,
  type PauliSum,
  type ShiftRule,
} from "./gates/index.ts";
export { type CircuitLayerOptions, circuitLayer } from "./layer.ts";
export type { Mark } from "./marks.ts";
export { type MetricBlock, metricTensor } from "./metric/metric.ts";
export { type MitigationCost, mitigationCost } from "./mitigation/cost.ts";
export {
  type CostFactors,
  type CostOptions,
  checkMitigation,
  type Folding,
  folded,
  foldedScale,
  type MitigationJob,
  type MitigationKind,
  type MitigationSpec,
  mitigationSchema,
  mitigations,
  readoutInversion,
  zeroNoise,
} from "./mitigation/index.ts";
export { openMitigated } from "./mitigation/open.ts";
export {
  afterEveryGate,
  betweenLayers,
  checkNoiseModel,
  type DecisionCost,
  decisionCost,
  dialFields,
  type GateTimes,
  type IbmNoise,
  type IbmOptions,
  interferenceDial,
  type Machine,
  type Native,
  type NoiseModel,
  type NoiseModelOptions,
  type NoiseRule,
  nativeGates,
  noiseFromIbm,
  noiseModel,
  noiseModelSchema,
  type Pair,
  type Place,
  type PlacingOptions,
  shotsFor,
  twoPlaces,
  withNoise,
} from "./noise/index.ts";
export type { Measure } from "./observables/measure.ts";
export { checkObservable, type Observable, pauliString } from "./observables/observable.ts";
export { bestEngine, type EngineName, type EngineOptions, engines, openCircuit } from "./open.ts";
export { parameterShift, type ShiftGradient } from "./parameter-shift.ts";
export { type Plan, planOf } from "./plan.ts";
export { routingCircuit, routingFields } from "./routing.ts";
export { circuitJsonSchema } from "./schema.ts";
