import { describe, expect, test } from "vitest";
import { resolve } from "../../core/fields.ts";
import type { AggregationKind, AggregationSpec } from "../../moe/index.ts";
import {
  aggregations,
  buildMixture,
  circuitExpert,
  coherentAggregation,
  headAggregation,
  incoherentAggregation,
  linearRouter,
  mixture,
  sumAggregation,
  topKGating,
} from "../../moe/index.ts";
import { layerContract } from "./layer-contract.ts";

/** Each aggregation with its defaults, and with options that lead to other shapes. */
const variants: Record<keyof typeof aggregations, AggregationSpec[]> = {
  sum: [sumAggregation()],
  head: [headAggregation(), headAggregation({ width: 1 }), headAggregation({ width: 6 })],
  coherent: [coherentAggregation(), coherentAggregation({ layers: 2, entanglement: "all" })],
  incoherent: [incoherentAggregation(), incoherentAggregation({ layers: 2, entanglement: "all" })],
};
const builds = Object.values(variants)
  .flat()
  .flatMap((spec) => [1, 3].map((outputs) => [JSON.stringify(spec), outputs, spec] as const));
const expert = circuitExpert({ layers: 1 });

describe.each(builds)("%s for %i outputs", (_, outputs, spec) => {
  const parts = { router: linearRouter(), experts: [expert, circuitExpert({ layers: 2 })], aggregation: spec };
  describe("with all experts", () => {
    layerContract(buildMixture(mixture(parts), { features: 2, outputs }));
  });
  describe("with the two best of three", () => {
    const sparse = { ...parts, experts: [...parts.experts, expert], gating: topKGating({ k: 2 }) };
    layerContract(buildMixture(mixture(sparse), { features: 2, outputs }));
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
