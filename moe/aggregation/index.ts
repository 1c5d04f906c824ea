import type { SpecOf } from "../spec.ts";
import type { AggregationKind } from "./aggregation.ts";
import { headKind } from "./head.ts";
import { sumKind } from "./sum.ts";

export type { Aggregation, AggregationKind } from "./aggregation.ts";
export { headAggregation } from "./head.ts";
export { sumAggregation } from "./sum.ts";

/** The aggregations by name. */
export const aggregations = { sum: sumKind, head: headKind } satisfies Record<string, AggregationKind>;

/** An aggregation as plain data: `{ kind: "sum" }`. */
export type AggregationSpec = SpecOf<typeof aggregations>;
