import { circuitExpert, linearExpert, mlpExpert } from "../../moe/experts/index.ts";
import type { MixtureSpec } from "../../moe/index.ts";
import { headAggregation, logisticRegression, mixture, perceptron } from "../../moe/index.ts";
import type { RouterSpec } from "../../moe/routers/index.ts";
import {
  linearRouter,
  mlpRouter,
  quantumRouter,
  randomFourierRouter,
  rbfRouter,
  trigonometricRouter,
  uniformRouter,
} from "../../moe/routers/index.ts";
import type { Arm, Scaling } from "../results.ts";

/** Names, labels and routers of the arms that differ in their router alone: one line for each. */
const routers = {
  linear: { label: "Linear", router: linearRouter() },
  "mlp-2": { label: "MLP, 2 hidden", router: mlpRouter({ hidden: 2 }) },
  "mlp-4": { label: "MLP, 4 hidden", router: mlpRouter({ hidden: 4 }) },
  "mlp-8": { label: "MLP, 8 hidden", router: mlpRouter({ hidden: 8 }) },
  "mlp-16": { label: "MLP, 16 hidden", router: mlpRouter({ hidden: 16 }) },
  "mlp-32": { label: "MLP, 32 hidden", router: mlpRouter({ hidden: 32 }) },
  "mlp-64": { label: "MLP, 64 hidden", router: mlpRouter({ hidden: 64 }) },
  trigonometric: { label: "Trigonometric products", router: trigonometricRouter({}) },
  cosine: { label: "Cosine products", router: trigonometricRouter({ terms: "cosine" }) },
  fourier: { label: "Random Fourier features", router: randomFourierRouter() },
  rbf: { label: "Gaussian bells", router: rbfRouter() },
  quantum: { label: "Quantum, 3 layers", router: quantumRouter({ layers: 3 }) },
  "quantum-no-cnot": {
    label: "Quantum without CNOT",
    router: quantumRouter({ layers: 3, entanglement: "none" }),
  },
  "quantum-frozen": {
    label: "Quantum, circuit frozen",
    router: quantumRouter({ layers: 3, circuit: "frozen" }),
  },
} satisfies Record<string, { label: string; router: RouterSpec }>;

/** An expert of the paper's phase 1: four qubits for 16 amplitudes, two layers, its four expectation values. */
const circuit = (options: Parameters<typeof circuitExpert>[0] = {}) =>
  circuitExpert({ layers: 2, embedding: "amplitude", readout: "none", ...options });
const threeOf = (expert: MixtureSpec["experts"][number]): MixtureSpec =>
  mixture({ router: linearRouter(), experts: [expert, expert, expert], aggregation: headAggregation({ width: 4 }) });

/**
 * Arms that differ in their experts, for 16 features and two classes: a linear router (51 parameters) and three experts with a joint head
 * (10) wherever there is a mixture.
 */
const models = {
  logistic: { label: "Logistic regression", model: logisticRegression() },
  // 16 x 7 + 7 + 7 x 2 + 2 = 135 parameters; the mixture of circuits has 133.
  perceptron: { label: "MLP, 7 hidden, no mixture", model: perceptron({ hidden: 7 }) },
  "linear-experts": {
    label: "Mixture of linear experts",
    model: mixture({ router: linearRouter(), experts: Array.from({ length: 3 }, () => linearExpert()) }),
  },
  "mlp-experts": { label: "Mixture of MLPs", model: threeOf(mlpExpert({ hidden: 8 })) },
  "single-circuit": {
    label: "One circuit (QNN)",
    model: mixture({
      router: uniformRouter(),
      experts: [circuit()],
      aggregation: headAggregation({ width: 4 }),
    }),
  },
  circuits: { label: "Mixture of circuits", model: threeOf(circuit()) },
  "circuits-no-cnot": { label: "Circuits without CNOT", model: threeOf(circuit({ entanglement: "none" })) },
  "circuits-frozen": { label: "Circuits frozen", model: threeOf(circuit({ circuit: "frozen" })) },
} satisfies Record<string, { label: string; model: MixtureSpec }>;

export type RouterArmName = keyof typeof routers;
export type ModelArmName = keyof typeof models;

export interface ArmOptions {
  readonly experts?: number;
  /** Default "minmax", to [0, pi], as the paper does. */
  readonly scaling?: Scaling;
  readonly printed?: number | null;
}

/** One arm: a router by name, with linear experts (default 2). */
export function armOf(name: RouterArmName, { experts = 2, scaling = "minmax", printed = null }: ArmOptions = {}): Arm {
  const { label, router } = routers[name];
  const model = mixture({ router, experts: Array.from({ length: experts }, () => linearExpert()) });
  return { name, label, model, scaling, printed };
}

/** One arm of phase 1: a whole model by name. */
export function modelArm(name: ModelArmName, scaling: Scaling, printed: Partial<Arm> = {}): Arm {
  return { name, ...models[name], scaling, printed: null, ...printed };
}

/** The arms of phase 1 under control, all but the mixture of circuits there to answer what one part of it adds. */
export function phase1Arms(scaling: Scaling): Arm[] {
  return (Object.keys(models) as ModelArmName[]).map((name) => modelArm(name, scaling));
}

const CONTROLLED = [
  ...["linear", "mlp-4", "mlp-16", "mlp-64", "trigonometric", "cosine"],
  ...["quantum", "quantum-no-cnot", "quantum-frozen"],
] as readonly RouterArmName[];

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
 * The arms of a controlled experiment on routers. Classical routers of several sizes, among them one with as many parameters as the quantum router on two
 * features (MLP, 4 hidden) and one that computes the same class of functions (trigonometric products); the quantum router whole, without
 * entanglement and with a frozen circuit.
 */
export function controlledArms(scaling: Scaling, experts = 2): Arm[] {
  return CONTROLLED.map((name) => armOf(name, { experts, scaling }));
}
