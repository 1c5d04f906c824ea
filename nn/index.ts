export { crossEntropyInto } from "./cross-entropy.ts";
export { linear } from "./linear.ts";
export { relu } from "./relu.ts";
export { sequential } from "./sequential.ts";
export { softmaxBackwardInPlace, softmaxInPlace } from "./softmax.ts";
export type { Terms } from "./trigonometric.ts";
export { MAX_TRIGONOMETRIC_INPUTS, TERMS, trigonometric } from "./trigonometric.ts";
export type { PartViews } from "./views.ts";
export { partViews } from "./views.ts";
