import type { Options } from "../core/fields.ts";
import { number, resolve } from "../core/fields.ts";
import type { Dataset } from "./dataset.ts";
import type { Generator } from "./generator.ts";
import { halves, numbered, planeFields, shuffledWithNoise } from "./generator.ts";
import { randomState } from "./mersenne.ts";

export const xorFields = {
  samples: planeFields.samples,
  noise: number({ help: planeFields.noise.help, min: 0, max: Infinity, default: 0.3 }),
  key: planeFields.key,
};

/**
 * Four Gaussian clusters at (+-1, +-1). Class 0 (`same`): both signs are equal; class 1 (`opposite`): they differ. The points of a class
 * take its two corners in turn; class 1 has one more for an odd number. Then the order is shuffled and noise added, as in `moons`.
 * Options: samples 500, noise 0.3 (standard deviation), key 42. Errors: an option out of bounds, an unknown option.
 */
export function xor(options: Options<typeof xorFields> = {}): Dataset {
  const { samples, noise, key } = resolve(xorFields, options, "xor");
  const y = halves(samples);
  const x = new Float64Array(2 * samples);
  for (let s = 0; s < samples; s++) {
    const sign = s % 2 === 0 ? 1 : -1;
    x[2 * s] = sign;
    x[2 * s + 1] = y[s] === 0 ? sign : -sign;
  }
  const names = { name: "xor", classNames: ["same", "opposite"], featureNames: numbered(2, "x") };
  return shuffledWithNoise({ ...names, x, y }, noise, randomState(key));
}

export const xorGenerator = {
  name: "xor",
  help: "Four Gaussian clusters, with equal classes at opposite corners",
  source: "its definition: the sign of the product of the two features",
  goodFor: "the smallest task that needs the product of two features",
  fields: xorFields,
  make: xor,
} satisfies Generator;
