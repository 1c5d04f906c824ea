import type { Options } from "../../core/fields.ts";
import { number } from "../../core/fields.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { softmaxInPlace } from "../../nn/index.ts";
import type { GatingKind, OpenGating } from "./gating.ts";

export const temperatureField = number({
  help: "scores are divided by it: below 1 sharper weights, above 1 more even ones",
  min: 0,
  max: 1e6,
  above: true,
  default: 1,
});

const fields = { temperature: temperatureField };

/**
 * Every expert takes part, with the softmax of scores / temperature as weight, at training and at prediction. Options: temperature 1. Errors:
 * an option out of bounds.
 */
export function softmaxGating(options: Options<typeof fields> = {}): Spec<"softmax", typeof fields> {
  return specOf("softmax", fields, options, "softmaxGating");
}

export const softmaxKind = {
  help: "all experts, weighted by the softmax of the router's scores",
  fields,
  build: ({ temperature }, { experts }) => ({
    scores: experts,
    slots: 0,
    sparse: false,
    most: experts,
    noisy: false,
    couples: false,
    covers: true,
    selects: false,
    parameters: [],
    open: () => openSoftmax(experts, temperature),
  }),
} satisfies GatingKind<typeof fields>;

function openSoftmax(experts: number, temperature: number): OpenGating {
  const weigh = (scores: Float64Array, batch: number, weights: Float64Array): void => {
    for (let i = 0; i < batch * experts; i++) weights[i] = scores[i]! / temperature;
    softmaxInPlace(weights, batch, experts);
  };
  return {
    noise: null,
    train: (_params, _x, scores, batch, weights) => weigh(scores, batch, weights),
    predict: weigh,
    backward(_params, _x, batch, weights, gradWeights, gradScores) {
      for (let first = 0; first < batch * experts; first += experts) {
        const end = first + experts;
        let mean = 0;
        for (let i = first; i < end; i++) mean += weights[i]! * gradWeights[i]!;
        for (let i = first; i < end; i++) gradScores[i]! += (weights[i]! * (gradWeights[i]! - mean)) / temperature;
      }
    },
  };
}
