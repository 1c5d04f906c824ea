import { expect, test } from "vitest";
import { type Sample, simultaneousIntervals } from "../../core/statistics/index.ts";
import { runsToDecide } from "./runs-to-decide.ts";
import { combineVerdicts, verdictOf } from "./verdict.ts";

const options = { level: 0.95, overlap: null };
/** Mean .02, standard deviation .1 but for a little. */
const wide: Sample = { kind: "mean", values: Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? 0.12 : -0.08)) };

test("verdicts", () => {
  expect(verdictOf([0.02, 0.1], 0.01)).toBe("supported");
  expect(verdictOf([-0.1, 0], 0.01)).toBe("refuted");
  expect(verdictOf([0.01, 0.1], 0.01)).toBe("undecided");
  expect(verdictOf([-0.1, 0.01], 0.01)).toBe("undecided");
  // Identical arms: nothing better, nothing worse.
  expect(verdictOf([0, 0], 0)).toBe("undecided");
});

test("claims of several comparisons", () => {
  const supported = { verdict: "supported", runsToDecide: null, side: 1 } as const;
  const refuted = { verdict: "refuted", runsToDecide: null, side: -1 } as const;
  const open = (runsToDecide: number | null, side = 1) => ({ verdict: "undecided", runsToDecide, side }) as const;
  const undecided = (runsToDecide: number | null) => ({ verdict: "undecided", runsToDecide });
  expect(combineVerdicts([supported, supported])).toEqual({ verdict: "supported", runsToDecide: null });
  expect(combineVerdicts([supported, refuted, open(90)])).toEqual({ verdict: "refuted", runsToDecide: null });
  // To be supported all must be.
  expect(combineVerdicts([open(40), supported, open(90)])).toEqual(undecided(90));
  expect(combineVerdicts([open(40), open(null)])).toEqual(undecided(null));
  expect(combineVerdicts([open(40), open(null, 0)])).toEqual(undecided(null));
  // To be refuted one is enough, whatever the others would take.
  expect(combineVerdicts([open(40), open(90, -1), open(70, -1), open(null, 0)])).toEqual(undecided(70));
  expect(combineVerdicts([open(40), open(null, -1)])).toEqual(undecided(null));
  expect(() => combineVerdicts([])).toThrow("combineVerdicts: expected at least one comparison, got 0");
});

test("runs that would decide about a mean", () => {
  const samples = [wide, wide, wide];
  const runs = runsToDecide(samples, 0, 0, options)!;
  // The least n with t s / sqrt(n) below .02: 2.39 x .1017 / .02, squared, is 148; Student's t for so many adds a little.
  expect(runs).toBeGreaterThan(147);
  expect(runs).toBeLessThan(155);
  // So many runs of the same kind do decide, fewer do not.
  const longer = (count: number) => {
    const spread = Math.sqrt(((30 / 29) * (count - 1)) / count);
    const values = Array.from({ length: count }, (_, i) => 0.02 + (i % 2 === 0 ? 0.1 : -0.1) * spread);
    const sample: Sample = { kind: "mean", values };
    return verdictOf(simultaneousIntervals([sample, wide, wide], options)[0]!, 0);
  };
  const even = runs + (runs % 2);
  expect(longer(even)).toBe("supported");
  expect(longer(even - 2)).toBe("undecided");
  // More comparisons take more runs; a bound on the other side is refuted, as soon when it is as far.
  expect(runsToDecide([wide], 0, 0, options)!).toBeLessThan(runs);
  expect(runsToDecide(samples, 0, 0.04, options)).toBe(runs);
  // What is decided needs no more; at the bound no number decides.
  expect(runsToDecide(samples, 0, -1, options)).toBe(30);
  expect(runsToDecide([{ kind: "mean", values: [-0.1, 0.1] }], 0, 0, options)).toBeNull();
  expect(runsToDecide(samples, 0, 0.02 + 1e-6, options)).toBeNull();
});

test("equal values are decided by so many that others would hardly have stayed away", () => {
  // An interval of .1 +- 2 x .1 (1 - .025^(1/n)) is above 0 where .025^(1/n) is above a half, as coins say.
  const equal: Sample = { kind: "mean", values: [0.1, 0.1, 0.1] };
  expect(runsToDecide([equal], 0, 0, options)).toBe(6);
});

test("on one table no number of splits decides about a small effect", () => {
  const overlap = { trainRows: 70, testRows: 30 };
  expect(runsToDecide([wide], 0, 0, { level: 0.95, overlap })).toBeNull();
  expect(runsToDecide([wide], 0, -0.12, { level: 0.95, overlap })).toBeGreaterThan(30);
});

test("runs that would decide about a share", () => {
  const none: Sample = { kind: "share", values: Array.from({ length: 30 }, () => 0) };
  // Nothing differs in n runs: the share that may is 1 - .025^(1/n).
  expect(runsToDecide([none], 0, 0.05, options)).toBe(Math.ceil(Math.log(0.025) / Math.log(0.95)));
  const some: Sample = { kind: "share", values: Array.from({ length: 30 }, (_, i) => (i < 6 ? 1 : i < 8 ? -1 : 0)) };
  const runs = runsToDecide([some], 0, 0, options)!;
  expect(runs).toBeGreaterThan(40);
  expect(runs).toBeLessThan(80);
  // Beyond what is exact: near (z^2 (m - D^2)) / d^2 = 3.84 x .249 / .003333^2.
  const far = runsToDecide([some], 0, 0.13, options)!;
  expect(far / ((3.8415 * (8 / 30 - (4 / 30) ** 2)) / (4 / 30 - 0.13) ** 2)).toBeCloseTo(1, 1);
});
