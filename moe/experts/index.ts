import type { SpecOf } from "../../core/spec.ts";
import { circuitKind } from "./circuit.ts";
import type { ExpertKind } from "./expert.ts";
import { linearKind } from "./linear.ts";
import { mlpKind } from "./mlp.ts";
import { ownCircuitKind } from "./own-circuit.ts";

export { circuitExpert } from "./circuit.ts";
export { circuitState } from "./circuit-layers.ts";
export type { ExpertCircuit, ExpertKind, ExpertShape } from "./expert.ts";
export { linearExpert } from "./linear.ts";
export { mlpExpert } from "./mlp.ts";
export { ownCircuitExpert } from "./own-circuit.ts";

/** The experts by name. */
export const experts = {
  linear: linearKind,
  mlp: mlpKind,
  circuit: circuitKind,
  ownCircuit: ownCircuitKind,
} satisfies Record<string, ExpertKind>;

/** An expert as plain data: `{ kind: "linear" }`. */
export type ExpertSpec = SpecOf<typeof experts>;
