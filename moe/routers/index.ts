import type { SpecOf } from "../../core/spec.ts";
import { linearKind } from "./linear.ts";
import { mlpKind } from "./mlp.ts";
import { oracleKind } from "./oracle.ts";
import { ownCircuitKind } from "./own-circuit.ts";
import { quantumKind } from "./quantum.ts";
import { randomCircuitKind } from "./random-circuit.ts";
import { randomFourierKind } from "./random-fourier.ts";
import { rbfKind } from "./rbf.ts";
import type { RouterKind } from "./router.ts";
import { trigonometricKind } from "./trigonometric.ts";
import { twinKind } from "./twin.ts";
import { uniformKind } from "./uniform.ts";

export { linearRouter } from "./linear.ts";
export { mlpRouter } from "./mlp.ts";
export { oracleRouter } from "./oracle.ts";
export { ownCircuitRouter } from "./own-circuit.ts";
export { quantumRouter } from "./quantum.ts";
export { randomCircuitRouter } from "./random-circuit.ts";
export { randomFourierRouter } from "./random-fourier.ts";
export { rbfRouter } from "./rbf.ts";
export type { OpenRouting, Router, RouterKind, RouterShape, RoutingLayer } from "./router.ts";
export { trigonometricRouter } from "./trigonometric.ts";
export { twinRouter } from "./twin.ts";
export { uniformRouter } from "./uniform.ts";

/** The routers by name. */
export const routers = {
  linear: linearKind,
  mlp: mlpKind,
  trigonometric: trigonometricKind,
  randomFourier: randomFourierKind,
  rbf: rbfKind,
  quantum: quantumKind,
  ownCircuit: ownCircuitKind,
  randomCircuit: randomCircuitKind,
  twin: twinKind,
  uniform: uniformKind,
  oracle: oracleKind,
} satisfies Record<string, RouterKind>;

/** A router as plain data: `{ kind: "mlp", hidden: 16 }`. */
export type RouterSpec = SpecOf<typeof routers>;
