import type { Options } from "../../core/fields.ts";
import { boolean } from "../../core/fields.ts";
import type { Layer } from "../../core/layer.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { linear } from "../../nn/index.ts";
import type { RouterKind } from "./router.ts";
import { routerOf } from "./router.ts";

const fields = {
  cross: boolean({ help: "products of two different features, too", default: true }),
};

/** Scores from a linear layer on the features and their products. Options: cross true. Errors: an option that is no truth value. */
export function quadraticRouter(options: Options<typeof fields> = {}): Spec<"quadratic", typeof fields> {
  return specOf("quadratic", fields, options, "quadraticRouter");
}

export const quadraticKind = {
  help: "a linear layer on the features and their products",
  fields,
  functionClass: "quadratic functions of the features",
  build({ cross }, { features, experts }) {
    const products = productsOf(features, cross);
    return routerOf([
      ["products", products],
      ["readout", linear(products.outputs, experts)],
    ]);
  },
} satisfies RouterKind<typeof fields>;

/** x and all x_i x_j with i <= j, or i = j alone. No parameters. */
function productsOf(inputs: number, cross: boolean): Layer {
  const pairs: [number, number][] = [];
  for (let i = 0; i < inputs; i++) for (let j = i; j < (cross ? inputs : i + 1); j++) pairs.push([i, j]);
  const outputs = inputs + pairs.length;
  return {
    inputs,
    outputs,
    parameters: [],
    open: () => ({
      forward(_params, x, batch, out) {
        for (let s = 0, k = 0; s < batch; s++) {
          const row = s * inputs;
          for (let i = 0; i < inputs; i++) out[k++] = x[row + i]!;
          for (const [i, j] of pairs) out[k++] = x[row + i]! * x[row + j]!;
        }
      },
      backward(_params, x, batch, gradOut, _gradParams, _rowStride, gradX) {
        if (gradX === null) return;
        for (let s = 0, k = 0; s < batch; s++) {
          const row = s * inputs;
          for (let i = 0; i < inputs; i++) gradX[row + i] = gradOut[k++]!;
          for (const [i, j] of pairs) {
            gradX[row + i]! += gradOut[k]! * x[row + j]!;
            gradX[row + j]! += gradOut[k++]! * x[row + i]!;
          }
        }
      },
    }),
  };
}
