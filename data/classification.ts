import { MoireError } from "../core/errors.ts";
import type { Options, Values } from "../core/fields.ts";
import { boolean, integer, number, resolve } from "../core/fields.ts";
import type { Dataset } from "./dataset.ts";
import { dataset } from "./dataset.ts";
import type { Generator } from "./generator.ts";
import { checkSize, drawn, numbered, sampleFields } from "./generator.ts";
import type { RandomState } from "./mersenne.ts";
import { randomState } from "./mersenne.ts";

const count = (help: string, min: number, preset: number) => integer({ help, min, max: 1000, default: preset });

export const classificationFields = {
  samples: sampleFields.samples,
  features: count("Number of features; those left over by the three kinds below are pure noise", 1, 20),
  informative: count("Features that the clusters differ in", 1, 2),
  redundant: count("Features that are random sums of the informative ones", 0, 2),
  repeated: count("Features that repeat an informative or a redundant one", 0, 0),
  classes: count("Number of classes", 2, 2),
  clustersPerClass: count("Gaussian clusters of each class", 1, 2),
  classSep: number({
    help: "Half the side of the cube whose corners the clusters sit on",
    min: 0,
    max: 1e6,
    default: 1,
  }),
  flipY: number({ help: "Share of the points that get a random class", min: 0, max: 1, default: 0.01 }),
  hypercube: boolean({ help: "Clusters on the corners of a cube; else of a random box", default: true }),
  shuffle: boolean({ help: "Put the points and the features in random order", default: true }),
  key: sampleFields.key,
};

type Settings = Values<typeof classificationFields>;

/**
 * Gaussian clusters on the corners of a cube: `make_classification` of scikit-learn 1.9 with equal weights, shift 0 and scale 1, row
 * by row. Each cluster is a standard normal cloud times its own random matrix, on its own corner; cluster k has class k mod classes.
 * Options, in scikit-learn's words: samples 500 (n_samples), features 20 (n_features), informative 2, redundant 2, repeated 0,
 * classes 2, clustersPerClass 2, classSep 1, flipY 0.01, hypercube true, shuffle true, key 42 (random_state). Numbers differ from
 * scikit-learn's by rounding, because its matrix products sum in another order.
 * Errors: an option out of bounds, an unknown option; more informative, redundant and repeated features than features; more clusters
 * than the cube has corners; fewer samples than classes.
 * Source: I. Guyon, "Design of experiments for the NIPS 2003 variable selection benchmark" (2003).
 */
export function classification(options: Options<typeof classificationFields> = {}): Dataset {
  const settings = resolve(classificationFields, options, "classification");
  checkSize("classification", settings.samples, settings.features);
  checkCounts(settings);
  const { samples, features, informative, redundant, repeated, classes, flipY, shuffle, key } = settings;
  const random = randomState(key);
  const centroids = centroidsOf(settings, random);
  const x = new Float64Array(samples * features);
  const y = new Int32Array(samples);

  fillNormals(x, 0, informative, features, random);
  const cloud = new Float64Array(informative);
  let start = 0;
  sizesOf(settings).forEach((size, k) => {
    const mix = symmetricUniforms(informative * informative, random);
    for (let s = start; s < start + size; s++) {
      y[s] = k % classes;
      for (let j = 0; j < informative; j++) cloud[j] = x[s * features + j]!;
      for (let j = 0; j < informative; j++) {
        x[s * features + j] = dot(cloud, mix, j, informative) + centroids[k * informative + j]!;
      }
    }
    start += size;
  });

  const sums = symmetricUniforms(informative * redundant, random);
  for (let s = 0; s < samples; s++) {
    const row = x.subarray(s * features, (s + 1) * features);
    for (let j = 0; j < redundant; j++) row[informative + j] = dot(row.subarray(0, informative), sums, j, redundant);
  }
  const useful = informative + redundant;
  for (let j = 0; j < repeated; j++) {
    const from = Math.floor((useful - 1) * random.uniform() + 0.5);
    for (let s = 0; s < samples; s++) x[s * features + useful + j] = x[s * features + from]!;
  }
  fillNormals(x, useful + repeated, features, features, random);

  const flipped = Array.from(y, () => random.uniform() < flipY);
  for (let s = 0; s < samples; s++) if (flipped[s]) y[s] = random.upTo(classes - 1);

  const order = Uint32Array.from(y, (_, s) => s);
  const columns = Uint32Array.from({ length: features }, (_, f) => f);
  if (shuffle) {
    random.shuffleInto(order);
    random.shuffleInto(columns);
  }
  const shuffled = new Float64Array(x.length);
  for (let s = 0, i = 0; s < samples; s++) {
    const row = order[s]! * features;
    for (let f = 0; f < features; f++, i++) shuffled[i] = x[row + columns[f]!]!;
  }
  return dataset({
    name: "classification",
    x: shuffled,
    y: Int32Array.from(order, (s) => y[s]!),
    featureNames: numbered(features, "x"),
    classNames: numbered(classes),
  });
}

function checkCounts({
  samples,
  features,
  informative,
  redundant,
  repeated,
  classes,
  clustersPerClass,
}: Settings): void {
  const say = (text: string): never => {
    throw new MoireError(`classification: ${text}`);
  };
  const named = informative + redundant + repeated;
  if (named > features) {
    say(`informative + redundant + repeated must be at most features, ${features}, got ${named}`);
  }
  const clusters = classes * clustersPerClass;
  if (informative < 30 && clusters > 2 ** informative) {
    say(
      `classes x clustersPerClass must be at most the corners of the cube, 2^informative = ${2 ** informative}, got ${clusters}; ask for more informative features`,
    );
  }
  if (samples < classes) say(`samples must be at least classes, ${classes}, got ${samples}`);
}

/** Points of each cluster: equal, and the first ones have one more where it does not come out even. */
function sizesOf({ samples, classes, clustersPerClass }: Settings): number[] {
  const clusters = classes * clustersPerClass;
  const weight = 1 / classes; // in this order: the rounding decides whether a share is a whole number
  const sizes = new Array<number>(clusters).fill(Math.floor((samples * weight) / clustersPerClass));
  const left = samples - sizes.reduce((sum, size) => sum + size, 0);
  for (let i = 0; i < left; i++) sizes[i % clusters]! += 1;
  return sizes;
}

/** The corners that the clusters sit on: (clusters, informative). */
function centroidsOf({ classes, clustersPerClass, informative, classSep, hypercube }: Settings, random: RandomState) {
  const clusters = classes * clustersPerClass;
  // scikit-learn draws corners of at most 30 dimensions without repetition; bits beyond come first and are drawn one by one.
  const free = Math.max(0, informative - 30);
  const high = Uint8Array.from({ length: clusters * free }, () => random.upTo(1));
  const corners = distinct(2 ** (informative - free), clusters, random);
  const centroids = Float64Array.from({ length: clusters * informative }, (_, i) => {
    const k = Math.floor(i / informative);
    const j = i % informative;
    const bit = j < free ? high[k * free + j]! : (corners[k]! >>> (informative - 1 - j)) & 1;
    return bit * 2 * classSep - classSep;
  });
  if (hypercube) return centroids;
  const ofCluster = drawn(clusters, random.uniform);
  const ofFeature = drawn(informative, random.uniform);
  return centroids.map((value, i) => value * ofCluster[Math.floor(i / informative)]! * ofFeature[i % informative]!);
}

/** `sample_without_replacement(population, count)` of scikit-learn, which picks its method by the share that is drawn. */
function distinct(population: number, count: number, random: RandomState): Uint32Array {
  const share = count / population;
  const first = (length: number): Uint32Array => Uint32Array.from({ length }, (_, i) => i);
  if (share > 0.01 && share < 0.99) {
    const order = first(population);
    random.shuffleInto(order);
    return order.slice(0, count);
  }
  if (share < 0.2) {
    const drawn = new Set<number>();
    while (drawn.size < count) drawn.add(random.upTo(population - 1));
    return Uint32Array.from(drawn);
  }
  const kept = first(count);
  for (let i = count; i < population; i++) {
    const j = random.upTo(i);
    if (j < count) kept[j] = i;
  }
  return kept;
}

/** Standard normals in columns from..to - 1, row by row. */
function fillNormals(x: Float64Array, from: number, to: number, features: number, random: RandomState): void {
  for (let s = 0; s < x.length / features; s++) {
    for (let f = from; f < to; f++) x[s * features + f] = random.normal();
  }
}

/** Uniform in [-1, 1). */
function symmetricUniforms(length: number, random: RandomState): Float64Array {
  return drawn(length, () => 2 * random.uniform() - 1);
}

/** Column j of row times matrix. row: (n,); matrix: (n, width). */
function dot(row: Float64Array, matrix: Float64Array, j: number, width: number): number {
  return row.reduce((sum, value, i) => sum + value * matrix[i * width + j]!, 0);
}

export const classificationGenerator = {
  name: "classification",
  help: "Gaussian clusters on the corners of a cube (scikit-learn's make_classification)",
  source: "scikit-learn, sklearn.datasets.make_classification, after I. Guyon (2003)",
  goodFor: "many features of which few matter; several clusters in each class; wrong labels at a known rate",
  fields: classificationFields,
  make: classification,
} satisfies Generator;
