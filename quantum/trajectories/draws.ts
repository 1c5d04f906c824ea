import { type Key, threefry } from "../../core/key.ts";
import { unit } from "../shots/row-stream.ts";

/** Draws of trajectories: each depends on the key, its sample, its trajectory and its site alone. */
export interface Draws {
  /**
   * The draws of one site, uniform in [0, 1), for rows first..first+count-1; row r is trajectory r % trajectories of sample floor(r / trajectories). out: (count,).
   */
  fill(key: Key, site: number, first: number, count: number, trajectories: number, out: Float64Array): void;
}

/** Encrypted at a time. */
const AT_ONCE = 64;

export function openDraws(): Draws {
  const words = new Uint32Array(2 * AT_ONCE);
  const sampleKey = new Uint32Array(2);
  return {
    fill(key, site, first, count, trajectories, out) {
      for (let done = 0; done < count; ) {
        const sample = Math.floor((first + done) / trajectories);
        const from = first + done - sample * trajectories;
        const run = Math.min(count - done, trajectories - from);
        // As fold(key, sample) does.
        threefry(key[0], key[1], sample, Math.floor(sample / 4294967296), 1, sampleKey);
        for (let k = 0; k < run; k += AT_ONCE) {
          const some = Math.min(AT_ONCE, run - k);
          threefry(sampleKey[0]!, sampleKey[1]!, from + k, site, some, words);
          for (let i = 0; i < some; i++) out[done + k + i] = unit(words, 2 * i);
        }
        done += run;
      }
    },
  };
}
