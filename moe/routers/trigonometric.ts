import type { Options } from "../../core/fields.ts";
import { choice } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { linear, TERMS, trigonometric } from "../../nn/index.ts";
import { behindInputMap, directInputs } from "../input-map.ts";
import type { RouterKind } from "./router.ts";
import { routerOf } from "./router.ts";

const fields = {
  terms: choice(TERMS, {
    help: "products over the inputs of {1, cos, sin} (all) or of {1, cos} (cosine)",
    default: "all",
  }),
};

/**
 * Scores from a linear layer on products of sines and cosines of the inputs: a classical router on the functions that a quantum router
 * with angle embedding can form. More than 4 features pass through a learned linear map to 4 inputs first. Options: terms "all"
 * (3^inputs - 1 products) or "cosine" (2^inputs - 1). Errors: unknown terms. Schuld, Sweke, Meyer, arXiv 2008.08605.
 */
export function trigonometricRouter(options: Options<typeof fields> = {}): Spec<"trigonometric", typeof fields> {
  return specOf("trigonometric", fields, options, "trigonometricRouter");
}

export const trigonometricKind = {
  help: "a linear layer on products of sines and cosines of the inputs",
  fields,
  functionClass: "trigonometric polynomials of degree 1 in each input, every coefficient free",
  build({ terms }, { features, experts }) {
    const products = trigonometric(directInputs(features), terms);
    return routerOf(
      behindInputMap(features, products.inputs, [
        ["products", products],
        ["readout", linear(products.outputs, experts)],
      ]),
    );
  },
} satisfies RouterKind<typeof fields>;
