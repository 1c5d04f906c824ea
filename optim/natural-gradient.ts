import type { Options } from "../core/fields.ts";
import { number, resolve } from "../core/fields.ts";
import type { Optimiser, OptimiserKind } from "./optimiser.ts";
import type { SgdState } from "./sgd.ts";
import { sgd } from "./sgd.ts";

export const naturalGradientFields = {
  damping: number({
    help: "added to the diagonal of the metric: larger steps nearer to plain gradient descent",
    min: 0,
    max: Infinity,
    above: true,
    default: 0.01,
  }),
};

/**
 * Gradient descent along natural gradients: before the step, each circuit's gradient g becomes (F + damping I)^-1 g, F its Fubini-Study metric; that is
 * the layers' own work (`OpenLayer.naturalGradient`), asked for by `damping`. All other parameters get plain gradient descent. Stokes, Izaac,
 * Killoran, Carleo, arXiv 1909.02108. Default: damping 0.01. Errors: an option out of bounds, an unknown option.
 */
export function naturalGradient(options: Options<typeof naturalGradientFields> = {}): Optimiser<SgdState> {
  const { damping } = resolve(naturalGradientFields, options, "naturalGradient");
  return { ...sgd(), damping };
}

export const naturalGradientOptimiser = {
  help: "gradient descent in which circuits take natural gradients",
  fields: naturalGradientFields,
  make: naturalGradient,
} satisfies OptimiserKind<typeof naturalGradientFields, SgdState>;
