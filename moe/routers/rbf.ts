import { fail } from "../../core/errors.ts";
import type { Options } from "../../core/fields.ts";
import { integer, number } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { linear, radial } from "../../nn/index.ts";
import type { RouterKind } from "./router.ts";
import { routerOf } from "./router.ts";

const fields = {
  centres: integer({ help: "Gaussian bells", min: 1, max: 65536, default: 8 }),
  bandwidth: number({
    help: "standard deviation of each bell at the start",
    min: 0,
    max: 1e6,
    above: true,
    default: 1,
  }),
  low: number({ help: "centres start uniform from here", min: -1e6, max: 1e6, default: 0 }),
  high: number({ help: "centres start uniform up to here", min: -1e6, max: 1e6, default: Math.PI }),
};

/**
 * Scores from a linear layer on Gaussian bells exp(-|x - c|^2 / (2 s^2)) with learned centres and widths. Centres start uniform in [low, high]:
 * [0, pi] suits inputs scaled by minmax; for standardised ones take -2 and 2. Options: centres 8, bandwidth 1, low 0, high pi. centres (features + 1) +
 * (centres + 1) experts parameters. Broomhead, Lowe, Complex Systems 2 (1988). Errors: an option out of bounds; low above high.
 */
export function rbfRouter(options: Options<typeof fields> = {}): Spec<"rbf", typeof fields> {
  return specOf("rbf", fields, options, "rbfRouter");
}

export const rbfKind = {
  help: "a linear layer on Gaussian bells with learned centres and widths",
  fields,
  functionClass: "sums of `centres` Gaussian bells of the features",
  build({ centres, bandwidth, low, high }, { features, experts }) {
    if (low > high) fail("router rbf: low", `at most high, ${high}`, low);
    return routerOf([
      ["bells", radial(features, centres, { bandwidth, low, high })],
      ["readout", linear(centres, experts)],
    ]);
  },
} satisfies RouterKind<typeof fields>;
