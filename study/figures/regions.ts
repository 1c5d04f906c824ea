import * as Plot from "@observablehq/plot";
import type { Extent } from "./grid.ts";
import { leadOf } from "./grid.ts";

/** Leads at which an area gets one shade darker: in four steps from undecided to certain. */
const STEPS = [0, 0.3, 0.6, 0.9] as const;

/**
 * Soft areas of the input plane: in column k's colour where column k is the largest, darker the further it leads.
 * shares: (side^2, columns), of the cells that `cellsOf` gives.
 */
export function regions(
  shares: Float64Array,
  columns: number,
  { side, extent, colorOf }: { readonly side: number; readonly extent: Extent; colorOf(column: number): string },
): Plot.Markish[] {
  return Array.from({ length: columns }, (_, column) => {
    const lead = leadOf(shares, columns, column);
    const top = lead.reduce((most, value) => Math.max(most, value), -1);
    // Without this the contours of a column that never wins would still be searched for.
    const thresholds = STEPS.filter((step) => step < top);
    if (thresholds.length === 0) return null;
    return Plot.contour(lead, {
      width: side,
      height: side,
      x1: extent.x[0],
      x2: extent.x[1],
      y1: extent.y[0],
      y2: extent.y[1],
      value: Plot.identity,
      thresholds: [...thresholds],
      fill: colorOf(column),
      fillOpacity: 0.11,
      stroke: "none",
    });
  }).filter((mark) => mark !== null);
}
