import { fail } from "../../core/errors.ts";

/** Most rows of a Gram matrix: its numbers take 0.8 GB. */
const MOST_ROWS = 10_000;

/** Refuses what is no Float64Array of finite numbers, and of `length` of them where that is given. */
export function checkNumbers(values: Float64Array, where: string, length?: number): void {
  const expected = length === undefined ? "a Float64Array" : `a Float64Array of ${length} numbers`;
  if (!(values instanceof Float64Array) || (length !== undefined && values.length !== length)) {
    fail(where, expected, values);
  }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) fail(`${where}[${i}]`, "a finite number", values[i]);
  }
}

/** Refuses options that are no object: null, or a value in their place. */
export function checkOptions(options: unknown, where: string): void {
  if (typeof options !== "object" || options === null) fail(where, "options as an object, or none", options);
}

/** Refuses more rows than a matrix of all pairs has room for. */
export function checkPairs(rows: number, where: string): void {
  if (rows > MOST_ROWS) {
    fail(`${where}: rows`, `at most ${MOST_ROWS}, as all pairs are kept`, rows, "Take a part of them");
  }
}
