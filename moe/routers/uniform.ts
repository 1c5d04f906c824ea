import type { Options } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { identity } from "../../nn/index.ts";
import type { RouterKind } from "./router.ts";

const fields = {};

/** No routing: every sample gets the score 0 for every expert, so that softmax gives them equal weights. No parameters, no options. */
export function uniformRouter(options: Options<typeof fields> = {}): Spec<"uniform", typeof fields> {
  return specOf("uniform", fields, options, "uniformRouter");
}

export const uniformKind = {
  help: "no routing: equal scores (a control; with one expert, that expert alone)",
  fields,
  functionClass: "constants: the same weights for every sample",
  build: (_options, { features, experts }) => ({
    inputs: features,
    outputs: experts,
    parameters: [],
    features: identity(features),
    open: () => ({
      forward: (_params, _x, batch, out) => void out.fill(0, 0, batch * experts),
      backward: (_params, _x, batch, _gradOut, _gradParams, _rowStride, gradX) =>
        void gradX?.fill(0, 0, batch * features),
    }),
  }),
} satisfies RouterKind<typeof fields>;
