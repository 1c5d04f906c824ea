import { fail } from "../../core/errors.ts";
import type { Options, Values } from "../../core/fields.ts";
import { choice, integer, number, structured } from "../../core/fields.ts";
import type { Layer } from "../../core/layer.ts";
import type { Spec } from "../../core/spec.ts";
import { specOf } from "../../core/spec.ts";
import { linear } from "../../nn/index.ts";
import {
  checkPhases,
  fourierTerms,
  normalisedProducts,
  type Phase,
  phasesJsonSchema,
} from "../../quantum/fourier/index.ts";
import { behindInputMap, directInputs } from "../input-map.ts";
import type { RouterKind, RouterShape } from "./router.ts";
import { routerOf } from "./router.ts";

const fields = {
  basis: choice(["angles", "amplitudes"], {
    help: "terms of a circuit whose inputs are angles (products of cosines and sines) or amplitudes (products of two numbers of the normalised row)",
    default: "angles",
  }),
  inputs: integer({
    help: "inputs of the terms; 0: the features, of angles at most 4",
    min: 0,
    max: 4096,
    default: 0,
  }),
  degree: integer({ help: "highest multiple of each angle: the uploads", min: 1, max: 16, default: 1 }),
  bandwidth: number({ help: "every input is multiplied by it first", min: 0, max: 1000, above: true, default: 1 }),
  phases: structured<readonly Phase[]>({
    help: "the angles where they are others, as JSON: input (and other, of a product), rate, degree; []: bandwidth times each input, of that degree",
    expected: "a list of phases",
    check: checkPhases,
    json: phasesJsonSchema,
    default: [],
  }),
  terms: integer({
    help: "so many terms, those of lowest total degree, the constant among them; 0: all",
    min: 0,
    max: 2 ** 20,
    default: 0,
  }),
  functions: integer({
    help: "functions made of the terms, as many as the circuit had wires; 0: one for each input, of amplitudes the least wires that hold them",
    min: 0,
    max: 2 ** 15,
    default: 0,
  }),
};

type TwinValues = Values<typeof fields>;

/**
 * Scores from the classical surrogate of a quantum router: `functions` sums of coefficients times the terms that a circuit's expectations consist of, then a linear layer. `twinOf` makes
 * one of a trained mixture; on its own it is a classical router with every coefficient free. A learned linear map goes first where there are other numbers of features and inputs.
 * Options: basis "angles" | "amplitudes"; inputs 0 (the features, of angles at most 4); degree 1, bandwidth 1, or phases [] in their place; terms 0 (all); functions 0. Parameters: coefficients
 * (functions, terms - 1) and their constants, uniform in +-1/sqrt(terms - 1) at the start, so that functions start about as large as expectations; readout. Errors: an option out of bounds; phases
 * together with a degree or bandwidth, or that name inputs that are not there; more than 2^20 terms; with amplitudes, a row that is all 0. Schreiber, Eisert, Meyer, arXiv 2206.11740.
 */
export function twinRouter(options: Options<typeof fields> = {}): Spec<"twin", typeof fields> {
  return specOf("twin", fields, options, "twinRouter");
}

export const twinKind = {
  help: "the classical surrogate of a quantum router: the terms that a circuit can form, with coefficients of their own",
  fields,
  functionClass:
    "of angles: trigonometric polynomials of degree `degree` in each input; of amplitudes: quadratic forms of the normalised row; every coefficient free",
  build(options, shape) {
    const terms = termsLayer(options, shape);
    const functions = options.functions || leastFunctions(options, terms.inputs);
    return routerOf(
      behindInputMap(shape.features, terms.inputs, [
        ["terms", terms],
        ["coefficients", linear(terms.outputs, functions)],
        ["readout", linear(functions, shape.experts)],
      ]),
    );
  },
} satisfies RouterKind<typeof fields>;

function termsLayer(options: TwinValues, { features }: RouterShape): Layer {
  const { basis, degree, bandwidth, phases, terms } = options;
  const preset = degree === fields.degree.default && bandwidth === fields.bandwidth.default;
  switch (basis) {
    case "angles": {
      if (phases.length > 0 && !preset) {
        fail("router twin: degree and bandwidth", "their defaults beside phases", `${degree} and ${bandwidth}`);
      }
      const inputs = options.inputs || directInputs(features);
      const own = Array.from({ length: inputs }, (_, input): Phase => ({ input, rate: bandwidth, degree }));
      return fourierTerms(inputs, phases.length > 0 ? phases : own, terms);
    }
    case "amplitudes":
      if (!preset || phases.length > 0 || terms > 0) {
        const hint = "Amplitudes have no angles, and all their products are taken";
        fail("router twin: basis amplitudes", "the defaults of degree, bandwidth, phases and terms", "others", hint);
      }
      return normalisedProducts(options.inputs || features);
    default:
      return basis satisfies never;
  }
}

function leastFunctions({ basis }: TwinValues, inputs: number): number {
  if (basis === "angles") return inputs;
  let wires = 1;
  while (2 ** wires < inputs) wires++;
  return wires;
}
