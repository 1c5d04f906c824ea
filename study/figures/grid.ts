import { fail } from "../../core/errors.ts";
import type { Arm, Experiment, Showcase } from "../results.ts";

/**
 * Evaluates the trained model of a showcase. rows: (n, 2) inputs before scaling, row by row. Gives the class probabilities (n, classes) and
 * the routing weights (n, experts) as at prediction.
 */
export type GridOf = (
  experiment: Experiment,
  arm: Arm,
  showcase: Showcase,
  rows: Float64Array,
) => { readonly probabilities: Float64Array; readonly weights: Float64Array };

/** A rectangle of the input plane. */
export interface Extent {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** Anything with places of points in a plane: a showcase, say. */
export interface Placed {
  readonly points: readonly { readonly at: readonly [number, number] }[];
}

/** The rectangle around all points of several showcases, with a margin of 6 % on each side: panels of one figure share it. */
export function extentOf(showcases: readonly Placed[]): Extent {
  const range = (axis: 0 | 1): [number, number] => {
    let low = Infinity;
    let high = -Infinity;
    for (const { points } of showcases) {
      for (const { at } of points) {
        low = Math.min(low, at[axis]);
        high = Math.max(high, at[axis]);
      }
    }
    if (!(low <= high)) fail("figure", "points to show", "none");
    const margin = (high - low) * 0.06 || Math.abs(high) * 0.06 || 1;
    return [low - margin, high + margin];
  };
  return { x: range(0), y: range(1) };
}

/** The centres of side x side cells of an extent, row by row, x fastest, y upwards: (side^2, 2). */
export function cellsOf({ x, y }: Extent, side: number): Float64Array {
  const rows = new Float64Array(side * side * 2);
  for (let j = 0, at = 0; j < side; j++) {
    for (let i = 0; i < side; i++) {
      rows[at++] = x[0] + ((i + 0.5) * (x[1] - x[0])) / side;
      rows[at++] = y[0] + ((j + 0.5) * (y[1] - y[0])) / side;
    }
  }
  return rows;
}

/** How far column `of` leads each row's best other column: above 0 where it wins. shares: (n, columns). */
export function leadOf(shares: Float64Array, columns: number, of: number): Float64Array {
  const rows = shares.length / columns;
  const lead = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let other = 0;
    for (let column = 0; column < columns; column++) {
      if (column !== of) other = Math.max(other, shares[row * columns + column]!);
    }
    lead[row] = shares[row * columns + of]! - other;
  }
  return lead;
}

/**
 * Where to write a name into the area that a column wins: the cell farthest from the area's rim, and its distance in cells; null if
 * there is none. lead: (side^2,). Distances are counted in steps to a neighbour.
 */
export function roomiest(
  lead: Float64Array,
  side: number,
): { readonly i: number; readonly j: number; readonly room: number } | null {
  const room = new Int32Array(side * side);
  const near = (i: number, j: number): number => (i < 0 || j < 0 || i >= side || j >= side ? 0 : room[j * side + i]!);
  for (let j = 0; j < side; j++) {
    for (let i = 0; i < side; i++) {
      room[j * side + i] = lead[j * side + i]! > 0 ? Math.min(near(i - 1, j), near(i, j - 1)) + 1 : 0;
    }
  }
  const best: { i: number; j: number }[] = [];
  let most = 1;
  for (let j = side - 1; j >= 0; j--) {
    for (let i = side - 1; i >= 0; i--) {
      const here = Math.min(room[j * side + i]!, near(i + 1, j) + 1, near(i, j + 1) + 1);
      room[j * side + i] = here;
      if (here > most) best.length = 0;
      if (here >= most) best.push({ i, j });
      most = Math.max(most, here);
    }
  }
  if (best.length === 0) return null;
  // In a long stripe many cells are as far from the rim: the one in their middle is where a name is looked for.
  const middle = (axis: "i" | "j"): number => best.reduce((sum, cell) => sum + cell[axis], 0) / best.length;
  const [mi, mj] = [middle("i"), middle("j")];
  const off = ({ i, j }: { readonly i: number; readonly j: number }): number =>
    (i - mi) * (i - mi) + (j - mj) * (j - mj);
  return { ...best.reduce((kept, cell) => (off(cell) < off(kept) ? cell : kept)), room: most };
}
