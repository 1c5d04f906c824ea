import type { Dataset } from "../data/dataset.ts";
import type { RegressionDataset } from "../data/regression.ts";

/** How well one class is told from the others. */
export interface ClassScore {
  /** Share of the class's rows that are predicted as it; null where it has none. */
  readonly recall: number | null;
  /** Share of the rows predicted as the class that are of it; null where none is. */
  readonly precision: number | null;
}

/** How well one target is predicted, in its own unit. */
export interface TargetScore {
  readonly meanSquared: number;
  readonly meanAbsolute: number;
  /** 1 - squared differences over those from the target's mean; of a constant target 1 if predicted exactly, else 0, as scikit-learn has it. */
  readonly r2: number;
}

/** confusion[label][predicted]: counts of rows. */
export function confusionOf({ y, numClasses }: Dataset, predicted: Int32Array): number[][] {
  const confusion = Array.from({ length: numClasses }, () => new Array<number>(numClasses).fill(0));
  y.forEach((label, s) => {
    confusion[label]![predicted[s]!]! += 1;
  });
  return confusion;
}

/** One entry for each class. */
export function classScores(confusion: readonly (readonly number[])[]): ClassScore[] {
  return confusion.map((row, c) => {
    const right = row[c]!;
    const rows = row.reduce((sum, count) => sum + count, 0);
    const predicted = confusion.reduce((sum, other) => sum + other[c]!, 0);
    return { recall: rows === 0 ? null : right / rows, precision: predicted === 0 ? null : right / predicted };
  });
}

/** One entry for each target. predicted: (numSamples, numTargets), row by row. */
export function targetScores(
  { targets, numSamples, numTargets }: RegressionDataset,
  predicted: Float64Array,
): TargetScore[] {
  return Array.from({ length: numTargets }, (_, t) => {
    let sum = 0;
    let constant = true;
    for (let i = t; i < targets.length; i += numTargets) {
      sum += targets[i]!;
      if (targets[i] !== targets[t]) constant = false;
    }
    const mean = sum / numSamples;
    let squared = 0;
    let absolute = 0;
    let spread = 0;
    for (let i = t; i < targets.length; i += numTargets) {
      const difference = predicted[i]! - targets[i]!;
      squared += difference * difference;
      absolute += Math.abs(difference);
      spread += (targets[i]! - mean) * (targets[i]! - mean);
    }
    // Told apart from rounding.
    const r2 = constant ? Number(squared === 0) : 1 - squared / spread;
    return {
      meanSquared: squared / numSamples,
      meanAbsolute: absolute / numSamples,
      r2,
    };
  });
}
