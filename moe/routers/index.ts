import type { SpecOf } from "../spec.ts";
import { linearKind } from "./linear.ts";
import { mlpKind } from "./mlp.ts";
import { quantumKind } from "./quantum.ts";
import type { RouterKind } from "./router.ts";
import { trigonometricKind } from "./trigonometric.ts";

export { linearRouter } from "./linear.ts";
export { mlpRouter } from "./mlp.ts";
export { quantumRouter } from "./quantum.ts";
export type { RouterKind, RouterShape } from "./router.ts";
export { trigonometricRouter } from "./trigonometric.ts";

/** The routers by name. */
export const routers = {
  linear: linearKind,
  mlp: mlpKind,
  trigonometric: trigonometricKind,
  quantum: quantumKind,
} satisfies Record<string, RouterKind>;

/** A router as plain data: `{ kind: "mlp", hidden: 16 }`. */
export type RouterSpec = SpecOf<typeof routers>;
