/** What most programs need, by name; each folder's own entry (`moire/quantum`, `moire/study`, ...) has the rest. */
export { MoireError } from "./core/errors.ts";
export { fold, type Key, keyOf } from "./core/key.ts";
export { circles, type Dataset, dataset, moons, parseTable, split } from "./data/index.ts";
export {
  circuitExpert,
  headAggregation,
  linearExpert,
  linearRouter,
  type MixtureSpec,
  mixture,
  mlpExpert,
  mlpRouter,
  quantumRouter,
  sumAggregation,
  trigonometricRouter,
} from "./moe/index.ts";
export {
  type Evaluation,
  evaluate,
  type FitOptions,
  type Fitted,
  fit,
  loadModel,
  parametersOf,
  predict,
  saveModel,
} from "./train/index.ts";
