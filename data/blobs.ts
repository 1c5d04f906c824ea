import { fail } from "../core/errors.ts";
import type { Options } from "../core/fields.ts";
import { integer, number, resolve } from "../core/fields.ts";
import type { Dataset } from "./dataset.ts";
import type { Generator } from "./generator.ts";
import { checkSize, drawn, numbered, sampleFields, shuffled } from "./generator.ts";
import { randomState } from "./mersenne.ts";

export const blobsFields = {
  samples: sampleFields.samples,
  features: integer({ help: "Number of features", min: 1, max: 1000, default: 2 }),
  classes: integer({ help: "Number of blobs, each a class of its own", min: 2, max: 1000, default: 3 }),
  clusterStd: number({ help: "Standard deviation of each blob", min: 0, max: 1e6, default: 1 }),
  centerBox: number({
    help: "Centres lie between minus and plus this, feature by feature",
    min: 0,
    max: 1e6,
    default: 10,
  }),
  key: sampleFields.key,
};

/**
 * Round Gaussian blobs, one for each class: `make_blobs(samples, features, centers=classes, cluster_std=clusterStd,
 * center_box=(-centerBox, centerBox), random_state=key)` of scikit-learn, row by row.
 * Options: samples 500, features 2, classes 3, clusterStd 1, centerBox 10, key 42.
 * Errors: an option out of bounds, an unknown option; fewer samples than classes.
 */
export function blobs(options: Options<typeof blobsFields> = {}): Dataset {
  const { samples, features, classes, clusterStd, centerBox, key } = resolve(blobsFields, options, "blobs");
  checkSize("blobs", samples, features);
  if (samples < classes) fail("blobs: samples", `at least one for each of the ${classes} classes`, samples);
  const random = randomState(key);
  const centers = drawn(classes * features, () => -centerBox + 2 * centerBox * random.uniform());
  const y = new Int32Array(samples);
  let start = 0;
  for (let c = 0; c < classes; c++) {
    const size = Math.floor(samples / classes) + (c < samples % classes ? 1 : 0);
    y.fill(c, start, start + size);
    start += size;
  }
  const x = new Float64Array(samples * features);
  for (let i = 0; i < x.length; i++) {
    const center = centers[y[Math.floor(i / features)]! * features + (i % features)]!;
    x[i] = center + clusterStd * random.normal();
  }
  const names = { name: "blobs", classNames: numbered(classes), featureNames: numbered(features, "x") };
  return shuffled({ ...names, x, y }, random);
}

export const blobsGenerator = {
  name: "blobs",
  help: "Round Gaussian blobs, one for each class (scikit-learn's make_blobs)",
  source: "scikit-learn, sklearn.datasets.make_blobs",
  goodFor: "several classes that straight borders separate: a first check that training works",
  fields: blobsFields,
  make: blobs,
} satisfies Generator;
