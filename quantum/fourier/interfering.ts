import type { Circuit } from "../circuit.ts";
import { interferenceDial, withNoise } from "../noise/index.ts";
import { type FourierOptions, type FourierSeries, fourierOf } from "./series.ts";
import { sourceOf } from "./source.ts";

export interface InterferingTerms {
  /** The series of the circuit as it is, and with the dial at 1. They have the same terms. */
  readonly intact: FourierSeries;
  readonly dephased: FourierSeries;
  /** Intact minus dephased: what interference adds. */
  readonly difference: FourierSeries;
  /** (terms,): each term's part of the difference's mean square, over outputs; all 0 where there is no difference. */
  readonly shares: Float64Array;
  /** Mean square of the intact series, of the dephased one and of the difference, each summed over outputs. */
  readonly power: { readonly intact: number; readonly dephased: number; readonly difference: number };
}

/**
 * The terms that interference makes: the series of a circuit minus that of the same circuit with all coherence removed after each embedding and between layers
 * (`interferenceDial` at 1). The mean square of a term with w trigonometric factors is its coefficient's square / 2^w: all phases run over whole turns, each by
 * itself. The power of the difference need not be the difference of the powers. Options as `fourierOf`. Errors: as `fourierOf`; a circuit without the marks of embedding and layers.
 */
export function interferingTerms(
  circuit: Circuit,
  params: Float64Array,
  options: FourierOptions = {},
): InterferingTerms {
  const { noise: _, ...rest } = options;
  const source = sourceOf(circuit, params, options, "interferingTerms");
  const intact = fourierOf(source, params, rest);
  const dephased = fourierOf(withNoise(source, interferenceDial({ dial: 1 })), params, rest);
  const coefficients = intact.coefficients.map((value, k) => value - dephased.coefficients[k]!);
  const difference = { ...intact, coefficients };
  const squares = termPowers(difference);
  const total = sum(squares);
  return {
    intact,
    dephased,
    difference,
    shares: total === 0 ? squares : squares.map((square) => square / total),
    power: { intact: sum(termPowers(intact)), dephased: sum(termPowers(dephased)), difference: total },
  };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/**
 * (terms,): each term's mean square, summed over outputs, with all phases running over whole turns, each by itself: its coefficient's square / 2^w with w trigonometric
 * factors.
 */
export function termPowers({ outputs, terms: { count, weights }, coefficients }: FourierSeries): Float64Array {
  return Float64Array.from({ length: count }, (_, t) => {
    let square = 0;
    for (let o = 0; o < outputs; o++) square += coefficients[o * count + t]! * coefficients[o * count + t]!;
    return square / 2 ** weights[t]!;
  });
}
