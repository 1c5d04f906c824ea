import type { Options } from "../core/fields.ts";
import { integer, number, resolve } from "../core/fields.ts";
import type { Dataset } from "./dataset.ts";
import type { Generator } from "./generator.ts";
import { drawn, numbered, planeFields, shuffledWithNoise } from "./generator.ts";
import { randomState } from "./mersenne.ts";

export const checkerboardFields = {
  samples: planeFields.samples,
  tiles: integer({ help: "Tiles along each side of the board", min: 2, max: 100, default: 4 }),
  noise: number({ help: planeFields.noise.help, min: 0, max: Infinity, default: 0 }),
  key: planeFields.key,
};

/**
 * A board of tiles x tiles squares on [0, 1) x [0, 1). Points are uniform on the board; the class of (a, b) is
 * (floor(tiles a) + floor(tiles b)) mod 2, so the tile at the origin is class 0 (`dark`). Then the order is shuffled and normal noise
 * added, which may carry a point onto a tile of the other class. Drawn in this order: the points row by row, the order, the noise.
 * Options: samples 500, tiles 4, noise 0 (standard deviation), key 42. Errors: an option out of bounds, an unknown option.
 */
export function checkerboard(options: Options<typeof checkerboardFields> = {}): Dataset {
  const { samples, tiles, noise, key } = resolve(checkerboardFields, options, "checkerboard");
  const random = randomState(key);
  const x = drawn(2 * samples, random.uniform);
  const y = Int32Array.from(
    { length: samples },
    (_, s) => (Math.floor(tiles * x[2 * s]!) + Math.floor(tiles * x[2 * s + 1]!)) % 2,
  );
  const names = { name: "checkerboard", classNames: ["dark", "light"], featureNames: numbered(2, "x") };
  return shuffledWithNoise({ ...names, x, y }, noise, random);
}

export const checkerboardGenerator = {
  name: "checkerboard",
  help: "Squares of two classes in turn",
  source: "its definition: (floor(kx) + floor(ky)) mod 2",
  goodFor: "a periodic border, which suits models made of waves",
  fields: checkerboardFields,
  make: checkerboard,
} satisfies Generator;
