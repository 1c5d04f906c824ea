import { exponentialFit } from "./exponential.ts";
import { polynomialFit } from "./polynomial.ts";

/** A fit of one output's values at several scales, made ready for these scales. */
export interface Extrapolation {
  /**
   * The fit's value at scale 0. values: (scales,), the measured; asymptote: what they would be at an endless scale, which polynomials do not look at.
   * slopes: (scales,), overwritten: the derivative of what is returned by each value.
   */
  atZero(values: Float64Array, asymptote: number, slopes: Float64Array): number;
}

interface FitOptions {
  readonly maxLift: number;
}

interface Fit {
  readonly help: string;
  /** Fewest scales that it can be made from. */
  readonly points: number;
  /** scales: they differ; the first one is 1, the least. */
  open(scales: readonly number[], options: FitOptions): Extrapolation;
}

/** How values at several scales of noise are continued to none. */
export const fits = {
  linear: {
    help: "a straight line by least squares",
    points: 2,
    open: (scales) => polynomialFit(scales, 1),
  },
  quadratic: {
    help: "a parabola by least squares",
    points: 3,
    open: (scales) => polynomialFit(scales, 2),
  },
  exponential: {
    help: "a decay to the asymptote by least squares",
    points: 2,
    open: (scales, { maxLift }) => exponentialFit(scales, maxLift),
  },
  richardson: {
    help: "the polynomial through all values",
    points: 2,
    open: (scales) => polynomialFit(scales, scales.length - 1),
  },
} satisfies Record<string, Fit>;
export type FitName = keyof typeof fits;
export const FITS = Object.keys(fits) as FitName[];
