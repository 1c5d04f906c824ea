export { exp, expm1, tanh } from "./exp.ts";
export { log, log1p } from "./log.ts";
export {
  erf,
  erfc,
  incompleteBeta,
  lnGamma,
  normalCdf,
  normalQuantile,
  studentTCdf,
  studentTQuantile,
} from "./special.ts";
export { cos, sin, sincosInto } from "./trig.ts";
