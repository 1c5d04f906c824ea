import { expect, test } from "vitest";
import { breakdownPoint } from "./breakdown.ts";

/** Thirty seeds about a mean, with a spread that leaves the mean alone: half above, half below. */
const about = (centre: number, spread: number): number[] =>
  Array.from({ length: 30 }, (_, seed) => centre + (seed % 2 === 0 ? spread : -spread));

/** Seeds whose differences to a control of .9 have these upper ends of the interval at t = 2.0452, 30 seeds. */
const T = 2.045229642132703;
const withHigh = (high: number): number[] => {
  const spread = 0.01;
  // Sample standard deviation of +-.01 is .01 sqrt(30/29).
  const reach = (T * spread * Math.sqrt(30 / 29)) / Math.sqrt(30);
  return about(0.9 + high - reach, spread);
};
const controls = [
  { name: "weak", scores: about(0.8, 0) },
  { name: "strong", scores: about(0.9, 0) },
];

test("the point is interpolated between the upper ends of the intervals of the differences", () => {
  const quantum = [
    { p: 0, scores: withHigh(0.05) },
    { p: 0.1, scores: withHigh(0.02) },
    { p: 0.3, scores: withHigh(-0.06) },
    { p: 0.5, scores: withHigh(0.01) },
  ];
  const found = breakdownPoint({ quantum, controls }, 1);
  expect(found).toMatchObject({ control: "strong", found: "within the grid", alreadyAtZero: 0, noneWithin: 0 });
  expect(found.p).toBeCloseTo(0.1 + (0.2 * 0.02) / 0.08, 10);
  expect(found.points.map(({ interval }) => interval[1])).toEqual(
    [0.05, 0.02, -0.06, 0.01].map((high) => expect.closeTo(high, 10)),
  );
  const [low, high] = found.interval;
  expect(low).toBeGreaterThan(0.1);
  expect(low).toBeLessThan(found.p!);
  expect(high).toBeGreaterThan(found.p!);
  expect(high).toBeLessThan(0.3);
  expect(breakdownPoint({ quantum, controls }, 1)).toEqual(found);
});

test("none within the grid, and already at 0", () => {
  const level = (scores: number[]) => [0, 0.1, 0.2].map((p) => ({ p, scores }));
  expect(breakdownPoint({ quantum: level(withHigh(0.04)), controls }, 1)).toMatchObject({
    found: "none within the grid",
    p: null,
    interval: [null, null],
    alreadyAtZero: 0,
    noneWithin: 1,
  });
  expect(breakdownPoint({ quantum: level(withHigh(-0.04)), controls }, 1)).toMatchObject({
    found: "already at 0",
    p: 0,
    interval: [0, 0],
    alreadyAtZero: 1,
    noneWithin: 0,
  });
  // All differences alike: an interval without width.
  expect(breakdownPoint({ quantum: level(about(0.95, 0)), controls }, 1).points[0]).toMatchObject({
    mean: expect.closeTo(0.05, 12),
    interval: [expect.closeTo(0.05, 12), expect.closeTo(0.05, 12)],
  });
});

test("resamples choose the control anew, and an end that is beyond the grid is null", () => {
  // One of two seeds makes each control the best: which one is, changes from resample to resample.
  const first = { name: "first", scores: [1, 0.8, 0.9, 0.9] };
  const second = { name: "second", scores: [0.8, 1, 0.9, 0.9] };
  const quantum = [0, 0.1, 0.2].map((p) => ({ p, scores: [0.95, 0.95, 0.95 - p, 0.95 - p] }));
  const found = breakdownPoint({ quantum, controls: [first, second] }, 3);
  expect(found.control).toBe("first");
  expect(found.noneWithin).toBeGreaterThan(0);
  expect(found.interval[1]).toBe(null);
});
