import { fail } from "./errors.ts";

/** A 64-bit key for randomness, as two unsigned 32-bit halves. Keys are values: folding gives a new, independent key. */
export type Key = readonly [high: number, low: number];

/** Where keyed randomness starts: a whole number from 0 to 2^53 - 1 (a user's seed) becomes a key. */
export function keyOf(seed: number): Key {
  if (!Number.isSafeInteger(seed) || seed < 0) fail("key", "a whole number from 0 to 2^53 - 1", seed);
  return [Math.floor(seed / 4294967296), seed >>> 0];
}

/** A seed or a key, as public functions take it, as a key. Errors: neither; `where` names the option. */
export function checkKey(key: unknown, where: string): Key {
  if (typeof key === "number") return keyOf(key);
  return isKey(key) ? key : fail(where, "a whole number from 0, or a key made by keyOf or fold", key);
}

function isKey(key: unknown): key is Key {
  return Array.isArray(key) && key.length === 2 && key[0] >>> 0 === key[0] && key[1] >>> 0 === key[1];
}

/**
 * Threefry-2x32 with 20 rounds: encrypts `count` counters (c0, c1), (c0 + 1, c1), ... under the key, into pairs of unsigned 32-bit words in
 * out. Each round is x0 += x1; x1 = rotl(x1, R) ^ x0, with R from 13 15 26 6 17 29 16 24 in turn, and a piece of the key comes in after every
 * fourth. Written out, and many at a time: a loop over rounds and a call for each counter take five times as long.
 * Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
export function threefry(key0: number, key1: number, c0: number, c1: number, count: number, out: Uint32Array): void {
  // | 0 tells the compiler that all sums are of 32 bits.
  const k0 = key0 | 0;
  const k1 = key1 | 0;
  const k2 = 0x1bd11bda ^ k0 ^ k1;
  for (let c = 0; c < count; c++) {
    let x0 = ((((c0 | 0) + c) | 0) + k0) | 0;
    let x1 = ((c1 | 0) + k1) | 0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
    x0 = (x0 + k1) | 0;
    x1 = (x1 + k2 + 1) | 0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0;
    x0 = (x0 + k2) | 0;
    x1 = (x1 + k0 + 2) | 0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
    x0 = (x0 + k0) | 0;
    x1 = (x1 + k1 + 3) | 0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0;
    x0 = (x0 + k1) | 0;
    x1 = (x1 + k2 + 4) | 0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
    x0 = (x0 + k2) | 0;
    x1 = (x1 + k0 + 5) | 0;
    out[2 * c] = x0;
    out[2 * c + 1] = x1;
  }
}

const word = new Uint32Array(2);

/** A new key for each label: `fold(key, "shuffle", epoch)`. Text and whole numbers are different labels; order matters. */
export function fold(key: Key, ...labels: readonly (string | number)[]): Key {
  if (!isKey(key)) fail("fold", "a key made by keyOf or fold", key);
  let folded = key;
  for (const label of labels) {
    if (typeof label === "number") {
      if (!Number.isSafeInteger(label) || label < 0)
        fail("fold", "labels that are text or whole numbers from 0", label);
      folded = encrypt(folded, label >>> 0, Math.floor(label / 4294967296));
    } else {
      if (typeof label !== "string") fail("fold", "labels that are text or whole numbers from 0", label);
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
  threefry(key[0], key[1], c0, c1, 1, word);
  return [word[0]!, word[1]!];
}
