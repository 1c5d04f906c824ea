import type { Layer } from "../../core/layer.ts";
import { parameterCount } from "../../core/layer.ts";
import type { Rows, Subject } from "./subject.ts";

/** What the router makes of rows before it scores: (rows, width). */
export function routerFeatures({ mixture, router }: Subject, { x, y, count }: Rows): Float64Array {
  const { features } = mixture.router;
  const out = new Float64Array(count * features.outputs);
  const opened = features.open(count);
  opened.forward(router.subarray(0, parameterCount(features)), x, count, out, y);
  return out;
}

/** The layer that makes features, for routers that look at rows alone. */
export function featureLayer({ mixture }: Subject): Layer {
  return mixture.router.features as Layer;
}
