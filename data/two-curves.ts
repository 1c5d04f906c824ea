import type { Options } from "../core/fields.ts";
import { integer, number, resolve } from "../core/fields.ts";
import { cos, sin } from "../core/math/index.ts";
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
import { randomState } from "./mersenne.ts";

export const twoCurvesFields = {
  samples: sampleFields.samples,
  features: integer({ help: "Number of features", min: 1, max: 1000, default: 10 }),
  degree: integer({ help: "Highest frequency of the curves", min: 1, max: 1000, default: 5 }),
  offset: number({ help: "How far the second curve is moved along every feature", min: -1e6, max: 1e6, default: 0.1 }),
  noise: number({ help: "Standard deviation of the noise on each feature", min: 0, max: 1e6, default: 0.01 }),
  key: sampleFields.key,
};

/**
 * Two copies of one winding curve, the second moved by `offset` along every feature. Feature f of the point t in [0, 1) is
 * a(f,0) + b(f,0) + sum over k = 1..degree of a(f,k) cos(k pi t) + b(f,k) sin(k pi t), plus normal noise. The coefficients are uniform
 * in [0, 1), then all of them together are divided by their Euclidean length. At the end every feature is standardised over all
 * points. Class 0 (`first`) has half the samples; for an odd number, class 1 (`second`) has one more. Drawn in this order: a and b in
 * turn, feature by feature; for each point t, then its noise; the random order of the points. Equal up to rounding to
 * `generate_two_curves(samples, features, degree, offset, noise)` of qml-benchmarks after `np.random.seed(key)`, before that order.
 * Options: samples 500, features 10, degree 5, offset 0.1, noise 0.01, key 42. Errors: an option out of bounds, an unknown option.
 * Source: Bowles, Ahmed and Schuld, arXiv 2403.07059; Buchanan, Gilboa and Wright, arXiv 2008.11245.
 */
export function twoCurves(options: Options<typeof twoCurvesFields> = {}): Dataset {
  const { samples, features, degree, offset, noise, key } = resolve(twoCurvesFields, options, "twoCurves");
  checkSize("twoCurves", samples, features);
  const random = randomState(key);
  const terms = degree + 1;
  const coefficients = drawn(features * terms * 2, random.uniform);
  const length = Math.sqrt(coefficients.reduce((sum, value) => sum + value * value, 0));
  const a = (f: number, k: number): number => coefficients[2 * (f * terms + k)]! / length;
  const b = (f: number, k: number): number => coefficients[2 * (f * terms + k) + 1]! / length;
  const x = new Float64Array(samples * features);
  const y = halves(samples);
  for (let s = 0; s < samples; s++) {
    const t = random.uniform();
    const waves = Array.from({ length: terms }, (_, k) => [cos(k * Math.PI * t), sin(k * Math.PI * t)] as const);
    for (let f = 0; f < features; f++) {
      let value = a(f, 0) + b(f, 0);
      for (let k = 1; k < terms; k++) value += a(f, k) * waves[k]![0] + b(f, k) * waves[k]![1];
      x[s * features + f] = value + noise * random.normal() + y[s]! * offset;
    }
  }
  standardiseInto(x, features);
  const names = { name: "twoCurves", classNames: ["first", "second"], featureNames: numbered(features, "x") };
  return shuffled({ ...names, x, y }, random);
}

export const twoCurvesGenerator = {
  name: "twoCurves",
  help: "Two copies of one winding curve, close together",
  source: BENCHMARKS,
  goodFor: "difficulty that grows with one option: the degree of the curves",
  fields: twoCurvesFields,
  make: twoCurves,
} satisfies Generator;
