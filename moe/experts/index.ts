import type { SpecOf } from "../spec.ts";
import type { ExpertKind } from "./expert.ts";
import { linearKind } from "./linear.ts";

export type { ExpertKind, ExpertShape } from "./expert.ts";
export { linearExpert } from "./linear.ts";

/** The experts by name. */
export const experts = { linear: linearKind } satisfies Record<string, ExpertKind>;

/** An expert as plain data: `{ kind: "linear" }`. */
export type ExpertSpec = SpecOf<typeof experts>;
