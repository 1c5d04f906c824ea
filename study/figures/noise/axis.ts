import type { PanelAxis } from "../panels.ts";
import { textWidth } from "../text.ts";
import { SIZE } from "../style.ts";
import { formatStrength } from "./words.ts";

/**
 * The axis of strengths of noise, by square root: grids crowd towards 0, and 0 must be on it. Ticks are at strengths of the grid, fewer where
 * their labels would touch. room: pixels of the axis.
 */
export function strengthAxis(grid: readonly number[], room: number): PanelAxis {
  const most = grid.at(-1) || 1;
  const place = (p: number): number => room * Math.sqrt(p / most);
  const half = (p: number): number => textWidth(formatStrength(p), SIZE.tick) / 2 + 4;
  const ticks: number[] = [];
  for (const p of grid) {
    const last = ticks.at(-1);
    const free = last === undefined || place(p) - half(p) > place(last) + half(last);
    // The end of the grid is always named: claims reach as far as it does.
    if (free || p === most) ticks.push(p);
    if (!free && p === most && ticks.length > 2) ticks.splice(-2, 1);
  }
  return {
    label: "error probability p (square-root scale)",
    domain: [0, most],
    type: "sqrt",
    ticks,
    tickFormat: formatStrength,
  };
}
