import type { SpecOf } from "../spec.ts";
import type { GatingKind } from "./gating.ts";
import { softmaxKind } from "./softmax.ts";

export type { Gating, GatingKind } from "./gating.ts";
export { softmaxGating } from "./softmax.ts";

/** The gatings by name. */
export const gatings = { softmax: softmaxKind } satisfies Record<string, GatingKind>;

/** A gating as plain data: `{ kind: "softmax" }`. */
export type GatingSpec = SpecOf<typeof gatings>;
