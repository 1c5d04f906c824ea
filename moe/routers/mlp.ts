import type { Options } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { mlpFields, mlpParts } from "../mlp.ts";
import type { RouterKind } from "./router.ts";
import { routerOf } from "./router.ts";

/** Scores from one hidden layer of rectified linear units: linear, ReLU, linear. Options: hidden 16. Errors: an option out of bounds. */
export function mlpRouter(options: Options<typeof mlpFields> = {}): Spec<"mlp", typeof mlpFields> {
  return specOf("mlp", mlpFields, options, "mlpRouter");
}

export const mlpKind = {
  help: "a hidden layer of rectified linear units",
  fields: mlpFields,
  functionClass: "continuous piecewise linear functions of the features",
  build: ({ hidden }, { features, experts }) => routerOf(mlpParts(features, hidden, experts)),
} satisfies RouterKind<typeof mlpFields>;
