import type { SpecOf } from "../../core/spec.ts";
import type { AggregationKind } from "./aggregation.ts";
import { coherentKind } from "./coherent.ts";
import { headKind } from "./head.ts";
import { incoherentKind } from "./incoherent.ts";
import { sumKind } from "./sum.ts";

export type {
  Aggregation,
  AggregationKind,
  AggregationShape,
  OpenJoin,
  StateAggregation,
  WeightedAggregation,
} from "./aggregation.ts";
export { coherentAggregation } from "./coherent.ts";
export { headAggregation } from "./head.ts";
export { incoherentAggregation } from "./incoherent.ts";
export { sumAggregation } from "./sum.ts";

/** The aggregations by name. */
export const aggregations = {
  sum: sumKind,
  head: headKind,
  coherent: coherentKind,
  incoherent: incoherentKind,
} satisfies Record<string, AggregationKind>;

/** An aggregation as plain data: `{ kind: "sum" }`. */
export type AggregationSpec = SpecOf<typeof aggregations>;
