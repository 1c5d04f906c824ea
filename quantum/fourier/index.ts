export { differenceOf, type FitError, type FittedOptions, type FittedSeries, fittedSeries } from "./fitted.ts";
export { type InterferingTerms, interferingTerms, termPowers } from "./interfering.ts";
export { fourierTerms, normalisedProducts } from "./layers.ts";
export { checkPhases, type Phase, phasesJsonSchema } from "./phases.ts";
export { evaluateQuadratic, type QuadraticForm, quadraticOf } from "./quadratic.ts";
export {
  evaluateSeries,
  type FourierOptions,
  type FourierSeries,
  fourierOf,
  MOST_TERMS,
  spectrumOf,
} from "./series.ts";
export type { SurrogateOptions } from "./source.ts";
export { type Terms, termName, termsOf } from "./terms.ts";
