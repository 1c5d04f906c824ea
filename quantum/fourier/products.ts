import { sincosInto } from "../../core/math/index.ts";
import type { Terms } from "./terms.ts";

/** Values of all terms for rows, with working memory. */
export interface OpenProducts {
  /** Readies rows 0 to batch - 1. x: (batch, inputs). */
  prepare(x: Float64Array, batch: number): void;
  /** The prepared row's terms, the constant first: (count,), valid until the next call. */
  values(row: number): Float64Array;
  /** grads: (count,), derivatives by the values last given, overwritten. Writes the derivative by the row's inputs to gradX[at ..]. */
  backward(row: number, x: Float64Array, grads: Float64Array, gradX: Float64Array, at: number): void;
}

/** Opens terms for batches of up to maxBatch rows of `inputs` numbers. Multiples of an angle come by the addition theorem. */
export function openProducts(
  { phases, count, all, parents, factors }: Terms,
  inputs: number,
  maxBatch: number,
): OpenProducts {
  const numPhases = phases.length;
  const first = Int32Array.from(phases, ({ input }) => input);
  const second = Int32Array.from(phases, ({ other }) => other ?? -1);
  const angles = new Float64Array(maxBatch * numPhases);
  const sines = new Float64Array(angles.length);
  const cosines = new Float64Array(angles.length);
  const sizes = Int32Array.from(phases, ({ degree }) => 2 * degree + 1);
  const width = sizes.reduce((sum, size) => sum + size, 0);
  // One row's 1, cos a, sin a, cos 2a, ... of each phase, and derivatives by them.
  const table = new Float64Array(width);
  const slopes = new Float64Array(width);
  const products = new Float64Array(count);
  return {
    prepare(x, batch) {
      for (let s = 0, k = 0; s < batch; s++) {
        for (let p = 0; p < numPhases; p++, k++) {
          const angle = phases[p]!.rate * x[s * inputs + first[p]!]!;
          angles[k] = second[p]! < 0 ? angle : angle * x[s * inputs + second[p]!]!;
        }
      }
      sincosInto(angles, sines, cosines, batch * numPhases);
    },
    values(row) {
      for (let p = 0, at = 0; p < numPhases; p++) {
        const c = cosines[row * numPhases + p]!;
        const s = sines[row * numPhases + p]!;
        let ck = 1;
        let sk = 0;
        table[at++] = 1;
        for (let k = (sizes[p]! - 1) >> 1; k > 0; k--) {
          const next = ck * c - sk * s;
          sk = sk * c + ck * s;
          ck = next;
          table[at++] = ck;
          table[at++] = sk;
        }
      }
      products[0] = 1;
      if (!all) {
        for (let t = 1; t < count; t++) products[t] = products[parents[t]!]! * table[factors[t]!]!;
        return products;
      }
      // From the last phase to the first, each of which repeats what there is times each of its factors.
      for (let p = numPhases - 1, length = 1, at = width; p >= 0; p--) {
        const size = sizes[p]!;
        at -= size;
        for (let d = 1, k = length; d < size; d++) {
          const factor = table[at + d]!;
          for (let t = 0; t < length; t++) products[k++] = products[t]! * factor;
        }
        length *= size;
      }
      return products;
    },
    backward(row, x, grads, gradX, at) {
      this.values(row);
      slopes.fill(0);
      // From the back: a term's parent stands before it.
      for (let t = count - 1; t > 0; t--) {
        const grad = grads[t]!;
        slopes[factors[t]!]! += grad * products[parents[t]!]!;
        grads[parents[t]!]! += grad * table[factors[t]!]!;
      }
      gradX.fill(0, at, at + inputs);
      for (let p = 0, k = 0; p < numPhases; p++) {
        const { rate, degree } = phases[p]!;
        let slope = 0;
        k++;
        for (let m = 1; m <= degree; m++, k += 2)
          slope += m * (slopes[k + 1]! * table[k]! - slopes[k]! * table[k + 1]!);
        slope *= rate;
        const i = first[p]!;
        const j = second[p]!;
        if (j < 0) gradX[at + i]! += slope;
        else {
          gradX[at + i]! += slope * x[row * inputs + j]!;
          gradX[at + j]! += slope * x[row * inputs + i]!;
        }
      }
    },
  };
}
