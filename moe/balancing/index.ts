import type { SpecOf } from "../../core/spec.ts";
import type { BalancingKind } from "./balancing.ts";
import { biasKind } from "./bias.ts";
import { importanceKind } from "./importance.ts";
import { loadKind } from "./load.ts";
import { switchKind } from "./switch.ts";
import { zLossKind } from "./z-loss.ts";

export type { Balancing, BalancingKind, OpenBalancing, Routing } from "./balancing.ts";
export { biasBalancing } from "./bias.ts";
export { importanceBalancing } from "./importance.ts";
export { loadBalancing } from "./load.ts";
export { switchBalancing } from "./switch.ts";
export { zLossBalancing } from "./z-loss.ts";

/** What keeps experts evenly busy, by name. */
export const balancings = {
  importance: importanceKind,
  load: loadKind,
  switch: switchKind,
  zLoss: zLossKind,
  bias: biasKind,
} satisfies Record<string, BalancingKind>;

/** A balancing as plain data: `{ kind: "switch", weight: 0.01 }`. */
export type BalancingSpec = SpecOf<typeof balancings>;
