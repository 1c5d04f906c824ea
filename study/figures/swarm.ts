import type { Point } from "./glyph.ts";

/**
 * Spreads dots of equal radius that share a line so that they do not cover each other: each keeps its x and moves up or down from y = 0,
 * by at most `limit` pixels. Where that is too little room dots overlap, evenly. Results are in the order of xs; the same xs give the same picture.
 */
export function swarm(xs: readonly number[], radius: number, limit: number): Point[] {
  const order = xs.map((_, i) => i).sort((a, b) => xs[a]! - xs[b]! || a - b);
  const step = radius * 0.5;
  const offsets = [0];
  for (let offset = step; offset <= limit; offset += step) offsets.push(-offset, offset);
  const placed: Point[] = [];
  const result: Point[] = new Array(xs.length);
  let crowded = 0;
  for (const i of order) {
    const x = xs[i]!;
    const near = placed.filter((point) => x - point[0] < 2 * radius);
    const free = offsets.find((offset) =>
      near.every(([px, py]) => square(x - px) + square(offset - py) >= square(2 * radius) - 1e-6),
    );
    const y = free ?? offsets[(crowded++ * 7) % offsets.length]!;
    const point: Point = [x, y];
    placed.push(point);
    result[i] = point;
  }
  return result;
}

function square(value: number): number {
  return value * value;
}
