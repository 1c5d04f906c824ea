import type { Options } from "../../core/fields.ts";
import { integer } from "../../core/fields.ts";
import { linear, relu, sequential } from "../../nn/index.ts";
import type { Spec } from "../spec.ts";
import { specOf } from "../spec.ts";
import type { RouterKind } from "./router.ts";

const fields = {
  hidden: integer({ help: "hidden units", min: 1, max: 4096, default: 16 }),
};

/** Logits from one hidden layer of rectified linear units: linear, ReLU, linear. Options: hidden 16. Errors: an option out of bounds. */
export function mlpRouter(options: Options<typeof fields> = {}): Spec<"mlp", typeof fields> {
  return specOf("mlp", fields, options, "mlpRouter");
}

export const mlpKind = {
  help: "a hidden layer of rectified linear units",
  fields,
  functionClass: "continuous piecewise linear functions of the features",
  build: ({ hidden }, { features, experts }) =>
    sequential([
      ["hidden", linear(features, hidden)],
      ["relu", relu(hidden)],
      ["readout", linear(hidden, experts)],
    ]),
} satisfies RouterKind<typeof fields>;
