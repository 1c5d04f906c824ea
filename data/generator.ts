import { fail } from "../core/errors.ts";
import type { Fields, Options } from "../core/fields.ts";
import { integer, number } from "../core/fields.ts";
import type { Dataset } from "./dataset.ts";
import { dataset } from "./dataset.ts";
import type { RandomState } from "./mersenne.ts";

/** A member of the `generators` registry: makes a data set from options. The same options always give the same bits. */
export interface Generator {
  /** Equal to the key in the registry, and the name of the data sets made. */
  readonly name: string;
  /** What it is, in a line. */
  readonly help: string;
  /** Where the definition comes from. */
  readonly source: string;
  /** What it is good for, in a line. */
  readonly goodFor: string;
  readonly fields: Fields;
  make(options: Options<Fields>): Dataset;
}

/** Where several definitions come from. */
export const BENCHMARKS = "J. Bowles, S. Ahmed and M. Schuld, arXiv 2403.07059 (qml-benchmarks)";

/** Options of every generator. Each draws all its numbers from one `randomState(key)`, in the order that its comment says. */
export const sampleFields = {
  samples: integer({ help: "Number of points", min: 2, max: 1_000_000, default: 500 }),
  key: integer({ help: "Seed; the same as scikit-learn's random_state", min: 0, max: 4294967295, default: 42 }),
};

/** Options of every generator of points in the plane. */
export const planeFields = {
  samples: sampleFields.samples,
  noise: number({ help: "Standard deviation of the noise on each coordinate", min: 0, max: Infinity, default: 0.1 }),
  key: sampleFields.key,
};

/** Refuses sizes that would fill the memory: more than 100 million numbers. */
export function checkSize(where: string, samples: number, features: number): void {
  const numbers = samples * features;
  if (numbers > 1e8) fail(where, "at most 100000000 numbers in all, samples x features", numbers);
}

/** `x0`, `x1`, ...: the features of a generated data set. */
export function numbered(count: number, prefix = ""): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i}`);
}

/** Points before they are put in random order. */
export interface Points {
  readonly name: string;
  readonly classNames: readonly string[];
  readonly featureNames: readonly string[];
  /** (samples, features), row by row. */
  readonly x: Float64Array;
  /** (samples,): the class of each. */
  readonly y: Int32Array;
}

/** The points in random order. */
export function shuffled({ x, y, ...names }: Points, random: RandomState): Dataset {
  const features = names.featureNames.length;
  const order = Uint32Array.from(y, (_, s) => s);
  random.shuffleInto(order);
  const moved = new Float64Array(x.length);
  order.forEach((from, s) => {
    moved.set(x.subarray(from * features, (from + 1) * features), s * features);
  });
  return dataset({ ...names, x: moved, y: Int32Array.from(order, (from) => y[from]!) });
}

/** The points in random order with normal noise on every number: the last two steps of scikit-learn's generators, in their order. */
export function shuffledWithNoise(points: Points, noise: number, random: RandomState): Dataset {
  const data = shuffled(points, random);
  for (let i = 0; i < data.x.length; i++) data.x[i]! += noise * random.normal();
  return data;
}

/** The labels of two classes in a row: the first has half the points, and for an odd number the second has one more. */
export function halves(samples: number): Int32Array {
  return Int32Array.from({ length: samples }, (_, s) => (s < Math.floor(samples / 2) ? 0 : 1));
}

/** Each feature with mean 0 and variance 1 over the points, in place; a constant one becomes 0. x: (samples, features). */
export function standardiseInto(x: Float64Array, features: number): void {
  const samples = x.length / features;
  for (let f = 0; f < features; f++) {
    let sum = 0;
    let squares = 0;
    for (let i = f; i < x.length; i += features) sum += x[i]!;
    const mean = sum / samples;
    for (let i = f; i < x.length; i += features) squares += (x[i]! - mean) * (x[i]! - mean);
    const deviation = Math.sqrt(squares / samples) || 1;
    for (let i = f; i < x.length; i += features) x[i] = (x[i]! - mean) / deviation;
  }
}

/** `length` numbers, drawn one after the other. */
export function drawn(length: number, draw: () => number): Float64Array {
  return Float64Array.from({ length }, draw);
}
