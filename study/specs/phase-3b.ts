import type { Experiment } from "../results.ts";
import { generated } from "../source.ts";
import { CONTROLLED_SCALINGS, controlledArms } from "./arms.ts";
import { depolarized, noisyArm } from "./noisy-arms.ts";

/** What the paper printed: the accuracy after training at each p. */
const PRINTED = [
  [0, 1.0],
  [0.02, 0.982],
  [0.05, 0.989],
  [0.1, 0.994],
  [0.15, 0.986],
  [0.2, 0.975],
] as const;

/** Under control: `moire noise` has the whole picture. */
const CONTROLLED_P = [0, 0.05, 0.1, 0.2];

const TRAINING = { epochs: 20, batchSize: 32, learningRate: 0.05 };
const SAMPLES = 1000;
const QUANTUM = ["quantum", "quantum-no-cnot", "quantum-frozen"];

const at = (p: number, printed: number | null) =>
  noisyArm("quantum", { place: "twoPlaces", p, shots: 0 }, depolarized("twoPlaces", p), { printed });

export interface Phase3bOptions {
  readonly threshold: number;
  readonly quick: boolean;
}

/** Phase 3b: the quantum router retrained under depolarizing noise at two places, as published and under control. */
export function phase3b({ threshold, quick }: Phase3bOptions): Experiment[] {
  return [published(threshold), controlled(threshold, quick ? 500 : 2000)];
}

function published(threshold: number): Experiment {
  return {
    ...TRAINING,
    name: "phase-3b-as-published",
    title: "Phase 3b as published: the quantum router retrained under depolarizing noise",
    protocol: "as published",
    description:
      "1000 moons with scikit-learn's seed 42, all of them trained on; a seed changes only start values and the order of batches. Depolarizing noise with error " +
      "probability p acts on each wire after the embedding and before the measurement; the router is trained anew at each p. The number is the accuracy on these same " +
      "rows after 20 epochs, under the noise trained with. The paper printed one run at each p.",
    flaws: [
      "The accuracy is taken on the rows trained on; no row is held out.",
      "Each printed number is a single run: no spread, no interval, no test. The printed values do not even fall in order of p.",
      "Noise is put at two places only; on a machine it comes with every gate.",
      "The router is retrained under each noise, with exact gradients through it: robustness of training, not of a trained model.",
      "Expectations are exact: no shots, so noise that shrinks them costs nothing, and no readout error.",
      "No classical router is beside it.",
      "The scaler is fitted on all rows.",
    ],
    data: generated("moons", { samples: SAMPLES, noise: 0.1, key: 42 }, { redraw: false }),
    redraw: false,
    testRows: 0,
    scalerRows: "all",
    metric: { kind: "trainAccuracy" },
    threshold,
    reference: "quantum-p0",
    arms: PRINTED.map(([p, printed]) => at(p, printed)),
    conditions: [],
  };
}

function controlled(threshold: number, testRows: number): Experiment {
  const { why, words } = CONTROLLED_SCALINGS.minmax;
  const classical = controlledArms("minmax").filter(({ name }) => !QUANTUM.includes(name));
  return {
    ...TRAINING,
    name: "phase-3b-controlled",
    title: `Phase 3b under control, ${words}: accuracy on held-out rows`,
    protocol: "controlled",
    description:
      `Each seed draws new moons, a new split and new start values: ${SAMPLES} rows to train on, as published, and ${testRows} held out. ${why} The scaler is fitted on the training rows. ` +
      "All arms of a seed share its rows. 20 epochs at learning rate 0.05, noise at the two places while training and while testing, and exact expectations, as published; no noise touches the classical routers. " +
      "The number is the accuracy on the held-out rows. What noise after every gate, shots and a machine's readout do is in `moire noise`.",
    flaws: [],
    data: generated("moons", { samples: SAMPLES + testRows, noise: 0.1 }, { redraw: true }),
    redraw: true,
    testRows,
    scalerRows: "train",
    metric: { kind: "testAccuracy" },
    threshold,
    reference: "quantum-p0",
    arms: [...classical, ...CONTROLLED_P.map((p) => at(p, null))],
    conditions: [],
  };
}
