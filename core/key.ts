import { fail } from "./errors.ts";

/** A 64-bit key for randomness, as two unsigned 32-bit halves. Keys are values: folding gives a new, independent key. */
export type Key = readonly [high: number, low: number];

/** Where keyed randomness starts: a whole number from 0 to 2^53 - 1 (a user's seed) becomes a key. */
export function keyOf(seed: number): Key {
  if (!Number.isSafeInteger(seed) || seed < 0) fail("key", "a whole number from 0 to 2^53 - 1", seed);
  return [Math.floor(seed / 4294967296), seed >>> 0];
}

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/**
 * Threefry-2x32 with 20 rounds: encrypts the counter (c0, c1) under the key, into out[0..1] as unsigned 32-bit words.
 * Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
export function threefry(key: Key, c0: number, c1: number, out: Uint32Array): void {
  const k0 = key[0] | 0;
  const k1 = key[1] | 0;
  const k2 = 0x1bd11bda ^ k0 ^ k1;
  const schedule = [k0, k1, k2];
  let x0 = (c0 + k0) | 0;
  let x1 = (c1 + k1) | 0;
  for (let block = 1; block <= 5; block++) {
    const first = block % 2 === 1 ? 0 : 4;
    for (let r = first; r < first + 4; r++) {
      const turn = ROTATIONS[r]!;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << turn) | (x1 >>> (32 - turn))) ^ x0;
    }
    x0 = (x0 + schedule[block % 3]!) | 0;
    x1 = (x1 + schedule[(block + 1) % 3]! + block) | 0;
  }
  out[0] = x0;
  out[1] = x1;
}

const word = new Uint32Array(2);

/** A new key for each label: `fold(key, "shuffle", epoch)`. Text and whole numbers are different labels; order matters. */
export function fold(key: Key, ...labels: readonly (string | number)[]): Key {
  let folded = key;
  for (const label of labels) {
    if (typeof label === "number") {
      if (!Number.isSafeInteger(label) || label < 0)
        fail("fold", "labels that are text or whole numbers from 0", label);
      folded = encrypt(folded, label >>> 0, Math.floor(label / 4294967296));
    } else {
      // A tag in the high bit keeps text apart from numbers (which stay below 2^21 there).
      for (let i = 0; i < label.length; i += 2) {
        const pair = label.charCodeAt(i) | ((i + 1 < label.length ? label.charCodeAt(i + 1) : 0) << 16);
        folded = encrypt(folded, pair >>> 0, 0x80000000 + i);
      }
      folded = encrypt(folded, label.length, 0xc0000000);
    }
  }
  return folded;
}

function encrypt(key: Key, c0: number, c1: number): Key {
  threefry(key, c0, c1, word);
  return [word[0]!, word[1]!];
}
