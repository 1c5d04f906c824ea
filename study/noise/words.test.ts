import { expect, test } from "vitest";
import { resultsFixture } from "../../test/fixtures/results.ts";
import { viewsOf } from "../figures/view.ts";
import type { Results, Run } from "../results.ts";
import { noiseSpec } from "../specs/noise.ts";
import { reproduceSpec } from "../specs/reproduce.ts";
import { breakdownsOf } from "./breakdowns.ts";
import type { Breakdown } from "./records.ts";
import { noiseSummary } from "./summary.ts";
import { breakdownWords, claimFindings, noiseFindings } from "./words.ts";

const whole = noiseSpec({ seeds: 6 });
const spec = { ...whole, experiments: whole.experiments.slice(0, 1) };
const fixture = resultsFixture(spec);

/** The fixture with accuracies that are told: of the quantum router by its training and the condition, of all else .9. */
function told(accuracy: (trained: number, p: number, shots: number) => number): Results {
  const [experiment] = spec.experiments;
  const runs = fixture.runs.map((run): Run => {
    const arm = experiment!.arms.find(({ name }) => name === run.arm)!;
    // A little spread, the same in all arms: differences have none.
    const off = 0.001 * (run.seed % 3);
    if (run.conditions.length === 0) return { ...run, metric: 0.9 + off, testAccuracy: 0.9 + off };
    const conditions = run.conditions.map((score, i) => {
      const { p, shots } = experiment!.conditions[i]!;
      return score === null ? null : accuracy(arm.trainedUnder!.p, p, shots) + off;
    });
    return { ...run, conditions };
  });
  return { ...fixture, runs, breakdowns: breakdownsOf(spec, runs) };
}

test("a router that keeps what it has where the paper looked, and loses it with shots", () => {
  const results = told((trained, p, shots) => (shots > 0 ? 0.8 : trained === p ? 0.95 : 0.95 - p));
  const said = noiseSummary(viewsOf(results)).join("\n");
  expect(said).toMatch(/withstands noise holds as it was made, as far as these runs can tell: \.95\d under/);
  expect(said).toMatch(
    /accuracy is lost: trained without it, exact \(−\.200\); trained under it, 100 shots \(−\.150\)/,
  );
  expect(said).toContain("the quantum router is better than the best classical router");
  expect(said).toContain("trained under it, nowhere up to p = .6 (exact), already without noise (100 shots)");
  // .95 - p is below .9 from .05 on: between the grid's points 0 and .05 the line crosses at .05 itself, and the next point decides.
  expect(said).toContain("trained without it, from p = .05 (exact)");
});

test("a router that loses even there", () => {
  const said = noiseSummary(viewsOf(told((_, p) => 0.88 - p / 2))).join("\n");
  expect(said).toMatch(/does not hold even as it was made: \.78\d under .* a loss of \.100\./);
  expect(said).toContain("is worse than the best classical router");
  expect(said).toContain("already without noise (exact)");
});

test("one seed, and other studies, have no summary", () => {
  expect(noiseSummary(viewsOf(resultsFixture({ ...spec, seeds: 1 })))).toEqual([]);
  const other = viewsOf(resultsFixture(reproduceSpec({ phases: ["3b"], seeds: 2 })));
  expect(noiseSummary(other)).toEqual([]);
  expect(claimFindings(other)).toEqual([]);
  expect(other.flatMap(noiseFindings)).toEqual([]);
});

test("breakdown points in words", () => {
  const one: Breakdown = {
    ...fixture.breakdowns[0]!,
    points: [0, 0.6].map((p) => ({ p, mean: 0, interval: [0, 0] })),
    found: "within the grid",
    p: 0.3123,
    interval: [0.25, null],
    alreadyAtZero: 0,
    noneWithin: 0.04,
  };
  expect(breakdownWords(one)).toBe(
    "from p = .31 on (95 % interval .25 to beyond p = .6, nowhere up to p = .6 in 4 % of the resamples)",
  );
  const none: Breakdown = { ...one, found: "none within the grid", p: null, interval: [null, null], noneWithin: 1 };
  expect(breakdownWords(none)).toBe("nowhere up to p = .6");
  expect(breakdownWords({ ...none, interval: [0.5, null], noneWithin: 0.9 })).toBe(
    "nowhere up to p = .6 (95 % interval from .5)",
  );
  const zero: Breakdown = { ...one, found: "already at 0", p: 0, interval: [0, 0], alreadyAtZero: 1, noneWithin: 0 };
  expect(breakdownWords(zero)).toBe("already without noise");
});
