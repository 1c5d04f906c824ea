import { exp, log } from "../../core/math/index.ts";
import type { Extrapolation } from "./fits.ts";

/** The grid is so fine that over the largest scale a step changes the exponent by this. */
const STEP = 0.25;
const MOST_STEPS = 100;
/** A step of Newton after which only rounding is left. */
const TINY = 2 ** -40;

/**
 * Extrapolation by asymptote + b exp(-c scale) with b of any sign and c from 0 to ln(maxLift): the least squares of the values themselves, not of their logarithms, so
 * that it is defined whatever their signs, and continuous where one changes. Noise takes signals down, hence c >= 0: values that grow with the scale give
 * c = 0, their mean. Values that fall to nothing at once would be lifted without end, hence the bound on c. For each c the best b is a quotient, which leaves
 * one unknown: the best point of a grid, then Newton's method within a bracket. Of equally good decays the slowest is taken.
 * The derivative is that of the minimum (implicit function theorem), with c held where it is at a bound.
 */
export function exponentialFit(scales: readonly number[], maxLift: number): Extrapolation {
  const count = scales.length;
  // With t = scale - 1 the fit is v exp(-c t): v is its distance from the asymptote at scale 1, v exp(c) that at scale 0.
  const times = Float64Array.from(scales, (scale) => scale - 1);
  const most = log(maxLift);
  const cells = Math.ceil((most * times[count - 1]!) / STEP);
  const grid = Float64Array.from({ length: cells + 1 }, (_, g) => (most * g) / cells);
  /** (grid, scales): exp(-c t), of length 1 for each c. */
  const rays = new Float64Array(grid.length * count);
  let [n, d, a, b, a2, b2] = [0, 0, 0, 0, 0, 0];
  const distances = new Float64Array(count);
  const decays = new Float64Array(count);

  /** With e = exp(-c t) and distances z: n = sum z e, d = sum e^2; a and b the same sums times t, a2 and b2 times t^2. */
  function sum(c: number): void {
    [n, d, a, b, a2, b2] = [0, 0, 0, 0, 0, 0];
    for (let j = 0; j < count; j++) {
      const t = times[j]!;
      const e = exp(-c * t);
      const ze = distances[j]! * e;
      decays[j] = e;
      n += ze;
      d += e * e;
      a += t * ze;
      b += t * e * e;
      a2 += t * t * ze;
      b2 += t * t * e * e;
    }
  }

  for (let g = 0; g < grid.length; g++) {
    sum(grid[g]!);
    for (let j = 0; j < count; j++) rays[g * count + j] = decays[j]! / Math.sqrt(d);
  }

  /** The grid's decay that leaves the least squares: the one along whose ray the distances are longest. */
  function bestOfGrid(): number {
    let [best, longest] = [0, -1];
    for (let g = 0; g < grid.length; g++) {
      let along = 0;
      for (let j = 0; j < count; j++) along += rays[g * count + j]! * distances[j]!;
      if (along * along > longest) [best, longest] = [g, along * along];
    }
    return best;
  }

  /** n^2 / d is what the fit explains. Its slope by c is -2 n h / d^2 with h = a d - n b, and h' = -a2 d - a b + 2 n b2. */
  function refined(at: number): number {
    let low = grid[Math.max(0, at - 1)]!;
    let high = grid[Math.min(grid.length - 1, at + 1)]!;
    let c = grid[at]!;
    for (let step = 0; step < MOST_STEPS; step++) {
      sum(c);
      const h = a * d - n * b;
      if (n * h === 0) break;
      if (n * h < 0) low = c;
      else high = c;
      if (low >= high) break;
      let next = c - h / (-a2 * d - a * b + 2 * n * b2);
      if (!(next > low && next < high)) next = (low + high) / 2;
      const done = Math.abs(next - c) <= TINY;
      c = next;
      if (done) break;
    }
    sum(c);
    return c;
  }

  return {
    atZero(values, asymptote, slopes) {
      for (let j = 0; j < count; j++) distances[j] = values[j]! - asymptote;
      const c = refined(bestOfGrid());
      const lift = exp(c);
      const bend = -a2 * d - a * b + 2 * n * b2;
      const free = c > 0 && c < most && bend !== 0;
      // The derivative of lift n / d by c, and of c by each value.
      const byDecay = lift * (n / d + (2 * n * b - a * d) / (d * d));
      for (let j = 0; j < count; j++) {
        const e = decays[j]!;
        slopes[j] = (lift * e) / d - (free ? (byDecay * e * (times[j]! * d - b)) / bend : 0);
      }
      return asymptote + (lift * n) / d;
    },
  };
}
