import type { Angle } from "../angle.ts";
import type { Transfer } from "../channels/channel.ts";
import type { Noise, Turn } from "./plan.ts";
import type { SharedValues } from "./values.ts";

/*
 * A chain of factors as one affine map of a wire's letters: rows X, Y, Z of four numbers, the first of which multiplies I. The map is built up from the
 * identity, factor by factor, and every state of it is kept, so that derivatives go back the same way: a 3 x 4 matrix is a batch of four here.
 */
const SIZE = 12;

export interface Chain {
  /** (12,): the whole map, from offset `at` of the array that was given. */
  forward(values: SharedValues, out: Float64Array, at: number): void;
  /** slope: (12,) from `at` on, the derivative by the map; adds derivatives by angles and strengths to values. */
  backward(values: SharedValues, slope: Float64Array, at: number): void;
}

/** A factor made ready: the slots of its angle or its transfer. */
export type Link =
  | { readonly kind: "turn"; readonly p: number; readonly q: number; readonly slot: number }
  | { readonly kind: "noise"; readonly slot: number; readonly diagonal: boolean; readonly trained: boolean };

export function openChain(links: readonly Link[]): Chain {
  const kept = new Float64Array(SIZE * (links.length + 1));
  for (let a = 0; a < 3; a++) kept[4 * a + a + 1] = 1;
  const grad = new Float64Array(SIZE);
  const before = new Float64Array(SIZE);

  return {
    forward(values, out, at) {
      for (let k = 0; k < links.length; k++) {
        const from = k * SIZE;
        const to = from + SIZE;
        const link = links[k]!;
        if (link.kind === "turn") {
          const c = values.cos[link.slot]!;
          const s = values.sin[link.slot]!;
          const p = 4 * (link.p - 1);
          const q = 4 * (link.q - 1);
          const rest = 12 - p - q;
          for (let b = 0; b < 4; b++) {
            const x = kept[from + p + b]!;
            const y = kept[from + q + b]!;
            kept[to + p + b] = c * x - s * y;
            kept[to + q + b] = s * x + c * y;
            kept[to + rest + b] = kept[from + rest + b]!;
          }
        } else if (link.diagonal) shrunk(values.transfers[link.slot]!, kept, from, to);
        else times(values.transfers[link.slot]!, kept, from, to);
      }
      const end = links.length * SIZE;
      for (let i = 0; i < SIZE; i++) out[at + i] = kept[end + i]!;
    },
    backward(values, slope, at) {
      for (let i = 0; i < SIZE; i++) grad[i] = slope[at + i]!;
      for (let k = links.length - 1; k >= 0; k--) {
        const from = k * SIZE;
        const to = from + SIZE;
        const link = links[k]!;
        if (link.kind === "turn") {
          const c = values.cos[link.slot]!;
          const s = values.sin[link.slot]!;
          const p = 4 * (link.p - 1);
          const q = 4 * (link.q - 1);
          let sum = 0;
          for (let b = 0; b < 4; b++) {
            const x = grad[p + b]!;
            const y = grad[q + b]!;
            sum += y * kept[to + p + b]! - x * kept[to + q + b]!;
            grad[p + b] = c * x + s * y;
            grad[q + b] = c * y - s * x;
          }
          values.gradAngles[link.slot]! += sum;
        } else {
          if (link.trained) {
            const slopes = values.slopes[link.slot]!;
            for (let j = 0; j < slopes.length; j++) {
              values.gradStrengths[link.slot]![j]! += along(slopes[j]!, grad, kept, from);
            }
          }
          if (link.diagonal) shrunk(values.transfers[link.slot]!, grad, 0, 0);
          else {
            before.set(grad);
            timesTransposed(values.transfers[link.slot]!, before, grad);
          }
        }
      }
    },
  };
}

/** The same for a channel that only shrinks letters, and its own transpose. */
function shrunk(t: Transfer, kept: Float64Array, from: number, to: number): void {
  const x = t[5]!;
  const y = t[10]!;
  const z = t[15]!;
  for (let b = 0; b < 4; b++) {
    kept[to + b] = x * kept[from + b]!;
    kept[to + 4 + b] = y * kept[from + 4 + b]!;
    kept[to + 8 + b] = z * kept[from + 8 + b]!;
  }
}

/** kept[to] = T kept[from]: rows of the letters; I's row is 1, 0, 0, 0. */
function times(t: Transfer, kept: Float64Array, from: number, to: number): void {
  for (let a = 0; a < 3; a++) {
    const row = 4 * (a + 1);
    for (let b = 0; b < 4; b++) {
      kept[to + 4 * a + b] =
        t[row + 1]! * kept[from + b]! + t[row + 2]! * kept[from + 4 + b]! + t[row + 3]! * kept[from + 8 + b]!;
    }
    kept[to + 4 * a]! += t[row]!;
  }
}

function timesTransposed(t: Transfer, grad: Float64Array, out: Float64Array): void {
  for (let b = 0; b < 3; b++) {
    for (let c = 0; c < 4; c++) {
      out[4 * b + c] = t[5 + b]! * grad[c]! + t[9 + b]! * grad[4 + c]! + t[13 + b]! * grad[8 + c]!;
    }
  }
}

/** The derivative along one strength: sum of grad times (slope of T) kept. What a root at the end of its range multiplies is summed first: infinity times 0 is no number. */
function along(slope: Transfer, grad: Float64Array, kept: Float64Array, from: number): number {
  let sum = 0;
  let steep = 0;
  for (let a = 0; a < 3; a++) {
    const row = 4 * (a + 1);
    sum += slope[row]! * grad[4 * a]!;
    for (let b = 0; b < 3; b++) {
      const factor = slope[row + b + 1]!;
      if (factor === 0) continue;
      let dot = 0;
      for (let c = 0; c < 4; c++) dot += grad[4 * a + c]! * kept[from + 4 * b + c]!;
      if (factor === -Infinity) steep += dot;
      else sum += factor * dot;
    }
  }
  return steep === 0 ? sum : sum - Infinity * steep;
}

/** Whether any strength of a channel is a parameter. */
export function isTrained({ strengths }: { readonly strengths: readonly Angle[] }): boolean {
  return strengths.some((strength) => typeof strength !== "number");
}

/** Slots of a chain's factors: what is the same angle or channel everywhere shares nothing here, each has its own. */
export function linksOf(
  factors: readonly (Turn | Noise)[],
  turnSlot: (turn: Turn) => number,
  noiseSlot: (noise: Noise) => number,
): Link[] {
  return factors.map(
    (factor): Link =>
      factor.kind === "turn"
        ? { kind: "turn", p: factor.p, q: factor.q, slot: turnSlot(factor) }
        : {
            kind: "noise",
            slot: noiseSlot(factor),
            diagonal: factor.channel.form === "pauli",
            trained: isTrained(factor),
          },
  );
}
