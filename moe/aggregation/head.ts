import type { Options } from "../../core/fields.ts";
import { integer } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { linear } from "../../nn/index.ts";
import type { AggregationKind } from "./aggregation.ts";

const fields = {
  width: integer({ help: "outputs of each expert", min: 1, max: 4096, default: 4 }),
};

/**
 * Experts have `width` outputs; a learned linear layer, `head.weight` (outputs, width) and `head.bias` (outputs,), makes the mixture's outputs of their
 * weighted sum. Options: width 4. Errors: an option out of bounds. The head of arXiv 2512.22296, phase 1.
 */
export function headAggregation(options: Options<typeof fields> = {}): Spec<"head", typeof fields> {
  return specOf("head", fields, options, "headAggregation");
}

export const headKind = {
  help: "a learned linear layer on the weighted sum of the experts' outputs",
  fields,
  of: "outputs",
  build: ({ width }, { outputs }) => ({ of: "outputs", width, head: linear(width, outputs) }),
} satisfies AggregationKind<typeof fields>;
