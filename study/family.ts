import type { MixtureSpec } from "../moe/mixture.ts";

/** What kinds of model arms are, for colours and for words: arms of a family share one look. It follows from the model alone. */
export const FAMILIES = [
  "quantum",
  "circuit",
  "linear",
  "mlp",
  "mixture",
  "trigonometric",
  "radial",
  "uniform",
  "oracle",
] as const;

export type Family = (typeof FAMILIES)[number];

const CIRCUITS: readonly string[] = ["quantum", "ownCircuit", "randomCircuit", "circuit"];

/** Whether any part of a model is a circuit. */
export function isQuantum({ router, experts, shared }: MixtureSpec): boolean {
  return [router, ...experts, ...shared].some(({ kind }) => CIRCUITS.includes(kind));
}

/** Whether a model is a mixture at all: one expert alone has nothing to route. */
export function isMixture({ experts, shared }: MixtureSpec): boolean {
  return experts.length + shared.length > 1;
}

/**
 * The family of a model. One with circuits is quantum, or a circuit if that is its only expert; a lone classical expert counts by its own kind; else the router
 * decides, but a linear one that chooses among more than linear experts makes a plain classical mixture.
 */
export function familyOf(model: MixtureSpec): Family {
  const { router, experts, shared } = model;
  const plain = [...experts, ...shared].every(({ kind }) => kind === "linear");
  if (isQuantum(model)) return isMixture(model) ? "quantum" : "circuit";
  if (!isMixture(model)) return plain ? "linear" : "mlp";
  switch (router.kind) {
    case "linear":
      return plain ? "linear" : "mixture";
    case "mlp":
      return "mlp";
    case "trigonometric":
    case "randomFourier":
    case "twin":
      return "trigonometric";
    case "rbf":
      return "radial";
    case "oracle":
      return "oracle";
    case "uniform":
      return "uniform";
    case "quantum":
    case "ownCircuit":
    case "randomCircuit":
      return "quantum";
    default:
      return router satisfies never;
  }
}
