import type { Options } from "../core/fields.ts";
import { integer, resolve } from "../core/fields.ts";
import { tanh } from "../core/math/index.ts";
import type { Dataset } from "./dataset.ts";
import { dataset } from "./dataset.ts";
import type { Generator } from "./generator.ts";
import { BENCHMARKS, checkSize, drawn, numbered, sampleFields } from "./generator.ts";
import { randomState } from "./mersenne.ts";

export const hiddenManifoldFields = {
  samples: sampleFields.samples,
  features: integer({ help: "Number of features", min: 1, max: 1000, default: 10 }),
  manifoldDimension: integer({
    help: "Dimension of the manifold that decides the class",
    min: 1,
    max: 1000,
    default: 6,
  }),
  key: sampleFields.key,
};

/**
 * Points on a curved manifold of m dimensions in d features, with classes by a random neural network on the manifold.
 * F (m, d), C (samples, m): standard normal; b (d,): uniform in [-1, 1); W (m, m), v (m,): standard normal, drawn in this order.
 * Features: tanh(C F / sqrt(m) - b). Score of a row c of C: v . tanh(W c) / sqrt(m). Class 1 (`high`): the score is at least the
 * median of all scores; class 0 (`low`). Equal up to rounding, row by row, to `generate_hidden_manifold_model(samples, d, m)` of
 * qml-benchmarks after `np.random.seed(key)`.
 * Options: samples 500, features 10 (d), manifoldDimension 6 (m), key 42. Errors: an option out of bounds, an unknown option.
 * Source: Bowles, Ahmed and Schuld, arXiv 2403.07059; Goldt et al., Phys. Rev. X 10, 041044 (2020).
 */
export function hiddenManifold(options: Options<typeof hiddenManifoldFields> = {}): Dataset {
  const settings = resolve(hiddenManifoldFields, options, "hiddenManifold");
  const { samples, features, manifoldDimension: m, key } = settings;
  checkSize("hiddenManifold", samples, Math.max(features, m));
  const random = randomState(key);
  const embedding = drawn(m * features, random.normal);
  const points = drawn(samples * m, random.normal);
  const biases = drawn(features, () => 2 * random.uniform() - 1);
  const weights = drawn(m * m, random.normal);
  const output = drawn(m, random.normal);
  const root = Math.sqrt(m);
  const x = new Float64Array(samples * features);
  const scores = new Float64Array(samples);
  for (let s = 0; s < samples; s++) {
    const point = points.subarray(s * m, (s + 1) * m);
    for (let f = 0; f < features; f++) {
      const sum = point.reduce((total, value, i) => total + value * embedding[i * features + f]!, 0);
      x[s * features + f] = tanh(sum / root - biases[f]!);
    }
    for (let j = 0; j < m; j++) {
      const sum = point.reduce((total, value, i) => total + weights[j * m + i]! * value, 0);
      scores[s]! += (output[j]! * tanh(sum)) / root;
    }
  }
  const median = medianOf(scores);
  const y = Int32Array.from(scores, (score) => (score < median ? 0 : 1));
  const names = { classNames: ["low", "high"], featureNames: numbered(features, "x") };
  return dataset({ name: "hiddenManifold", ...names, x, y });
}

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export const hiddenManifoldGenerator = {
  name: "hiddenManifold",
  help: "A curved manifold in many features, with classes by a random neural network on it",
  source: `${BENCHMARKS}, after Goldt et al. (2020)`,
  goodFor: "many features that hide a few: what a real table often is",
  fields: hiddenManifoldFields,
  make: hiddenManifold,
} satisfies Generator;
