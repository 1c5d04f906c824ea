import type { Options } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import type { AggregationKind } from "./aggregation.ts";

const fields = {};

/** The experts' outputs are class logits (or targets); so is their weighted sum. No parameters, no options. */
export function sumAggregation(options: Options<typeof fields> = {}): Spec<"sum", typeof fields> {
  return specOf("sum", fields, options, "sumAggregation");
}

export const sumKind = {
  help: "the weighted sum of the experts' outputs",
  fields,
  of: "outputs",
  build: (_options, { outputs }) => ({ of: "outputs", width: outputs, head: null }),
} satisfies AggregationKind<typeof fields>;
