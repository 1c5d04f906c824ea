import { fail } from "../../core/errors.ts";
import type { Field } from "../../core/fields.ts";
import { structured } from "../../core/fields.ts";

type Weights = readonly number[];

function checkWeights(value: unknown): Weights {
  if (!Array.isArray(value)) fail("weights", "a list with one number for each class, or an empty one", value);
  for (const weight of value as unknown[]) {
    if (typeof weight !== "number" || !(weight > 0) || weight === Infinity) {
      fail("weights", "numbers above 0", weight, "Leave rows of a class out rather than give it no weight");
    }
  }
  return value;
}

/** How much each class counts; an empty list: all the same. */
export const classWeightsField: Field<Weights> & { readonly default: Weights } = {
  ...structured<Weights>({
    help: "how much the rows of each class count, one number a class; none: all the same",
    expected: "a list of numbers above 0",
    check: checkWeights,
    json: { type: "array", items: { type: "number", exclusiveMinimum: 0 } },
  }),
  default: [],
};
