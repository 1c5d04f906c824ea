import { integer } from "../core/fields.ts";
import type { Layer } from "../core/layer.ts";
import { linear, relu } from "../nn/index.ts";

export const mlpFields = {
  hidden: integer({ help: "hidden units", min: 1, max: 4096, default: 16 }),
};

/** The layers of one hidden layer of rectified linear units: linear, ReLU, linear. */
export function mlpParts(
  inputs: number,
  hidden: number,
  outputs: number,
): readonly (readonly [name: string, layer: Layer])[] {
  return [
    ["hidden", linear(inputs, hidden)],
    ["relu", relu(hidden)],
    ["readout", linear(hidden, outputs)],
  ];
}
