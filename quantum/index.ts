export { type Angle, input, inputProduct, param, scaledInput } from "./angle.ts";
export { basicEntangler, basicEntanglerFields } from "./ansatze/basic-entangler.ts";
export { hardwareEfficient, hardwareEfficientFields } from "./ansatze/hardware-efficient.ts";
export { ansatze } from "./ansatze/index.ts";
export { ENTANGLEMENTS, stronglyEntangling, stronglyEntanglingFields } from "./ansatze/strongly-entangling.ts";
export { type Circuit, checkCircuit, circuit, MAX_QUBITS, type Op, op } from "./circuit.ts";
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
export { circuitLayer, routingCircuit, routingFields } from "./layer.ts";
export { bestEngine, type EngineName, type EngineOptions, engines, openCircuit } from "./open.ts";
export { parameterShift, type ShiftGradient } from "./parameter-shift.ts";
export { type Plan, planOf } from "./plan.ts";
