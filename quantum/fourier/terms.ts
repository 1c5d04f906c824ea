import { fail } from "../../core/errors.ts";
import type { Phase } from "./phases.ts";

/**
 * Products over phases of {1, cos k a, sin k a}, k from 1 to the phase's degree. A term's digits, one for each phase, say which: 0 is 1, 2k - 1 is cos k a,
 * 2k is sin k a. Term 0 is the constant.
 */
export interface Terms {
  readonly phases: readonly Phase[];
  readonly count: number;
  /** Whether all products are there, in order of their digits, the first phase most significant; else the first ones by total degree. */
  readonly all: boolean;
  /** (count,): each term is an earlier one times one more factor. Of the constant -1. */
  readonly parents: Int32Array;
  /** (count,): which factor, a place in the row 1, cos a, sin a, cos 2a, ... of the first phase, then those of the next. */
  readonly factors: Int32Array;
  /** (count,): number of trigonometric factors. */
  readonly weights: Int32Array;
  /** (count,): sum of the multiples k. */
  readonly degrees: Int32Array;
}

/** Most terms that are ever listed: what they need grows with the batch. */
export const MAX_TERMS = 2 ** 20;

/** How many products there are. */
export function numberOfTerms(phases: readonly Phase[]): number {
  return phases.reduce((count, { degree }) => count * (2 * degree + 1), 1);
}

/**
 * The terms of these phases: all, or with a limit (0: none) the first so many by total degree, among equals in order of their digits. Errors: more than 2^20.
 */
export function termsOf(phases: readonly Phase[], limit = 0): Terms {
  const total = numberOfTerms(phases);
  const all = limit === 0 || limit >= total;
  const count = all ? total : limit;
  if (count > MAX_TERMS) fail("terms", `at most ${MAX_TERMS}`, count, "Take a limit, or fewer phases");
  const arrays = Array.from({ length: 4 }, () => new Int32Array(count));
  const [parents, factors, weights, degrees] = arrays as [Int32Array, Int32Array, Int32Array, Int32Array];
  const starts: number[] = [];
  let places = 0;
  for (const { degree } of phases) {
    starts.push(places);
    places += 2 * degree + 1;
  }
  const found = new Map<string, number>();
  const list = all ? allDigits(phases, count) : lowestDigits(phases, count);
  for (const [t, digits] of list.entries()) {
    found.set(digits.join(), t);
    let last = digits.length - 1;
    while (last >= 0 && digits[last] === 0) last--;
    if (last < 0) {
      parents[t] = -1;
      continue;
    }
    const parent = found.get(digits.with(last, 0).join())!;
    parents[t] = parent;
    factors[t] = starts[last]! + digits[last]!;
    weights[t] = weights[parent]! + 1;
    degrees[t] = degrees[parent]! + multiple(digits[last]!);
  }
  return { phases, count, all, parents, factors, weights, degrees };
}

/** k of the digit of cos k a or sin k a. */
const multiple = (digit: number): number => (digit + 1) >> 1;

function allDigits(phases: readonly Phase[], count: number): number[][] {
  return Array.from({ length: count }, (_, t) => {
    let rest = t;
    return phases
      .toReversed()
      .map(({ degree }) => {
        const digit = rest % (2 * degree + 1);
        rest = (rest - digit) / (2 * degree + 1);
        return digit;
      })
      .reverse();
  });
}

function lowestDigits(phases: readonly Phase[], count: number): number[][] {
  const found: number[][] = [];
  /** Room of the phases from here on. */
  const room = phases.map((_, p) => phases.slice(p).reduce((sum, { degree }) => sum + degree, 0));
  const visit = (digits: readonly number[], left: number): void => {
    const p = digits.length;
    if (found.length === count || left > (room[p] ?? 0)) return;
    if (p === phases.length) {
      found.push([...digits]);
      return;
    }
    for (let digit = 0; multiple(digit) <= Math.min(left, phases[p]!.degree); digit++) {
      visit([...digits, digit], left - multiple(digit));
    }
  };
  for (let degree = 0; found.length < count; degree++) visit([], degree);
  return found;
}

/** A term in words: `cos x0 sin 2 x1`. Rates other than 1 stand in brackets: `cos(0.5 x0)`. Errors: a term that there is not. */
export function termName({ phases, parents, factors, count }: Terms, term: number): string {
  if (!Number.isInteger(term) || term < 0 || term >= count) fail("termName", `a term from 0 to ${count - 1}`, term);
  const names: string[] = [];
  for (let t = term; parents[t]! >= 0; t = parents[t]!) {
    let digit = factors[t]!;
    let p = 0;
    while (digit > 2 * phases[p]!.degree) digit -= 2 * phases[p++]!.degree + 1;
    const { input, other, rate } = phases[p]!;
    const pace = rate * multiple(digit);
    const name = other === undefined ? `x${input}` : `x${input} x${other}`;
    names.unshift(
      `${digit % 2 === 1 ? "cos" : "sin"}${pace === 1 ? ` ${name}` : `(${Number(pace.toPrecision(4))} ${name})`}`,
    );
  }
  return names.join(" ") || "1";
}
