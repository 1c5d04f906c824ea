import { everyWord } from "./images.ts";
import type { DiagonalTerm, MapOp } from "./plan.ts";
import type { SharedValues } from "./values.ts";

/** The factors of a map's coordinates: its signs times the diagonal noise in it. */
export interface Diagonal {
  /** Factors change with the parameters. */
  readonly trained: boolean;
  /** Writes the factors (4^n,) to out from `at` on. */
  fill(values: SharedValues, out: Float64Array, at: number): void;
  /** sums: (4^n,) from `at` on, the derivatives by the factors of the last fill. Adds those by strengths to values. */
  backward(values: SharedValues, sums: Float64Array, at: number): void;
}

/** slots: of the terms' channels; trained: which of them have a parameter. */
export function openDiagonal({ map, terms }: MapOp, slots: readonly number[], trained: readonly boolean[]): Diagonal {
  const side = (k: number): number => (terms[k]!.channel.wires === 1 ? 4 : 16);
  /** sums over the coordinates of each class, of one term. */
  const byClass = new Float64Array(16);
  const again = trained.includes(true);
  /** Signs and classes, kept where factors are made again and again. */
  let kept: { readonly signs: Int8Array; readonly classes: readonly Uint8Array[] } | null = null;
  return {
    trained: again,
    fill({ transfers }, out, at) {
      if (again && kept === null) {
        const signs = map.signs();
        kept = { signs, classes: terms.map((term) => classesOf(term, new Uint8Array(signs.length))) };
      }
      const signs = kept?.signs ?? map.signs();
      const size = signs.length;
      const scratch = kept === null ? new Uint8Array(size) : null;
      for (let i = 0; i < size; i++) out[at + i] = signs[i]!;
      for (let k = 0; k < terms.length; k++) {
        const transfer = transfers[slots[k]!]!;
        const classes = scratch === null ? kept!.classes[k]! : classesOf(terms[k]!, scratch);
        const step = side(k) + 1;
        for (let i = 0; i < size; i++) out[at + i]! *= transfer[classes[i]! * step]!;
      }
    },
    backward({ transfers, slopes, gradStrengths }, sums, at) {
      const { signs, classes: all } = kept!;
      const size = signs.length;
      for (let k = 0; k < terms.length; k++) {
        if (!trained[k]) continue;
        const classes = all[k]!;
        byClass.fill(0);
        for (let i = 0; i < size; i++) {
          // The other terms' product, not a quotient: a factor may be 0.
          let others = sums[at + i]! * signs[i]!;
          for (let j = 0; j < terms.length; j++) {
            if (j !== k) others *= transfers[slots[j]!]![all[j]![i]! * (side(j) + 1)]!;
          }
          byClass[classes[i]!]! += others;
        }
        const own = slopes[slots[k]!]!;
        const step = side(k) + 1;
        for (let s = 0; s < own.length; s++) {
          let sum = 0;
          let steep = 0;
          for (let c = 0; c < side(k); c++) {
            const slope = own[s]![c * step]!;
            // Summed first, as infinity times 0 is no number.
            if (slope === -Infinity) steep += byClass[c]!;
            else sum += byClass[c]! * slope;
          }
          if (steep !== 0) sum -= Infinity * steep;
          gradStrengths[slots[k]!]![s]! += sum;
        }
      }
    },
  };
}

function classesOf({ letters }: DiagonalTerm, out: Uint8Array): Uint8Array {
  everyWord(letters, out);
  return out;
}
