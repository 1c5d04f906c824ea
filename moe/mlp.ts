import { integer } from "../core/fields.ts";
import type { Layer } from "../core/layer.ts";
import { linear, relu, sequential } from "../nn/index.ts";

export const mlpFields = {
  hidden: integer({ help: "hidden units", min: 1, max: 4096, default: 16 }),
};

/** One hidden layer of rectified linear units: linear, ReLU, linear. */
export function mlp(inputs: number, hidden: number, outputs: number): Layer {
  return sequential([
    ["hidden", linear(inputs, hidden)],
    ["relu", relu(hidden)],
    ["readout", linear(hidden, outputs)],
  ]);
}
