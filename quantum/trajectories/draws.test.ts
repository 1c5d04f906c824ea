import { expect, test } from "vitest";
import { keyOf } from "../../core/key.ts";
import { openDraws } from "./draws.ts";

const key = keyOf(64);
const TRAJECTORIES = 300;

function drawn(site: number, first: number, count: number, trajectories = TRAJECTORIES): Float64Array {
  const out = new Float64Array(count);
  openDraws().fill(key, site, first, count, trajectories, out);
  return out;
}

test("a draw depends on its sample, trajectory and site alone, and all differ", () => {
  const all = drawn(5, 0, 1000);
  expect(new Set([...all, ...drawn(6, 0, 1000)]).size).toBe(2000);
  for (const [first, count] of [
    [0, 1],
    [63, 70],
    [290, 25],
    [650, 350],
  ] as const) {
    expect(drawn(5, first, count)).toEqual(all.subarray(first, first + count));
  }
  // Trajectories 0 to 9 of samples 0 to 3.
  const few = drawn(5, 0, 40, 10);
  for (let sample = 0; sample < 3; sample++) {
    const from = sample * TRAJECTORIES;
    expect(few.subarray(10 * sample, 10 * sample + 10)).toEqual(all.subarray(from, from + 10));
  }
});

test("draws are uniform, within 5 standard errors", () => {
  const all = drawn(0, 0, 100_000, 77);
  const mean = all.reduce((a, b) => a + b) / all.length;
  const square = all.reduce((a, b) => a + b * b) / all.length;
  expect(Math.abs(mean - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / all.length));
  expect(Math.abs(square - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / all.length));
});
