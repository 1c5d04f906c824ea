import { fail } from "./errors.ts";
import type { Key } from "./key.ts";
import { threefry } from "./key.ts";
import { log } from "./math/index.ts";

/** A stream of uniform numbers from one key: its n-th number depends on the key and n alone. */
export interface RandomStream {
  /** Uniform in [0, 1), a multiple of 2^-53. */
  uniform(): number;
  /** A whole number in [0, bound), without bias; bound from 1 to 2^32. */
  integer(bound: number): number;
}

/** Draws that a stream makes at a time; it divides 2^32. */
const DRAWS = 32;

/** Opens the stream of a key (Threefry-2x32-20 in counter mode, 64 bits a draw). */
export function stream(key: Key): RandomStream {
  const words = new Uint32Array(2 * DRAWS);
  let at = words.length;
  let counter = 0;
  const draw = (): number => {
    at += 2;
    if (at >= words.length) {
      at = 0;
      threefry(key[0], key[1], counter, Math.floor(counter / 4294967296), DRAWS, words);
      counter += DRAWS;
    }
    return at;
  };
  return {
    uniform(): number {
      const k = draw();
      return ((words[k]! >>> 5) * 67108864 + (words[k + 1]! >>> 6)) / 9007199254740992;
    },
    integer(bound: number): number {
      if (!(Number.isSafeInteger(bound) && bound >= 1 && bound <= 4294967296))
        fail("random integer", "a whole bound from 1 to 2^32", bound);
      for (;;) {
        const k = draw();
        const first = below(words[k]!, bound);
        if (first >= 0) return first;
        const second = below(words[k + 1]!, bound);
        if (second >= 0) return second;
      }
    },
  };
}

/** A word as a whole number in [0, bound), or -1 where that would favour some of them. */
function below(word: number, bound: number): number {
  // The last multiple of the bound lies less than a bound below 2^32: only above that is its place needed.
  if (word >= 4294967296 - bound && word >= 4294967296 - (4294967296 % bound)) return -1;
  return word % bound;
}

/** Fills out with numbers uniform in [low, high); rounding may give high itself, once in 2^53. */
export function uniformInto(key: Key, low: number, high: number, out: Float64Array): void {
  const random = stream(key);
  for (let i = 0; i < out.length; i++) out[i] = low + (high - low) * random.uniform();
}

/** Fills the first `count` of out with standard normal numbers (Marsaglia's polar method, in pairs). */
export function normalInto(key: Key, out: Float64Array, count: number = out.length): void {
  const random = stream(key);
  for (let i = 0; i < count; ) {
    const u = 2 * random.uniform() - 1;
    const v = 2 * random.uniform() - 1;
    const square = u * u + v * v;
    if (square >= 1 || square === 0) continue;
    const factor = Math.sqrt((-2 * log(square)) / square);
    out[i++] = factor * u;
    if (i < count) out[i++] = factor * v;
  }
}

/** A random order of 0..length-1 (Fisher-Yates). */
export function permutation(key: Key, length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  shuffleInto(key, order);
  return order;
}

/** Shuffles in place (Fisher-Yates). */
export function shuffleInto(key: Key, order: Uint32Array): void {
  // What `stream(key).integer` draws, without its calls: trainings shuffle all rows in every epoch.
  const words = new Uint32Array(2 * DRAWS);
  let at = words.length;
  let counter = 0;
  for (let i = order.length - 1; i > 0; i--) {
    let j = -1;
    while (j < 0) {
      if (at === words.length) {
        at = 0;
        threefry(key[0], key[1], counter, Math.floor(counter / 4294967296), DRAWS, words);
        counter += DRAWS;
      }
      j = below(words[at]!, i + 1);
      if (j < 0) j = below(words[at + 1]!, i + 1);
      at += 2;
    }
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
}
