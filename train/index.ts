export type { FitOptions, FitProgress } from "./fit.ts";
export { fit, fitFields } from "./fit.ts";
export type { EpochRecord, Fitted, NamedArray } from "./model.ts";
export { parametersOf } from "./model.ts";
export type { Evaluation, Prediction } from "./predict.ts";
export { evaluate, predict } from "./predict.ts";
export { loadModel, saveModel } from "./saved.ts";
export type { Step } from "./step.ts";
export { openStep } from "./step.ts";
