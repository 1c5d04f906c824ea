import type { SpecOf } from "../spec.ts";
import { circuitKind } from "./circuit.ts";
import type { ExpertKind } from "./expert.ts";
import { linearKind } from "./linear.ts";
import { mlpKind } from "./mlp.ts";

export { circuitExpert } from "./circuit.ts";
export type { ExpertKind, ExpertShape } from "./expert.ts";
export { linearExpert } from "./linear.ts";
export { mlpExpert } from "./mlp.ts";

/** The experts by name. */
export const experts = {
  linear: linearKind,
  mlp: mlpKind,
  circuit: circuitKind,
} satisfies Record<string, ExpertKind>;

/** An expert as plain data: `{ kind: "linear" }`. */
export type ExpertSpec = SpecOf<typeof experts>;
