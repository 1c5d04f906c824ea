import { specSchema } from "../core/spec.ts";
import { aggregations } from "./aggregation/index.ts";
import { balancings } from "./balancing/index.ts";
import { experts } from "./experts/index.ts";
import { gatings } from "./gating/index.ts";
import { routers } from "./routers/index.ts";

/**
 * The JSON Schema (2020-12) of a mixture as plain data, made from the registries: what `checkMixture` accepts, but for bounds that hang on the
 * data (k and the number of experts, say).
 */
export function mixtureSchema(): Record<string, unknown> {
  return {
    type: "object",
    description: "A mixture of experts",
    properties: {
      router: specSchema(routers),
      experts: { type: "array", minItems: 1, items: specSchema(experts) },
      shared: { type: "array", items: specSchema(experts), default: [] },
      gating: { ...specSchema(gatings), default: { kind: "softmax" } },
      balancing: { type: "array", items: specSchema(balancings), default: [] },
      aggregation: { ...specSchema(aggregations), default: { kind: "sum" } },
    },
    required: ["router", "experts"],
    additionalProperties: false,
  };
}
