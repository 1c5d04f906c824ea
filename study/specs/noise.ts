import type { Options, Values } from "../../core/fields.ts";
import { boolean, resolve } from "../../core/fields.ts";
import type { GateTimes, NoiseModel } from "../../quantum/noise/index.ts";
import { checkNoiseModel } from "../../quantum/noise/index.ts";
import type { Condition, MitigationName, NoisePlace } from "../noise/records.ts";
import type { Arm, Experiment, StudySpec } from "../results.ts";
import { generated } from "../source.ts";
import type { RouterArmName } from "./arms.ts";
import { armOf } from "./arms.ts";
import type { Depolarized } from "./noisy-arms.ts";
import { conditionOf, depolarized, noisyArm } from "./noisy-arms.ts";
import { reproduceFields } from "./reproduce.ts";

/** Options of the study, for functions, flags and forms alike. */
export const noiseFields = {
  ...reproduceFields,
  quick: boolean({
    help: "a short trial, no evidence: at most 5 seeds, 500 held-out rows, 5 epochs and three strengths of noise",
    default: false,
  }),
};

export interface NoiseOptions extends Options<typeof noiseFields> {
  /**
   * A machine of two wires with times, such as `noiseFromIbm` makes of what a backend publishes: an experiment on it is part of the study, and decisions
   * are priced by its times. Without a machine there is no such experiment; without times, TIMES.
   */
  readonly machine?: NoiseModel;
}

/** Seconds, of the size that superconducting machines publish, and what IBM's wait by default between two shots. */
const TIMES: GateTimes = { oneWire: 36e-9, twoWires: 300e-9, readout: 5e-6, reset: 250e-6 };

const CLASSICAL = [
  ...["linear", "mlp-4", "mlp-16", "mlp-64", "trigonometric", "cosine", "fourier", "rbf"],
] as readonly RouterArmName[];
const QUANTUM = ["quantum", "quantum-no-cnot", "quantum-frozen"] as const satisfies readonly RouterArmName[];

/** Shots at test; 0: exact. */
const SHOTS = [0, 100, 1000, 10_000] as const;
/** Mitigation is tried with exact expectations and with so many shots. */
const MITIGATED = [0, 1000] as const;

/** After every gate a decision passes noise a dozen times on each wire, not twice. */
const grids: Readonly<Record<Depolarized, readonly number[]>> = {
  twoPlaces: [0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6],
  everyGate: [0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2],
};

const places: Readonly<
  Record<Depolarized, { readonly suffix: string; readonly words: string; readonly where: string }>
> = {
  twoPlaces: {
    suffix: "two-places",
    words: "noise at two places",
    where: "on each wire after the embedding and before the measurement, as in the paper's phase 3b",
  },
  everyGate: {
    suffix: "every-gate",
    words: "noise after every gate",
    where: "after every gate on each of its wires, as on hardware",
  },
};

/**
 * The noise laboratory: whether the quantum router survives noise that is placed, trained and sampled as hardware does it, beside classical routers that no noise
 * touches. Noise at training x noise at test, at two places and after every gate; exact expectations and shots; with and without mitigation; training with
 * shots; and a machine. Errors: an option out of bounds; no noise model.
 */
export function noiseSpec({ machine, ...options }: NoiseOptions = {}): StudySpec {
  const values = resolve(noiseFields, options, "noise");
  const { seeds, key, quick } = values;
  const model = machine === undefined ? null : checkNoiseModel(machine);
  const times = model?.times ?? TIMES;
  return {
    name: "noise",
    title: `The quantum router under noise, shots and mitigation${quick ? " (quick trial, no evidence)" : ""}`,
    key,
    seeds: quick ? Math.min(seeds, 5) : seeds,
    experiments: [
      crossed("twoPlaces", values, times),
      crossed("everyGate", values, times),
      withShots(values, times),
      ...(model === null ? [] : [onMachine(values, model)]),
    ],
  };
}

type Checked = Values<typeof noiseFields>;

function protocol({ threshold, quick }: Checked, trainRows = 1000) {
  const testRows = quick ? 500 : 2000;
  return {
    protocol: "controlled",
    flaws: [],
    data: generated("moons", { samples: trainRows + testRows, noise: 0.1 }, { redraw: true }),
    redraw: true,
    testRows,
    scalerRows: "train",
    epochs: quick ? 5 : 20,
    batchSize: 32,
    learningRate: 0.05,
    metric: { kind: "testAccuracy" },
    threshold,
    reference: "quantum-p0",
  } as const;
}

const rowsOf = (trainRows: number, { quick }: Checked): string =>
  `Each seed draws new moons, a new split and new start values: ${trainRows} rows to train on and ${quick ? 500 : 2000} held out, inputs scaled to [0, pi] by the training rows; all arms of a seed share its rows. ${quick ? 5 : 20} epochs at learning rate 0.05.`;

const classical = (): Arm[] => CLASSICAL.map((name) => armOf(name));

/** Noise at training x noise at test. */
function crossed(place: Depolarized, values: Checked, times: GateTimes): Experiment {
  const { suffix, words, where } = places[place];
  const grid = gridOf(place, values);
  const arms = QUANTUM.flatMap((name) =>
    grid.map((p) => noisyArm(name, { place, p, shots: 0 }, depolarized(place, p, times))),
  );
  return {
    ...protocol(values),
    name: `noise-${suffix}`,
    title: `Moons, ${words}: accuracy on held-out rows`,
    description:
      `Depolarizing noise with error probability p ${where}. Each quantum router is trained at each p with exact expectations, then scored at each p: exactly, from 100, 1,000 and 10,000 shots, and with zero-noise extrapolation (an exponential through the circuit as it is and folded to three times its length); the ablations exactly and from 1,000 shots. ` +
      `No noise touches the classical routers; the scaling is the published one, which handicaps them (standardised inputs are in the controlled experiments of \`moire reproduce\`). ${rowsOf(1000, values)}`,
    arms: [...classical(), ...arms],
    conditions: [
      ...conditionsOf(place, grid, SHOTS, ["none"], times),
      ...conditionsOf(place, grid, MITIGATED, ["zeroNoise"], times),
    ],
  };
}

function gridOf(place: Depolarized, { quick }: Checked): readonly number[] {
  return quick ? grids[place].filter((_, i) => i % 3 === 0) : grids[place];
}

function conditionsOf(
  place: Depolarized,
  grid: readonly number[],
  shots: readonly number[],
  mitigations: readonly MitigationName[],
  times: GateTimes,
): Condition[] {
  return mitigations.flatMap((mitigation) =>
    shots.flatMap((count) =>
      grid.map((p) => conditionOf({ place, p, shots: count, mitigation }, depolarized(place, p, times, mitigation))),
    ),
  );
}

/** Training with gradients from shots. */
function withShots(values: Checked, times: GateTimes): Experiment {
  const place = "everyGate";
  const grid = [0, 0.01, 0.05];
  const rows = 200;
  const arms = [0, 1000, 100].flatMap((shots) =>
    grid.map((p) => noisyArm("quantum", { place, p, shots }, depolarized(place, p, times))),
  );
  return {
    ...protocol(values, rows),
    name: "noise-training-with-shots",
    title: "Moons, training with shots: accuracy on held-out rows",
    description:
      "The quantum router trained as a machine would train it: expectations from 1,000 or 100 shots, gradients by parameter shift with shots of their own, depolarizing noise after every gate; beside training with exact expectations. " +
      `As this takes thousands of circuits for each step, there are fewer rows. ${rowsOf(rows, values)}`,
    arms: [...classical(), ...arms],
    conditions: conditionsOf(place, grid, [0, 1000, 100], ["none"], times),
  };
}

/** A machine, as its noise model has it. */
function onMachine(values: Checked, machine: NoiseModel): Experiment {
  const place: NoisePlace = "machine";
  const noiseAt = (p: number): NoiseModel | null => (p === 0 ? null : machine);
  const arms = QUANTUM.flatMap((name) => [0, 1].map((p) => noisyArm(name, { place, p, shots: 0 }, noiseAt(p))));
  const mitigated: readonly MitigationName[] = ["readoutInversion", "zeroNoise", "both"];
  return {
    ...protocol(values),
    name: "noise-machine",
    title: `Moons on a machine (${machine.name}): accuracy on held-out rows`,
    description:
      `Gates and readout with the errors that the noise model ${machine.name} has. Each quantum router is trained on an ideal machine and on this one, and scored on both: exactly, from shots, and with readout inversion, zero-noise extrapolation, and both. ` +
      `No noise touches the classical routers. ${rowsOf(1000, values)}`,
    arms: [...classical(), ...arms],
    conditions: [
      ...[0, 1].flatMap((p) => SHOTS.map((shots) => conditionOf({ place, p, shots, mitigation: "none" }, noiseAt(p)))),
      ...mitigated.flatMap((mitigation) =>
        MITIGATED.map((shots) => conditionOf({ place, p: 1, shots, mitigation }, machine)),
      ),
    ],
  };
}
