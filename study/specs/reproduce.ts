import { fail, lookUp } from "../../core/errors.ts";
import type { Options, Values } from "../../core/fields.ts";
import { boolean, integer, number, resolve } from "../../core/fields.ts";
import type { Experiment, StudySpec } from "../results.ts";
import { generated } from "../source.ts";
import { armOf, CONTROLLED_SCALINGS, controlledArms } from "./arms.ts";
import { phase1 } from "./phase-1.ts";
import { phase3b } from "./phase-3b.ts";

/** Options of the study, for functions, flags and forms alike. */
export const reproduceFields = {
  seeds: integer({ help: "runs of each arm, each on its own data and start", min: 1, max: 1000, default: 30 }),
  threshold: number({ help: "accuracy from which a run counts as a success", min: 0, max: 1, default: 0.99 }),
  key: integer({ help: "all randomness follows from this number", min: 0, max: Number.MAX_SAFE_INTEGER, default: 0 }),
  quick: boolean({ help: "a short trial, no evidence: at most 5 seeds, 500 held-out rows", default: false }),
};

/** What the paper did in each phase on routers: shared by the published and the controlled protocol. */
const routing = {
  "2": { samples: 500, learningRate: 0.1, epochs: 50, publishedExperiment: asPublished2 },
  "3a": { samples: 1000, learningRate: 0.05, epochs: 30, publishedExperiment: asPublished3a },
} satisfies Record<string, RoutingPhase>;

type Checked = Values<typeof reproduceFields>;

/** The experiments of each phase. */
const phases = {
  "1": phase1,
  "2": (options) => routingPhase("2", options),
  "3a": (options) => routingPhase("3a", options),
  "3b": phase3b,
} satisfies Record<string, (options: Checked) => Experiment[]>;

interface RoutingPhase {
  readonly samples: number;
  readonly learningRate: number;
  readonly epochs: number;
  readonly publishedExperiment: (protocol: Published) => Experiment;
}

/** A published experiment that can be reproduced. */
export type Phase = keyof typeof phases;
export const PHASES = Object.keys(phases) as readonly Phase[];

export interface ReproduceOptions extends Options<typeof reproduceFields> {
  /** Which published experiments; default all. */
  readonly phases?: readonly Phase[];
}

const MODEL_FLAWS = [
  "Each printed number is a single run: no spread, no interval, no test.",
  "The scaler is fitted on all rows.",
  "All inputs are scaled to [0, pi], which suits angle embedding and handicaps the classical routers.",
  "No classical router computes functions of the same class (products of sines and cosines) or is standardised.",
  "No ablation: no circuit without entanglement, none with its angles frozen.",
];

/**
 * The experiments of Heddad and Bouanane, "Hybrid Quantum-Classical Mixture of Experts: Unlocking Topological Advantage via
 * Interference-Based Routing" (arXiv 2512.22296): phase 1 (classical and circuit experts), phase 2 (loss of a linear against a quantum router), phase 3a (accuracy of ReLU
 * routers of growing size against it) and phase 3b (the quantum router retrained under noise), each as published and under control. Phase 1 needs the table `mnist` of this package's samples: pass it to runStudy. Errors: an option out of bounds, an unknown or repeated phase.
 */
export function reproduceSpec({ phases: chosen = PHASES, ...options }: ReproduceOptions = {}): StudySpec {
  const values = resolve(reproduceFields, options, "reproduce");
  const { seeds, key, quick } = values;
  if (chosen.length === 0) fail("reproduce: phases", `at least one of ${PHASES.join(", ")}`, chosen);
  if (new Set(chosen).size < chosen.length) fail("reproduce: phases", "phases that differ", chosen);
  const experiments = chosen.flatMap((phase) => {
    const make = lookUp<(options: Checked) => Experiment[]>(phases, phase, "reproduce: phase");
    return make(values);
  });
  return {
    name: "reproduce",
    title: `Quantum against classical mixtures of experts: as published and under control${quick ? " (quick trial, no evidence)" : ""}`,
    key,
    seeds: quick ? Math.min(seeds, 5) : seeds,
    experiments,
  };
}

function routingPhase(phase: keyof typeof routing, { threshold, quick }: Checked): Experiment[] {
  const { samples, learningRate, epochs, publishedExperiment } = routing[phase];
  const testRows = quick ? 500 : 2000;
  const shared = { threshold, epochs, learningRate, batchSize: 32, reference: "quantum" };
  const protocol = { ...shared, samples, testRows };
  return [
    publishedExperiment({ ...shared, samples }),
    controlled(phase, "minmax", protocol),
    controlled(phase, "standard", protocol),
  ];
}

type Shared = Pick<Experiment, "threshold" | "epochs" | "learningRate" | "batchSize" | "reference">;
type Published = Shared & { readonly samples: number };

function publishedProtocol({ samples, ...shared }: Published) {
  return {
    ...shared,
    protocol: "as published",
    conditions: [],
    // The notebooks' seed; only the start values and the order of the batches differ from run to run here.
    data: generated("moons", { samples, noise: 0.1, key: 42 }, { redraw: false }),
    redraw: false,
    testRows: 0,
    scalerRows: "all",
  } as const;
}

function asPublished2(protocol: Published): Experiment {
  return {
    ...publishedProtocol(protocol),
    name: "phase-2-as-published",
    title: "Phase 2 as published: loss of a linear and of a quantum router",
    description:
      "500 moons with scikit-learn's seed 42, all of them trained on; a seed changes only start values and the order of batches. " +
      "The number is the training loss summed over the 16 batches of epoch 40, counted from 0: the notebook prints every tenth of its epochs 0 to 49. " +
      "The paper printed one run of each router.",
    flaws: [
      "The number is a training loss; no row is held out.",
      ...MODEL_FLAWS,
      "The only classical router is linear: no other router has as many parameters as the quantum one.",
      "A linear router on inputs in [0, pi] is still far from its optimum after so few steps.",
    ],
    metric: { kind: "lossSum", epoch: 40 },
    threshold: null,
    arms: [armOf("linear", { printed: 4.085 }), armOf("quantum", { printed: 0.298 })],
  };
}

function asPublished3a(protocol: Published): Experiment {
  return {
    ...publishedProtocol(protocol),
    name: "phase-3a-as-published",
    title: "Phase 3a as published: accuracy of ReLU routers of growing size and of a quantum router",
    description:
      "1000 moons with scikit-learn's seed 42, all of them trained on; a seed changes only start values and the order of batches. " +
      "The number is the accuracy on these same rows after 30 epochs. The paper printed one run of each router.",
    flaws: [
      "The accuracy is taken on the rows trained on; no row is held out.",
      ...MODEL_FLAWS,
      "All routers get one learning rate and 30 epochs, too few for the ReLU routers to converge.",
    ],
    metric: { kind: "trainAccuracy" },
    arms: [
      armOf("mlp-2", { printed: 0.875 }),
      armOf("mlp-4", { printed: 0.882 }),
      armOf("mlp-8", { printed: 0.877 }),
      armOf("mlp-16", { printed: 0.991 }),
      armOf("mlp-32", { printed: 0.995 }),
      armOf("mlp-64", { printed: 0.995 }),
      armOf("quantum", { printed: 0.996 }),
    ],
  };
}

interface Controlled extends Shared {
  readonly samples: number;
  readonly testRows: number;
}

function controlled(
  phase: keyof typeof routing,
  scaling: keyof typeof CONTROLLED_SCALINGS,
  { samples, testRows, ...shared }: Controlled,
): Experiment {
  const { epochs, learningRate } = shared;
  const { suffix, words, why } = CONTROLLED_SCALINGS[scaling];
  return {
    ...shared,
    name: `phase-${phase}-controlled${suffix}`,
    title: `Phase ${phase} under control, ${words}: accuracy on held-out rows`,
    protocol: "controlled",
    description:
      `Each seed draws new moons, a new split and new start values: ${samples} rows to train on, as published, and ${testRows} held out. ` +
      `${why} The scaler is fitted on the training rows. All arms of a seed share its rows. ${epochs} epochs at learning rate ${learningRate}, as published. ` +
      "The number is the accuracy on the held-out rows.",
    flaws: [],
    conditions: [],
    data: generated("moons", { samples: samples + testRows, noise: 0.1 }, { redraw: true }),
    redraw: true,
    testRows,
    scalerRows: "train",
    metric: { kind: "testAccuracy" },
    arms: controlledArms(scaling),
  };
}
