import type { Options } from "../../core/fields.ts";
import { linear } from "../../nn/index.ts";
import type { Spec } from "../spec.ts";
import { specOf } from "../spec.ts";
import type { RouterKind } from "./router.ts";

const fields = {};

/** Logits W x + b: one number for each expert. (features + 1) * experts parameters. No options. */
export function linearRouter(options: Options<typeof fields> = {}): Spec<"linear", typeof fields> {
  return specOf("linear", fields, options, "linearRouter");
}

export const linearKind = {
  help: "one linear layer",
  fields,
  functionClass: "affine functions of the features",
  build: (_options, { features, experts }) => linear(features, experts),
} satisfies RouterKind<typeof fields>;
