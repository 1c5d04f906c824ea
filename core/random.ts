import { fail } from "./errors.ts";
import type { Key } from "./key.ts";
import { threefry } from "./key.ts";

/** A stream of uniform numbers from one key: its n-th number depends on the key and n alone. */
export interface RandomStream {
  /** Uniform in [0, 1), a multiple of 2^-53. */
  uniform(): number;
  /** A whole number in [0, bound), without bias; bound from 1 to 2^32. */
  integer(bound: number): number;
}

/** Opens the stream of a key (Threefry-2x32-20 in counter mode, 64 bits a draw). */
export function stream(key: Key): RandomStream {
  const word = new Uint32Array(2);
  let counter = 0;
  const draw = (): void => {
    threefry(key, counter >>> 0, Math.floor(counter / 4294967296), word);
    counter++;
  };
  return {
    uniform(): number {
      draw();
      return ((word[0]! >>> 5) * 67108864 + (word[1]! >>> 6)) / 9007199254740992;
    },
    integer(bound: number): number {
      if (!(Number.isSafeInteger(bound) && bound >= 1 && bound <= 4294967296))
        fail("random integer", "a whole bound from 1 to 2^32", bound);
      const limit = 4294967296 - (4294967296 % bound);
      for (;;) {
        draw();
        if (word[0]! < limit) return word[0]! % bound;
        if (word[1]! < limit) return word[1]! % bound;
      }
    },
  };
}

/** Fills out with numbers uniform in [low, high); rounding may give high itself, once in 2^53. */
export function uniformInto(key: Key, low: number, high: number, out: Float64Array): void {
  const random = stream(key);
  for (let i = 0; i < out.length; i++) out[i] = low + (high - low) * random.uniform();
}

/** A random order of 0..length-1 (Fisher-Yates). */
export function permutation(key: Key, length: number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i);
  shuffleInto(key, order);
  return order;
}

/** Shuffles in place (Fisher-Yates). */
export function shuffleInto(key: Key, order: Uint32Array): void {
  const random = stream(key);
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
}
