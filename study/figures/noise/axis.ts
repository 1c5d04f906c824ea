import type { Area, Plotted } from "../frame.ts";
import type { PanelAxis } from "../panels.ts";
import { INK, SIZE } from "../style.ts";
import { label, textWidth } from "../text.ts";
import type { PointAt } from "./series.ts";
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

/** Where a panel's grid ends before the common axis does. */
export function untested(points: readonly Pick<PointAt, "p">[], plot: Plotted, area: Area, strip = 0): string {
  const from = plot.x(Math.max(...points.map(({ p }) => p)));
  const right = area.left + area.width;
  const words = label((from + right) / 2, area.top + area.height - strip - 8, "not tested", {
    size: SIZE.note,
    color: INK.soft,
    anchor: "middle",
    halo: true,
  });
  return right - from > 80 ? words : "";
}
