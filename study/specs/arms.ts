import { linearExpert } from "../../moe/experts/index.ts";
import { mixture } from "../../moe/mixture.ts";
import type { RouterSpec } from "../../moe/routers/index.ts";
import { linearRouter, mlpRouter, quantumRouter, trigonometricRouter } from "../../moe/routers/index.ts";
import type { Arm, Scaling } from "../results.ts";

/** Names, labels and routers of the arms of all studies: one line for each. */
const arms = {
  linear: { label: "Linear", family: "linear", router: linearRouter() },
  "mlp-2": { label: "MLP, 2 hidden", family: "mlp", router: mlpRouter({ hidden: 2 }) },
  "mlp-4": { label: "MLP, 4 hidden", family: "mlp", router: mlpRouter({ hidden: 4 }) },
  "mlp-8": { label: "MLP, 8 hidden", family: "mlp", router: mlpRouter({ hidden: 8 }) },
  "mlp-16": { label: "MLP, 16 hidden", family: "mlp", router: mlpRouter({ hidden: 16 }) },
  "mlp-32": { label: "MLP, 32 hidden", family: "mlp", router: mlpRouter({ hidden: 32 }) },
  "mlp-64": { label: "MLP, 64 hidden", family: "mlp", router: mlpRouter({ hidden: 64 }) },
  trigonometric: { label: "Trigonometric products", family: "trigonometric", router: trigonometricRouter({}) },
  cosine: { label: "Cosine products", family: "trigonometric", router: trigonometricRouter({ terms: "cosine" }) },
  quantum: { label: "Quantum, 3 layers", family: "quantum", router: quantumRouter({ layers: 3 }) },
  "quantum-no-cnot": {
    label: "Quantum without CNOT",
    family: "quantum",
    router: quantumRouter({ layers: 3, entanglement: "none" }),
  },
  "quantum-frozen": {
    label: "Quantum, circuit frozen",
    family: "quantum",
    router: quantumRouter({ layers: 3, circuit: "frozen" }),
  },
} satisfies Record<string, { label: string; family: Arm["family"]; router: RouterSpec }>;

export type ArmName = keyof typeof arms;

export interface ArmOptions {
  readonly experts?: number;
  /** Default "minmax", to [0, pi], as the paper does. */
  readonly scaling?: Scaling;
  readonly printed?: number | null;
}

/** One arm: a router by name, with linear experts (default 2). */
export function armOf(name: ArmName, { experts = 2, scaling = "minmax", printed = null }: ArmOptions = {}): Arm {
  const { label, family, router } = arms[name];
  return {
    name,
    label,
    family,
    model: mixture({ router, experts: Array.from({ length: experts }, linearExpert) }),
    scaling,
    printed,
  };
}

const CONTROLLED = [
  ...["linear", "mlp-4", "mlp-16", "mlp-64", "trigonometric", "cosine"],
  ...["quantum", "quantum-no-cnot", "quantum-frozen"],
] as readonly ArmName[];

/** Scalings that controlled experiments are run under, each an experiment of its own, so that only routers with the same inputs are compared. */
export const CONTROLLED_SCALINGS = {
  minmax: { suffix: "", words: "inputs scaled to [0, π]", why: "Inputs are scaled to [0, pi], as published." },
  standard: {
    suffix: "-standardised",
    words: "inputs standardised",
    why: "Inputs are standardised (mean 0, variance 1), as scaling to [0, pi] handicaps classical routers; rows and start values are those of the experiment on scaled inputs.",
  },
} as const satisfies Partial<Record<Scaling, unknown>>;

/**
 * The arms of a controlled experiment. Classical routers of several sizes, among them one with as many parameters as the quantum router on two
 * features (MLP, 4 hidden) and one that computes the same class of functions (trigonometric products); the quantum router whole, without
 * entanglement and with a frozen circuit.
 */
export function controlledArms(scaling: Scaling, experts = 2): Arm[] {
  return CONTROLLED.map((name) => armOf(name, { experts, scaling }));
}
