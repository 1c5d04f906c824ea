import type { Options } from "../core/fields.ts";
import { integer, number, resolve } from "../core/fields.ts";
import type { Dataset } from "./dataset.ts";
import { dataset } from "./dataset.ts";
import type { Generator } from "./generator.ts";
import { BENCHMARKS, checkSize, drawn, sampleFields } from "./generator.ts";
import { pixelNames } from "./image.ts";
import { randomState } from "./mersenne.ts";

export const barsAndStripesFields = {
  samples: sampleFields.samples,
  height: integer({ help: "Rows of pixels", min: 1, max: 100, default: 4 }),
  width: integer({ help: "Columns of pixels", min: 1, max: 100, default: 4 }),
  noise: number({ help: "Standard deviation of the noise on each pixel", min: 0, max: 1e6, default: 0.5 }),
  key: sampleFields.key,
};

/**
 * Images of bars or of stripes. The background is -1; in a `bar` image (class 0) each column is raised to +1 with probability 1/2, in
 * a `stripe` image (class 1) each row; then every pixel gets normal noise. Both classes have probability 1/2. An image with all or
 * none raised may belong to either, so no classifier is always right. Features: pixels row by row from the top, `p00`, `p01`, ...
 * Drawn in this order, image by image: the class, the rows or columns, the noise. Equal, row by row, to
 * `generate_bars_and_stripes(samples, height, width, noise)` of qml-benchmarks after `np.random.seed(key)`.
 * Options: samples 500, height 4, width 4, noise 0.5, key 42. Errors: an option out of bounds, an unknown option.
 * Source: Bowles, Ahmed and Schuld, arXiv 2403.07059.
 */
export function barsAndStripes(options: Options<typeof barsAndStripesFields> = {}): Dataset {
  const { samples, height, width, noise, key } = resolve(barsAndStripesFields, options, "barsAndStripes");
  checkSize("barsAndStripes", samples, height * width);
  const random = randomState(key);
  const pixels = height * width;
  const x = new Float64Array(samples * pixels);
  const y = new Int32Array(samples);
  for (let s = 0; s < samples; s++) {
    const stripes = random.uniform() > 0.5;
    y[s] = stripes ? 1 : 0;
    const raised = drawn(stripes ? height : width, random.uniform).map((value) => (value > 0.5 ? 1 : -1));
    for (let p = 0; p < pixels; p++) {
      const line = stripes ? Math.floor(p / width) : p % width;
      x[s * pixels + p] = raised[line]! + noise * random.normal();
    }
  }
  return dataset({
    name: "barsAndStripes",
    classNames: ["bar", "stripe"],
    featureNames: pixelNames(height, width),
    x,
    y,
  });
}

export const barsAndStripesGenerator = {
  name: "barsAndStripes",
  help: "Noisy images of bars or of stripes",
  source: BENCHMARKS,
  goodFor: "small images, where neighbouring pixels matter and their place does not",
  fields: barsAndStripesFields,
  make: barsAndStripes,
} satisfies Generator;
