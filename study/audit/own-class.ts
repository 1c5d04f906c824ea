import { circuitFor } from "../../moe/circuit.ts";
import type { RouterSpec } from "../../moe/routers/index.ts";
import { trigonometricRouter, twinRouter } from "../../moe/routers/index.ts";
import { spectrumOf } from "../../quantum/index.ts";
import type { Subject } from "./arms.ts";

/** A classical router with the functions that the subject's circuit can form. */
export interface OwnClass {
  readonly name: string;
  readonly label: string;
  readonly router: RouterSpec;
}

/** More coefficients for each function make a run take minutes. */
const MOST_TERMS = 2500;

/** The arm of products that most circuits share. */
export const TRIGONOMETRIC: OwnClass = {
  name: "trigonometric",
  label: "Trigonometric products",
  router: trigonometricRouter(),
};

/**
 * The subject's class of functions with free coefficients: products of 1, cosine and sine of its angles, up to as many multiples as it has uploads; of amplitudes, quadratic
 * forms. Null where there is none to be trained beside it: scales that are learned make other functions at every step, and long series have too many terms.
 */
export function ownClass(subject: Subject, features: number): OwnClass | null {
  const { embedding, inputs, uploads, bandwidth, qubits } = subject;
  if (
    embedding === "angle" &&
    inputs !== "scale" &&
    uploads === 1 &&
    bandwidth === 1 &&
    (qubits === 0 || qubits === Math.min(features, 4))
  )
    return TRIGONOMETRIC;
  if (inputs === "scale") return null;
  const named = { name: "own-class", label: "Its own function class" };
  const circuit = circuitFor(subject, features);
  const { numInputs } = circuit;
  if (embedding === "amplitude") {
    const terms = (numInputs * (numInputs + 1)) / 2;
    return terms > MOST_TERMS ? null : { ...named, router: twinRouter({ basis: "amplitudes", inputs: numInputs }) };
  }
  // Angles of inputs do not depend on the parameters.
  const { phases, terms } = spectrumOf(circuit, new Float64Array(circuit.numParams));
  if (phases.length === 0 || terms > MOST_TERMS) return null;
  return { ...named, router: twinRouter({ inputs: numInputs, phases }) };
}
