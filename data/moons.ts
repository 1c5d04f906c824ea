import type { Options } from "../core/fields.ts";
import { resolve } from "../core/fields.ts";
import { cos, sin } from "../core/math/index.ts";
import type { Dataset } from "./dataset.ts";
import type { Generator } from "./generator.ts";
import { halves, numbered, planeFields, shuffledWithNoise } from "./generator.ts";
import { randomState } from "./mersenne.ts";

export const moonsFields = planeFields;

/**
 * Two interleaving half circles: `make_moons(samples, noise=noise, random_state=key)` of scikit-learn, row by row.
 * Class 0 (`upper`) has the first half of the samples; for an odd number, class 1 (`lower`) has one more.
 * Options: samples 500, noise 0.1 (standard deviation), key 42 (the scikit-learn seed). Coordinates differ from scikit-learn's by
 * a few units in the last place, because NumPy takes its sines and cosines from another library.
 * Errors: an option out of bounds, an unknown option.
 */
export function moons(options: Options<typeof moonsFields> = {}): Dataset {
  const { samples, noise, key } = resolve(moonsFields, options, "moons");
  const upper = Math.floor(samples / 2);
  const x = new Float64Array(2 * samples);
  for (let s = 0; s < upper; s++) {
    const angle = halfTurn(s, upper);
    x[2 * s] = cos(angle);
    x[2 * s + 1] = sin(angle);
  }
  for (let s = upper; s < samples; s++) {
    const angle = halfTurn(s - upper, samples - upper);
    x[2 * s] = 1 - cos(angle);
    x[2 * s + 1] = 1 - sin(angle) - 0.5;
  }
  const names = { name: "moons", classNames: ["upper", "lower"], featureNames: numbered(2, "x") };
  return shuffledWithNoise({ ...names, x, y: halves(samples) }, noise, randomState(key));
}

/** Point i of `numpy.linspace(0, pi, count)`: the last one is pi itself, not a rounded multiple of the step. */
function halfTurn(i: number, count: number): number {
  if (count === 1) return 0;
  return i === count - 1 ? Math.PI : i * (Math.PI / (count - 1));
}

export const moonsGenerator = {
  name: "moons",
  help: "Two interleaving half circles (scikit-learn's make_moons)",
  source: "scikit-learn, sklearn.datasets.make_moons",
  goodFor: "a curved border between two classes in the plane; the data of the published routing experiments",
  fields: moonsFields,
  make: moons,
} satisfies Generator;
