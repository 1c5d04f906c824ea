import type { Layer } from "../../core/layer.ts";
import type { StateAggregation } from "../aggregation/index.ts";
import { openRouted } from "../routed.ts";
import type { Body, RoutingMemory } from "./body.ts";

/** Experts that give states, joined by an aggregation of states. */
export function openStates(
  experts: readonly Layer[],
  aggregation: StateAggregation,
  { weights, gradWeights }: RoutingMemory,
  sparse: boolean,
  maxBatch: number,
): Body {
  const routed = openRouted(experts, experts[0]!.outputs, sparse, maxBatch);
  const join = aggregation.open(maxBatch);
  return {
    forward(params, x, batch, out) {
      routed.select(weights, batch);
      routed.forward(params.experts, x);
      join.forward(params.tail, routed, weights, batch, out);
    },
    backward(params, x, batch, gradOut, grads, rowStride, gradX) {
      join.backward(params.tail, routed, weights, batch, gradOut, grads.tail, rowStride, gradWeights);
      routed.backward(params.experts, x, grads.experts, rowStride, gradX);
    },
    naturalGradient: (params, x, _batch, grads, damping) =>
      routed.naturalGradient(params.experts, x, grads.experts, damping),
    useKey: (key) => routed.useKey(key),
  };
}
