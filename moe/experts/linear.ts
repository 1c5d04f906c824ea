import type { Options } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { linear } from "../../nn/index.ts";
import type { ExpertKind } from "./expert.ts";

const fields = {};

/** Outputs W x + b. (features + 1) * outputs parameters. No options. */
export function linearExpert(options: Options<typeof fields> = {}): Spec<"linear", typeof fields> {
  return specOf("linear", fields, options, "linearExpert");
}

export const linearKind = {
  help: "one linear layer",
  fields,
  build: (_options, { features, outputs }) => linear(features, outputs),
} satisfies ExpertKind<typeof fields>;
