import type { Options } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { linear } from "../../nn/index.ts";
import type { RouterKind } from "./router.ts";
import { directRouter } from "./router.ts";

const fields = {};

/** Scores W x + b: one number for each expert. (features + 1) * experts parameters. No options. */
export function linearRouter(options: Options<typeof fields> = {}): Spec<"linear", typeof fields> {
  return specOf("linear", fields, options, "linearRouter");
}

export const linearKind = {
  help: "one linear layer",
  fields,
  functionClass: "affine functions of the features",
  build: (_options, { features, experts }) => directRouter(linear(features, experts)),
} satisfies RouterKind<typeof fields>;
