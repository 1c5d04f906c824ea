import { linearExpert } from "../../moe/experts/index.ts";
import { mixture } from "../../moe/index.ts";
import { onDevice } from "../../moe/on-device.ts";
import type { RouterSpec } from "../../moe/routers/index.ts";
import { linearRouter, quantumRouter, randomCircuitRouter, trigonometricRouter } from "../../moe/routers/index.ts";
import { depolarizing } from "../../quantum/channels/index.ts";
import { afterEveryGate, twoPlaces } from "../../quantum/noise/index.ts";
import type { Arm, Scaling } from "../results.ts";
import { matchedFourier, matchedMlp, trainedParameters } from "../specs/matched.ts";
import { ownClass, TRIGONOMETRIC } from "./own-class.ts";

/** The router under audit: options of `quantumRouter`. */
export type Subject = Extract<RouterSpec, { readonly kind: "quantum" }>;

export interface ArmsOptions {
  readonly subject: Subject;
  readonly features: number;
  readonly experts: number;
  /** Error probability of the depolarizing noise that claims of survival name. */
  readonly noise: number;
  readonly scaling: Scaling;
}

/** The subject's arm. */
export const SUBJECT = "quantum";

/** Depths at which interference is taken away. */
export const DEPTHS = [1, 2, 3, 4] as const;

/** What arms of other depths are called; the subject's own depth is the subject. */
export function depthArm(layers: number, subject: Subject): string {
  return layers === subject.layers ? SUBJECT : `quantum-${layers}-layers`;
}

/** The arm at a depth that is trained without interference, or with depolarizing of the same probability of an error. */
export function dialArm(layers: number, by: Subject["dialBy"]): string {
  return `${by === "dephasing" ? "dial" : "depolarized"}-${layers}-layers`;
}

/** All depths that are audited: 1 to 4 and the subject's. */
export function depthsOf({ layers }: Subject): number[] {
  return [...new Set([...DEPTHS, layers])].sort((a, b) => a - b);
}

/**
 * The arms of an audit. They differ in their router alone: the subject; classical routers, with as many parameters (MLP, random Fourier features), with the
 * subject's class of functions, and a linear one; the subject without one of its parts (entanglement, training, interference at each depth); and the subject trained under noise.
 */
export function auditArms({ subject, features, experts, noise, scaling }: ArmsOptions): Arm[] {
  const arm = (name: string, label: string, router: RouterSpec): Arm => {
    const model = mixture({ router, experts: Array.from({ length: experts }, () => linearExpert()) });
    return { name, label, model, scaling, printed: null };
  };
  const varied = (options: Partial<Subject>): Subject => {
    const { kind: _, ...rest } = subject;
    return quantumRouter({ ...rest, ...options });
  };
  const { kind: _, circuit: __, ...circuit } = subject;
  const shape = { features, experts };
  const size = trainedParameters(subject, shape);
  const depths = depthsOf(subject);
  const own = ownClass(subject, features);
  const layered = (layers: number): string => `${layers} ${layers === 1 ? "layer" : "layers"}`;
  return [
    arm(SUBJECT, `Quantum, ${layered(subject.layers)}`, subject),
    arm("linear", "Linear", linearRouter()),
    arm("mlp", "MLP, as many parameters", matchedMlp(size, shape)),
    arm("fourier", "Random Fourier features, as many parameters", matchedFourier(size, shape)),
    arm(TRIGONOMETRIC.name, TRIGONOMETRIC.label, TRIGONOMETRIC.router),
    ...(own === null || own.name === TRIGONOMETRIC.name ? [] : [arm(own.name, own.label, own.router)]),
    arm("cosine", "Cosine products", trigonometricRouter({ terms: "cosine" })),
    arm("no-entanglement", "Quantum without entanglement", varied({ entanglement: "none" })),
    arm("frozen", "Quantum, circuit frozen", varied({ circuit: "frozen" })),
    arm("random-circuits", "Random circuit features", randomCircuitRouter(circuit)),
    ...depths
      .filter((layers) => layers !== subject.layers)
      .map((layers) => arm(depthArm(layers, subject), `Quantum, ${layered(layers)}`, varied({ layers }))),
    ...depths.map((layers) =>
      arm(dialArm(layers, "dephasing"), `No interference, ${layered(layers)}`, varied({ layers, dial: 1 })),
    ),
    ...depths.map((layers) =>
      arm(
        dialArm(layers, "depolarizing"),
        `Depolarized as much, ${layered(layers)}`,
        varied({ layers, dial: 1, dialBy: "depolarizing" }),
      ),
    ),
    noisy(arm("noise-two-places", `Noise at two places, p = ${noise}`, subject), noise, twoPlaces),
    noisy(arm("noise-every-gate", `Noise after every gate, p = ${noise}`, subject), noise, afterEveryGate),
  ];
}

/** The arm trained under depolarizing noise. */
function noisy(arm: Arm, p: number, placer: typeof twoPlaces): Arm {
  const device = { noise: placer(depolarizing({ p })), shots: 0, trajectories: 0, mitigation: [] };
  return { ...arm, model: onDevice(arm.model, device) };
}
