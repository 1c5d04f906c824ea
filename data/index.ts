import { barsAndStripesGenerator } from "./bars-and-stripes.ts";
import { blobsGenerator } from "./blobs.ts";
import { checkerboardGenerator } from "./checkerboard.ts";
import { circlesGenerator } from "./circles.ts";
import { classificationGenerator } from "./classification.ts";
import type { Generator } from "./generator.ts";
import { hiddenManifoldGenerator } from "./hidden-manifold.ts";
import { hyperplanesGenerator } from "./hyperplanes.ts";
import { linearlySeparableGenerator } from "./linearly-separable.ts";
import { moonsGenerator } from "./moons.ts";
import { spheresGenerator } from "./spheres.ts";
import { spiralsGenerator } from "./spirals.ts";
import { twoCurvesGenerator } from "./two-curves.ts";
import { xorGenerator } from "./xor.ts";

export { barsAndStripes } from "./bars-and-stripes.ts";
export { blobs } from "./blobs.ts";
export type { SampleCard, SampleName } from "./cards.ts";
export { samples } from "./cards.ts";
export { checkerboard } from "./checkerboard.ts";
export { circles } from "./circles.ts";
export { classification } from "./classification.ts";
export type { TableOptions } from "./csv.ts";
export { parseTable } from "./csv.ts";
export { parseRegression } from "./csv-regression.ts";
export type { Dataset, DatasetParts, Table } from "./dataset.ts";
export { dataset, rowsOf } from "./dataset.ts";
export type { Generator } from "./generator.ts";
export { hiddenManifold } from "./hidden-manifold.ts";
export { hyperplanes } from "./hyperplanes.ts";
export type { ImageShape } from "./image.ts";
export { imageShape } from "./image.ts";
export { linearlySeparable } from "./linearly-separable.ts";
export type { RandomState } from "./mersenne.ts";
export { randomState } from "./mersenne.ts";
export { moons } from "./moons.ts";
export type { RegressionDataset, RegressionParts } from "./regression.ts";
export { pickRows, regressionDataset } from "./regression.ts";
export type { Scaler, ScalerKind } from "./scalers.ts";
export { applyScaler, applyScalerInto, fitScaler, scalers } from "./scalers.ts";
export { spheres } from "./spheres.ts";
export { spirals } from "./spirals.ts";
export type { Split, SplitOptions } from "./split.ts";
export { split } from "./split.ts";
export { twoCurves } from "./two-curves.ts";
export { xor } from "./xor.ts";

/** The data sets that can be made from options, by name. */
export const generators = {
  moons: moonsGenerator,
  circles: circlesGenerator,
  classification: classificationGenerator,
  blobs: blobsGenerator,
  spirals: spiralsGenerator,
  checkerboard: checkerboardGenerator,
  xor: xorGenerator,
  spheres: spheresGenerator,
  linearlySeparable: linearlySeparableGenerator,
  hiddenManifold: hiddenManifoldGenerator,
  twoCurves: twoCurvesGenerator,
  hyperplanes: hyperplanesGenerator,
  barsAndStripes: barsAndStripesGenerator,
} satisfies Record<string, Generator>;
