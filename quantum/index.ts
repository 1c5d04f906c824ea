export { type Angle, input, inputProduct, param, scaledInput } from "./angle.ts";
export { basicEntangler, basicEntanglerFields } from "./ansatze/basic-entangler.ts";
export { hardwareEfficient, hardwareEfficientFields } from "./ansatze/hardware-efficient.ts";
export { ANSATZE, type AnsatzName, ansatze } from "./ansatze/index.ts";
export { ENTANGLEMENTS, stronglyEntangling, stronglyEntanglingFields } from "./ansatze/strongly-entangling.ts";
export {
  type Circuit,
  type CircuitOptions,
  checkCircuit,
  circuit,
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
  anglesOf,
  type Gate,
  type GateName,
  gates,
  type Matrix,
  type PauliSum,
  type ShiftRule,
} from "./gates/index.ts";
export { type CircuitLayerOptions, circuitLayer } from "./layer.ts";
export { type MetricBlock, metricTensor } from "./metric/metric.ts";
export type { Measure } from "./observables/measure.ts";
export { checkObservable, type Observable, pauli } from "./observables/observable.ts";
export { bestEngine, type EngineName, type EngineOptions, engines, openCircuit } from "./open.ts";
export { parameterShift, type ShiftGradient } from "./parameter-shift.ts";
export { type Plan, planOf } from "./plan.ts";
export { routingCircuit, routingFields } from "./routing.ts";
export { circuitJsonSchema } from "./schema.ts";
