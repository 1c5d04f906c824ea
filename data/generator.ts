import type { Fields, Options } from "../core/fields.ts";
import { integer, number } from "../core/fields.ts";
import type { Dataset } from "./dataset.ts";
import { dataset } from "./dataset.ts";
import { randomState } from "./mersenne.ts";

/** A member of the `generators` registry: makes a data set from options. The same options always give the same bits. */
export interface Generator {
  /** Equal to the key in the registry, and the name of the data sets made. */
  readonly name: string;
  readonly help: string;
  readonly fields: Fields;
  make(options: Options<Fields>): Dataset;
}

/** Options of every generator of points in the plane. */
export const planeFields = {
  samples: integer({ help: "Number of points", min: 2, max: 1_000_000, default: 500 }),
  noise: number({ help: "Standard deviation of the noise on each coordinate", min: 0, max: Infinity, default: 0.1 }),
  key: integer({ help: "Seed; the same as scikit-learn's random_state", min: 0, max: 4294967295, default: 42 }),
};

export interface Plane {
  readonly name: string;
  readonly classNames: readonly [string, string];
  /** (samples, 2): the first class, then the second, without noise. */
  readonly clean: Float64Array;
  /** Points of the first class. */
  readonly firstClass: number;
  readonly noise: number;
  readonly key: number;
}

/** Shuffles the points, then adds noise: the last two steps of scikit-learn's generators, in their order. */
export function shuffledWithNoise({ name, classNames, clean, firstClass, noise, key }: Plane): Dataset {
  const samples = clean.length / 2;
  const random = randomState(key);
  const order = Uint32Array.from({ length: samples }, (_, i) => i);
  random.shuffleInto(order);
  const x = new Float64Array(clean.length);
  const y = new Int32Array(samples);
  for (let s = 0; s < samples; s++) {
    const row = order[s]!;
    x[2 * s] = clean[2 * row]! + noise * random.normal();
    x[2 * s + 1] = clean[2 * row + 1]! + noise * random.normal();
    y[s] = row < firstClass ? 0 : 1;
  }
  return dataset({ name, x, y, featureNames: ["x0", "x1"], classNames });
}
