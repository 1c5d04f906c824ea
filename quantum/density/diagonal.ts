import type { MapOp } from "./plan.ts";
import type { SharedValues } from "./values.ts";

/** The factors of a map's coordinates: its signs times the diagonal noise in it. */
export interface Diagonal {
  /** Factors change with the parameters. */
  readonly trained: boolean;
  /** Writes the factors (4^n,) to out from `at` on. */
  fill(values: SharedValues, out: Float64Array, at: number): void;
  /** sums: (4^n,) from `at` on, the derivatives by the factors. Adds those by strengths to values. */
  backward(values: SharedValues, sums: Float64Array, at: number): void;
}

/** slots: of the terms' channels; trained: which of them have a parameter. */
export function openDiagonal({ signs, terms }: MapOp, slots: readonly number[], trained: readonly boolean[]): Diagonal {
  const size = signs.length;
  const side = (k: number): number => (terms[k]!.channel.wires === 1 ? 4 : 16);
  /** sums over the coordinates of each class, of one term. */
  const byClass = new Float64Array(16);
  return {
    trained: trained.some((one) => one),
    fill({ transfers }, out, at) {
      for (let i = 0; i < size; i++) out[at + i] = signs[i]!;
      for (let k = 0; k < terms.length; k++) {
        const transfer = transfers[slots[k]!]!;
        const { classes } = terms[k]!;
        const step = side(k) + 1;
        for (let i = 0; i < size; i++) out[at + i]! *= transfer[classes[i]! * step]!;
      }
    },
    backward({ transfers, slopes, gradStrengths }, sums, at) {
      for (let k = 0; k < terms.length; k++) {
        if (!trained[k]) continue;
        const { classes } = terms[k]!;
        byClass.fill(0);
        for (let i = 0; i < size; i++) {
          // The other terms' product, not a quotient: a factor may be 0.
          let others = sums[at + i]! * signs[i]!;
          for (let j = 0; j < terms.length; j++) {
            if (j !== k) others *= transfers[slots[j]!]![terms[j]!.classes[i]! * (side(j) + 1)]!;
          }
          byClass[classes[i]!]! += others;
        }
        const own = slopes[slots[k]!]!;
        const step = side(k) + 1;
        for (let s = 0; s < own.length; s++) {
          let sum = 0;
          for (let c = 0; c < side(k); c++) sum += byClass[c]! * own[s]![c * step]!;
          gradStrengths[slots[k]!]![s]! += sum;
        }
      }
    },
  };
}
