import { fail } from "../errors.ts";
import { normalQuantile } from "../math/index.ts";
import { checkLevel, type Interval } from "./describe.ts";

/** Wilson's score interval of a proportion (Wilson 1927), without continuity correction; level is its coverage. */
export function wilson(successes: number, trials: number, level = 0.95): Interval {
  if (!Number.isInteger(trials) || trials < 1) fail("wilson", "a whole number of trials from 1", trials);
  if (!Number.isInteger(successes) || successes < 0 || successes > trials)
    fail("wilson", `successes from 0 to ${trials}`, successes);
  checkLevel(level, "wilson");
  const z = normalQuantile((1 + level) / 2);
  const p = successes / trials;
  const bottom = 1 + (z * z) / trials;
  const centre = (p + (z * z) / (2 * trials)) / bottom;
  const reach = (z / bottom) * Math.sqrt((p * (1 - p)) / trials + (z * z) / (4 * trials * trials));
  return [successes === 0 ? 0 : centre - reach, successes === trials ? 1 : centre + reach];
}
