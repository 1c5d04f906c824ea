export { geometricDifference, kernelTargetAlignment } from "./alignment.ts";
export { meyerWallach, type SampledMean } from "./entanglement.ts";
export { type Expressibility, expressibility, type StateSampling } from "./expressibility.ts";
export {
  type GradientCell,
  type GradientOptions,
  type GradientVariance,
  gradientVariance,
  gradientVarianceTable,
} from "./gradient-variance.ts";
export {
  centred,
  type EffectiveRank,
  effectiveRank,
  gramSpectrum,
  linearKernel,
  rbfKernel,
} from "./gram.ts";
export { type JacobianOptions, type JacobianRank, jacobianRank } from "./jacobian.ts";
export { type QuantumKernelOptions, quantumKernel } from "./kernel.ts";
