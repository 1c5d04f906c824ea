import { describe, expect, test } from "vitest";
import { resolve } from "../../core/fields.ts";
import type { AggregationKind, AggregationSpec } from "../../moe/index.ts";
import {
  aggregations,
  buildMixture,
  headAggregation,
  linearExpert,
  linearRouter,
  mixture,
  sumAggregation,
} from "../../moe/index.ts";
import { layerContract } from "./layer-contract.ts";

/** Each aggregation with its defaults, and with options that lead to other shapes. */
const variants: Record<keyof typeof aggregations, AggregationSpec[]> = {
  sum: [sumAggregation()],
  head: [headAggregation(), headAggregation({ width: 1 }), headAggregation({ width: 6 })],
};
const builds = Object.values(variants)
  .flat()
  .flatMap((spec) => [2, 3].map((classes) => [JSON.stringify(spec), classes, spec] as const));

describe.each(builds)("%s for %i classes", (_, classes, spec) => {
  const kind: AggregationKind = aggregations[spec.kind];
  const { width, head } = kind.build(spec, { classes });

  test("joins the experts' outputs and the classes", () => {
    expect(head?.inputs ?? classes).toBe(width);
    expect(head?.outputs ?? width).toBe(classes);
  });
  if (head !== null) describe("head", () => layerContract(head));
  describe("in a mixture", () => {
    const router = linearRouter();
    const parts = { router, experts: [linearExpert(), linearExpert()], aggregation: spec };
    layerContract(buildMixture(mixture(parts), { features: 2, classes }));
  });
});

test.each(Object.entries(aggregations))("%s is declared in full", (name, kind: AggregationKind) => {
  expect(kind.help.length).toBeGreaterThan(10);
  for (const field of Object.values(kind.fields)) expect(field.default).toBeDefined();
  const spec = variants[name as keyof typeof aggregations][0]!;
  expect(spec).toEqual({ kind: name, ...resolve(kind.fields, {}, name) });
  expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
});

test("a width out of bounds is refused", () => {
  expect(() => headAggregation({ width: 0 })).toThrow(
    "headAggregation: width must be a whole number from 1 to 4096, got 0",
  );
});
