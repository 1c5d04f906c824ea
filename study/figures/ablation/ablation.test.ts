import { describe, expect, test } from "vitest";
import { newDocument } from "../../../node/render.ts";
import { AXES } from "../../../study/ablation/axes/index.ts";
import { expectPicture, expectTextsInside } from "../../../test/contracts/picture-contract.ts";
import { gridFixture, resultsFixture } from "../../../test/fixtures/results.ts";
import { report } from "../../report/index.ts";
import type { Results } from "../../results.ts";
import { type AblationOptions, ablationSpec } from "../../specs/ablation.ts";
import { figures } from "../index.ts";

const options = { document: newDocument(), grid: gridFixture };
const made = (given: AblationOptions = {}, constant?: number): Results =>
  resultsFixture(
    ablationSpec({ generator: { name: "moons" }, seeds: 4, ...given }),
    constant === undefined ? {} : { constant },
  );
const results = made();
const svgs = figures(results, options);

function hostile(): Results {
  const base = made({ seeds: 2 });
  const [experiment] = base.study.experiments;
  return {
    ...base,
    study: {
      ...base.study,
      title: "<script>",
      experiments: [{ ...experiment!, title: `<b onclick=x>${"wide ".repeat(60)}` }],
    },
  };
}

const cases: Record<string, () => Readonly<Record<string, string>>> = {
  "whole study": () => svgs,
  "one seed": () => figures(made({ seeds: 1 }), options),
  "all runs equal": () => figures(made({ seeds: 3 }, 1), options),
  "hostile names": () => figures(hostile(), options),
};

describe.each(Object.entries(cases))("%s", (_, make) => {
  test("every axis has a figure, well-formed, sized, named and free of broken numbers", () => {
    const all = make();
    expect(Object.keys(all)).toEqual(AXES.map((name) => `ablate-${name}`));
    for (const [name, svg] of Object.entries(all)) {
      expectPicture(name, svg, { most: 80_000, said: 80 });
    }
  });
});

test("texts stay inside every figure", () => {
  for (const [name, svg] of Object.entries(svgs)) {
    expectTextsInside(name, svg);
  }
});

test("the dial has a panel for each depth, four lines in each, and the classical routers", () => {
  const svg = svgs["ablate-dial"]!;
  for (const depth of ["1 layer", "2 layers", "3 layers", "4 layers"]) expect(svg).toContain(`>${depth}<`);
  for (const line of [
    "trained with dephasing",
    "trained with depolarizing",
    "afterwards: dephasing",
    "afterwards: depolarizing",
  ]) {
    expect(svg).toContain(`>${line}<`);
  }
  expect(svg).toContain(">other classical routers<");
});

test("every figure of one line names each classical router", () => {
  for (const [name, svg] of Object.entries(svgs)) {
    if (name === "ablate-dial" || name === "ablate-place") continue;
    for (const router of [
      "Linear",
      "MLP, as many parameters",
      "Random Fourier features",
      "Trigonometric products",
      "Cosine products",
    ]) {
      expect(svg, name).toContain(`>${router}`);
    }
  }
});

test("values that come to the same circuit are said to", () => {
  expect(svgs["ablate-entanglement"]).toContain("trained parameters · as linear<");
  expect(svgs["ablate-axis"]).toContain(">Z (null control)<");
});

test("the report shows each axis with its figure, what it came to, and its numbers", () => {
  const page = report(results, options);
  expect(page.match(/<figure>/g)).toHaveLength(AXES.length);
  expect(page.match(/<summary>All numbers/g)).toHaveLength(AXES.length);
  expect(page).toContain("moire ablate moons --seeds 4 --key 0");
  expect(page).not.toMatch(/NaN|undefined|withstands noise/);
});

test("every value of a logarithmic axis has its label", () => {
  for (const value of [".1", ".25", ".5", "1", "2", "4", "8"]) {
    expect(svgs["ablate-bandwidth"]).toContain(`>${value}<`);
  }
});
