import { describe, expect, test } from "vitest";
import { resultsFixture } from "../../test/fixtures/results.ts";
import { verdictOf } from "../figures/decided.ts";
import type { ArmView, ExperimentView } from "../figures/view.ts";
import { viewsOf } from "../figures/view.ts";
import type { ArmSummary, Difference } from "../results.ts";
import { reproduceSpec } from "../specs/reproduce.ts";
import { findings, summaryLines } from "./findings.ts";
import { differenceSentence, limits, placeOf, resultSentence } from "./words.ts";

const results = resultsFixture(reproduceSpec({ seeds: 6 }));
const views = viewsOf(results);
const loss = views.find(({ experiment }) => experiment.name === "phase-2-as-published")!;
const accuracy = views.find(({ experiment }) => experiment.name === "phase-3a-controlled")!;

/** The view with one arm beside the reference, whose runs differ from the reference's by `paired`. */
function compared(
  base: ExperimentView,
  difference: Partial<Difference>,
  paired = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
): [ExperimentView, ArmView] {
  const { reference } = base;
  const other = base.arms.find((one) => one !== reference)!;
  const whole: Difference = {
    mean: 0.036,
    interval: [0.021, 0.052],
    test: "Wilcoxon signed-rank",
    p: 0.0001,
    pHolm: 0.0003,
    ...difference,
  };
  const sign = whole.mean < 0 ? -1 : 1;
  const runs = reference.runs.map((run, i) => ({ ...run, metric: run.metric + sign * paired[i]! }));
  const one: ArmView = { ...other, runs, summary: { ...other.summary, difference: whole } };
  return [{ ...base, arms: [reference, one] }, one];
}

describe("a difference", () => {
  const minus = { mean: -0.036, interval: [-0.052, -0.021] } as const;
  const opposite = [0.1, -0.01, -0.01, -0.01, -0.01, -0.01].map((d) => d * 10);
  test.each([
    ["interval and p agree, higher is better", accuracy, {}, "better"],
    ["the same with the other sign", accuracy, minus, "worse"],
    ["a higher loss is worse", loss, {}, "worse"],
    ["a lower loss is better", loss, minus, "better"],
    ["p at the level", accuracy, { pHolm: 0.05 }, "undecided"],
    ["p only before Holm", accuracy, { p: 0.01, pHolm: 0.11 }, "undecided"],
    ["interval touches zero", accuracy, { interval: [0, 0.05] }, "undecided"],
    ["interval includes zero though p is small", accuracy, { interval: [-0.001, 0.05] }, "undecided"],
    ["nothing excludes zero", accuracy, { interval: [-0.01, 0.05], pHolm: 0.4 }, "undecided"],
  ] as const)("%s", (_, base, difference, verdict) => {
    const [view, one] = compared(base, difference as Partial<Difference>);
    expect(verdictOf(view, one)).toBe(verdict);
    const sentence = differenceSentence(view, one)!;
    const claims = /\b(better|worse)\b/.exec(sentence)?.[1] ?? "undecided";
    expect(claims).toBe(verdict);
    expect(/not distinguished by these runs/.test(sentence)).toBe(verdict === "undecided");
  });

  test("mean and ranks on opposite sides are undecided", () => {
    const [view, one] = compared(
      accuracy,
      {},
      opposite.map((d) => -d),
    );
    expect(verdictOf(view, one)).toBe("better");
    const [other, two] = compared(
      accuracy,
      {},
      opposite.map((d, i) => (i === 0 ? 9 : d)),
    );
    expect(verdictOf(other, two)).toBe("undecided");
    expect(differenceSentence(other, two)).toContain("opposite sides");
  });

  test("is told with its size, interval and p", () => {
    const [view, one] = compared(accuracy, minus);
    expect(differenceSentence(view, one)).toBe(
      "Linear was worse than Quantum, 3 layers by .036 (95 % interval .021 to .052; p = .0003).",
    );
    const [open, two] = compared(accuracy, { mean: 0.004, interval: [-0.003, 0.011], pHolm: 0.4 });
    expect(differenceSentence(open, two)).toBe(
      "Linear and Quantum, 3 layers are not distinguished by these runs: +.004, 95 % interval −.003 to +.011; p = .40.",
    );
  });

  test("is not spoken of where there is none", () => {
    expect(differenceSentence(accuracy, accuracy.reference)).toBeNull();
  });
});

describe("findings", () => {
  const texts = (view: ExperimentView): string =>
    findings(view)
      .flatMap(({ text, items }) => [text, ...items])
      .join("\n");

  test("claim nothing over classical routers unless each of them is decided worse", () => {
    const [open] = compared(accuracy, { mean: -0.01, interval: [-0.03, 0.01], pHolm: 0.3 });
    expect(texts(open)).toContain("no ground to call Quantum, 3 layers better than Linear");
    expect(texts(open)).not.toMatch(/was better|was worse/);
    const [decided] = compared(accuracy, { mean: -0.036, interval: [-0.052, -0.021] });
    expect(texts(decided)).toContain("was better than the one classical router compared here");
    expect(texts(decided)).not.toContain("no ground");
    const [better] = compared(accuracy, {});
    expect(texts(better)).toContain("no ground to call Quantum, 3 layers better than Linear");
  });

  test("say when more runs are needed for any outcome to count", () => {
    const [view, one] = compared(accuracy, { pHolm: 0.25 });
    const few = (runs: number): ExperimentView => ({
      ...view,
      arms: [view.arms[0]!, { ...one, summary: { ...one.summary, runs } }],
    });
    expect(texts(few(5))).toContain("With 5 runs and one comparison an exact signed-rank test cannot reach p < .05");
    expect(texts(few(6))).not.toContain("cannot reach");
  });

  test("name routers with equal counts together and do not rank them", () => {
    const success = { count: 5, share: 5 / 6, interval: [0.44, 0.97] } as const;
    const [view] = compared(accuracy, { pHolm: 0.5 });
    const tied = { ...view, arms: view.arms.map((one) => ({ ...one, summary: { ...one.summary, success } })) };
    tied.reference.summary satisfies ArmSummary;
    const whole = { ...tied, reference: tied.arms[0]! };
    expect(texts(whole)).toMatch(/most for (Linear and Quantum, 3 layers|Quantum, 3 layers and Linear), 5 of 6 each/);
    expect(texts(whole)).toContain("Counts alone do not set routers apart.");
  });

  test("count the routers that tie for the most successes where names would be a long list", () => {
    const arms = (most: number): ArmView[] =>
      accuracy.arms.map((one, i) => {
        const count = i < most ? 10 : 4;
        const success = { count, share: count / 10, interval: [0.2, 0.9] } as const;
        return { ...one, summary: { ...one.summary, runs: 10, success } };
      });
    const view = (most: number): ExperimentView => {
      const list = arms(most);
      return { ...accuracy, arms: list, reference: list.find(({ arm }) => arm === accuracy.reference.arm)! };
    };
    const all = accuracy.arms.length;
    expect(all).toBeGreaterThan(5);
    expect(texts(view(all))).toContain(`or more: all ${all} routers, 10 of 10 each`);
    expect(texts(view(5))).toMatch(/or more: most for 5 routers(, .* among them)?, 10 of 10 each/);
    expect(texts(view(2))).toMatch(/most for .* and .*, 10 of 10 each/);
  });

  test("say how little a few splits of one data set tell, and only then", () => {
    const shown = (runs: number): string => {
      const [view] = compared(accuracy, { test: "corrected resampled t" });
      const list = view.arms.map((one) => ({ ...one, summary: { ...one.summary, runs } }));
      return texts({ ...view, arms: list, reference: list[0]! });
    };
    expect(shown(5)).toContain("With 5 splits of one data set the corrected t-test has little to go by");
    expect(shown(6)).not.toContain("splits");
  });

  test("of one run tell nothing of spread, intervals or differences", () => {
    for (const view of viewsOf(resultsFixture(reproduceSpec({ seeds: 1 })))) {
      expect(texts(view)).toContain("one run says nothing about the spread");
      expect(texts(view)).toContain(`With a single run of each ${view.noun} nothing can be said about differences`);
      expect(texts(view)).not.toMatch(/interval|better|worse|distinguished/);
    }
  });

  test("speak of no advantage and of no equality, for any results", () => {
    const many = [
      results,
      resultsFixture(reproduceSpec({ seeds: 30 })),
      resultsFixture(reproduceSpec({ seeds: 4 }), { constant: 1 }),
    ];
    for (const one of many) {
      const lines = summaryLines(one).join(" ");
      expect(lines).not.toMatch(/advantage|superior|outperform|prove|significant|\bequal\b|the same as|no difference/i);
      expect(lines.match(/What this cannot show/g)).toHaveLength(one.study.experiments.length);
    }
  });
});

test("the place of a printed value among the runs", () => {
  const spread = { min: 0.9, max: 0.99, printedQuantile: 0.63, runs: 30 };
  const { experiment } = accuracy;
  expect(placeOf(experiment, 0.95, spread)).toBe("inside the range of our runs (.900 to .990), above 63 % of them");
  expect(placeOf(experiment, 0.99, spread)).toMatch(/^inside/);
  expect(placeOf(experiment, 0.996, spread)).toBe("outside the range of our runs (.900 to .990), above all of them");
  expect(placeOf(experiment, 0.8, spread)).toBe("outside the range of our runs (.900 to .990), below all of them");
});

test("a result is told with its interval, a loss as a loss", () => {
  const summary = {
    ...accuracy.reference.summary,
    mean: 0.981,
    interval: [0.969, 0.99] as const,
    runs: 30,
    success: { count: 21, share: 0.7, interval: [0.52, 0.83] as const },
  };
  expect(resultSentence(accuracy, { ...accuracy.reference, summary })).toBe(
    "Quantum, 3 layers reached a test accuracy of .981 on average (95 % interval .969 to .990); 21 of 30 runs reached .99 or more.",
  );
  expect(resultSentence(loss, loss.reference)).toMatch(
    /^The training loss summed over epoch 40 was \S+ on average for Quantum, 3 layers \(95 % interval/,
  );
});

test("measures on training rows are said to show nothing about new rows", () => {
  expect(limits(loss)).toContain("nothing about rows that were not");
  expect(limits(accuracy)).toContain("quantum hardware");
});
