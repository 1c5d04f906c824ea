import { MoireError } from "../core/errors.ts";
import type { Options } from "../core/fields.ts";
import { integer, resolve } from "../core/fields.ts";
import type { Dataset } from "./dataset.ts";
import type { Generator } from "./generator.ts";
import {
  BENCHMARKS,
  checkSize,
  drawn,
  halves,
  numbered,
  sampleFields,
  shuffled,
  standardiseInto,
} from "./generator.ts";
import type { RandomState } from "./mersenne.ts";
import { randomState } from "./mersenne.ts";

/** Points drawn for each point wanted before a class is said to be too rare. */
const PATIENCE = 1000;

export const hyperplanesFields = {
  samples: sampleFields.samples,
  features: integer({ help: "Number of features", min: 1, max: 1000, default: 10 }),
  hyperplanes: integer({ help: "Number of hyperplanes", min: 1, max: 1000, default: 5 }),
  dimension: integer({ help: "Dimension of the space that they divide", min: 1, max: 1000, default: 3 }),
  key: sampleFields.key,
};

/**
 * The parity of hyperplanes. w (hyperplanes, dimension) and b (hyperplanes,) are uniform in [0, 1), points u standard normal; the class
 * is the number of hyperplanes with w . u + b > 0, mod 2: class 0 (`even`), class 1 (`odd`). The first points of each class are kept,
 * half the samples each (one more of `odd` for an odd number), mapped to the features by a matrix that is uniform in [0, 1), and
 * each feature is standardised. Drawn in this order: w, b, four points for each sample, more only if a class lacks some, the matrix,
 * the random order. Equal up to rounding to `generate_hyperplanes_parity(samples, features, hyperplanes, dimension)` of
 * qml-benchmarks after `np.random.seed(key)`, before that order.
 * Options: samples 500, features 10, hyperplanes 5, dimension 3, key 42.
 * Errors: an option out of bounds, an unknown option; a class that almost never occurs.
 * Source: Bowles, Ahmed and Schuld, arXiv 2403.07059.
 */
export function hyperplanes(options: Options<typeof hyperplanesFields> = {}): Dataset {
  const settings = resolve(hyperplanesFields, options, "hyperplanes");
  const { samples, features, hyperplanes: planes, dimension, key } = settings;
  checkSize("hyperplanes", samples, Math.max(features, dimension));
  const random = randomState(key);
  const weights = drawn(planes * dimension, random.uniform);
  const biases = drawn(planes, random.uniform);
  const parity = (point: Float64Array): number => {
    const above = biases.filter(
      (bias, h) => point.reduce((sum, value, i) => sum + weights[h * dimension + i]! * value, 0) + bias > 0,
    );
    return above.length % 2;
  };
  const points = balanced(samples, dimension, parity, random);
  const embedding = drawn(dimension * features, random.uniform);
  const x = Float64Array.from({ length: samples * features }, (_, at) => {
    const f = at % features;
    return points[Math.floor(at / features)]!.reduce((sum, value, i) => sum + value * embedding[i * features + f]!, 0);
  });
  standardiseInto(x, features);
  const names = { name: "hyperplanes", classNames: ["even", "odd"], featureNames: numbered(features, "x") };
  return shuffled({ ...names, x, y: halves(samples) }, random);
}

/** The first points of class 0, then those of class 1, half the samples each. */
function balanced(
  samples: number,
  dimension: number,
  classOf: (point: Float64Array) => number,
  random: RandomState,
): Float64Array[] {
  const wanted = [Math.floor(samples / 2), Math.ceil(samples / 2)];
  const found: [Float64Array[], Float64Array[]] = [[], []];
  for (let tried = 0; tried < 4 * samples || found.some(({ length }, c) => length < wanted[c]!); tried++) {
    if (tried === PATIENCE * samples) {
      const rare = found[0].length < wanted[0]! ? "even" : "odd";
      throw new MoireError(
        `hyperplanes: the class ${rare} almost never occurs with these hyperplanes; choose another key, or another number of hyperplanes`,
      );
    }
    const point = drawn(dimension, random.normal);
    const list = found[classOf(point) as 0 | 1];
    if (list.length < samples) list.push(point);
  }
  return found.flatMap((list, c) => list.slice(0, wanted[c]));
}

export const hyperplanesGenerator = {
  name: "hyperplanes",
  help: "The parity of several hyperplanes, seen through more features",
  source: BENCHMARKS,
  goodFor: "difficulty that grows with one option: the number of hyperplanes",
  fields: hyperplanesFields,
  make: hyperplanes,
} satisfies Generator;
