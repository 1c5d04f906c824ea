import { describe, expect, test } from "vitest";
import { newDocument } from "../../node/render.ts";
import { expectPicture } from "../../test/contracts/picture-contract.ts";
import { gridFixture, resultsFixture, tableFixture } from "../../test/fixtures/results.ts";
import type { Results, StudySpec } from "../results.ts";
import { compareSpec } from "../specs/compare.ts";
import { reproduceSpec } from "../specs/reproduce.ts";
import { figureKinds, figures } from "./index.ts";

const options = { document: newDocument(), grid: gridFixture };
const KINDS = Object.keys(figureKinds);
const HOSTILE = ["a", "<script>alert('x')</script>", 'high & "dry"\u0007'];

/** Few arms and seeds keep the tests fast; the shapes are those of real studies. */
function shortened(spec: StudySpec, arms: number): StudySpec {
  return {
    ...spec,
    experiments: spec.experiments.map((experiment) => {
      const reference = experiment.arms.filter(({ name }) => name === experiment.reference);
      const others = experiment.arms.filter(({ name }) => name !== experiment.reference);
      return { ...experiment, arms: [...reference, ...others].slice(0, arms) };
    }),
  };
}

const table = (features: number): StudySpec =>
  shortened(
    compareSpec({ table: tableFixture("odd <name> & 'more'.csv", features, HOSTILE), seeds: 4, experts: 3 }),
    3,
  );

const cases: Record<string, () => Results> = {
  "published experiments: losses, accuracies, printed values": () =>
    resultsFixture(shortened(reproduceSpec({ seeds: 4 }), 4)),
  "three hostile class names, two features": () => resultsFixture(table(2)),
  "sixteen features": () => resultsFixture(table(16)),
  "one arm": () => resultsFixture(shortened(reproduceSpec({ seeds: 4 }), 1)),
  "one seed": () => resultsFixture(shortened(reproduceSpec({ seeds: 1 }), 3)),
  "all runs equal to 1": () => resultsFixture(shortened(reproduceSpec({ seeds: 4 }), 3), { constant: 1 }),
  "all runs equal to 0": () => resultsFixture(shortened(reproduceSpec({ seeds: 4 }), 3), { constant: 0 }),
};

describe.each(Object.entries(cases))("%s", (_, make) => {
  const results = make();
  const all = figures(results, options);

  test("every figure is there, except where there is nothing to compare or no noise", () => {
    const comparable = results.study.seeds > 1 && results.study.experiments[0]!.arms.length > 1;
    const names = results.study.experiments.flatMap(({ name, arms }) => {
      const noisy = arms.filter(({ trainedUnder }) => trainedUnder !== undefined).length > 2;
      const kinds = KINDS.filter((kind) => (kind !== "differences" || comparable) && (kind !== "strength" || noisy));
      return kinds.map((kind) => `${name}-${kind}`);
    });
    expect(Object.keys(all)).toEqual(names);
  });

  test("every figure is well-formed, sized, named and free of broken numbers", () => {
    for (const [name, svg] of Object.entries(all)) {
      expectPicture(name, svg);
    }
  });
});

test("names of classes and arms are shown as text", () => {
  const svg = figures(resultsFixture(table(2)), options)["compare-boundaries"]!;
  expect(svg).toContain("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
  expect(svg).toContain("high &amp; &quot;dry&quot;\ufffd");
});

test("the same results give the same figures", () => {
  const make = () => JSON.stringify(figures(resultsFixture(table(2)), options));
  expect(make()).toBe(make());
});

test("every run has its mark", () => {
  const results = resultsFixture(shortened(reproduceSpec({ seeds: 23, phases: ["2"] }), 1));
  const svg = figures(results, options)["phase-2-controlled-runs"]!;
  // A mark of the quantum family is a line of no length with round caps; those of the runs are one path.
  const [path] = /d="(M[\d.]+,[\d.]+h0){2,}"/.exec(svg)!;
  expect(path.match(/h0/g)).toHaveLength(23);
});
