import type { Options } from "../core/fields.ts";
import { number, resolve } from "../core/fields.ts";
import { cos, sin } from "../core/math/index.ts";
import type { Dataset } from "./dataset.ts";
import type { Generator } from "./generator.ts";
import { halves, numbered, planeFields, shuffledWithNoise } from "./generator.ts";
import { randomState } from "./mersenne.ts";

export const circlesFields = {
  ...planeFields,
  factor: number({ help: "Radius of the inner circle; the outer one has radius 1", min: 0, max: 0.99, default: 0.8 }),
};

/**
 * A circle inside a circle: `make_circles(samples, noise=noise, random_state=key, factor=factor)` of scikit-learn, row by row.
 * Class 0 (`outer`) has the first half of the samples; for an odd number, class 1 (`inner`) has one more.
 * Options: samples 500, noise 0.1 (standard deviation), key 42 (the scikit-learn seed), factor 0.8. Coordinates differ from
 * scikit-learn's by a few units in the last place, because NumPy takes its sines and cosines from another library.
 * Errors: an option out of bounds, an unknown option.
 */
export function circles(options: Options<typeof circlesFields> = {}): Dataset {
  const { samples, noise, key, factor } = resolve(circlesFields, options, "circles");
  const outer = Math.floor(samples / 2);
  const x = new Float64Array(2 * samples);
  for (let s = 0; s < samples; s++) {
    const inside = s >= outer;
    const [i, count, radius] = inside ? [s - outer, samples - outer, factor] : [s, outer, 1];
    const angle = i * ((2 * Math.PI) / count);
    x[2 * s] = cos(angle) * radius;
    x[2 * s + 1] = sin(angle) * radius;
  }
  const names = { name: "circles", classNames: ["outer", "inner"], featureNames: numbered(2, "x") };
  return shuffledWithNoise({ ...names, x, y: halves(samples) }, noise, randomState(key));
}

export const circlesGenerator = {
  name: "circles",
  help: "A circle inside a circle (scikit-learn's make_circles)",
  source: "scikit-learn, sklearn.datasets.make_circles",
  goodFor: "a closed border, which no linear classifier has",
  fields: circlesFields,
  make: circles,
} satisfies Generator;
