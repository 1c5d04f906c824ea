import type { Subject } from "./arms.ts";
import { depthArm, depthsOf, dialArm, SUBJECT } from "./arms.ts";
import type { Claim } from "./claim.ts";
import { ownClass } from "./own-class.ts";

export interface ClaimOptions {
  readonly subject: Subject;
  /** Of the data. */
  readonly features: number;
  /** Smallest difference in accuracy that matters, and the margin of needs and survival. */
  readonly effect: number;
  /** Accuracy from which a run counts as one that has learned. */
  readonly threshold: number;
  /** Error probability of the noise that is to be survived. */
  readonly noise: number;
}

/** Smallest difference in the share of runs that learn. */
const SHARE = 0.1;
/** Smallest difference in the share of experts in use. */
const BALANCE = 0.05;
/** Every classical router of an audit. */
const CLASSICAL = ["linear", "mlp", "fourier", "trigonometric", "cosine"] as const;
/** Smallest difference in dimensions of a kernel. */
const DIMENSIONS = 1;

/** What Heddad and Bouanane, arXiv 2512.22296, claim for their router, as claims about the arms of `auditArms`; without that on its class of functions where it has none (`ownClass`). */
export function paperClaims({ subject, features, effect, threshold, noise }: ClaimOptions): Claim[] {
  const accuracy = { metric: "accuracy", estimand: "mean" } as const;
  const beats = { ...accuracy, kind: "beats", smallestEffect: effect } as const;
  const against = (...names: readonly string[]): Claim["comparisons"] =>
    names.map((name) => ({ arm: SUBJECT, against: name }));
  const own = ownClass(subject, features);
  return [
    {
      ...beats,
      name: "beats-linear",
      statement: "The quantum router beats a linear router.",
      comparisons: against("linear"),
    },
    {
      ...beats,
      name: "beats-as-many-parameters",
      statement: "The quantum router beats an MLP and random Fourier features with as many parameters.",
      comparisons: against("mlp", "fourier"),
    },
    ...(own === null
      ? []
      : [
          {
            ...beats,
            name: "beats-own-function-class",
            statement: "The quantum router beats its own class of functions when that is trained classically.",
            comparisons: against(own.name),
          },
        ]),
    {
      ...accuracy,
      kind: "needs",
      margin: effect,
      name: "needs-entanglement",
      statement: "The quantum router needs entanglement.",
      comparisons: against("no-entanglement"),
    },
    {
      ...accuracy,
      kind: "needs",
      margin: effect,
      name: "needs-interference",
      statement: "The quantum router needs interference, at each depth that was tried.",
      comparisons: depthsOf(subject).map((layers) => ({
        arm: depthArm(layers, subject),
        against: dialArm(layers, "dephasing"),
      })),
    },
    {
      ...accuracy,
      kind: "survives",
      margin: effect,
      name: "survives-noise",
      statement: `The quantum router survives depolarizing noise of p = ${noise} after the embedding and before the measurement, when it is trained under it.`,
      comparisons: [{ arm: "noise-two-places", against: SUBJECT }],
    },
    {
      ...accuracy,
      kind: "survives",
      margin: effect,
      name: "survives-gate-noise",
      statement: `The quantum router survives depolarizing noise of p = ${noise} after every gate, when it is trained under it.`,
      comparisons: [{ arm: "noise-every-gate", against: SUBJECT }],
    },
    {
      kind: "exceeds",
      metric: "kernelGain",
      estimand: "mean",
      smallestEffect: DIMENSIONS,
      name: "high-dimensional-kernel",
      statement:
        "The quantum router is a high-dimensional kernel: its kernel spreads rows over more dimensions than a Gaussian one.",
      comparisons: [{ arm: SUBJECT, against: null }],
    },
    {
      kind: "beats",
      metric: "balance",
      estimand: "mean",
      smallestEffect: BALANCE,
      name: "balances-experts",
      statement: "The quantum router keeps its experts more evenly busy than each of the classical routers.",
      comparisons: against(...CLASSICAL),
    },
    {
      kind: "beats",
      metric: "accuracy",
      estimand: "share",
      threshold,
      smallestEffect: SHARE,
      name: "learns-more-reliably",
      statement: `More runs of the quantum router than of each of the classical routers reach an accuracy of ${threshold}.`,
      comparisons: against(...CLASSICAL),
    },
  ];
}
