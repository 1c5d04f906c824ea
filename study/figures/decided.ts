import type { Difference } from "../results.ts";

/** The level of all tests and the complement of all intervals. */
export const LEVEL = 0.05;

/**
 * Whether a difference may be called one: its Holm-adjusted p is below .05 and its 95 % interval excludes zero. Both are asked for, so
 * that no sentence, table or mark claims what either of them does not support.
 */
export function isDecided({ interval, pHolm }: Difference): boolean {
  return pHolm < LEVEL && excludesZero(interval);
}

/** Whether an interval lies on one side of zero. */
export function excludesZero([low, high]: readonly [number, number]): boolean {
  return low > 0 || high < 0;
}
