import type { Options } from "../core/fields.ts";
import { resolve } from "../core/fields.ts";
import { cos, sin } from "../core/math/index.ts";
import type { Dataset } from "./dataset.ts";
import type { Generator } from "./generator.ts";
import { halves, numbered, planeFields, shuffledWithNoise } from "./generator.ts";
import { randomState } from "./mersenne.ts";

export const spiralsFields = planeFields;

/**
 * Two interleaved spirals. Point i of the n of a class has radius r = 5 i / n and angle t = 3.5 pi i / n, plus pi in the second
 * class; it lies at (r sin t, r cos t). Then the order is shuffled and normal noise added, as in `moons`.
 * Class 0 (`first`) has the first half of the samples; for an odd number, class 1 (`second`) has one more.
 * Options: samples 500, noise 0.1 (standard deviation), key 42. Errors: an option out of bounds, an unknown option.
 * Source: TensorFlow Playground, which adds uniform noise instead.
 */
export function spirals(options: Options<typeof spiralsFields> = {}): Dataset {
  const { samples, noise, key } = resolve(spiralsFields, options, "spirals");
  const first = Math.floor(samples / 2);
  const x = new Float64Array(2 * samples);
  const y = halves(samples);
  for (let s = 0; s < samples; s++) {
    const along = y[s] === 0 ? s / first : (s - first) / (samples - first);
    const angle = 3.5 * Math.PI * along + y[s]! * Math.PI;
    x[2 * s] = 5 * along * sin(angle);
    x[2 * s + 1] = 5 * along * cos(angle);
  }
  const names = { name: "spirals", classNames: ["first", "second"], featureNames: numbered(2, "x") };
  return shuffledWithNoise({ ...names, x, y }, noise, randomState(key));
}

export const spiralsGenerator = {
  name: "spirals",
  help: "Two interleaved spirals",
  source: "TensorFlow Playground (the same curves; normal instead of uniform noise)",
  goodFor: "a border that winds almost twice around: hard for shallow models",
  fields: spiralsFields,
  make: spirals,
} satisfies Generator;
