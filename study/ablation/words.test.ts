import { describe, expect, test } from "vitest";
import { resultsFixture, tableFixture } from "../../test/fixtures/results.ts";
import type { ExperimentView } from "../figures/view.ts";
import { viewsOf } from "../figures/view.ts";
import { summaryLines, textTable } from "../report/index.ts";
import type { Difference } from "../results.ts";
import { ablationSpec } from "../specs/ablation.ts";
import type { Effect } from "./records.ts";
import { axesOf } from "./view.ts";
import { ablationFindings, axisFindings } from "./words.ts";

const results = resultsFixture(ablationSpec({ generator: { name: "moons" }, seeds: 6 }));
const [view] = viewsOf(results) as [ExperimentView];
const SURE = { mean: -0.036, interval: [-0.052, -0.021], p: 0.0001, pHolm: 0.003 } as const;

/** The view with some of its differences as given, and runs that go with the sign of each. */
function altered(change: (effect: Effect) => Partial<Difference> | null): ExperimentView {
  return {
    ...view,
    effects: view.effects.map((effect) => {
      const given = change(effect) ?? { mean: 0.001, interval: [-0.01, 0.012] as const, p: 0.6, pHolm: 1 };
      return { ...effect, difference: { ...effect.difference, test: "corrected resampled t" as const, ...given } };
    }),
  };
}

const said = (one: ExperimentView): string =>
  [...ablationFindings(one), ...axesOf(one).flatMap(axisFindings)]
    .flatMap(({ text, items }) => [text, ...items])
    .join("\n");

describe("findings", () => {
  test("where nothing is decided, nothing is called better or worse", () => {
    const text = said(altered(() => null));
    expect(text).not.toMatch(/: (better|worse) by|lost accuracy|was (better|worse)/);
    expect(text).toContain("give no ground to call the base router better than");
    expect(text).toMatch(
      /No value of these switches is distinguished from the base router, which does not mean equal: Entanglement;/,
    );
    expect(text).toContain("is not distinguished by these runs from leaving them");
  });

  test.each([
    ["p after Holm at the level", { ...SURE, pHolm: 0.05 }],
    ["p alone", { ...SURE, interval: [-0.05, 0.001] as const }],
  ])("a difference with %s is not one", (_, difference) => {
    expect(said(altered(() => difference))).not.toMatch(/: (better|worse) by/);
  });

  test("a decided value is named with its size, interval and p", () => {
    const text = said(altered(({ axis, value }) => (axis === "entanglement" && value === "none" ? SURE : null)));
    expect(text).toContain("none: worse by .036 (95 % interval .021 to .052; p = .003 after Holm)");
    expect(text).toContain("Entanglement: none");
    expect(text.match(/: worse by/g)).toHaveLength(1);
  });

  test("the dial: what is lost afterwards is not called needed", () => {
    const lost = altered(({ axis, line, against }) =>
      axis === "dial" && line.startsWith("afterwards") && against === "reference" ? SURE : null,
    );
    expect(said(lost)).toContain(
      "but not demonstrably more than by depolarizing with the same probability of an error: that does not show that it was interference that was lost. Trained without interference from the start, a router of 3 layers is not distinguished from one with it",
    );
    const more = altered(({ axis, line }) => (axis === "dial" && line === "afterwards: dephasing" ? SURE : null));
    expect(said(more)).toContain("afterwards, more than by depolarizing with the same probability of an error.");
    const needed = altered(({ axis, line, against }) =>
      axis === "dial" && line === "trained with dephasing" && against === "reference" ? SURE : null,
    );
    expect(said(needed)).toContain("a router of 3 layers was worse, too");
    expect(said(needed)).toContain("distinguished from .25 on");
  });

  test("the base router is called better than all classical ones only if it is", () => {
    const better = altered(({ axis }) => (axis === "classical" ? SURE : null));
    expect(said(better)).toContain("was better than each classical router here");
    expect(said(better)).not.toContain("no ground");
  });

  test("a single run says nothing about differences; few runs cannot", () => {
    const single = resultsFixture(ablationSpec({ generator: { name: "moons" }, seeds: 1 }));
    const [one] = viewsOf(single) as [ExperimentView];
    expect(said(one)).toMatch(/in a single run: nothing can be said about differences/);
    expect(textTable(single)).toContain("Single runs");
    expect(said(view)).toContain(
      "With 6 runs an exact signed-rank test, corrected for the comparisons of an axis, cannot reach p < .05",
    );
  });
});

test("a terminal has every axis within 110 columns", () => {
  const table = results.study.experiments[0]!.arms.length;
  expect(table).toBeGreaterThan(60);
  const text = textTable(results);
  for (const { axis } of axesOf(view)) expect(text).toContain(`\n${axis.title} `);
  for (const line of [...text.split("\n"), ...summaryLines(results)]) expect(line.length).toBeLessThanOrEqual(110);
});

test("on one table the corrected test is used", () => {
  const fixed = ablationSpec({ table: tableFixture("t", 3, ["a", "b", "c"]), seeds: 4, axes: ["entanglement"] });
  for (const { difference } of resultsFixture(fixed).effects!) expect(difference.test).toBe("corrected resampled t");
});
