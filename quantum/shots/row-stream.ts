import type { Uniforms } from "../../core/binomial.ts";
import { type Key, threefry } from "../../core/key.ts";

/** The numbers of `stream(fold(key, row))`, row after row, without making a stream and a key for each. */
export interface RowStream extends Uniforms {
  /** From now on the row's numbers, the first one first. */
  restart(key: Key, row: number): void;
}

/** Few, as a row of a small circuit takes few; it divides 2^32. */
const DRAWS = 8;

export function openRowStream(): RowStream {
  const words = new Uint32Array(2 * DRAWS);
  const rowKey = new Uint32Array(2);
  let at = words.length;
  let counter = 0;
  return {
    restart(key, row) {
      threefry(key[0], key[1], row, Math.floor(row / 4294967296), 1, rowKey);
      at = words.length;
      counter = 0;
    },
    uniform() {
      if (at === words.length) {
        at = 0;
        threefry(rowKey[0]!, rowKey[1]!, counter, Math.floor(counter / 4294967296), DRAWS, words);
        counter += DRAWS;
      }
      const k = at;
      at += 2;
      return unit(words, k);
    },
  };
}

/** Two words as a number uniform in [0, 1), a multiple of 2^-53, as `stream` makes it. */
export function unit(words: Uint32Array, at: number): number {
  return ((words[at]! >>> 5) * 67108864 + (words[at + 1]! >>> 6)) / 9007199254740992;
}
