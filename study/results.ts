import type { ScalerKind } from "../data/scalers.ts";
import type { MixtureSpec } from "../moe/mixture.ts";
import type { TrainingOptions, TrainingSpec } from "../train/index.ts";
import type { AblationLine, Effect } from "./ablation/records.ts";
import type { MeasureName } from "./measures.ts";
import type { Breakdown, Condition, DecisionCost, ShotsNeeded, TrainedUnder } from "./noise/records.ts";
import type { Tuning } from "./tuning.ts";

/** How the inputs are scaled before training. `minmax` maps each feature to [0, pi]; `unit` gives each row the length 1. */
export type Scaling = ScalerKind;

/** How the models of an experiment are trained; all else has the defaults of `fit`. */
export type Training = Pick<TrainingSpec, "epochs" | "batchSize" | "learningRate">;

/** One configuration under comparison. */
export interface Arm {
  /** Short and unique within the experiment: `mlp-16`. */
  readonly name: string;
  /** For tables and figures: `MLP, 16 hidden`. */
  readonly label: string;
  readonly model: MixtureSpec;
  readonly scaling: Scaling;
  /** What this arm's training has of its own; all else is as the experiment says. */
  readonly training?: Omit<TrainingOptions, "scaling">;
  /** What the paper printed for this arm (a single run), if it did. */
  readonly printed: number | null;
  /** How long the paper's run took by its own print, if it says so, and on how many rows for how many epochs. */
  readonly printedTime?: { readonly seconds: number; readonly rows: number; readonly epochs: number };
  /** What is measured of each trained model besides its accuracy. */
  readonly measures?: readonly MeasureName[];
  /** Of a quantum arm in a study of noise. */
  readonly trainedUnder?: TrainedUnder;
  /** The arm's name without its noise, where arms differ in that alone: `quantum-no-cnot`. */
  readonly family?: string;
}

interface Shape {
  readonly samples: number;
  /** Their names. */
  readonly features: readonly string[];
  /** Their names. */
  readonly classes: readonly string[];
}

/**
 * Where an experiment's rows come from. A generator is one of moire/data by name, with its options; where each seed draws new rows these
 * hold no key, as the generator's seeds then follow from the study's key. A table is passed to the study: only its name and shape are kept here.
 */
export type DataSource =
  | ({ readonly kind: "generator"; readonly name: string; readonly options: Readonly<Record<string, unknown>> } & Shape)
  | ({ readonly kind: "table"; readonly name: string } & Shape);

/** One protocol on one kind of data: all its arms are trained under the same conditions, once per seed. */
export interface Experiment extends Training {
  /** `phase-3a-controlled`. */
  readonly name: string;
  readonly title: string;
  readonly protocol: "as published" | "controlled";
  /** What is done, in two or three plain sentences. */
  readonly description: string;
  /** What is wrong with an as-published protocol; empty for a controlled one. */
  readonly flaws: readonly string[];
  readonly data: DataSource;
  /** True: each seed draws new data from the generator. False: one fixed table, split anew for each seed (or not split at all). */
  readonly redraw: boolean;
  /** Rows held out for testing; 0: the metric is taken on the training rows. */
  readonly testRows: number;
  /** Rows trained on, drawn class by class from those not held out; missing: all of them. */
  readonly trainRows?: number;
  /** Rows the scaler is fitted on. */
  readonly scalerRows: "all" | "train";
  /** Missing: every run has its arm's own learning rate, or the experiment's. */
  readonly tuning?: Tuning;
  /** `lossSum`: the training loss summed over the batches of epoch `epoch` (counted from 0). */
  readonly metric:
    | { readonly kind: "testAccuracy" | "trainAccuracy" }
    | { readonly kind: "lossSum"; readonly epoch: number };
  /** A run succeeds when its accuracy is at least this; null where the metric is no accuracy. */
  readonly threshold: number | null;
  /** Every other arm is compared with this one. */
  readonly reference: string;
  readonly arms: readonly Arm[];
  /** What the trained model of each quantum arm is scored under, on the held-out rows; empty but in studies of noise. See `isScored`. */
  readonly conditions: readonly Condition[];
  /** Of studies that move switches: which arms, under which conditions, make up which axis. */
  readonly ablation?: readonly AblationLine[];
}

export interface StudySpec {
  /** The command that makes it: `reproduce`, `noise`, `compare`. */
  readonly name: string;
  readonly title: string;
  /** All randomness of the study follows from this number. */
  readonly key: number;
  readonly seeds: number;
  readonly experiments: readonly Experiment[];
}

/** One seed of one arm of one experiment. */
export interface Run {
  readonly experiment: string;
  readonly arm: string;
  readonly seed: number;
  readonly metric: number;
  /** The learning rate that was chosen; missing where there is no tuning. */
  readonly learningRate?: number;
  readonly trainAccuracy: number;
  readonly testAccuracy: number | null;
  /** Mean training loss of each epoch, to six significant digits: of as many as were trained, where training stops early. */
  readonly losses: readonly number[];
  /** Share of the routing weight that each expert gets over the scored rows (sums to 1). */
  readonly load: readonly number[];
  /** What the arm's measures gave, by name; missing where it has none. */
  readonly measures?: Readonly<Partial<Record<MeasureName, number>>>;
  /**
   * Accuracy under each of the experiment's conditions, in their order; null where the arm is not scored under one. Empty for arms that no noise
   * touches.
   */
  readonly conditions: readonly (number | null)[];
}

export type Interval = readonly [low: number, high: number];

/** An arm minus the reference arm, paired by seed. */
export interface Difference {
  readonly mean: number;
  /** 95 %, not adjusted for the number of arms. */
  readonly interval: Interval;
  readonly test: "Wilcoxon signed-rank" | "corrected resampled t";
  readonly p: number;
  /** After Holm's correction over the arms of the experiment. */
  readonly pHolm: number;
}

export interface ArmSummary {
  readonly experiment: string;
  readonly arm: string;
  readonly runs: number;
  readonly routerParameters: number;
  readonly totalParameters: number;
  readonly mean: number;
  /** 95 % of the mean: bootstrap where runs are independent, corrected resampled t (cut to possible values) on one fixed table. */
  readonly interval: Interval;
  readonly min: number;
  readonly median: number;
  readonly max: number;
  /** Runs at or above the threshold, with the 95 % Wilson interval of their share. */
  readonly success: { readonly count: number; readonly share: number; readonly interval: Interval } | null;
  /** Where the printed value falls among the runs: the share of runs below it, ties counted half. */
  readonly printedQuantile: number | null;
  /** Mean loss of each epoch over the runs that had it: 10th, 50th and 90th percentile. */
  readonly lossBand: readonly { readonly low: number; readonly median: number; readonly high: number }[];
  /** Expert loads, each run's sorted from busiest to idlest, averaged over the runs. */
  readonly load: readonly number[];
  /** Null for the reference arm, and where there are fewer than two runs. */
  readonly difference: Difference | null;
  /** Mean accuracy under each condition, with its 95 % interval: like those of the runs. */
  readonly conditions: readonly ({ readonly mean: number; readonly interval: Interval } | null)[];
}

/** One trained model of an arm, so that pictures can be drawn without training again: the run whose metric is the median. */
export interface Showcase {
  readonly experiment: string;
  readonly arm: string;
  readonly seed: number;
  readonly params: readonly number[];
  /** x' = (x - shift) * factor, feature by feature. */
  readonly scaler: { readonly shift: readonly number[]; readonly factor: readonly number[] };
  /** Names of the two axes: the features, or two principal components (of the standardised features) where there are more than two. */
  readonly axes: readonly [string, string];
  /** Up to 400 of the scored rows (100 where there are conditions), before scaling; coordinates and weights to six significant digits. */
  readonly points: readonly {
    readonly at: readonly [number, number];
    readonly label: number;
    readonly predicted: number;
    /** Routing weight of each expert. */
    readonly weights: readonly number[];
  }[];
}

/** The results file: a report, every table and every figure are made from it alone. */
export interface Results {
  readonly format: "moire-results-3";
  readonly study: StudySpec;
  readonly versions: { readonly moire: string; readonly engine: string; readonly precision: string };
  readonly runs: readonly Run[];
  readonly summaries: readonly ArmSummary[];
  readonly showcases: readonly Showcase[];
  /** Of studies of noise; else these three are empty. They follow from the spec and the runs, but for shots needed, which follow from the showcases. */
  readonly breakdowns: readonly Breakdown[];
  readonly costs: readonly DecisionCost[];
  readonly shotsNeeded: readonly ShotsNeeded[];
  /** Of studies that move switches; else missing. They follow from the spec and the runs. */
  readonly effects?: readonly Effect[];
}
