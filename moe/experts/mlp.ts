import type { Options } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { sequential } from "../../nn/index.ts";
import { mlpFields, mlpParts } from "../mlp.ts";
import type { ExpertKind } from "./expert.ts";

/**
 * Outputs from one hidden layer of rectified linear units: linear, ReLU, linear. Options: hidden 16 (the classical expert of arXiv 2512.22296,
 * phase 1, has 8). Errors: an option out of bounds.
 */
export function mlpExpert(options: Options<typeof mlpFields> = {}): Spec<"mlp", typeof mlpFields> {
  return specOf("mlp", mlpFields, options, "mlpExpert");
}

export const mlpKind = {
  help: "a hidden layer of rectified linear units",
  fields: mlpFields,
  build: ({ hidden }, { features, outputs }) => sequential(mlpParts(features, hidden, outputs)),
} satisfies ExpertKind<typeof mlpFields>;
