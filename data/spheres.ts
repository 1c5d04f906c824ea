import type { Options } from "../core/fields.ts";
import { integer, number, resolve } from "../core/fields.ts";
import type { Dataset } from "./dataset.ts";
import type { Generator } from "./generator.ts";
import { checkSize, drawn, halves, numbered, planeFields, shuffledWithNoise } from "./generator.ts";
import { randomState } from "./mersenne.ts";

export const spheresFields = {
  samples: planeFields.samples,
  features: integer({ help: "Dimension of the space", min: 2, max: 1000, default: 3 }),
  factor: number({ help: "Radius of the inner sphere; the outer one has radius 1", min: 0, max: 0.99, default: 0.5 }),
  noise: number({ help: planeFields.noise.help, min: 0, max: Infinity, default: 0.05 }),
  key: planeFields.key,
};

/**
 * A sphere inside a sphere, in any dimension. Directions are uniform: a standard normal vector over its length. Class 0 (`outer`,
 * radius 1) has the first half of the samples; for an odd number, class 1 (`inner`, radius `factor`) has one more. Then the order is
 * shuffled and normal noise added. Drawn in this order: the directions row by row, the order, the noise.
 * Options: samples 500, features 3, factor 0.5, noise 0.05 (standard deviation), key 42.
 * Errors: an option out of bounds, an unknown option.
 */
export function spheres(options: Options<typeof spheresFields> = {}): Dataset {
  const { samples, features, factor, noise, key } = resolve(spheresFields, options, "spheres");
  checkSize("spheres", samples, features);
  const random = randomState(key);
  const y = halves(samples);
  const x = drawn(samples * features, random.normal);
  for (let s = 0; s < samples; s++) {
    const row = x.subarray(s * features, (s + 1) * features);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    const radius = y[s] === 0 ? 1 : factor;
    for (let f = 0; f < features; f++) row[f] = (row[f]! / length) * radius;
  }
  const names = { name: "spheres", classNames: ["outer", "inner"], featureNames: numbered(features, "x") };
  return shuffledWithNoise({ ...names, x, y }, noise, random);
}

export const spheresGenerator = {
  name: "spheres",
  help: "A sphere inside a sphere, in any dimension",
  source: "its definition; the circles of scikit-learn in more dimensions",
  goodFor: "a closed border in many dimensions, where no pair of features tells the class",
  fields: spheresFields,
  make: spheres,
} satisfies Generator;
