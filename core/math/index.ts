export { erf, erfc } from "./error-function.ts";
export { exp, expm1 } from "./exp.ts";
export { tanh } from "./hyperbolic.ts";
export { log, log1p } from "./log.ts";
export { incompleteBeta, lnGamma, normalCdf, normalQuantile, studentTCdf, studentTQuantile } from "./special.ts";
export { cos, sin, sincosInto, tan } from "./trig.ts";
