import { mersenne } from "pure-rand/generator/mersenne";
import { fail } from "../core/errors.ts";
import { log } from "../core/math/index.ts";

/** NumPy's legacy random stream. Every call takes the next numbers of the one stream, so the order of calls matters. */
export interface RandomState {
  /** The next 32 bits, as a whole number from 0 to 2^32 - 1. */
  word(): number;
  /** Uniform in [0, 1), a multiple of 2^-53 (`random_sample`). */
  uniform(): number;
  /** Standard normal (`standard_normal`); made in pairs, the second of which is kept for the next call. */
  normal(): number;
  /** A whole number from 0 to max, without bias; max from 0 to 2^32 - 1. */
  upTo(max: number): number;
  /** Shuffles in place (`shuffle` of a one-dimensional array). */
  shuffleInto(order: Uint32Array): void;
}

/**
 * The stream of `numpy.random.RandomState(seed)`: MT19937 with `init_genrand` seeding, the polar method for normals, masked
 * rejection for whole numbers. All generated data sets draw from it, so that they equal those of
 * scikit-learn and qml-benchmarks where these have them; everything else in Moire draws from core/random.
 * seed: a whole number from 0 to 2^32 - 1.
 * Source: numpy/random/src/legacy/legacy-distributions.c and distributions.c; Matsumoto and Nishimura, ACM TOMACS 8 (1998).
 */
export function randomState(seed: number): RandomState {
  if (!Number.isInteger(seed) || seed < 0 || seed > 4294967295) fail("randomState", "a seed from 0 to 2^32 - 1", seed);
  const generator = mersenne(seed);
  let kept: number | null = null;

  const word = (): number => generator.next() >>> 0;

  const uniform = (): number => {
    const high = word() >>> 5;
    const low = word() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  };

  const normal = (): number => {
    if (kept !== null) {
      const second = kept;
      kept = null;
      return second;
    }
    for (;;) {
      const x1 = 2 * uniform() - 1;
      const x2 = 2 * uniform() - 1;
      const r2 = x1 * x1 + x2 * x2;
      if (r2 >= 1 || r2 === 0) continue;
      const f = Math.sqrt((-2 * log(r2)) / r2);
      kept = f * x1;
      return f * x2;
    }
  };

  const upTo = (max: number): number => {
    if (max === 0) return 0; // takes no number from the stream, as in NumPy
    const mask = 0xffffffff >>> Math.clz32(max);
    for (;;) {
      const value = (word() & mask) >>> 0;
      if (value <= max) return value;
    }
  };

  const shuffleInto = (order: Uint32Array): void => {
    for (let i = order.length - 1; i > 0; i--) {
      const j = upTo(i);
      const swapped = order[i]!;
      order[i] = order[j]!;
      order[j] = swapped;
    }
  };

  return { word, uniform, normal, upTo, shuffleInto };
}
