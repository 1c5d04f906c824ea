import type { Options } from "../../core/fields.ts";
import type { Spec } from "../spec.ts";
import { specOf } from "../spec.ts";
import type { AggregationKind } from "./aggregation.ts";

const fields = {};

/** The experts' outputs are class logits; so is their weighted sum. No parameters, no options. */
export function sumAggregation(options: Options<typeof fields> = {}): Spec<"sum", typeof fields> {
  return specOf("sum", fields, options, "sumAggregation");
}

export const sumKind = {
  help: "the weighted sum of the experts' class logits",
  fields,
  build: (_options, { classes }) => ({ width: classes, head: null }),
} satisfies AggregationKind<typeof fields>;
