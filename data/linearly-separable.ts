import { MoireError } from "../core/errors.ts";
import type { Options } from "../core/fields.ts";
import { integer, number, resolve } from "../core/fields.ts";
import type { Dataset } from "./dataset.ts";
import { dataset } from "./dataset.ts";
import type { Generator } from "./generator.ts";
import { BENCHMARKS, checkSize, drawn, numbered, sampleFields } from "./generator.ts";
import { randomState } from "./mersenne.ts";

/** Points refused one after the other before the margin is said to be too wide. */
const PATIENCE = 10_000;

export const linearlySeparableFields = {
  samples: sampleFields.samples,
  features: integer({ help: "Number of features", min: 1, max: 1000, default: 2 }),
  margin: number({ help: "Points whose mean feature is this near to 0 are left out", min: 0, max: 0.9, default: 0.02 }),
  key: sampleFields.key,
};

/**
 * Uniform points in the cube [-1, 1]^d on the two sides of the plane where the features add up to 0; those with |sum| <= margin d
 * are drawn again. Class 0 (`positive`): the sum is positive; class 1 (`negative`). Points come in the order of drawing.
 * Equal, row by row, to `generate_linearly_separable(samples, d, margin * d)` of qml-benchmarks after `np.random.seed(key)`.
 * Options: samples 500, features 2 (d), margin 0.02, key 42.
 * Errors: an option out of bounds, an unknown option; a margin that leaves out almost all of the cube.
 * Source: Bowles, Ahmed and Schuld, arXiv 2403.07059.
 */
export function linearlySeparable(options: Options<typeof linearlySeparableFields> = {}): Dataset {
  const { samples, features, margin, key } = resolve(linearlySeparableFields, options, "linearlySeparable");
  checkSize("linearlySeparable", samples, features);
  const random = randomState(key);
  const x = new Float64Array(samples * features);
  const y = new Int32Array(samples);
  const coordinate = (): number => 2 * random.uniform() - 1;
  for (let s = 0, refused = 0; s < samples; ) {
    const row = drawn(features, coordinate);
    const sum = row.reduce((total, value) => total + value, 0);
    if (Math.abs(sum) > margin * features) {
      x.set(row, s * features);
      y[s] = sum > 0 ? 0 : 1;
      s++;
      refused = 0;
    } else if (++refused === PATIENCE) {
      throw new MoireError(
        `linearlySeparable: a margin of ${margin} leaves out almost every point in ${features} dimensions; choose a smaller margin or fewer features`,
      );
    }
  }
  const names = { classNames: ["positive", "negative"], featureNames: numbered(features, "x") };
  return dataset({ name: "linearlySeparable", ...names, x, y });
}

export const linearlySeparableGenerator = {
  name: "linearlySeparable",
  help: "Two sides of a plane with a margin between them, in any dimension",
  source: BENCHMARKS,
  goodFor: "a null control: a linear model solves it, so nothing else can be shown to be better",
  fields: linearlySeparableFields,
  make: linearlySeparable,
} satisfies Generator;
