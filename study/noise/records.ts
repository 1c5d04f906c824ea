import type { Interval } from "../../core/statistics/index.ts";
import type { Device } from "../../moe/device.ts";

/** Where noise goes: as in the paper's phase 3b, after every gate, as a machine's own noise model says, or where the interference dial puts it. */
export type NoisePlace = "twoPlaces" | "everyGate" | "machine" | "dial";

/** Noise that a quantum arm was trained under. The device itself is in the arm's model. */
export interface TrainedUnder {
  readonly place: NoisePlace;
  /** Error probability of the channel; of a machine 1, or 0 for an ideal one. */
  readonly p: number;
  /** Shots for each expectation while training; 0: exact. */
  readonly shots: number;
}

/** What is done against noise when a model is scored. */
export type MitigationName = "none" | "zeroNoise" | "readoutInversion" | "both";

/** A device that trained models are scored on. */
export interface Condition {
  /** Short and unique within the experiment: `p0.05-s100-zeroNoise`. */
  readonly name: string;
  /** For tables and figures: `p = .05, 100 shots, zero-noise extrapolation`. */
  readonly label: string;
  readonly place: NoisePlace;
  /** As in TrainedUnder. */
  readonly p: number;
  /** Shots of each circuit; 0: exact. */
  readonly shots: number;
  readonly mitigation: MitigationName;
  readonly device: Device;
  /** The arms that are scored under it, by name; missing: as `isScored` says. */
  readonly arms?: readonly string[];
}

/**
 * The first strength of noise at which a quantum router is worse than a classical control: the 95 % interval (t, paired by seed) of the difference in test
 * accuracy lies below 0. See study/noise/breakdown.ts.
 */
export interface Breakdown {
  readonly experiment: string;
  readonly place: NoisePlace;
  /** Of the quantum arms: `quantum`. */
  readonly family: string;
  /** Of the models: at the p that is tested, or at p = 0. */
  readonly trained: "at the tested p" | "clean";
  /** Shots while training; 0: exact. */
  readonly trainingShots: number;
  /** Of the conditions, as there. */
  readonly shots: number;
  readonly mitigation: MitigationName;
  /** The classical arm: the one with the highest mean accuracy (`best`; which one it is follows from the runs), or an arm by name. */
  readonly against: string;
  /** Accuracy of the quantum arm minus the control's, at each p of the grid, with its 95 % interval. */
  readonly points: readonly { readonly p: number; readonly mean: number; readonly interval: Interval }[];
  /** The classical arm that was compared with. */
  readonly control: string;
  readonly found: "within the grid" | "already at 0" | "none within the grid";
  /** Interpolated linearly between grid points; 0 where already there; null: none within the grid. */
  readonly p: number | null;
  /** 95 %, by bootstrap over the seeds; null: beyond the grid. */
  readonly interval: readonly [low: number | null, high: number | null];
  /** Of the resamples: share that were worse already at p = 0, and share without breakdown within the grid. */
  readonly alreadyAtZero: number;
  readonly noneWithin: number;
}

/** What one decision costs on a machine with the noise model's times. */
export interface DecisionCost {
  readonly experiment: string;
  readonly family: string;
  readonly shots: number;
  readonly mitigation: MitigationName;
  /** Different circuits that are run for one decision. */
  readonly circuits: number;
  /** Of all circuits together. */
  readonly totalShots: number;
  readonly seconds: number;
}

/** Fewest shots with which hardly any decision differs from the one of exact expectations: of the showcase's model, on its held-out rows. */
export interface ShotsNeeded {
  readonly experiment: string;
  readonly arm: string;
  /** Noise at test, without mitigation. */
  readonly p: number;
  /** Share of the decisions that may differ: .01 or .05. */
  readonly share: number;
  /** Null: more than the most that were tried (see study/noise/shots-needed.ts). */
  readonly shots: number | null;
  /** Of one decision with so many shots. */
  readonly seconds: number | null;
}
