import { MoireError } from "../../core/errors.ts";
import type { Options } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import type { RouterKind, RoutingLayer } from "./router.ts";

const fields = {};

/** The score of the label's expert, 0 for others: under softmax their weights are below 1e-17, as exp(-40) is. */
const SURE = 40;

/**
 * The upper bound of routing by class: a sample with label c goes to expert c mod experts. It reads labels, at training and when it is
 * scored, and so cannot predict. No parameters, no options.
 */
export function oracleRouter(options: Options<typeof fields> = {}): Spec<"oracle", typeof fields> {
  return specOf("oracle", fields, options, "oracleRouter");
}

export const oracleKind = {
  help: "routes by the true label: an upper bound, which cannot predict",
  fields,
  functionClass: "the label itself: no function of the features",
  needsLabels: true,
  build: (_options, { features, experts }) => ({
    ...labelLayer(features, experts, SURE),
    features: labelLayer(features, experts, 1),
  }),
} satisfies RouterKind<typeof fields>;

/** `high` at the label's expert, 0 elsewhere. */
function labelLayer(features: number, experts: number, high: number): RoutingLayer {
  return {
    inputs: features,
    outputs: experts,
    parameters: [],
    open: () => ({
      forward(_params, _x, batch, out, labels) {
        if (labels === null || labels === undefined) {
          throw new MoireError(
            "router oracle: it routes by the true label and got none; it is an upper bound for `fit` and `evaluate` on labelled rows, take another router to predict",
          );
        }
        out.fill(0, 0, batch * experts);
        for (let s = 0; s < batch; s++) out[s * experts + (labels[s]! % experts)] = high;
      },
      backward: (_params, _x, batch, _gradOut, _gradParams, _rowStride, gradX) =>
        void gradX?.fill(0, 0, batch * features),
    }),
  };
}
